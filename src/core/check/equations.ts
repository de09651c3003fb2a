import type { GraphBuilder, NodeId } from '../graph/graph';
import type { Program } from '../graph/program';
import { sizeOf } from '../graph/shape';
import type { Condition } from './domain';

const MAX_STEPS = 60;
/** Larger systems are not solved: each step differentiates by every unknown. */
const MAX_UNKNOWNS = 400;
/** What one evaluation costs beside the operations of the program: in all, and for each unknown and residual. */
const EVALUATION_WORK = 100;
const ENTRY_WORK = 10;

/**
 * Moves the movable inputs of a program to the nearest point where the equations hold: Gauss–Newton steps of least norm
 * (Ben-Israel 1966) with forward differences for the derivatives. The differences need no accuracy of their own, because
 * the residual is evaluated exactly at each step.
 *
 * @param spend told the elementary operations of each evaluation
 * @returns whether every residual ended below 1e-13 of its sides' size
 */
export function satisfy(
  graph: GraphBuilder,
  program: Program,
  equations: readonly Condition[],
  movable: readonly NodeId[],
  current: Map<NodeId, Float64Array>,
  spend: (work: number) => void,
): boolean {
  const unknowns = movable.reduce((sum, input) => sum + sizeOf(graph.node(input).shape), 0);
  if (unknowns > MAX_UNKNOWNS) return false;
  const places = movable.flatMap((input) =>
    Array.from({ length: sizeOf(graph.node(input).shape) }, (_, entry) => ({ input, entry })),
  );
  const entries = new Map(movable.map((input) => [input, current.get(input)!.slice()]));
  const residual = (): { values: number[]; solved: boolean } => {
    for (const [input, values] of entries) program.write(input, values);
    program.run();
    const found = residuals(program, equations);
    spend(program.work + EVALUATION_WORK + ENTRY_WORK * (unknowns + found.values.length));
    return found;
  };
  for (let step = 0; step < MAX_STEPS; step++) {
    const { values, solved } = residual();
    if (values.some((value) => !Number.isFinite(value))) return false;
    if (solved) {
      for (const [input, moved] of entries) current.set(input, moved);
      return true;
    }
    const columns = places.map(({ input, entry }) => {
      const array = entries.get(input)!;
      const kept = array[entry]!;
      const width = 2 ** -26 * Math.max(1, Math.abs(kept));
      array[entry] = kept + width;
      const moved = residual().values;
      array[entry] = kept;
      return moved.map((value, i) => (value - values[i]!) / width);
    });
    spend(values.length ** 2 * (columns.length + values.length));
    const weights = leastNorm(columns, values);
    if (weights === undefined) return false;
    places.forEach(({ input, entry }, j) => {
      const column = columns[j]!;
      let move = 0;
      for (let i = 0; i < weights.length; i++) move += column[i]! * weights[i]!;
      entries.get(input)![entry]! -= move;
    });
  }
  return false;
}

function residuals(program: Program, equations: readonly Condition[]): { values: number[]; solved: boolean } {
  const values: number[] = [];
  let solved = true;
  for (const { left, right } of equations) {
    const a = program.read(left);
    const b = program.read(right);
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const x = a[a.length === 1 ? 0 : i]!;
      const y = b[b.length === 1 ? 0 : i]!;
      values.push(x - y);
      if (!(Math.abs(x - y) <= 1e-13 * Math.max(1, Math.abs(x), Math.abs(y)))) solved = false;
    }
  }
  return { values, solved };
}

/** Solves (J·Jᵀ)w = r by elimination with pivoting; rows without any influence must have no residual. */
export function leastNorm(
  columns: readonly (readonly number[])[],
  residual: readonly number[],
): number[] | undefined {
  const n = residual.length;
  const matrix = Array.from({ length: n }, (_, i) => {
    const row = Array.from({ length: n }, (_, k) =>
      columns.reduce((sum, column) => sum + column[i]! * column[k]!, 0),
    );
    row.push(residual[i]!);
    return row;
  });
  for (let pivot = 0; pivot < n; pivot++) {
    let best = pivot;
    for (let i = pivot + 1; i < n; i++) {
      if (Math.abs(matrix[i]![pivot]!) > Math.abs(matrix[best]![pivot]!)) best = i;
    }
    [matrix[pivot], matrix[best]] = [matrix[best]!, matrix[pivot]!];
    const head = matrix[pivot]![pivot]!;
    if (Math.abs(head) < 1e-14) {
      if (Math.abs(matrix[pivot]![n]!) > 1e-12) return undefined;
      continue;
    }
    for (let i = 0; i < n; i++) {
      if (i === pivot) continue;
      const factor = matrix[i]![pivot]! / head;
      for (let k = pivot; k <= n; k++) matrix[i]![k]! -= factor * matrix[pivot]![k]!;
    }
  }
  return matrix.map((row, i) => (Math.abs(row[i]!) < 1e-14 ? 0 : row[n]! / row[i]!));
}
