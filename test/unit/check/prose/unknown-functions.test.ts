import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';

const cases: readonly (readonly [claim: string, note: string])[] = [
  [
    "(f(x) g(x))' = f'(x) g(x) - f(x) g'(x)",
    'f and g may be any smooth functions here; the numbers are those of some for which this fails.',
  ],
  [
    String.raw`\frac{d}{dx} f(x)^2 = f(x) f'(x)`,
    'f may be any smooth function here; the numbers are those of one for which this fails.',
  ],
];

test.each(cases)('%s', async (claim, note) => {
  const text = `# Rules\n\n$$${claim}$$\n`;
  const checked = await checkDocument(
    { path: 'rules.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  const [found] = checked?.claims ?? [];
  expect(found?.verdict.kind).toBe('disagree');
  expect(found?.verdict.notes).toContain(note);
  expect(found?.verdict.notes.join(' ')).not.toMatch(/\d\*|(?:cos|sin)\(/);
});
