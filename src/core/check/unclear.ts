import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';
import { walk } from '../syntax/walk';
import type { CheckableBook } from './check';
import { perhapsEntry } from './entries';
import { groundOf } from './equality-verdicts';
import { hasSingleEntries, isRepeated, type OtherShapes, otherShapes } from './guessed-shapes';
import { inconclusive } from './inconclusive';
import { type CheckOptions, WORK_BUDGET } from './options';
import { subjectOf } from './subject';
import type { Verdict } from './verdict';

/** The verdict on a claim in all of these graphs. */
type Judge = (sheetGraphs: Iterable<SheetGraph>, claim: Claim, options: CheckOptions) => Verdict;

/**
 * Why a claim that is wrong as it was read is not accused: what it says of names, sizes or shapes that the document leaves open
 * may be right. Undefined where nothing of the kind is found.
 *
 * @param usual the graph in which it is wrong
 */
export const unclear = (
  checkable: CheckableBook,
  usual: SheetGraph,
  claim: Claim,
  options: CheckOptions,
  judge: Judge,
): Verdict | undefined =>
  unclearEntry(usual, claim) ??
  unclearCoordinates(usual, claim) ??
  unclearSize(checkable, claim, options, judge) ??
  unclearShape(checkable, usual, claim, options, judge);

/** A claim that speaks of `x_2` is not accused where that may be an entry of an undeclared array `x`. */
function unclearEntry(sheetGraph: SheetGraph, claim: Claim): Verdict | undefined {
  const subject = subjectOf(sheetGraph, claim);
  const unclear = 'failure' in subject ? undefined : perhapsEntry(subject);
  if (unclear === undefined) return undefined;
  const { name, base } = unclear;
  return inconclusive(
    'unknown-name',
    `${name} may be an entry of ${base} or a name of its own. Declare \`${base} : R^3\`, with its size, or \`${name} : R\`.`,
  );
}

/** An operator whose variables are only likely is no reason to accuse. */
function unclearCoordinates(sheetGraph: SheetGraph, claim: Claim): Verdict | undefined {
  let unclear = false;
  for (const side of [claim.left, claim.right]) {
    walk(side, (part) => {
      unclear ||= sheetGraph.guesses.has(part);
    });
  }
  if (!unclear) return undefined;
  return inconclusive(
    'unknown-name',
    'It is not clear with respect to which names this derivative is taken, and the likely ones do not fit. Write them, as in `grad(f, [x, y])` or `laplacian(u, [x, y])`.',
  );
}

/** A number in a claim about undeclared arrays may be their size: the writer of `2*(y - t)/4` knows that `y` has four entries. */
function unclearSize(
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
  judge: Judge,
): Verdict | undefined {
  const usual = checkable.sheetGraphs[0]!;
  if (!usual.shapes.freeSizes || claim.kind === 'inequality') return undefined;
  const written = numbersIn(claim.right);
  const subject = subjectOf(usual, claim);
  if (written.length === 0 || 'failure' in subject) return undefined;
  const { left, right, derivations } = subject;
  const nodes = [left.node, right.node, ...derivations.flatMap(({ target, variable }) => [target, variable])];
  if (groundOf(usual, nodes) !== 'guessed sizes') return undefined;
  const work = (options.work ?? WORK_BUDGET) / (LIKELY_SIZES.length + MOST_NUMBERS + 2);
  const entries = entriesMeant(checkable, claim, { ...options, work }, judge);
  if (entries !== undefined) {
    return inconclusive(
      'shape',
      `This holds where the arrays that are not declared have ${entries} entries in all, but not for others. Declare shapes, such as \`x : R^${entries}\`.`,
    );
  }
  for (const n of new Set([...written, ...LIKELY_SIZES])) {
    const graph = checkable.ofSize(n);
    if (graph === undefined || judge([graph], claim, { ...options, work }).kind !== 'agree') continue;
    return inconclusive(
      'shape',
      `This holds where the sizes that are not declared are ${n}, but not for others. Declare shapes, such as \`x : R^${n}\`.`,
    );
  }
  return undefined;
}

/** Two sizes that tell how the ratio of both sides grows. */
const TWO_SIZES = [3, 4] as const;
const MOST_AXES = 4;

/** The number of entries with which both sides are equal, where their ratio is a number times a power of the sizes. */
function entriesMeant(
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
  judge: Judge,
): number | undefined {
  const ratios = TWO_SIZES.map((n) => {
    const graph = checkable.ofSize(n);
    const worst = graph && judge([graph], claim, options).evidence?.worst;
    return worst === undefined ? Number.NaN : worst.claimed / worst.expected;
  });
  const [first, second] = ratios as [number, number];
  const isNear = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-9 * Math.abs(y);
  for (let axes = 1; axes <= MOST_AXES; axes++) {
    const entries = TWO_SIZES[0] ** axes;
    const growth = entries / TWO_SIZES[1] ** axes;
    const meant = isNear(first / second, growth)
      ? entries / first
      : isNear(second / first, growth)
        ? entries * first
        : Number.NaN;
    const whole = Math.round(meant);
    if (whole > 1 && isNear(meant, whole)) return whole;
  }
  return undefined;
}

/** What other shapes are tried with: enough points for a verdict, and a part of the budget for each. */
const SHAPE_POINTS = 6;
const SHAPE_WORK = WORK_BUDGET / 40;

/** A claim about undeclared arrays that is right for some of the shapes that they may have is not wrong. */
function unclearShape(
  checkable: CheckableBook,
  usual: SheetGraph,
  claim: Claim,
  options: CheckOptions,
  judge: Judge,
): Verdict | undefined {
  const brief = { ...options, points: SHAPE_POINTS, work: Math.min(options.work ?? WORK_BUDGET, SHAPE_WORK) };
  const single = usual.shapes.guessed ? checkable.ofSize(1) : undefined;
  if (single !== undefined && hasSingleEntries(single, claim)) {
    const { kind, code } = judge([single], claim, brief);
    if (kind === 'disagree' && code !== 'wrong-shape') return undefined;
  }
  for (const other of otherShapes(usual, claim)) {
    if (judge(other.sheetGraphs, claim, brief).kind !== 'agree') continue;
    if (!isRepeated(other)) continue;
    return inconclusive('shape', guessedShapes(other));
  }
  return undefined;
}

function guessedShapes({ shapes, assumed }: OtherShapes): string {
  const declared = [...assumed.keys()].map((definition) => {
    const shape = shapes.shapeOf(definition, 0);
    const text = shape.length === 0 ? 'R' : shape.length === 1 ? `R^${shape[0]}` : shape.join('x');
    return { name: definition.name, text: `\`${definition.name} : ${text}\`` };
  });
  const names = declared.map(({ name }) => name).join(' and ');
  return `The rank of ${names} was guessed: the claim is wrong for the usual one, but holds for ${declared.map(({ text }) => text).join(' with ')}. Declare the shape.`;
}

const LIKELY_SIZES: readonly number[] = [2, 3, 4, 5, 6, 8, 10];
const LARGEST_SIZE = 100;
const MOST_NUMBERS = 4;

/** Whole numbers in an expression that may be sizes. */
function numbersIn(expr: Expr): number[] {
  const found = new Set<number>();
  walk(expr, (part) => {
    if (part.kind === 'number' && Number.isInteger(part.value) && part.value > 1) found.add(part.value);
  });
  return [...found].filter((n) => n <= LARGEST_SIZE).slice(0, MOST_NUMBERS);
}
