import { intervalArithmetic } from '../graph/enclosure/arithmetic';
import type { Interval, IntervalArithmetic } from '../graph/enclosure/interval';
import { compileEnclosure } from '../graph/enclosure/program';
import type { GraphBuilder, NodeId } from '../graph/graph';
import type { Derivation } from '../sheet/lowering/sheet-graph';
import type { ExactInputs } from './retry';
import type { WitnessEvidence } from './verdict';

/** The digits of an attempt, and how many of them the step leaves below the size of the variable. */
const ATTEMPTS = [
  { digits: 80, step: 25 },
  { digits: 250, step: 60 },
] as const;

/** The line along which the difference is taken. */
export interface Line {
  /** An input that stands for the variable in `moved`, or the variable itself. */
  readonly step: NodeId;
  /** The target as a function of `step`. */
  readonly moved: NodeId;
  readonly direction: Float64Array;
  /** The entry of the target that is looked at. */
  readonly entry: number;
}

/**
 * A central difference quotient in so many digits that cancellation leaves no trace, with a step so short that truncation
 * does not either. It needs no rule of differentiation, and unlike a complex step (Squire, Trapp 1998), which has the same
 * virtue, no second arithmetic for every operation, and works beside kinks as well.
 *
 * @returns the quotient with an error from a second one of twice the step; undefined where it cannot be had or afforded
 */
export function fineQuotient(
  graph: GraphBuilder,
  { variable, derivative, target }: Derivation,
  line: Line,
  inputs: ExactInputs,
  budget: number,
): WitnessEvidence | undefined {
  const targetSize = graph.node(target).shape.reduce((product, n) => product * n, 1);
  let left = budget;
  for (const { digits, step } of ATTEMPTS) {
    const a = intervalArithmetic(digits);
    const known = inputs(a);
    const direct = compileEnclosure(graph, [variable, derivative], digits);
    const moved = compileEnclosure(graph, [line.moved], digits);
    if (direct === undefined || moved === undefined) return undefined;
    left -= direct.work + 6 * moved.work;
    if (left < 0) return undefined;
    for (const program of [direct, moved]) {
      for (const input of program.inputs) {
        if (program === moved && input === line.step) continue;
        const entries = known.get(input);
        if (entries === undefined) return undefined;
        program.write(input, entries);
      }
    }
    direct.run();
    const centre = direct.read(variable);
    const expected = toBall(directional(a, direct.read(derivative), line, targetSize));
    const h = stepFor(a, centre, step);
    const at = (steps: number): Interval => {
      const shift = a.multiply(h, a.fromDouble(steps));
      moved.write(
        line.step,
        centre.map((x, i) => (line.direction[i]! > 0 ? a.add(x, shift) : a.subtract(x, shift))),
      );
      moved.run();
      return moved.read(line.moved)[line.entry]!;
    };
    const quotient = (ahead: Interval, behind: Interval, steps: number): Ball =>
      toBall(a.divide(a.subtract(ahead, behind), a.multiply(h, a.fromDouble(2 * steps))));
    const sides = [at(1), at(-1)] as const;
    const near = quotient(...sides, 1);
    const far = quotient(at(2), at(-2), 2);
    const error = Math.abs(near.value - far.value) + near.radius + far.radius + expected.radius;
    const size = Math.max(Math.abs(near.value), Math.abs(expected.value));
    if (error > MOST_ERROR * size && error > 10 ** (-digits / 3)) continue;
    const differs = Math.abs(near.value - expected.value) > error;
    // The step is short beside the variable, but a sine of a very large number turns many times within it.
    if (differs && !(sides.every(isKnown) && isSettled(near, far, quotient(at(3), at(-3), 3)))) continue;
    return { quotient: near.value, error, derivative: expected.value, precision: digits };
  }
  return undefined;
}

/** Whether a value of the function is more than the knowledge that it lies somewhere in its range. */
function isKnown(side: Interval): boolean {
  const { value, radius } = toBall(side);
  return radius <= MOST_ERROR * Math.abs(value);
}

/** Whether quotients of several steps are the same number, or 0 within their bounds. */
const isSettled = (near: Ball, ...others: readonly Ball[]): boolean =>
  others.every(
    ({ value, radius }) =>
      Math.abs(value - near.value) <= SETTLED * Math.abs(near.value) + radius + near.radius,
  );

/** Relative to the quotient itself: what a sine leaves of long steps is small, but never the same. */
const SETTLED = 1e-6;

/** A quotient that is known less exactly is tried again in more digits. */
const MOST_ERROR = 1e-9;

/** A power of ten, `digits` decimal places below the largest entry. */
function stepFor(a: IntervalArithmetic, entries: readonly Interval[], digits: number): Interval {
  let size = Number.NEGATIVE_INFINITY;
  for (const { low, high } of entries) {
    for (const end of [low, high]) if (!end.isZero() && end.isFinite()) size = Math.max(size, end.e);
  }
  return a.fromDecimal(`1e${(Number.isFinite(size) ? size : 0) - digits}`);
}

/** ⟨row `entry` of the derivative, direction⟩; the derivative is laid out target first. */
function directional(
  a: IntervalArithmetic,
  derivative: readonly Interval[],
  { direction, entry }: Line,
  targetSize: number,
): Interval {
  const from = targetSize === 1 ? 0 : entry * direction.length;
  let sum = a.zero;
  for (let j = 0; j < direction.length; j++) {
    const term = derivative[from + j]!;
    sum = direction[j]! > 0 ? a.add(sum, term) : a.subtract(sum, term);
  }
  return sum;
}

interface Ball {
  readonly value: number;
  readonly radius: number;
}

const toBall = ({ low, high }: Interval): Ball => ({
  value: low.plus(high).div(2).toNumber(),
  radius: high.minus(low).toNumber(),
});
