import { NOTHING_FIXED } from '../diff/dependence';
import { substitute } from '../diff/substitute';
import { type GraphBuilder, INPUT, type NodeId } from '../graph/graph';
import type { Program } from '../graph/program';
import { compile } from '../graph/program';
import { sizeOf } from '../graph/shape';
import type { Derivation } from '../sheet/lowering/sheet-graph';
import { fineQuotient } from './fine-quotient';
import { AT_KINK } from './kinks';
import type { Random } from './random';
import { type ExactInputs, RETRY_WORK } from './retry';
import type { WitnessEvidence } from './verdict';

export interface Testimony extends WitnessEvidence {
  /** `supports`, `contradicts`, or `silent` where its own error is too large to tell. */
  readonly says: 'supports' | 'contradicts' | 'silent';
}

/** Evaluates the derivation's target along a line through the variable's current entries. */
export interface Witness {
  testify(inputs: ReadonlyMap<NodeId, Float64Array>, exact: ExactInputs): Testimony;
  /**
   * A shorter testimony for large arrays: one ladder of steps in double precision, at most 17 evaluations of the function and
   * none of its derivative.
   *
   * @param centre the variable's entries at the point
   * @param derivative the derivative's entries there
   */
  testifyBriefly(
    inputs: ReadonlyMap<NodeId, Float64Array>,
    centre: Float64Array,
    derivative: Float64Array,
  ): Testimony;
  readonly briefWork: number;
  /** Elementary operations of one testimony, for budgets. */
  readonly work: number;
}

const LADDER = 8;

/** How far a derivative may change, relative to itself, within the shortest step. */
const STEADY = 0.1;

/** Decimal digits of double precision. */
const DOUBLE_DIGITS = 16;

/** What one evaluation and the bounds of its errors cost, in forward evaluations. */
const EVALUATION_WORK = 4;

/**
 * The independent witness of a derivative: central differences along one seeded signed direction, extrapolated to step zero
 * (Ridders 1982) over steps that halve, with the error estimated from the tableau and from the rounding of the target.
 */
export function witnessOf(graph: GraphBuilder, derivation: Derivation, random: Random): Witness {
  const { target, variable, derivative } = derivation;
  const shape = graph.node(variable).shape;
  const fixed = derivation.fixed ?? NOTHING_FIXED;
  // An input moves by itself; anything else needs a copy of what depends on it.
  const isFree = graph.node(variable).operation === INPUT && fixed.size === 0;
  const moved = isFree ? variable : graph.input('step', shape);
  const copy = isFree ? target : substitute(graph, target, variable, moved, fixed);
  const program = compile(graph, [copy]);
  let compiled: Program | undefined;
  const directly = (): Program => {
    compiled ??= compile(graph, [variable, derivative, target]);
    return compiled;
  };
  const direction = Float64Array.from({ length: sizeOf(shape) }, () => (random.below(2) === 0 ? -1 : 1));
  const targetSize = sizeOf(graph.node(target).shape);
  const entry = random.below(targetSize);
  // Where the derivative itself changes within the shortest step, as that of a sine of a very large number does, the quotient
  // has not seen it.
  const isSteady = (
    inputs: ReadonlyMap<NodeId, Float64Array>,
    centre: Float64Array,
    expected: number,
  ): boolean => {
    const slope = isFree ? derivative : substitute(graph, derivative, variable, moved, fixed);
    const beside = compile(graph, [slope]);
    for (const [input, entries] of inputs) beside.write(input, entries);
    const step = longestStep(sizeOfCentre(centre)) * SECOND_LADDER * 2 ** (1 - LADDER);
    return [-1, -0.5, 0.5, 1].every((t) => {
      beside.write(
        moved,
        centre.map((x, i) => x + t * step * direction[i]!),
      );
      beside.run();
      const there = directional(beside.read(slope), direction, targetSize, entry);
      return Math.abs(there - expected) <= STEADY * Math.abs(expected);
    });
  };
  return {
    // Both ladders evaluate at both sides of the point, each time with the bounds of all errors.
    get work() {
      return program.work * EVALUATION_WORK * LADDER * 4 + directly().work;
    },
    briefWork: program.work * EVALUATION_WORK * (LADDER * 2 + 1),
    testifyBriefly: (inputs, centre, known) => {
      for (const [input, entries] of inputs) program.write(input, entries);
      const expected = directional(known, direction, targetSize, entry);
      const brief = { moved, target: copy, centre, direction, entry };
      // A direction in many entries moves sums of them by the root of their number.
      const first = longestStep(sizeOfCentre(centre)) * 2 ** -Math.round(Math.log2(centre.length) / 4);
      const testimony = testimonyOf(extrapolate(along(program, brief), first), expected);
      return testimony.says === 'contradicts' ? { ...testimony, says: 'silent' } : testimony;
    },
    testify: (inputs, exact) => {
      const direct = directly();
      for (const [input, entries] of inputs) {
        program.write(input, entries);
        direct.write(input, entries);
      }
      direct.run();
      const centre = direct.read(variable).slice();
      const expected = directional(direct.read(derivative), direction, targetSize, entry);
      const testimony = quotient(program, { moved, target: copy, centre, direction, entry }, expected);
      if (testimony.says === 'supports') return testimony;
      program.write(moved, centre);
      program.run();
      // Beside a kink the two sides of a quotient belong to different functions.
      if (program.branches().distance <= AT_KINK) return testimony;
      const line = { step: moved, moved: copy, direction, entry };
      const fine = fineQuotient(graph, derivation, line, exact, RETRY_WORK);
      if (fine !== undefined) return { ...fine, says: verdictOn(fine) };
      const isBlind = testimony.says === 'contradicts' && !isSteady(inputs, centre, expected);
      return isBlind ? { ...testimony, says: 'silent' } : testimony;
    },
  };
}

