import type { CheckOptions } from '../core/check/options';
import type { Fix, Verdict } from '../core/check/verdict';
import { directDependencies } from '../core/sheet/dependencies';
import type { Claim, FreeDefinition } from '../core/sheet/model';
import { chain, resolve } from '../core/sheet/scope';
import { readInfix } from '../core/syntax/infix/read';
import { bareNamesIn } from '../core/syntax/walk';
import type { CheckedBook, JudgedClaim } from './checked';
import { declaredShape } from './hints';
import { lineBreakOf, linePrefix } from './own-line';
import { checkableBookOf, edited, judged } from './read-book';

/** Verdicts that a declaration may settle. */
const OPEN: ReadonlySet<string> = new Set([
  'shape',
  'shape-mismatch',
  'domain',
  'unknown-name',
  'conditioning',
  'kink',
]);

/** Each declaration means to read the document again, so only a few are tried, and in long documents none. */
const MAX_TRIED = 10;
const MAX_OFFERED = 3;
const MAX_LENGTH = 40_000;

/**
 * Declarations that would settle an inconclusive claim: with each of them the claim, judged again, agrees or disagrees. Those
 * with which it agrees come first.
 */
export function declarationFixes(
  checked: CheckedBook,
  { claim, verdict }: JudgedClaim,
  options: CheckOptions,
): Fix[] {
  const { text } = checked.document;
  if (verdict.kind !== 'inconclusive' || !OPEN.has(verdict.code) || text.length > MAX_LENGTH) return [];
  if (/\.json[c5]?$/i.test(checked.document.path)) return [];
  // A formula among words has no line for a declaration.
  if (checked.checkable.book.sourceOf(claim.fragment)?.syntax === 'latex') return [];
  const settled = candidates(checked, claim, verdict)
    .slice(0, MAX_TRIED)
    .flatMap((declaration) => {
      const insertion = insertionOf(text, claim, declaration);
      const after = verdictWith(checked, claim, insertion, options);
      return after === undefined ? [] : [{ declaration, insertion, after }];
    });
  const agreeing = settled.filter(({ after }) => after.kind === 'agree');
  const shown = withoutNeedless(agreeing.length > 0 ? agreeing : settled);
  return shown.slice(0, MAX_OFFERED).map(({ declaration, insertion, after }) => ({
    title: `Declare ${declaration}, with which this claim ${after.kind === 'agree' ? 'agrees' : 'is wrong'}`,
    span: { start: claim.span.start, end: claim.span.start },
    text: insertion,
  }));
}

/** A list of names says no more than the one among them that settles the claim. */
const withoutNeedless = <T extends { readonly declaration: string }>(settled: readonly T[]): readonly T[] => {
  const single = settled.filter(({ declaration }) => !declaration.includes(', '));
  return single.length > 0 ? single : settled;
};

/** The declaration on a line of its own above the claim, else before it on its line. */
function insertionOf(text: string, { span }: Claim, declaration: string): string {
  const prefix = linePrefix(text, span);
  return prefix === undefined ? `${declaration}; ` : `${declaration}${lineBreakOf(text)}${prefix}`;
}

/** The verdict on the claim with the insertion before it, if it is one and nothing else in the document suffers. */
function verdictWith(
  { document, checkable }: CheckedBook,
  claim: Claim,
  insertion: string,
  options: CheckOptions,
): Verdict | undefined {
  const at = { start: claim.span.start, end: claim.span.start };
  const { text } = edited(document.text, [{ span: at, text: insertion }]);
  const changed = checkableBookOf({ ...document, text });
  const { book } = changed;
  if (book.unread.length > checkable.book.unread.length) return undefined;
  if (book.problems.length > checkable.book.problems.length) return undefined;
  const same = book.claims.find(({ span }) => span.start === claim.span.start + insertion.length);
  if (same === undefined) return undefined;
  const verdict = judged(changed, same, options);
  return verdict?.kind === 'agree' || verdict?.kind === 'disagree' ? verdict : undefined;
}

function candidates(checked: CheckedBook, claim: Claim, verdict: Verdict): string[] {
  const free = freeNames(checked, claim);
  const names = free.map(({ name }) => name);
  const list = names.join(', ');
  const advised = adviceIn(verdict.message, new Set(names));
  if (verdict.code === 'shape' || verdict.code === 'shape-mismatch' || verdict.code === 'unknown-name') {
    const inferred = free.flatMap((definition) => inferredShape(checked, definition));
    const scalars = names.length > 1 ? [`${list} : R`] : [];
    return unique([...advised, ...inferred, ...scalars, ...names.map((name) => `${name} : R`)]);
  }
  return unique([
    ...advised,
    ...names.map((name) => `${name} > 0`),
    ...(names.length > 1 ? [`${list} > 0`] : []),
    ...names.flatMap((name) => [`0 < ${name} < 1`, `${name} > 1`, `${name} < 0`]),
  ]);
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** The declarations and domains that a message names, where they speak of the claim's own names. */
function adviceIn(message: string, names: ReadonlySet<string>): string[] {
  return [...message.matchAll(/`([^`]+)`/g)].flatMap(([, text = '']) => {
    const { statements, errors } = readInfix(text);
    const [statement] = statements;
    if (statement === undefined || statements.length > 1 || errors.length > 0) return [];
    const spoken =
      statement.kind === 'relation' && statement.relations.every((relation) => relation !== '=')
        ? statement.sides.flatMap(bareNamesIn)
        : statement.kind === 'declaration' || statement.kind === 'membership'
          ? statement.names
          : [];
    return spoken.length > 0 && spoken.every(({ name }) => names.has(name)) ? [text] : [];
  });
}

/** A declaration of the shape that the claim's document gives reason to guess. */
function inferredShape({ checkable }: CheckedBook, definition: FreeDefinition): string[] {
  const sheetGraph = checkable.sheetGraphs[0]!;
  const lowered = sheetGraph.lowered.get(definition);
  if (lowered === undefined || 'failure' in lowered) return [];
  const { shape } = sheetGraph.graph.node(lowered.value.node);
  return [`${definition.name} : ${shape.length === 0 ? 'R' : declaredShape(shape)}`];
}

/** The names without a declared shape that a claim rests on, directly or through definitions. */
function freeNames({ checkable: { book } }: CheckedBook, claim: Claim): FreeDefinition[] {
  const seen = new Set(
    [claim.left, claim.right]
      .flatMap(bareNamesIn)
      .flatMap(({ name }) => resolve(book.scope, claim.sheet, name, claim.span.start) ?? []),
  );
  // The set grows while it is walked.
  for (const definition of seen) for (const used of directDependencies(book, definition)) seen.add(used);
  return [...seen].flatMap((definition) => {
    if (definition.kind !== 'free' || definition.applied) return [];
    const declared = chain(book.scope, definition.sheet).some((sheet) =>
      book.sheets[sheet]!.shapes.has(definition.name),
    );
    return declared ? [] : [definition];
  });
}
