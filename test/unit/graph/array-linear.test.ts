import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../../src/core/graph/graph';
import { matmul, outer, tryMatmul } from '../../../src/core/graph/operations/linear';
import { transpose } from '../../../src/core/graph/operations/structure';
import { compile } from '../../../src/core/graph/program';
import { type Shape, sizeOf } from '../../../src/core/graph/shape';
import { type Build, entriesFor, evaluate, matrix, type Tensor, vector } from './array-run';

/** Whole entries, so that every order of summation gives the same bits. */
const wholeEntries = (shape: Shape, seed: number): Tensor => ({
  shape,
  entries: entriesFor(shape, seed).map((x) => Math.round(x * 16)),
});

function naive(x: Tensor, y: Tensor, transposeX: boolean, transposeY: boolean): number[] {
  const [rows, columns] = x.shape as [number, number];
  const [m, k] = transposeX ? [columns, rows] : [rows, columns];
  const n = y.shape[transposeY ? 0 : 1]!;
  const left = (i: number, p: number): number => x.entries[transposeX ? p * m + i : i * k + p]!;
  const right = (p: number, j: number): number => y.entries[transposeY ? j * k + p : p * n + j]!;
  return Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let p = 0; p < k; p++) sum += left(Math.floor(at / n), p) * right(p, at % n);
    return sum;
  });
}

