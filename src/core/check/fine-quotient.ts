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
    left -= direct.work + 4 * moved.work;
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
    const quotient = (steps: number): Interval =>
      a.divide(a.subtract(at(steps), at(-steps)), a.multiply(h, a.fromDouble(2 * steps)));
    const near = toBall(quotient(1));
    const far = toBall(quotient(2));
    const error = Math.abs(near.value - far.value) + near.radius + far.radius + expected.radius;
    const size = Math.max(Math.abs(near.value), Math.abs(expected.value));
    if (error <= MOST_ERROR * size || error <= 10 ** (-digits / 3)) {
      return { quotient: near.value, error, derivative: expected.value, precision: digits };
    }
  }
  return undefined;
}

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

const toBall = ({ low, high }: Interval): { readonly value: number; readonly radius: number } => ({
  value: low.plus(high).div(2).toNumber(),
  radius: high.minus(low).toNumber(),
});
