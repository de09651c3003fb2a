import { tangent } from '../../../src/core/diff/forward';
import { adjoints } from '../../../src/core/diff/reverse';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { compile } from '../../../src/core/graph/program';
import { type Shape, sizeOf } from '../../../src/core/graph/shape';

export interface Tensor {
  readonly shape: Shape;
  readonly entries: readonly number[];
  readonly radii?: readonly number[];
}

export const tensor = (shape: Shape, entries: readonly number[], radii?: readonly number[]): Tensor =>
  radii === undefined ? { shape, entries } : { shape, entries, radii };

export const vector = (...entries: number[]): Tensor => tensor([entries.length], entries);

export const matrix = (...rows: readonly (readonly number[])[]): Tensor =>
  tensor([rows.length, rows[0]?.length ?? 0], rows.flat());

export const scalar = (x: number): Tensor => tensor([], [x]);

export interface Evaluated {
  readonly shape: Shape;
  readonly entries: readonly number[];
  readonly radii: readonly number[];
  readonly branches: { readonly hash: number; readonly distance: number };
}

export type Build = (b: GraphBuilder, inputs: readonly NodeId[]) => NodeId;

/** Builds a graph on inputs of these shapes, runs it at these entries, and bounds the errors. */
export function evaluate(build: Build, inputs: readonly Tensor[], tie = 0.5): Evaluated {
  const b = graphBuilder();
  const ids = inputs.map(({ shape }, i) => b.input(`x${i}`, shape));
  const output = build(b, ids);
  const program = compile(b, [output]);
  ids.forEach((id, i) => {
    program.write(id, inputs[i]!.entries, inputs[i]!.radii);
  });
  program.setTie(tie);
  program.run();
  program.runRadii();
  return {
    shape: b.node(output).shape,
    entries: [...program.read(output)],
    radii: [...program.readRadii(output)],
    branches: program.branches(),
  };
}

/** The derivative along one tangent for each input, as a graph over inputs followed by their tangents. */
export const along =
  (build: Build, count: number): Build =>
  (b, ids) => {
    const output = build(b, ids.slice(0, count));
    const tangents = new Map(ids.slice(0, count).map((id, i) => [id, ids[count + i]!]));
    return tangent(b, output, tangents) ?? b.filled(0, b.node(output).shape);
  };

/** The adjoint of input `which`, as a graph over inputs followed by the cotangent of the output. */
export const pulledBack =
  (build: Build, count: number, which: number): Build =>
  (b, ids) => {
    const output = build(b, ids.slice(0, count));
    const [adjoint] = adjoints(b, output, ids[count]!, [ids[which]!]);
    return adjoint ?? b.filled(0, b.node(ids[which]!).shape);
  };

export const inner = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);

/** Central difference along a direction, extrapolated (Ridders 1982); with the error estimate of the table. */
export function difference(
  f: (t: number) => readonly number[],
  step = 2 ** -6,
  rows = 6,
): { readonly value: readonly number[]; readonly error: readonly number[] } {
  const size = f(0).length;
  const value: number[] = new Array(size).fill(Number.NaN);
  const error: number[] = new Array(size).fill(Number.POSITIVE_INFINITY);
  let previous: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const h = step / 2 ** row;
    const up = f(h);
    const down = f(-h);
    const current = [up.map((x, i) => (x - down[i]!) / (2 * h))];
    for (let column = 1; column <= row; column++) {
      const factor = 4 ** column;
      current.push(
        current[column - 1]!.map((x, i) => (factor * x - previous[column - 1]![i]!) / (factor - 1)),
      );
    }
    for (let column = 0; column < row; column++) {
      for (let i = 0; i < size; i++) {
        const estimate = Math.max(
          Math.abs(current[column + 1]![i]! - current[column]![i]!),
          Math.abs(current[column + 1]![i]! - previous[column]![i]!),
        );
        if (estimate <= error[i]!) {
          error[i] = estimate;
          value[i] = current[column + 1]![i]!;
        }
      }
    }
    previous = current;
  }
  return { value, error };
}

/** Deterministic entries: dyadic, of both signs, no two alike, away from 0. */
export function entriesFor(shape: Shape, seed: number): number[] {
  let state = (seed * 2654435761) >>> 0;
  return Array.from({ length: sizeOf(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const magnitude = 0.25 + (state >>> 8) / 2 ** 24;
    return state & 128 ? magnitude : -magnitude;
  });
}
