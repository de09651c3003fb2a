import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../../src/core/graph/graph';
import {
  cofactors,
  determinant,
  inverse,
  logDeterminant,
  matrixFunctions,
  solve,
  trace,
} from '../../../src/core/graph/operations/matrix';
import type { Shape } from '../../../src/core/graph/shape';
import { type Build, evaluate, matrix, pulledBack, scalar, type Tensor, tensor, vector } from './array-run';

const SINGULAR = matrix([1, 2, 3], [4, 5, 6], [7, 8, 9]);

describe('values', () => {
  it.each<[string, Build, readonly Tensor[], Shape, number[]]>([
    ['trace', (b, [a]) => trace(b, a!), [matrix([1, 2], [3, 4])], [], [5]],
    ['det 0', (b, [a]) => determinant(b, a!), [tensor([0, 0], [])], [], [1]],
    ['det 1', (b, [a]) => determinant(b, a!), [matrix([-7])], [], [-7]],
    ['det 2', (b, [a]) => determinant(b, a!), [matrix([1, 2], [3, 4])], [], [-2]],
    ['det 3', (b, [a]) => determinant(b, a!), [matrix([2, 0, 1], [1, 3, 2], [1, 1, 1])], [], [0]],
    [
      'det 5',
      (b, [a]) => determinant(b, a!),
      [matrix([0, 0, 0, 0, 2], [0, 0, 0, 4, 0], [0, 0, 8, 0, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0])],
      [],
      [64],
    ],
    ['inv 2', (b, [a]) => inverse(b, a!), [matrix([0, 2], [4, 0])], [2, 2], [0, 0.25, 0.5, 0]],
    ['solve', (b, [a, y]) => solve(b, a!, y!), [matrix([2, 1], [0, 4]), vector(4, 8)], [2], [1, 2]],
    [
      'solve, transposed',
      (b, [a, y]) => solve(b, a!, y!, true),
      [matrix([2, 1], [0, 4]), vector(4, 8)],
      [2],
      [2, 1.5],
    ],
    ['logdet', (b, [a]) => logDeterminant(b, a!), [matrix([0, -2], [0.5, 0])], [], [0]],
    ['logdet of a negative', (b, [a]) => logDeterminant(b, a!), [matrix([0, 2], [1, 0])], [], [Number.NaN]],
    ['cofactors 1', (b, [a]) => cofactors(b, a!), [matrix([5])], [1, 1], [1]],
    ['cofactors 2', (b, [a]) => cofactors(b, a!), [matrix([1, 2], [3, 4])], [2, 2], [4, -3, -2, 1]],
    [
      'cofactors of a singular matrix',
      (b, [a]) => cofactors(b, a!),
      [SINGULAR],
      [3, 3],
      [-3, 6, -3, 6, -12, 6, -3, 6, -3],
    ],
  ])('%s', (_, build, inputs, shape, entries) => {
    const result = evaluate(build, inputs);
    expect(result.shape).toEqual(shape);
    expect(result.entries.map((e) => e + 0)).toEqual(entries);
    result.radii.forEach((radius) => {
      expect(radius).not.toBeNaN();
    });
  });
});

describe('singular matrices', () => {
  it('have no inverse and no solution, of unknown error', () => {
    for (const a of [matrix([1, 2], [2, 4]), matrix([0, 0], [0, 0])]) {
      const x = evaluate((b, [p]) => inverse(b, p!), [a]);
      expect(x.entries).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
      expect(x.radii.every((r) => r === Number.POSITIVE_INFINITY)).toBe(true);
      const y = evaluate((b, [p, q]) => solve(b, p!, q!), [a, vector(1, 1)]);
      expect(y.radii.every((r) => r === Number.POSITIVE_INFINITY)).toBe(true);
    }
  });

  it('have a determinant with a gradient', () => {
    const gradient = pulledBack((b, [a]) => determinant(b, a!), 1, 0);
    const { entries, radii } = evaluate(gradient, [SINGULAR, scalar(1)]);
    expect(entries).toEqual([-3, 6, -3, 6, -12, 6, -3, 6, -3]);
    expect(Math.max(...radii)).toBeLessThan(1e-12);
  });

  it('have a Hessian of the determinant', () => {
    const gradient = pulledBack((b, [a]) => determinant(b, a!), 1, 0);
    const row = pulledBack((b, [a, c]) => gradient(b, [a!, c!]), 2, 0);
    const unit = matrix([1, 0, 0], [0, 0, 0], [0, 0, 0]);
    // The derivative of the cofactor (1, 1) is the 2×2 cofactor matrix of the rest.
    expect(evaluate(row, [SINGULAR, scalar(1), unit]).entries.map((e) => e + 0)).toEqual([
      0, 0, 0, 0, 9, -8, 0, -6, 5,
    ]);
  });

  it('have cofactors at every rank, also beyond the size of expansion', () => {
    // diag(1 … n) with some zeros on the diagonal, its rows and columns mixed by unimodular whole matrices.
    for (const [n, zeros] of [
      [9, 0],
      [9, 1],
      [9, 2],
      [10, 1],
    ] as const) {
      const diagonal = Array.from({ length: n }, (_, i) => (i < zeros ? 0 : 1 + (i % 3)));
      // L·D·Lᵀ with L the lower triangle of ones: its cofactors are those of D, mixed by the inverse of L.
      const a = Array.from({ length: n * n }, (_, at) => {
        const least = Math.min(Math.floor(at / n), at % n);
        return diagonal.slice(0, least + 1).reduce((sum, d) => sum + d, 0);
      });
      const c = diagonal.map((_, i) => diagonal.reduce((p, d, k) => (k === i ? p : p * d), 1));
      const expected = Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        const next = (k: number): number => c[k + 1] ?? 0;
        if (i === j) return c[i]! + next(i);
        return Math.abs(i - j) === 1 ? -next(Math.min(i, j)) : 0;
      });
      const { entries } = evaluate((b, [p]) => cofactors(b, p!), [tensor([n, n], a)]);
      const scale = Math.max(1, ...expected.map(Math.abs));
      entries.forEach((x, i) => {
        expect(Math.abs(x - expected[i]!)).toBeLessThan(1e-10 * scale);
      });
    }
  });
});

