import Decimal from 'decimal.js';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import { compileEnclosure, type EnclosureProgram } from '../../../src/core/graph/enclosure/program';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { functions } from '../../../src/core/graph/operations/index';
import { compile, type Program } from '../../../src/core/graph/program';

/** Decimals of more digits than any enclosure under test. */
export const Exact = Decimal.clone({ precision: 1200, minE: -9e15, maxE: 9e15, defaults: true });

/** A function of scalars, in doubles with error bounds and in intervals. */
export interface Both {
  readonly doubles: Program;
  readonly intervals: EnclosureProgram;
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
}

export function both(
  arity: number,
  build: (b: GraphBuilder, x: readonly NodeId[]) => NodeId,
  digits = 50,
): Both {
  const b = graphBuilder();
  const inputs = Array.from({ length: arity }, (_, k) => b.input(`x${k}`, []));
  const output = build(b, inputs);
  const intervals = compileEnclosure(b, [output], digits);
  if (intervals === undefined) throw new Error('some operation has no enclosure');
  return { doubles: compile(b, [output]), intervals, inputs, output };
}

/** The function of a name as in `sin`, `power 0.5` or `polygamma 2`. */
export function named(row: string): (b: GraphBuilder, x: readonly NodeId[]) => NodeId {
  const [name = '', literal] = row.split(' ');
  return (b, x) => {
    const args = [...x];
    if (literal !== undefined)
      args.splice(name === 'polygamma' ? 0 : 1, 0, b.constant(Number(literal), true));
    const node = functions.get(name)!.build(b, args, {});
    if (typeof node !== 'number') throw new Error(node.mismatch);
    return node;
  };
}

export function enclose({ intervals, inputs, output }: Both, x: readonly Interval[]): Interval {
  inputs.forEach((id, k) => {
    intervals.write(id, [x[k]!]);
  });
  intervals.run();
  return intervals.read(output)[0]!;
}

export const at = (x: number, digits = 50): Interval => intervalArithmetic(digits).fromDouble(x);

/** The value and the bound of its error in doubles. */
export function evaluated(
  { doubles, inputs, output }: Both,
  x: readonly number[],
  radii: readonly number[] = [],
): readonly [value: number, radius: number] {
  inputs.forEach((id, k) => {
    doubles.write(id, [x[k]!], [radii[k] ?? 0]);
  });
  doubles.run();
  doubles.runRadii();
  return [doubles.read(output)[0]!, doubles.readRadii(output)[0]!];
}

/** Whether the interval lies within the ball, up to the rounding of its own ends, by sizes of value and arguments. */
export function liesWithin(
  { low, high }: Interval,
  value: number,
  radius: number,
  x: readonly number[] = [],
): boolean {
  if (radius === Number.POSITIVE_INFINITY) return true;
  const [middle, reach] = [exactly(value), exactly(radius)];
  const slack = exactly(Math.max(...[value, ...x].map(Math.abs))).times('1e-47');
  return middle.minus(reach).minus(slack).lte(low) && middle.plus(reach).plus(slack).gte(high);
}

export const exactly = (x: number): Decimal => new Exact(at(x).low);

export const contains = ({ low, high }: Interval, x: Decimal): boolean => x.gte(low) && x.lte(high);

/** (high − low)/|x|; 0 for a point. */
export function relativeWidth({ low, high }: Interval, x: Decimal): number {
  const width = new Exact(high).minus(low);
  return width.isZero() ? 0 : width.div(x.abs()).toNumber();
}