/** ⟨row `entry` of the derivative, direction⟩; the derivative is laid out target first. */
function directional(
  derivative: Float64Array,
  direction: Float64Array,
  targetSize: number,
  entry: number,
): number {
  if (targetSize === 1) return derivative.reduce((sum, d, i) => sum + d * direction[i]!, 0);
  const columns = direction.length;
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += derivative[entry * columns + j]! * direction[j]!;
  return sum;
}

interface Sample {
  readonly value: number;
  readonly noise: number;
  readonly branch: number;
}

interface Estimate {
  readonly value: number;
  readonly error: number;
  /** The part of the error that rounding of the target explains. */
  readonly noise: number;
}

/** A second ladder begins this much lower: poles and steep places near the first one's long steps do not reach it. */
const SECOND_LADDER = 2 ** -10;

/** A line through a point: `target` is evaluated where `moved` is centre + t·direction. */
interface Line {
  readonly moved: NodeId;
  readonly target: NodeId;
  readonly centre: Float64Array;
  readonly direction: Float64Array;
  /** The entry of the target that is looked at. */
  readonly entry: number;
}

function along(program: Program, { moved, target, centre, direction, entry }: Line): (t: number) => Sample {
  const point = new Float64Array(centre.length);
  return (t) => {
    for (let i = 0; i < centre.length; i++) point[i] = centre[i]! + t * direction[i]!;
    program.write(moved, point);
    program.run();
    program.runRadii();
    return {
      value: program.read(target)[entry]!,
      noise: program.readRadii(target)[entry]!,
      branch: program.branches().hash,
    };
  };
}

const sizeOfCentre = (centre: Float64Array): number =>
  centre.reduce((most, x) => Math.max(most, Math.abs(x)), 2 ** -20);

function quotient(program: Program, line: Line, expected: number): Testimony {
  const { centre } = line;
  const evaluate = along(program, line);
  const first = longestStep(sizeOfCentre(centre));
  const long = extrapolate(evaluate, first);
  const testimony = testimonyOf(long, expected);
  if (testimony.says !== 'contradicts') return testimony;
  // Where all entries are small, both ladders may step across a kink and back; their own size tells.
  const size = centre.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const low = (size > 0 ? longestStep(size) : first) * SECOND_LADDER;
  const short = testimonyOf(extrapolate(evaluate, low), expected);
  // Contradicting Nabla's own derivative takes both ladders.
  return short.says === 'contradicts'
    ? testimony
    : { ...short, says: short.says === 'supports' ? 'supports' : 'silent' };
}

const longestStep = (size: number): number => 2 ** Math.floor(Math.log2(size / 8));

/** The entry of the extrapolation tableau with the least estimated error; undefined where no row is usable. */
function extrapolate(evaluate: (t: number) => Sample, first: number): Estimate | undefined {
  const home = evaluate(0).branch;
  let best: Estimate | undefined;
  let previous: { value: number; noise: number }[] = [];
  let step = first;
  for (let k = 0; k < LADDER; k++, step /= 2) {
    const ahead = evaluate(step);
    const behind = evaluate(-step);
    const usable =
      Number.isFinite(ahead.value) &&
      Number.isFinite(behind.value) &&
      ahead.branch === home &&
      behind.branch === home;
    if (!usable) {
      previous = [];
      continue;
    }
    const width = 2 * step;
    const row = [
      { value: (ahead.value - behind.value) / width, noise: (ahead.noise + behind.noise) / width },
    ];
    let factor = 4;
    for (let j = 0; j < previous.length; j++, factor *= 4) {
      const fine = row[j]!;
      const coarse = previous[j]!;
      const value = fine.value + (fine.value - coarse.value) / (factor - 1);
      const noise = (fine.noise * factor + coarse.noise) / (factor - 1);
      const error = 2 * Math.max(Math.abs(value - fine.value), Math.abs(value - coarse.value)) + noise;
      if (best === undefined || error < best.error) best = { value, error, noise };
      row.push({ value, noise });
    }
    previous = row;
  }
  return best;
}

function testimonyOf(estimate: Estimate | undefined, expected: number): Testimony {
  if (estimate === undefined || !Number.isFinite(estimate.error) || !Number.isFinite(expected)) {
    return {
      quotient: Number.NaN,
      error: Number.POSITIVE_INFINITY,
      derivative: expected,
      precision: DOUBLE_DIGITS,
      says: 'silent',
    };
  }
  const { value, error } = estimate;
  const size = Math.max(Math.abs(value), Math.abs(expected));
  const gap = Math.abs(value - expected);
  const says = verdictOf(gap, error, size);
  // Quotients that still move by their own size from step to step have not seen the function's scale.
  const settled = error - estimate.noise <= 0.1 * Math.max(Math.abs(value), estimate.noise);
  const silent = says === 'contradicts' && !settled;
  return {
    quotient: value,
    error,
    derivative: expected,
    precision: DOUBLE_DIGITS,
    says: silent ? 'silent' : says,
  };
}

const verdictOn = ({ quotient, error, derivative }: WitnessEvidence): Testimony['says'] =>
  verdictOf(Math.abs(quotient - derivative), error, Math.max(Math.abs(quotient), Math.abs(derivative)));

function verdictOf(gap: number, error: number, size: number): Testimony['says'] {
  if (gap <= 4 * error + 1e-6 * size) return error <= 1e-3 * size || error < 1e-12 ? 'supports' : 'silent';
  return gap > 64 * error + 1e-3 * size && error <= 1e-2 * size ? 'contradicts' : 'silent';
}
