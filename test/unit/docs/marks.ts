import { lineIndex, positionAt } from '../../../src/core/text/lines';
import type { CheckedDocument } from '../../../src/service/facade';

const SIGNS = { agree: '✓', disagree: '✗', inconclusive: '?', unread: '○' } as const;

/**
 * What the comment at the end of a line expects: a sign for each claim that ends there, `!` for a problem of the document,
 * each with its code, which may be left out behind `✓`.
 */
const MARKS = /(?:#|\/\/) ((?:[✓✗?○!](?: [a-z][a-z-]*)?(?: |$))+)$/u;

/** The expected marks by the document's lines, counted from 0. */
export function expectedMarks(text: string, firstLine = 0): ReadonlyMap<number, string> {
  const marks = new Map<number, string>();
  for (const [index, line] of text.split('\n').entries()) {
    const found = MARKS.exec(line);
    if (found !== null) marks.set(firstLine + index, found[1]!.trim());
  }
  return marks;
}

/** The same from the verdicts; the code of a plain agreement is left out. */
export function actualMarks(checked: CheckedDocument): ReadonlyMap<number, string> {
  const lines = lineIndex(checked.document.text);
  // Prose that nothing marks is shown its mistakes only.
  const shown = checked.claims.filter(
    ({ unannotated, verdict }) => unannotated !== true || verdict.kind === 'disagree',
  );
  const found: { readonly at: number; readonly mark: string }[] = shown.map(({ span, verdict }) => ({
    at: span.end,
    mark: verdict.code === 'agree' ? SIGNS.agree : `${SIGNS[verdict.kind]} ${verdict.code}`,
  }));
  for (const { span, code } of checked.diagnostics) {
    const ofClaim = checked.claims.some(
      (claim) => claim.verdict.code === code && claim.span.start <= span.start && span.end <= claim.span.end,
    );
    if (!ofClaim) found.push({ at: span.end, mark: `! ${code}` });
  }
  const marks = new Map<number, string>();
  for (const { at, mark } of found.sort((a, b) => a.at - b.at)) {
    const { line } = positionAt(lines, at);
    marks.set(line, [marks.get(line) ?? [], mark].flat().join(' '));
  }
  return marks;
}

/** `✓ agree` is the same as `✓`. */
export const plain = (marks: ReadonlyMap<number, string>): Record<string, string> =>
  Object.fromEntries(
    [...marks]
      .sort(([a], [b]) => a - b)
      .map(([line, mark]) => [`line ${line + 1}`, mark.replace(/✓ agree(?=$| )/g, '✓')]),
  );
