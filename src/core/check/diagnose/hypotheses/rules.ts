import { NAMED } from '../../../graph/graph';
import { ancestors } from '../../../graph/program';
import { printExprInfix } from '../../../print/expr-infix';
import { chain } from '../../../sheet/scope';
import type { Expr } from '../../../syntax/ast';
import { walk } from '../../../syntax/walk';
import type { Candidate, Naming, Said } from '../candidate';
import type { Context } from '../context';
import { isPower, isQuotient } from '../tree';

/** Whether the function is a quotient of which the denominator depends on the variable. */
function isQuotientOfBoth({ sheetGraph: { graph, derivations }, claim }: Context): boolean {
  const derivation = derivations.get(claim.left);
  if (derivation === undefined) return false;
  let at = graph.node(derivation.target);
  while (at.operation === NAMED) at = graph.node(at.inputs[0]!);
  const denominator = at.operation.name === 'divide' ? at.inputs[1] : undefined;
  return denominator !== undefined && ancestors(graph, [denominator]).includes(derivation.variable);
}

/** Whether some definition that the claim can see has a part of this kind. */
function isDefinedWith({ checkable: { book }, claim }: Context, test: (part: Expr) => boolean): boolean {
  const sheets = new Set(chain(book.scope, claim.sheet));
  return book.definitions.some((definition) => {
    let found = false;
    if (!sheets.has(definition.sheet) || !('expr' in definition)) return false;
    walk(definition.expr, (part) => {
      found ||= test(part);
    });
    return found;
  });
}

/** A sign or a square of the quotient rule. */
export function quotientRule(
  context: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  if (!isQuotientOfBoth(context)) return undefined;
  const old = position.expr;
  const above = position.parent?.expr;
  const isNumerator = above?.kind === 'binary' && isQuotient(above.operator) && above.left === old;
  if (mistake === 'sign' && isNumerator && old.kind === 'binary' && old.operator === '+') {
    return {
      mistake: 'quotient-rule',
      message: `\`${said.old}\` should be \`${said.new}\`: the quotient rule subtracts the numerator times the derivative of the denominator.`,
    };
  }
  const isBelow = (at = position): boolean => {
    const { parent } = at;
    if (parent === undefined) return false;
    const whole = parent.expr;
    if (whole.kind === 'binary' && isQuotient(whole.operator) && whole.right === at.expr) return true;
    return whole.kind === 'binary' && isPower(whole.operator) && isBelow(parent);
  };
  const divides = replacement.kind === 'binary' && isQuotient(replacement.operator);
  const power = divides ? replacement.right : replacement;
  const squares =
    power.kind === 'binary' &&
    isPower(power.operator) &&
    power.right.kind === 'number' &&
    power.right.value === 2;
  if (mistake !== 'exponent' || !squares || !(divides || isBelow())) return undefined;
  return {
    mistake: 'quotient-rule',
    message: `\`${said.old}\` should be \`${said.new}\`: the quotient rule divides by the square of the denominator.`,
  };
}

/** The exponent of a power, which the function has as well, was not lowered. */
export function powerRule(
  context: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  if (mistake !== 'exponent') return undefined;
  const before = exponentAt(position, position.expr);
  const after = exponentAt(position, replacement);
  if (before === undefined || !isOneLess(before, after)) return undefined;
  const text = printExprInfix(before);
  const isOfFunction = (part: Expr): boolean =>
    part.kind === 'binary' && isPower(part.operator) && printExprInfix(part.right) === text;
  if (!isDefinedWith(context, isOfFunction)) return undefined;
  const what = position.expr.kind === 'number' ? 'The exponent ' : '';
  return {
    mistake,
    message: `${what}\`${said.old}\` should be \`${said.new}\`: the derivative of a power has an exponent that is one less.`,
  };
}

/** The exponent that an expression is, or that it has; undefined where it has none. */
function exponentAt({ expr, parent }: Candidate['position'], now: Expr): Expr | undefined {
  if (parent?.expr.kind === 'binary' && isPower(parent.expr.operator) && parent.expr.right === expr)
    return now;
  return now.kind === 'binary' && isPower(now.operator) ? now.right : undefined;
}

/** `3` and `2`, `n` and `n - 1`; a square without its exponent. */
function isOneLess(before: Expr, after: Expr | undefined): boolean {
  if (before.kind === 'number') {
    return after === undefined
      ? before.value === 2
      : after.kind === 'number' && after.value === before.value - 1;
  }
  return (
    after?.kind === 'binary' &&
    after.operator === '-' &&
    after.right.kind === 'number' &&
    after.right.value === 1 &&
    printExprInfix(after.left) === printExprInfix(before)
  );
}

/** Derivatives that people mix up: what is written, what is right, the function that the sheet has, and the reminder. */
const REMINDERS: readonly (readonly [string, string, string, string])[] = [
  ['sin', 'cos', 'sin', 'the derivative of sin is cos'],
  ['cos', 'sin', 'cos', 'the derivative of cos is -sin'],
  ['sinh', 'cosh', 'sinh', 'the derivative of sinh is cosh'],
  ['cosh', 'sinh', 'cosh', 'the derivative of cosh is sinh'],
  ['log', 'exp', 'exp', 'the derivative of exp is exp itself'],
];

/** One function for another. */
export function functionSlip(
  context: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  const old = position.expr;
  if (mistake !== 'function' || old.kind !== 'call' || replacement.kind !== 'call') return undefined;
  const [from, to] = [old.callee.name, replacement.callee.name];
  const reminder = REMINDERS.find(([a, b]) => a === from && b === to);
  const calls = (part: Expr): boolean => part.kind === 'call' && part.callee.name === reminder?.[2];
  if (reminder === undefined || !isDefinedWith(context, calls)) return undefined;
  return { mistake, message: `\`${said.old}\` should be \`${said.new}\`: ${reminder[3]}.` };
}
