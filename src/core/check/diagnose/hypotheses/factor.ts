import { ancestors } from '../../../graph/program';
import { chain } from '../../../sheet/scope';
import type { Expr } from '../../../syntax/ast';
import type { Candidate } from '../candidate';
import { claimedOf } from '../compare';
import { type Context, factorToTruth } from '../context';
import { rationalOf } from '../inserts';
import { binaryOf, NOWHERE, nameOf, negative, numberOf } from '../tree';
import { factorOfSizes } from './open-sizes';

/** A claim that is a constant multiple of the truth. */
export interface ConstantFactor {
  readonly mistake: 'sign' | 'factor' | 'mean-or-sum';
  /** What is said of it whatever edit mends it; absent where the candidates say it better. */
  readonly says?: string;
  readonly candidates: readonly Candidate[];
  /** The factor changes with sizes that have no name, so that no edit can write it. */
  readonly isOpen?: true;
}

/** The claim is the truth but for a constant factor: a sign, a 2, a number of entries that a mean divides by. */
export function constantFactor(context: Context): ConstantFactor | undefined {
  const claimed = claimedOf(context);
  const factor = claimed === undefined ? undefined : factorToTruth(context, claimed);
  const [position] = context.positions;
  if (factor === undefined || position === undefined) return undefined;
  // A claim that fails only at rare points, such as those of a branch, is right at all that were looked at here.
  if (Math.abs(factor - 1) < 1e-8) return undefined;
  const { expr } = position;
  const at = (replacement: Expr, cost: number, own: Pick<Candidate, 'mistake' | 'say'>) => ({
    position,
    replacement,
    cost,
    ...own,
  });
  if (Math.abs(factor + 1) < 1e-8) {
    const says = 'The sign is wrong: the claim is the negative of what is right.';
    return { mistake: 'sign', candidates: [at(opposite(expr), 0.5, { mistake: 'sign', say: () => says })] };
  }
  // At the given values alone a number may be anything.
  if (context.isNumeric) return undefined;
  const ofSizes = factorOfSizes(context);
  if (ofSizes !== undefined) return ofSizes;
  const size = sizeBehind(context, factor);
  if (size !== undefined) {
    const { count, text, divides } = size;
    const isName = /^[A-Za-z]\w*$/.test(text);
    const number = isName ? nameOf(text) : numberOf(count);
    const by = isName ? text : String(count);
    const over = isName ? text : `the ${text}`;
    const says = divides
      ? `The claim is ${by} times what is right: a mean over ${over} divides by ${by}.`
      : `The factor ${by} is missing: this would be right for a mean over ${over}, but it is a sum.`;
    const replacement = divides ? binaryOf('/', expr, number) : binaryOf('*', number, expr);
    const own = { mistake: 'mean-or-sum' as const, say: () => says };
    return { mistake: 'mean-or-sum', says, candidates: [at(replacement, 2.2, own)] };
  }
  const number = rationalOf(factor);
  const inverse = rationalOf(1 / factor);
  const says = sayOf(1 / factor);
  const own = { mistake: 'factor' as const, say: () => says };
  const candidates: Candidate[] = [];
  if (number !== undefined) candidates.push(at(times(number, expr), 2.2, own));
  if (inverse !== undefined && number?.kind !== 'number')
    candidates.push(at(binaryOf('/', expr, inverse), 2.3, own));
  return { mistake: 'factor', says, candidates };
}

function sayOf(off: number): string {
  if (Math.abs(off - 2) < 1e-8) return 'The claim is twice what is right: a factor 2 too many.';
  if (Math.abs(off - 0.5) < 1e-8) return 'The claim is half of what is right: a factor 2 is missing.';
  if (Math.abs(off + 2) < 1e-8) return 'The claim is −2 times what is right.';
  if (Math.abs(off + 0.5) < 1e-8) return 'The claim is −½ times what is right.';
  return `The claim is ${Number(off.toPrecision(6))} times what is right, everywhere.`;
}

/** The negative, as people write it: `b - a` for `a - b`. */
function opposite(expr: Expr): Expr {
  if (expr.kind === 'binary' && expr.operator === '-' && !isSum(expr.left) && !isSum(expr.right))
    return binaryOf('-', expr.right, expr.left);
  if (expr.kind === 'conditional') {
    const [whenTrue, whenFalse] = [negative(expr.whenTrue), negative(expr.whenFalse)];
    return { ...expr, whenTrue, whenFalse, span: NOWHERE };
  }
  return negative(expr);
}

const isSum = (expr: Expr): boolean =>
  expr.kind === 'unary' || (expr.kind === 'binary' && (expr.operator === '+' || expr.operator === '-'));

/** `3*x`, `x/3`, `2*x/3`, `-x/3`. */
export function times(number: Expr, expr: Expr): Expr {
  if (number.kind === 'unary') return negative(times(number.operand, expr));
  if (number.kind !== 'binary' || number.operator !== '/') return binaryOf('*', number, expr);
  const isOne = number.left.kind === 'number' && number.left.value === 1;
  return binaryOf('/', isOne ? expr : binaryOf('*', number.left, expr), number.right);
}

/** The name that a declaration gives to a size, such as `n` in `x : R^n`. */
function sizeName({ claim, sheetGraph: { book } }: Context, array: string, axis: number): string | undefined {
  for (const sheet of chain(book.scope, claim.sheet)) {
    const size = book.sheets[sheet]?.shapes.get(array)?.sizes[axis];
    if (size?.kind === 'name') return size.name;
  }
  return undefined;
}

const AVERAGES: ReadonlySet<string> = new Set(['mean', 'mean_axes', 'mean_axis', 'var', 'std']);

/** The size that a factor n or 1/n comes from, where the function takes a mean or a sum over so many entries. */
function sizeBehind(
  context: Context,
  factor: number,
): { count: number; text: string; divides: boolean } | undefined {
  const { graph } = context.sheetGraph;
  const divides = factor < 1;
  const count = Math.round(divides ? 1 / factor : factor);
  if (count < 2 || Math.abs((divides ? 1 / factor : factor) - count) > 1e-7 * count) return undefined;
  const declaredAlone = count === 2;
  const name = context.names.find(
    ({ valued }) => valued.shape.length === 0 && valued.entries.every((entry) => entry === count),
  )?.name;
  const order = ancestors(
    graph,
    context.subject.derivations.map(({ target }) => target),
  );
  const averages = order.some((id) => AVERAGES.has(graph.node(id).operation.name));
  const reduces = order.some((id) => /sum|mean|dot|norm|matmul/.test(graph.node(id).operation.name));
  if (name === undefined && !(divides ? averages : reduces)) return undefined;
  for (const { name: array, valued } of context.names) {
    const product = valued.shape.reduce((a, b) => a * b, 1);
    const declared = sizeName(context, array, valued.shape.indexOf(count));
    if (declared !== undefined && valued.shape.includes(count)) return { count, text: declared, divides };
    if (declaredAlone) continue;
    if (product === count && valued.shape.length > 0)
      return { count, text: name ?? `${count} entries of ${array}`, divides };
    const axis = valued.shape.indexOf(count);
    if (axis >= 0)
      return { count, text: name ?? `${count} ${axis === 0 ? 'rows' : 'columns'} of ${array}`, divides };
  }
  return name === undefined || declaredAlone ? undefined : { count, text: name, divides };
}
