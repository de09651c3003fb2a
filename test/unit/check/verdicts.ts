import { expect, test } from 'vitest';
import type { Span } from '../../../src/core/text/span';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';

/** A claim's line ends in `# => code`, several claims of one line in `# => code code`. */
const EXPECTED = /#\s*=>\s*(.+)$/;

/**
 * Checks a sheet whose claims carry their expected codes; `diagnostics` are the codes of further messages, in order.
 * Definitions and domains carry nothing, so an unexpected claim or a missing one fails.
 */
export async function codesOf(text: string): Promise<{ claims: string[]; others: string[] }> {
  const checked = await checkDocument(
    { path: 'sheet.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const claims = checked!.claims.map(
    ({ span, verdict }) =>
      `${lineOf(span.start)}: ${verdict.kind === 'agree' && verdict.code === 'agree' ? 'agree' : verdict.code}`,
  );
  const isOfClaim = (span: Span, code: string): boolean =>
    checked!.claims.some(
      (claim) => claim.verdict.code === code && claim.span.start <= span.start && span.end <= claim.span.end,
    );
  const others = checked!.diagnostics
    .filter(({ span, code, severity }) => severity !== 'information' && !isOfClaim(span, code))
    .map(({ code, span }) => `${lineOf(span.start)}: ${code}`);
  return { claims, others };
}

export function expectedCodes(text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const match = EXPECTED.exec(line);
    return match === null
      ? []
      : match[1]!
          .trim()
          .split(/\s+/)
          .map((code) => `${i + 1}: ${code}`);
  });
}

/** One test a sheet. */
export function check(title: string, text: string, others: readonly string[] = []): void {
  test(title, async () => {
    const found = await codesOf(text);
    expect(found.claims).toEqual(expectedCodes(text));
    expect(found.others).toEqual(others);
  });
}
