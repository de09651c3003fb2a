import { INPUT } from '../graph/graph';
import { writtenNumber } from '../sheet/constants';
import { dependsOn, directDependencies } from '../sheet/dependencies';
import type { Claim, Definition } from '../sheet/model';
import { chain, resolve } from '../sheet/scope';
import type { Expr, Name } from '../syntax/ast';
import { bareNamesIn, calleesIn, isDerivative, walk } from '../syntax/walk';
import { type CheckableBook, checkClaim } from './check';
import { inconclusive } from './inconclusive';
import type { CheckOptions } from './options';
import { subjectOf } from './subject';
import type { Verdict } from './verdict';

/**
 * What speaks against an accusation in prose though the claim is wrong as it was read: the words around it, a dependence that the
 * formulas do not give, or a value of a name that holds here and not elsewhere.
 */
export function suspicion(checkable: CheckableBook, claim: Claim, verdict: Verdict): Verdict | undefined {
  const words = checkable.book.sourceOf(claim.fragment)?.words;
  if (words === 'denied') return inconclusive('reading', DENIED);
  if (words === 'restricted' && hasNames(claim)) return inconclusive('equation', RESTRICTED);
  if (verdict.code === 'values-only') return inconclusive('equation', AT_VALUES);
  if (isRounded(claim, verdict)) return inconclusive('approximate', ROUNDED);
  if (isUnclear(checkable, claim)) return inconclusive('reading', UNCLEAR);
  if (hasIdentity(checkable, claim)) return inconclusive('reading', IDENTITY);
  if (hasOpenPower(checkable, claim)) return inconclusive('reading', OPEN_POWER);
  if (hasTransposedEntry(checkable, claim)) return inconclusive('reading', TRANSPOSED_ENTRY);
  const apart = independent(checkable, claim) ?? computedApart(checkable, claim);
  if (apart !== undefined) return inconclusive('reading', notSaid(apart));
  const below = definedFarBelow(checkable, claim);
  if (below !== undefined) return inconclusive('reading', farBelow(below));
  const short = shortDerivative(checkable, claim);
  if (short !== undefined) return inconclusive('reading', shortFor(short));
  return undefined;
}

/** The verdict on a derivative in another notation than ours, where it agrees. */
export const inOtherNotation = (
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
): Verdict | undefined => entryByEntry(checkable, claim, options) ?? determinant(checkable, claim, options);

const DENIED = 'The words around this tell it as a mistake, a guess or a question, so it is not accused.';

const ZEROS =
  'Both sides are 0 as the formulas were read, because they do not say what depends on what here.';

const RESTRICTED =
  'The words around this say that it holds at a place, in a state or approximately, so it is not accused.';

const AT_VALUES = 'This holds at the values that the text gives, and not for others, which it may not mean.';

const ROUNDED = 'The number is near, but not the rounded value; it may come from an approximation.';

const UNCLEAR =
  'This may be an expected value, or a derivative by time beside a bracket, which are not told from products here.';