it('inverses of random matrices multiply to the identity', () => {
  const entry = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 256);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }).chain((n) => fc.array(entry, { minLength: n * n, maxLength: n * n })),
      (a) => {
        const n = Math.round(Math.sqrt(a.length));
        const x = evaluate((b, [p]) => inverse(b, p!), [tensor([n, n], a)]);
        if (!x.radii.every((r) => r < 1e-6)) return;
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            let allowed = 1e-12;
            for (let k = 0; k < n; k++) {
              sum += a[i * n + k]! * x.entries[k * n + j]!;
              allowed += Math.abs(a[i * n + k]!) * x.radii[k * n + j]!;
            }
            expect(Math.abs(sum - +(i === j))).toBeLessThan(allowed);
          }
        }
      },
    ),
    { numRuns: 60, seed: 9 },
  );
});

it('the inverse of the 9×9 Hilbert matrix is within its bound', () => {
  const n = 9;
  const hilbert = Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));
  // Entries that are no doubles: half an ulp is their radius.
  const radii = hilbert.map((x) => x * 2 ** -53);
  const choose = (p: number, q: number): number => {
    let value = 1;
    for (let k = 1; k <= q; k++) value = (value * (p - q + k)) / k;
    return Math.round(value);
  };
  const { entries, radii: bounds } = evaluate((b, [a]) => inverse(b, a!), [tensor([n, n], hilbert, radii)]);
  entries.forEach((x, at) => {
    const [i, j] = [Math.floor(at / n) + 1, (at % n) + 1];
    const sign = (i + j) % 2 === 0 ? 1 : -1;
    const truth =
      sign *
      (i + j - 1) *
      choose(n + i - 1, n - j) *
      choose(n + j - 1, n - i) *
      choose(i + j - 2, i - 1) ** 2;
    expect(Math.abs(x - truth)).toBeLessThanOrEqual(bounds[at]!);
    expect(bounds[at]!).toBeLessThan(0.05 * 1e10);
  });
});

describe('refusals', () => {
  it.each<[string, Shape[], string]>([
    ['det', [[3, 2]], 'det needs a square matrix, not 3×2'],
    ['inv', [[3]], 'inv needs a square matrix, not 3'],
    ['tr', [[]], 'tr needs a square matrix, not a scalar'],
    ['logdet', [[1, 2]], 'logdet needs a square matrix, not 1×2'],
    ['adj', [[1, 2]], 'cofactor needs a square matrix, not 1×2'],
    ['solve', [[3, 2], [3]], 'solve needs a square matrix, not 3×2'],
    ['solve', [[3, 3], [4]], '3×3 and 4 do not fit: the matrix has 3 rows, the right side 4'],
    ['solve', [[3, 3], []], 'the right side of solve must be a vector or a matrix, not a scalar'],
  ])('%s of %j', (name, shapes, mismatch) => {
    const b = graphBuilder();
    const entry = matrixFunctions.find(({ names }) => names.includes(name))!;
    const args = shapes.map((shape, i) => b.input(`x${i}`, shape));
    expect(entry.build(b, args, {})).toEqual({ mismatch });
  });
});

describe('printing', () => {
  it.each<[string, Build, string, string]>([
    ['trace', (b, [a]) => trace(b, a!), 'tr(A)', '\\operatorname{tr}\\left(A\\right)'],
    ['det', (b, [a]) => determinant(b, a!), 'det(A)', '\\det\\left(A\\right)'],
    ['logdet', (b, [a]) => logDeterminant(b, a!), 'logdet(A)', '\\log \\det A'],
    ['inv', (b, [a]) => inverse(b, a!), 'inv(A)', 'A^{-1}'],
    ['cofactors', (b, [a]) => cofactors(b, a!), "det(A)*inv(A)'", '\\det\\left(A\\right) A^{-\\top}'],
    ['solve', (b, [a, x]) => solve(b, a!, x!), 'solve(A, x)', 'A^{-1} x'],
    ['solve, transposed', (b, [a, x]) => solve(b, a!, x!, true), "solve(A', x)", 'A^{-\\top} x'],
  ])('%s', (_, build, infix, tex) => {
    const b = graphBuilder();
    const inputs = [b.input('A', [2, 2]), b.input('x', [2])];
    const node = b.node(build(b, inputs));
    const printed = inputs.map((id) => b.node(id).operation.infix([], b.node(id)));
    const own = printed.slice(0, node.inputs.length);
    expect(node.operation.infix(own, node).text).toBe(infix);
    expect(node.operation.tex(own, node).text).toBe(tex);
  });
});
