import type { CheckedBook } from './checked';
import type { Lens } from './model';

/** Above each sheet with something to compute: its verdicts, and its graph. Prose that nothing marks has no titles. */
export function lenses(checked: CheckedBook): readonly Lens[] {
  const { book } = checked.checkable;
  return book.sheets.flatMap((sheet): Lens[] => {
    const first = sheet.statements.find(({ unannotated }) => unannotated !== true);
    if (first === undefined) return [];
    const span = { start: first.span.start, end: first.span.start };
    const title = verdictTitle(checked, sheet.index);
    const hasGraph = book.definitions.some(
      (definition) => definition.sheet === sheet.index && definition.kind !== 'free',
    );
    return [
      ...(title === undefined ? [] : [{ span, title, command: 'check' as const }]),
      ...(hasGraph ? [{ span, title: 'Show graph', command: 'graph' as const }] : []),
    ];
  });
}

function verdictTitle({ claims }: CheckedBook, sheet: number): string | undefined {
  const own = claims.filter((claim) => claim.sheet === sheet);
  if (own.length === 0) return undefined;
  const count = (kind: string): number => own.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [
    count('disagree') > 0 ? `✗ ${count('disagree')} wrong` : '',
    count('agree') > 0 ? `✓ ${count('agree')} right` : '',
    count('inconclusive') + count('unread') > 0 ? `? ${count('inconclusive') + count('unread')} open` : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}