/** `E|X - q|` of an `E` that nothing defines, and `\\dot x(a + b)`. */
function isUnclear({ book }: CheckableBook, claim: Claim): boolean {
  const { text } = claim.fragment;
  let found = DOTTED_BEFORE_SUM.test(text.slice(claim.left.span.start, claim.right.span.end));
  for (const part of [claim.left, claim.right].flatMap(bareNamesIn)) {
    if (part.name !== 'E' || !/^\s*(?:\\left\s*)?[[|(]/.test(text.slice(part.span.end))) continue;
    found ||= resolve(book.scope, claim.sheet, 'E', claim.span.start)?.kind === 'free';
  }
  return found;
}

const DOTTED_BEFORE_SUM = /\\d{1,3}ot\s*(?:\\?\w+|\{[^}]*\})\s*(?:\\left\s*)?\((?=[^()]*[-+])/;

const IDENTITY = 'I may be the identity matrix here, which the text does not define.';

/** Whether the claim rests on a square matrix `I` that nothing defines. */
function hasIdentity({ book, sheetGraphs }: CheckableBook, claim: Claim): boolean {
  const free = resolve(book.scope, claim.sheet, 'I', claim.span.start);
  if (free?.kind !== 'free') return false;
  const [rows, columns, ...others] = sheetGraphs[0]!.shapes.shapeOf(free, 0);
  if (rows === undefined || rows !== columns || others.length > 0) return false;
  return [claim.left, claim.right]
    .flatMap((side) => [...bareNamesIn(side), ...calleesIn(side)])
    .some(({ name }) => {
      const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
      return definition !== undefined && dependsOn(book, definition, free);
    });
}

const TRANSPOSED_ENTRY =
  'A subscripted name that is transposed is a vector, but was read as the entry of one.';

/** `w_k^T x_n`: one vector for each `k`, which arrays of numbers are not. */
function hasTransposedEntry({ book }: CheckableBook, claim: Claim): boolean {
  let found = false;
  const look = (part: Expr): void => {
    if (part.kind !== 'transpose' || part.operand.kind !== 'index') return;
    found ||= part.operand.items.every(({ kind }) => kind === 'at');
  };
  for (const side of [claim.left, claim.right]) walk(side, look);
  for (const definition of restsOn(book, claim)) if ('expr' in definition) walk(definition.expr, look);
  return found;
}

/** All definitions that a claim speaks of, and those that they are computed from. */
function restsOn(book: CheckableBook['book'], claim: Claim): ReadonlySet<Definition> {
  const found = new Set<Definition>();
  for (const side of [claim.left, claim.right]) {
    for (const { name } of [...bareNamesIn(side), ...calleesIn(side)]) {
      const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
      if (definition !== undefined) found.add(definition);
    }
  }
  // The set grows while it is walked.
  for (const definition of found) for (const used of directDependencies(book, definition)) found.add(used);
  return found;
}

/** So many formulas may stand between a claim and the "where" that says what its names are. */
const NEAR = 2;

/** A name of the claim that only a formula far below defines, perhaps for what follows it there. */
function definedFarBelow({ book }: CheckableBook, claim: Claim): string | undefined {
  const { end } = claim.span;
  for (const { name, kind, span, inherited } of restsOn(book, claim)) {
    if (kind === 'free' || inherited === true || span.start < end) continue;
    const between = chain(book.scope, claim.sheet)
      .flatMap((sheet) => book.sheets[sheet]!.statements)
      .filter((placed) => end <= placed.span.start && placed.span.start < span.start);
    if (between.length > NEAR) return name;
  }
  return undefined;
}

const farBelow = (name: string): string =>
  `${name} is defined further below, perhaps only for what follows there, so it is not known what it is here.`;

const OPEN_POWER = 'A power of a matrix is read here only where its exponent is a number.';

/** `X^k` of a matrix. */
function hasOpenPower(checkable: CheckableBook, claim: Claim): boolean {
  const subject = subjectOf(checkable.sheetGraphs[0]!, claim);
  if ('failure' in subject) return false;
  const { graph, nodeOf } = subject.sheetGraph;
  let found = false;
  for (const side of [claim.left, claim.right]) {
    walk(side, (part) => {
      if (part.kind !== 'binary' || part.operator !== '^' || bareNamesIn(part.right).length === 0) return;
      const base = nodeOf.get(part.left);
      found ||= base !== undefined && graph.node(base).shape.length === 2;
    });
  }
  return found;
}

const notSaid = ({ target, variable }: Apart): string =>
  `The formulas of this section do not say how ${target} depends on ${variable}, so it is not known what this claims.`;

const hasNames = ({ left, right }: Claim): boolean =>
  [left, right].some((side) => bareNamesIn(side).length > 0);

/** How far an approximate number may be off, as it comes from a difference quotient or a slide rule. */
const NEARLY = 0.02;

/** `f'(1) \approx 2.723` by central differences is no wrong derivative. */
function isRounded({ relation, right }: Claim, { evidence }: Verdict): boolean {
  const worst = evidence?.worst;
  if (relation !== '≈' || writtenNumber(right) === undefined || worst === undefined) return false;
  return Math.abs(worst.claimed - worst.expected) <= NEARLY * Math.abs(worst.expected);
}

interface Apart {
  readonly target: string;
  readonly variable: string;
}

/**
 * A derivative of a claim whose target does not depend on its variable as the formulas were read: nobody writes what is always 0,
 * so the text says in words that it does, or solves for it.
 */
function independent({ book }: CheckableBook, claim: Claim): Apart | undefined {
  let found: Apart | undefined;
  const meaning = (name: string): Definition | undefined =>
    resolve(book.scope, claim.sheet, name, claim.span.start);
  const look = (part: Expr): void => {
    if (found !== undefined || part.kind !== 'derivative') return;
    const target = headName(part.target);
    const [variable] = part.variables.length === 1 ? part.variables.map(headName) : [];
    if (target === undefined || variable === undefined || target.name === variable.name) return;
    const of = meaning(target.name);
    const by = meaning(variable.name);
    if (of === undefined || by === undefined || of.kind === 'free' || of.kind === 'upstream') return;
    if (of.kind === 'function' && of.parameters.some(({ name }) => name === variable.name)) return;
    if (!dependsOn(book, of, by)) found = { target: target.name, variable: variable.name };
  };
  for (const side of [claim.left, claim.right]) walk(side, look);
  return found;
}

/** A derivative by what is itself computed, which is 0 as the formulas were read: `dv/ds` of `s(t)` and `v = ds/dt`. */
function computedApart(checkable: CheckableBook, claim: Claim): Apart | undefined {
  const subject = subjectOf(checkable.sheetGraphs[0]!, claim);
  if ('failure' in subject) return undefined;
  const { graph, nodeOf } = subject.sheetGraph;
  const zeros = new Set(
    subject.derivations
      .filter(
        ({ derivative, variable }) =>
          graph.uniformValue(derivative) === 0 && graph.node(variable).operation !== INPUT,
      )
      .map(({ derivative }) => derivative),
  );
  if (zeros.size === 0) return undefined;
  let found: Apart | undefined;
  const look = (part: Expr): void => {
    const node = nodeOf.get(part);
    if (found !== undefined || part.kind !== 'derivative' || node === undefined || !zeros.has(node)) return;
    const target = headName(part.target);
    const variable = headName(part.variables[0]!);
    if (target !== undefined && variable !== undefined)
      found = { target: target.name, variable: variable.name };
  };
  for (const side of [claim.left, claim.right]) walk(side, look);
  return found;
}

/** `f_x` that nothing defines, though `f` is a formula with `x`: it may be short for a derivative. */
function shortDerivative({ book }: CheckableBook, claim: Claim): string | undefined {
  const meaning = (name: string): Definition | undefined =>
    resolve(book.scope, claim.sheet, name, claim.span.start);
  return [claim.left, claim.right].flatMap(bareNamesIn).find(({ name }) => {
    const [, base, letters] = /^(\p{L}+)_(\p{Ll}{1,3})$/u.exec(name) ?? [];
    if (base === undefined || meaning(name)?.kind !== 'free') return false;
    const whole = meaning(base);
    if (whole === undefined || !('expr' in whole)) return false;
    return [...letters!].every((letter) => {
      const variable = meaning(letter);
      return variable !== undefined && dependsOn(book, whole, variable);
    });
  })?.name;
}

const shortFor = (name: string): string =>
  `${name} may be short for a derivative here, or a name of its own, so it is not known what this claims.`;

/** `x` of `x`, `x_i` and `x(t)`. */
function headName(expr: Expr): Name | undefined {
  if (expr.kind === 'name') return expr;
  if (expr.kind === 'index') return headName(expr.target);
  return expr.kind === 'call' ? expr.callee : undefined;
}

/**
 * An agreement that says nothing: both sides are 0, only because the formulas do not say what depends on what. Undefined where the
 * claim itself says that it is 0.
 */
export function vacuous(checkable: CheckableBook, claim: Claim): Verdict | undefined {
  if (isLiteral(claim.right) || ![claim.left, claim.right].some(derives)) return undefined;
  const subject = subjectOf(checkable.sheetGraphs[0]!, claim);
  if ('failure' in subject) return undefined;
  const { graph } = subject.sheetGraph;
  const isZero = [subject.left, subject.right].every(({ node }) => graph.uniformValue(node) === 0);
  if (!isZero) return undefined;
  const apart = independent(checkable, claim);
  return inconclusive('reading', apart === undefined ? ZEROS : notSaid(apart));
}

/** Whether an expression is made of numbers alone, such as 0 or a matrix of zeros. */
const isLiteral = (expr: Expr): boolean =>
  bareNamesIn(expr).length + calleesIn(expr).length === 0 && !derives(expr);

function derives(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= isDerivative(part);
  });
  return found;
}

