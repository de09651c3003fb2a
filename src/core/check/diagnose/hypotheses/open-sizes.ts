import { sizeOf } from '../../../graph/shape';
import { chain } from '../../../sheet/scope';
import type { Expr } from '../../../syntax/ast';
import type { Candidate } from '../candidate';
import { claimedOf } from '../compare';
import { type Context, contextOf, factorToTruth } from '../context';
import { rationalOf } from '../inserts';
import { binaryOf, nameOf, numberOf } from '../tree';
import { type ConstantFactor, times } from './factor';

/** A product of sizes, and its value at each assignment of the open ones. */
interface SizeFactor {
  readonly expr: Expr;
  readonly text: string;
  readonly values: readonly number[];
}

/**
 * The claim is the truth but for a factor that changes with the sizes that the text leaves open: a number of entries that a mean
 * divides by, or a multiple of it.
 */
export function factorOfSizes(context: Context): ConstantFactor | undefined {
  const { checkable, claim, sheetGraph } = context;
  if (checkable.sheetGraphs.length === 1) return undefined;
  const contexts = checkable.sheetGraphs.map((graph) =>
    graph === sheetGraph ? context : contextOf(checkable, claim, graph),
  );
  const factors = contexts.map((other) => {
    const claimed = other === undefined ? undefined : claimedOf(other);
    return claimed === undefined ? undefined : factorToTruth(other!, claimed);
  });
  if (!isComplete(factors) || !isComplete(contexts) || isConstant(factors)) return undefined;
  const [position] = context.positions;
  if (position === undefined) return undefined;
  const sizes = namedSizes(context);
  // A number for a size is right for one size alone. It comes before other numbers, one of which is the size by chance.
  const spelledOut = context.positions
    .filter(({ expr }) => expr.kind === 'number')
    .flatMap((place) =>
      sizes
        .filter(({ expr }) => expr.kind === 'name')
        .map(({ expr }): Candidate => ({ mistake: 'number', position: place, replacement: expr, cost: 1.4 })),
    );
  for (const { expr, text, values } of sizes) {
    for (const divides of [true, false]) {
      const number = constantOf(factors.map((f: number, i) => (divides ? f * values[i]! : f / values[i]!)));
      const rational = number === undefined ? undefined : rationalOf(number);
      if (number === undefined || rational === undefined) continue;
      const scaled = number === 1 ? position.expr : times(rational, position.expr);
      const replacement = divides
        ? binaryOf('/', scaled, expr)
        : number === 1
          ? binaryOf('*', expr, scaled)
          : binaryOf('*', scaled, expr);
      const says = divides ? tooLarge(text, number) : tooSmall(text, number);
      const own = { mistake: 'mean-or-sum' as const, say: () => says };
      return {
        mistake: 'mean-or-sum',
        says,
        candidates: [...spelledOut, { position, replacement, cost: 2.2, ...own }],
      };
    }
  }
  const says = withoutName(contexts, factors);
  if (says === undefined) return { mistake: 'factor', candidates: spelledOut };
  return { mistake: 'mean-or-sum', says, candidates: [], isOpen: true };
}

function tooLarge(size: string, number: number): string {
  const divided = size.includes('*') ? `(${size})` : size;
  if (number === 1)
    return `The claim is ${size} times what is right: a mean over ${size} divides by ${divided}.`;
  return Number.isInteger(number)
    ? `The claim is ${size}/${number} times what is right: a mean over ${size} divides by ${divided}.`
    : `The claim is a multiple of ${size} times what is right: a mean over ${size} divides by ${divided}.`;
}

const tooSmall = (size: string, number: number): string =>
  number === 1
    ? `The factor ${size} is missing: this would be right for a mean over ${size}, but it is a sum.`
    : `A multiple of ${size} is missing as a factor: this would be right for a mean over ${size}, but it is a sum.`;

const isComplete = <T>(list: readonly (T | undefined)[]): list is readonly T[] =>
  list.every((item) => item !== undefined);

const isConstant = (values: readonly number[]): boolean => constantOf(values) !== undefined;

/** The number that all are, to rounding. */
function constantOf(values: readonly number[]): number | undefined {
  const first = values[0]!;
  const rounded = Math.abs(first - Math.round(first)) < 1e-7 ? Math.round(first) : first;
  return values.every((value) => Math.abs(value - first) <= 1e-7 * Math.abs(first)) ? rounded : undefined;
}

/** The sizes that declarations name, such as the `n` of `x : R^n`; one less, as estimators of a variance have it; products of two. */
function namedSizes({ checkable, claim, sheetGraph: { book } }: Context): SizeFactor[] {
  const names = new Set<string>();
  for (const sheet of chain(book.scope, claim.sheet)) {
    for (const { sizes } of book.sheets[sheet]!.shapes.values()) {
      for (const size of sizes) if (size.kind === 'name') names.add(size.name);
    }
  }
  const single = [...names].flatMap((name): SizeFactor[] => {
    const values = checkable.sheetGraphs.map(({ shapes, assignment }) =>
      shapes.sizeNamed(claim.sheet, name, assignment),
    );
    return isComplete(values) ? [{ expr: nameOf(name), text: name, values }] : [];
  });
  const less = single.map(({ expr, text, values }) => ({
    expr: binaryOf('-', expr, numberOf(1)),
    text: `${text} - 1`,
    values: values.map((n) => n - 1),
  }));
  const products = single.flatMap((a, i) =>
    single.slice(i + 1).map((b) => ({
      expr: binaryOf('*', a.expr, b.expr),
      text: `${a.text}*${b.text}`,
      values: a.values.map((n, k) => n * b.values[k]!),
    })),
  );
  return [...single, ...less, ...products];
}

/** What is said where the sizes have no name that a repair could use; undefined where it is no number of entries either. */
function withoutName(contexts: readonly Context[], factors: readonly number[]): string | undefined {
  const [first] = contexts;
  for (const { name } of first?.names ?? []) {
    const counts = contexts.map(({ names }) => {
      const shape = names.find((one) => one.name === name)?.valued.shape;
      return shape === undefined ? 1 : sizeOf(shape);
    });
    const isMean = constantOf(factors.map((factor, i) => factor * counts[i]!)) === 1;
    if (!isMean && constantOf(factors.map((factor, i) => factor / counts[i]!)) !== 1) continue;
    const advice = `Declare its size, such as \`${name} : R^n\`, to write n.`;
    return isMean
      ? `The claim is as many times what is right as ${name} has entries: a mean divides by their number. ${advice}`
      : `The number of entries of ${name} is missing as a factor: this would be right for a mean, but it is a sum. ${advice}`;
  }
  return undefined;
}
