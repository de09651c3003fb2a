import { describe, expect, it } from 'vitest';
import { matmul, outer } from '../../../src/core/graph/operations/linear';
import {
  cofactors,
  determinant,
  inverse,
  logDeterminant,
  solve,
  trace,
} from '../../../src/core/graph/operations/matrix';
import {
  norm,
  reduceMax,
  reduceMean,
  reduceProduct,
  reduceSum,
} from '../../../src/core/graph/operations/reduce';
import { logSoftmax, logSumExp, softmax } from '../../../src/core/graph/operations/softmax';
import type { Shape } from '../../../src/core/graph/shape';
import { type Build, entriesFor, evaluate, pulledBack, type Tensor } from './array-run';

interface Case {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly build: Build;
  /** The radius may exceed the first-order sum Σ|∂y/∂xⱼ|·rⱼ by this factor. */
  readonly factor?: number;
}

const cases: readonly Case[] = [
  { name: 'sum', shapes: [[50]], build: (b, [x]) => reduceSum(b, x!) },
  { name: 'mean', shapes: [[50]], build: (b, [x]) => reduceMean(b, x!) },
  { name: 'prod', shapes: [[8]], build: (b, [x]) => reduceProduct(b, x!) },
  { name: 'max', shapes: [[8]], build: (b, [x]) => reduceMax(b, x!) },
  { name: 'norm', shapes: [[8]], build: (b, [x]) => norm(b, x!), factor: 1.5 },
  { name: 'trace', shapes: [[5, 5]], build: (b, [x]) => trace(b, x!) },
  {
    name: 'matmul',
    shapes: [
      [4, 7],
      [7, 3],
    ],
    build: (b, [x, y]) => matmul(b, x!, y!),
  },
  { name: 'outer', shapes: [[4], [3]], build: (b, [x, y]) => outer(b, x!, y!) },
  { name: 'det 2', shapes: [[2, 2]], build: (b, [x]) => determinant(b, x!) },
  { name: 'det 4', shapes: [[4, 4]], build: (b, [x]) => determinant(b, x!), factor: 4 },
  { name: 'det 7', shapes: [[7, 7]], build: (b, [x]) => determinant(b, x!), factor: 1.5 },
  { name: 'cofactors 3', shapes: [[3, 3]], build: (b, [x]) => cofactors(b, x!) },
  { name: 'cofactors 9', shapes: [[9, 9]], build: (b, [x]) => cofactors(b, x!), factor: 4 },
  { name: 'logdet', shapes: [[5, 5]], build: (b, [x]) => logDeterminant(b, x!), factor: 1.5 },
  { name: 'inv', shapes: [[5, 5]], build: (b, [x]) => inverse(b, x!) },
  { name: 'solve', shapes: [[5, 5], [5]], build: (b, [a, y]) => solve(b, a!, y!) },
  { name: 'softmax', shapes: [[6]], build: (b, [x]) => softmax(b, x!), factor: 1.1 },
  { name: 'log softmax', shapes: [[6]], build: (b, [x]) => logSoftmax(b, x!), factor: 1.1 },
  { name: 'logsumexp', shapes: [[6]], build: (b, [x]) => logSumExp(b, x!) },
];

/** Diagonally dominant with a positive determinant where the shape is square. */
const entriesOf = (shape: Shape, seed: number): number[] =>
  entriesFor(shape, seed).map((x, i) =>
    shape.length === 2 && shape[0] === shape[1] && i % (shape[0]! + 1) === 0 ? Math.abs(x) + shape[0]! : x,
  );

const inputsOf = ({ shapes }: Case, radius: number): Tensor[] =>
  shapes.map((shape, i) => {
    const entries = entriesOf(shape, i + 3);
    return { shape, entries, radii: entries.map(() => radius) };
  });

describe.each(cases)('radius of $name', (item) => {
  it('is a few units in the last place for exact inputs', () => {
    const { entries, radii } = evaluate(item.build, inputsOf(item, 0));
    const scale = Math.max(...entries.map(Math.abs));
    expect(Math.max(...radii)).toBeLessThan(1e-13 * scale);
  });

  it('is of first order what the inputs propagate', () => {
    const radius = 1e-7;
    const inputs = inputsOf(item, radius);
    const output = evaluate(item.build, inputs);
    output.radii.forEach((bound, i) => {
      const cotangent = { shape: output.shape, entries: output.entries.map((_, k) => +(k === i)) };
      let slopes = 0;
      inputs.forEach((_, which) => {
        const exactInputs = inputsOf(item, 0);
        const adjoint = evaluate(pulledBack(item.build, inputs.length, which), [...exactInputs, cotangent]);
        slopes += adjoint.entries.reduce((sum, x) => sum + Math.abs(x), 0);
      });
      expect(bound).toBeGreaterThan(0);
      expect(bound).toBeLessThan((item.factor ?? 1.01) * slopes * radius);
    });
  });
});