const call = (name: string, value: Expr): Expr => ({
  kind: 'call',
  callee: { kind: 'name', name, span: value.span },
  args: [{ value }],
  span: value.span,
});

/** `\frac{\partial z}{\partial \mu} = 1` for `z = \mu + \sigma \odot \epsilon`: the diagonal of a diagonal Jacobian. */
function entryByEntry(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict | undefined {
  if (claim.left.kind !== 'derivative') return undefined;
  const subject = subjectOf(checkable.sheetGraphs[0]!, claim);
  if ('failure' in subject) return undefined;
  const { graph } = subject.sheetGraph;
  const shape = graph.node(subject.left.node).shape;
  if (shape.length !== 2 || shape[0] !== shape[1] || graph.node(subject.right.node).shape.length > 1)
    return undefined;
  const diagonal = call('diag', claim.left);
  const isDiagonal =
    checkClaim(checkable, { ...claim, right: call('diag', diagonal) }, options).kind === 'agree';
  if (!isDiagonal) return undefined;
  const verdict = checkClaim(checkable, { ...claim, kind: 'identity', left: diagonal }, options);
  if (verdict.kind !== 'agree') return undefined;
  const note = 'The derivative is taken entry by entry; the Jacobian has these entries on its diagonal.';
  return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
}

/** `\frac{\partial(x, y)}{\partial(r, \theta)} = r` is about the determinant of the Jacobian. */
function determinant(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict | undefined {
  const { left } = claim;
  if (left.kind !== 'derivative' || (left.target.kind !== 'array' && left.variables.length < 2))
    return undefined;
  const verdict = checkClaim(checkable, { ...claim, kind: 'identity', left: call('det', left) }, options);
  if (verdict.kind !== 'agree') return undefined;
  const note = 'This is the determinant of the Jacobian.';
  return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
}

/**
 * A name that an equality without derivatives brings in, before anything says what it is: neither formulas nor words that we know say what it is, so that it may
 * be just what the other side is.
 */
export function undefinedName({ book }: CheckableBook, claim: Claim): string | undefined {
  if (claim.kind === 'derivative') return undefined;
  const spoken = (expr: Expr): Name[] => [...bareNamesIn(expr), ...calleesIn(expr)];
  const isUnsaid = (definition: Definition | undefined): boolean =>
    definition !== undefined && (definition.kind === 'free' || definition.span.start > claim.span.end);
  const isFree = ({ name }: Name): boolean =>
    isUnsaid(resolve(book.scope, claim.sheet, name, claim.span.start)) &&
    !chain(book.scope, claim.sheet).some((sheet) => book.sheets[sheet]!.shapes.has(name));
  const earlier = [claim.left, ...(claim.earlier ?? [])].flatMap(spoken).map(({ name }) => name);
  const free = spoken(claim.right).filter(isFree);
  return free.find(({ name }) => !earlier.includes(name))?.name;
}
