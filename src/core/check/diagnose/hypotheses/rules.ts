import { NAMED } from '../../../graph/graph';
import type { Candidate, Naming, Said } from '../candidate';
import type { Context } from '../context';
import { isPower, isQuotient } from '../tree';

/** The operation with which the function ends: `divide` for a quotient. */
function topOperation({ sheetGraph: { graph, derivations }, claim }: Context): string | undefined {
  const derivation = derivations.get(claim.left);
  if (derivation === undefined) return undefined;
  let at = graph.node(derivation.target);
  while (at.operation === NAMED) at = graph.node(at.inputs[0]!);
  return at.operation.name;
}

/** A sign or a square of the quotient rule. */
export function quotientRule(
  context: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  if (topOperation(context) !== 'divide') return undefined;
  const old = position.expr;
  if (mistake === 'sign' && old.kind === 'binary' && old.operator === '+') {
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

/** The exponent of a power, of which the derivative has one less. */
export function powerRule(
  _: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  if (mistake !== 'exponent') return undefined;
  const old = position.expr;
  const [before, after] = [old, replacement].map((expr) => (expr.kind === 'number' ? expr.value : undefined));
  const dropped = old.kind === 'binary' && isPower(old.operator) && replacement === old.left;
  const decreased = (before !== undefined && after === before - 1) || (dropped && isSquare(old));
  const power =
    replacement.kind === 'binary' && isPower(replacement.operator) ? replacement.right : replacement;
  const shortened = power.kind === 'binary' && power.operator === '-' && power.right.kind === 'number';
  if (!decreased && !shortened) return undefined;
  return {
    mistake,
    message: `${where(position, said)}: the derivative of a power has an exponent that is one less.`,
  };
}

const isSquare = (expr: Candidate['replacement']): boolean =>
  expr.kind === 'binary' && expr.right.kind === 'number' && expr.right.value === 2;

const where = ({ expr }: Candidate['position'], said: Said): string =>
  expr.kind === 'number'
    ? `The exponent \`${said.old}\` should be \`${said.new}\``
    : `\`${said.old}\` should be \`${said.new}\``;

/** Derivatives that people mix up, as a reminder beside the edit. */
const REMINDERS: ReadonlyMap<string, string> = new Map([
  ['sin>cos', 'the derivative of sin is cos'],
  ['cos>sin', 'the derivative of cos is -sin'],
  ['sinh>cosh', 'the derivative of sinh is cosh'],
  ['cosh>sinh', 'the derivative of cosh is sinh'],
  ['log>exp', 'the derivative of exp is exp itself'],
]);

/** One function for another. */
export function functionSlip(
  _: Context,
  { mistake, position, replacement }: Candidate,
  said: Said,
): Naming | undefined {
  const old = position.expr;
  if (mistake !== 'function' || old.kind !== 'call') return undefined;
  if (replacement.kind === 'call' && replacement.args.length === old.args.length) {
    const reminder = REMINDERS.get(`${old.callee.name}>${replacement.callee.name}`);
    return {
      mistake,
      message: `\`${said.old}\` should be \`${said.new}\`${reminder === undefined ? '' : `: ${reminder}`}.`,
    };
  }
  return undefined;
}
