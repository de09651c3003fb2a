import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { labelledFiles } from '../../corpus/score';

async function claimsOf(path: string, text: string) {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  return checked?.claims ?? [];
}

const wrong = labelledFiles().filter(({ labels }) => labels.some(({ truth }) => truth === 'wrong'));

describe('every fix makes its claim right in the whole document', () => {
  test.each(wrong)('$name', async ({ file, name }) => {
    const text = readFileSync(file, 'utf8');
    const refuted = (await claimsOf(name, text)).filter(({ verdict }) => verdict.kind === 'disagree');
    const failed: string[] = [];
    for (const { span, text: claim, fixes } of refuted) {
      for (const fix of fixes) {
        const after = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
        const again = (await claimsOf(name, after)).filter((other) => other.span.start === span.start);
        if (again.length !== 1 || again[0]!.verdict.kind !== 'agree') failed.push(`${claim} → ${fix.text}`);
      }
    }
    expect(failed).toEqual([]);
  });
});
