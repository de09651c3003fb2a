import type { Extraction, SourceFragment } from '../extract/sheet-source';
import type { ReadResult } from '../syntax/read-result';
import type { Statement } from '../syntax/statements';
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
  /** The document with another text in the place of a fragment; undefined for a fragment that is not of the document. */
  readonly edited: (fragment: Fragment, text: string) => Edited | undefined;
}

/** A document in which the text of one fragment is another. */
export interface Edited {
  readonly fragment: Fragment;
  /** The statements of the fragment, as they are read among the others. */
  readonly statements: () => readonly Statement[];
  /** The names and claims of the fragment's section, and of those around it. */
  readonly book: () => ReadBook;
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
  const written: WrittenSheet[] = extraction.sheets.map((source, index) => ({
    index,
    title: source.title,
    span: source.span,
    ...(source.parent === undefined ? {} : { parent: source.parent }),
    statements: source.fragments.flatMap((each) => placeStatements(each, read(each), problems)),
    shapes: new Map(),
  }));
  const sources = new Map(
    extraction.sheets.flatMap(({ fragments }) => fragments.map((source) => [source.fragment, source])),
  );
  return sorted({ written, sources, read }, problems);
}

/** A sheet whose declarations the sorter collects. */
type WrittenSheet = Sheet & { readonly shapes: Map<string, DeclaredShape> };

/** The statements of a document as they are read one by one. */
interface Parsed {
  readonly written: readonly WrittenSheet[];
  readonly sources: ReadonlyMap<Fragment, SourceFragment>;
  readonly read: Reader;
}

function sorted(parsed: Parsed, problems: Problem[]): ReadBook {
  const { sheets, owns } = settle(parsed.written);
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
  return {
    sheets,
    scope,
    problems,
    sourceOf: (fragment) => parsed.sources.get(fragment),
    edited: (fragment, text) => edited(parsed, fragment, text),
    ...sorter.result(),
  };
}

/** Gives all statements the meaning that they have beside each other. */
const settle = <S extends Sheet>(written: readonly S[]): ReturnType<typeof settleOperators<S>> =>
  settleOperators(settleMarks(settleIndices(settleGreek(written))));

/** The section of a fragment, and those around it: what stands in others does not change how it is read. */
function edited({ written, sources, read }: Parsed, fragment: Fragment, text: string): Edited | undefined {
  const source = sources.get(fragment);
  const own = written.find(({ statements }) => statements.some((each) => each.fragment === fragment));
  if (source === undefined || own === undefined) return undefined;
  const changed: SourceFragment = { ...source, fragment: { ...fragment, text } };
  const around = new Set<number>();
  for (let at: Sheet | undefined = own; at !== undefined; ) {
    around.add(at.index);
    at = at.parent === undefined ? undefined : written[at.parent];
  }
  const sheets = written.map((sheet) => {
    const shapes = new Map<string, DeclaredShape>();
    if (sheet !== own) return { ...sheet, shapes, ...(!around.has(sheet.index) && { statements: [] }) };
    const first = sheet.statements.findIndex((each) => each.fragment === fragment);
    const statements = sheet.statements.filter((each) => each.fragment !== fragment);
    statements.splice(first, 0, ...placeStatements(changed, read(changed), []));
    return { ...sheet, shapes, statements };
  });
  const parsed: Parsed = {
    written: sheets,
    sources: new Map([...sources, [changed.fragment, changed]]),
    read,
  };
  return {
    fragment: changed.fragment,
    statements: () =>
      settle(sheets).sheets[own.index]!.statements.flatMap((each) =>
        each.fragment === changed.fragment ? [each.statement] : [],
      ),
    book: () => sorted(parsed, []),
  };
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