describe('matmul', () => {
  it.each([
    ['vector · vector', vector(1, 2, 3), vector(4, 5, 6), [], [32]],
    ['matrix · vector', matrix([1, 2], [3, 4], [5, 6]), vector(1, -1), [3], [-1, -1, -1]],
    ['vector · matrix', vector(1, -1), matrix([1, 2, 3], [4, 5, 6]), [3], [-3, -3, -3]],
    ['matrix · matrix', matrix([1, 2], [3, 4]), matrix([0, 1], [1, 0]), [2, 2], [2, 1, 4, 3]],
  ] as const)('%s', (_, x, y, shape, entries) => {
    const result = evaluate((b, [p, q]) => matmul(b, p!, q!), [x, y]);
    expect(result.shape).toEqual(shape);
    expect(result.entries).toEqual(entries);
  });

  it('equals the naive product for sizes around the blocks of the kernels', () => {
    const size = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 67, 255, 256, 257, 259);
    const small = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 11);
    const sizes = fc.oneof(
      fc.tuple(size, small, small),
      fc.tuple(small, size, small),
      fc.tuple(small, small, size),
      fc.tuple(fc.constantFrom(5, 66), fc.constantFrom(70, 258), fc.constantFrom(9, 261)),
    );
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.boolean(), ([m, k, n], transposeX, transposeY) => {
        const x = wholeEntries(transposeX ? [k, m] : [m, k], m + 2 * k + 3 * n);
        const y = wholeEntries(transposeY ? [n, k] : [k, n], 5 * m + 7 * k + n);
        const result = evaluate((b, [p, q]) => matmul(b, p!, q!, { transposeX, transposeY }), [x, y]);
        expect(result.shape).toEqual([m, n]);
        expect(result.entries).toEqual(naive(x, y, transposeX, transposeY));
      }),
      { numRuns: 120, seed: 5 },
    );
  });

  it('multiplies batches whose leading axes broadcast', () => {
    const x = wholeEntries([2, 1, 3, 4], 1);
    const y = wholeEntries([5, 4, 2], 2);
    const result = evaluate((b, [p, q]) => matmul(b, p!, q!), [x, y]);
    expect(result.shape).toEqual([2, 5, 3, 2]);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 5; j++) {
        const left = { shape: [3, 4], entries: x.entries.slice(i * 12, (i + 1) * 12) };
        const right = { shape: [4, 2], entries: y.entries.slice(j * 8, (j + 1) * 8) };
        const at = (i * 5 + j) * 6;
        expect(result.entries.slice(at, at + 6)).toEqual(naive(left, right, false, false));
      }
    }
  });

  it('reads a transpose in place', () => {
    const b = graphBuilder();
    const x = b.input('X', [3, 2]);
    const y = b.input('Y', [3, 4]);
    const explicit = matmul(b, transpose(b, x), y);
    expect(explicit).toBe(matmul(b, x, y, { transposeX: true }));
    expect(b.node(explicit).inputs).toEqual([x, y]);
  });

  it('keeps NaN and infinities, with an unknown error', () => {
    const x = matrix([1, Number.NaN], [Number.POSITIVE_INFINITY, 1]);
    const { entries, radii } = evaluate((b, [p, q]) => matmul(b, p!, q!), [x, vector(1, 2)]);
    expect(entries).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    expect(radii).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('has an infinite bound where a sum overflows', () => {
    const { entries, radii } = evaluate(
      (b, [p, q]) => matmul(b, p!, q!),
      [vector(1e308, 1e308), vector(1, 1)],
    );
    expect([entries[0], radii[0]]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it.each<[Shape, Shape, string]>([
    [[3, 2], [4], '3×2 and 4 do not fit: the left has 2 columns, the right 4 rows'],
    [[3, 1], [2, 2], '3×1 and 2×2 do not fit: the left has 1 column, the right 2 rows'],
    [[4], [3, 2], '4 and 3×2 do not fit: the left has 4 entries, the right 3 rows'],
    [[4], [3], '4 and 3 do not fit: the left has 4 entries, the right 3'],
    [[2, 3, 4], [5, 4, 2], '2×3×4 and 5×4×2 do not fit: their leading sizes 2 and 5 do not broadcast'],
  ])('of %j and %j is refused', (x, y, mismatch) => {
    const b = graphBuilder();
    expect(tryMatmul(b, b.input('x', x), b.input('y', y))).toEqual({ mismatch });
  });
});

describe('how products print', () => {
  const printed = (build: Build, shapes: readonly Shape[]): readonly [string, string] => {
    const b = graphBuilder();
    const names = ['A', 'b'];
    const ids = shapes.map((shape, i) => b.input(names[i]!, shape));
    const node = b.node(build(b, ids));
    const inputs = node.inputs.map((id) => b.node(id).operation.infix([], b.node(id)));
    const { operation } = node;
    return [operation.infix(inputs, node).text, operation.tex(inputs, node).text];
  };
  it.each<[string, Build, Shape[], string, string]>([
    ['dot', (b, [x, y]) => matmul(b, x!, y!), [[3], [3]], 'dot(A, b)', 'A^{\\top} b'],
    ['product', (b, [x, y]) => matmul(b, x!, y!), [[2, 3], [3]], 'A*b', 'A b'],
    [
      'transposed product',
      (b, [x, y]) => matmul(b, x!, y!, { transposeX: true }),
      [[3, 2], [3]],
      "A'*b",
      'A^{\\top} b',
    ],
    ['vector · matrix', (b, [x, y]) => matmul(b, y!, x!), [[3, 2], [3]], "A'*b", 'A^{\\top} b'],
    ['outer', (b, [x, y]) => outer(b, x!, y!), [[2], [3]], "A*b'", 'A b^{\\top}'],
  ])('%s', (_, build, shapes, infix, tex) => {
    expect(printed(build, shapes)).toEqual([infix, tex]);
  });
});

describe('a compiled product', () => {
  it('runs again on the same memory', () => {
    const b = graphBuilder();
    const x = b.input('x', [3, 4]);
    const y = b.input('y', [4, 5]);
    const z = matmul(b, x, y);
    const program = compile(b, [z]);
    const [p, q] = [wholeEntries([3, 4], 1), wholeEntries([4, 5], 2)];
    program.write(x, p.entries);
    program.write(y, q.entries);
    program.run();
    program.runRadii();
    const first = program.read(z);
    const copy = [...first];
    program.write(
      x,
      p.entries.map((e) => -e),
    );
    program.run();
    expect(program.read(z).buffer).toBe(first.buffer);
    expect([...program.read(z)]).toEqual(copy.map((e) => 0 - e));
    program.write(x, p.entries);
    program.run();
    program.runRadii();
    expect([...program.read(z)]).toEqual(copy);
    expect(program.readRadii(z).length).toBe(sizeOf([3, 5]));
  });
});
