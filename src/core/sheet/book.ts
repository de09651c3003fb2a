import type { Extraction, SourceFragment } from '../extract/sheet-source';
import type { ReadResult } from '../syntax/read-result';
import { type Fragment, toDocument } from '../text/fragment';
import { settleGreek } from './greek';
import { settleIndices } from './indices/settle';
import type { Book, DeclaredShape, PlacedStatement, Problem, Sheet } from './model';
import { settleOperators } from './operators';
import { settleMarks } from './prose/marks';
import { emptyScope, type Scope } from './scope';
import { Sorter } from './sorter';

/** A document's names and claims, with the scope that resolves its names. */
export interface ReadBook extends Book {
  readonly scope: Scope;
  /** Where a fragment comes from; undefined for one that is not of the document. */
  readonly sourceOf: (fragment: Fragment) => SourceFragment | undefined;
  /** How the document is read: by this, text that is to replace some of it is read again. */
  readonly read: Reader;
}

export type Reader = (source: SourceFragment) => ReadResult;

/**
 * Sorts the statements of all sheets into definitions, domains and claims (DESIGN: domain or claim).
 *
 * Statements are taken in document order across sheets, because what a relation means depends on which names were
 * defined before it.
 */
export function readBook(extraction: Extraction, read: Reader): ReadBook {
  const problems = extractionProblems(extraction);
  const written: (Sheet & { shapes: Map<string, DeclaredShape> })[] = extraction.sheets.map(
    (source, index) => ({
      index,
      title: source.title,
      span: source.span,
      ...(source.parent === undefined ? {} : { parent: source.parent }),
      statements: source.fragments.flatMap((each) => placeStatements(each, read(each), problems)),
      shapes: new Map(),
    }),
  );
  const { sheets, owns } = settleOperators(settleMarks(settleIndices(settleGreek(written))));
  for (const { placed, message } of owns) {
    problems.push({ severity: 'information', code: 'reading-note', message, span: placed.span, related: [] });
  }
  const scope = emptyScope(sheets);
  const sorter = new Sorter(sheets, scope, problems);
  const placed = sheets
    .flatMap((sheet) => sheet.statements.map((statement) => ({ sheet: sheet.index, statement })))
    .sort((a, b) => a.statement.span.start - b.statement.span.start);
  let ignoreNext = new Set<number>();
  for (const { sheet, statement } of placed) {
    if (statement.statement.kind === 'directive') {
      if (statement.statement.name === 'ignore') ignoreNext = new Set([...ignoreNext, sheet]);
      continue;
    }
    if (ignoreNext.delete(sheet)) continue;
    const { fragment, unannotated } = statement;
    sorter.sort(statement.statement, { sheet, fragment, at: [], ...(unannotated && { unannotated }) });
  }
  sorter.inheritDefinitions();
  sorter.addStandIns();
  sorter.addFreeNames(placed);
  sorter.settleCalls();
  sorter.addDoubts();
  const sources = new Map(
    extraction.sheets.flatMap(({ fragments }) => fragments.map((source) => [source.fragment, source])),
  );
  const sourceOf: ReadBook['sourceOf'] = (fragment) => sources.get(fragment);
  return { sheets, scope, problems, sourceOf, read, ...sorter.result() };
}

/** What could not be extracted, as problems of the document. */
export const extractionProblems = ({ problems }: Extraction): Problem[] =>
  problems.map(({ message, span, severity }) => ({
    severity: severity ?? 'error',
    code: severity === undefined ? 'syntax' : 'reading-note',
    message,
    span,
    related: [],
  }));

/** Mistakes and remarks are problems of marked text only: prose is not written for us. */
function placeStatements(source: SourceFragment, result: ReadResult, problems: Problem[]): PlacedStatement[] {
  const { fragment, unannotated } = source;
  if (unannotated !== true) problems.push(...problemsOf(fragment, result));
  return result.statements.map((statement) => ({
    statement,
    fragment,
    span: toDocument(fragment, statement.span),
    ...(unannotated && { unannotated }),
  }));
}

function problemsOf(fragment: Fragment, result: ReadResult): Problem[] {
  const problems: Problem[] = [];
  const unread = result.statements.filter((statement) => statement.kind === 'unread');
  for (const { message, span } of result.errors) {
    if (unread.some((statement) => statement.span.start <= span.start && span.end <= statement.span.end))
      continue;
    problems.push({
      severity: 'error',
      code: 'syntax',
      message,
      span: toDocument(fragment, span),
      related: [],
    });
  }
  for (const { message, span } of result.notes) {
    problems.push({
      severity: 'information',
      code: 'reading-note',
      message,
      span: toDocument(fragment, span),
      related: [],
    });
  }
  return problems;
}
