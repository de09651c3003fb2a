import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { source } from '../../../scripts/wasm.mjs';
import { graphBuilder } from '../../../src/core/graph/graph';
import { times, timesTransposed } from '../../../src/core/graph/operations/kernels/matmul';
import { productKernel } from '../../../src/core/graph/operations/kernels/product';
import { gamma } from '../../../src/core/graph/operations/kernels/rounding';
import { simdMemory, simdProductsIn } from '../../../src/core/graph/operations/kernels/simd';
import { matmul } from '../../../src/core/graph/operations/linear';
import { compile } from '../../../src/core/graph/program';

interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

interface Case extends Sizes {
  /** Whether the left operand is read transposed, by its strides, and the right one, by the kernel. */
  readonly left: boolean;
  readonly right: boolean;
  readonly entries: readonly number[];
}

const size = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 5), fc.integer({ min: 0, max: 40 }));
const cases: fc.Arbitrary<Case> = fc
  .record({
    m: size,
    // The kernels cut long sums in blocks of 64, 128 and 256 terms.
    k: fc.oneof(size, fc.constantFrom(63, 64, 65, 127, 128, 129, 257)),
    n: size,
    left: fc.boolean(),
    right: fc.boolean(),
  })
  .chain((shape) =>
    fc
      .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 7, maxLength: 23 })
      .map((entries) => ({ ...shape, entries })),
  );

/** The operands lie behind some entries that nothing may touch. */
const MARGIN = 5;

interface Layout {
  readonly a: number;
  readonly b: number;
  readonly out: number;
  readonly length: number;
}

function layoutOf({ m, k, n }: Sizes): Layout {
  const a = MARGIN;
  const b = a + m * k + 1;
  const out = b + k * n + 1;
  return { a, b, out, length: out + m * n + MARGIN };
}

function fill(memory: Float64Array, { entries }: Case): void {
  for (let i = 0; i < memory.length; i++) memory[i] = entries[(i * i + 3 * i) % entries.length]!;
}

/** The product entry by entry, and what any order of summation may be off by. */
function naive(memory: Float64Array, { a, b }: Layout, { m, k, n, left, right }: Case): [number, number][] {
  return Array.from({ length: m * n }, (_, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    let sum = 0;
    let magnitude = 0;
    for (let p = 0; p < k; p++) {
      const x = memory[a + (left ? p * m + i : i * k + p)]!;
      const y = memory[b + (right ? j * k + p : p * n + j)]!;
      sum += x * y;
      magnitude += Math.abs(x * y);
    }
    return [sum, 2 * gamma(k + 1) * magnitude + (k + 1) * Number.MIN_VALUE];
  });
}

type Kernel = typeof times;

function checkProduct(kernel: Kernel, memory: Float64Array, shape: Case): void {
  const layout = layoutOf(shape);
  const { a, b, out } = layout;
  const { m, k, n, left } = shape;
  fill(memory, shape);
  const before = memory.slice();
  kernel(memory, a, left ? 1 : k, left ? m : 1, b, out, m, k, n);
  const expected = naive(before, layout, shape);
  expected.forEach(([value, error], i) => {
    expect(Math.abs(memory[out + i]! - value), `entry ${i} of ${m}×${k}×${n}`).toBeLessThanOrEqual(error);
  });
  expect(memory.subarray(0, out)).toEqual(before.subarray(0, out));
  expect(memory.subarray(out + m * n)).toEqual(before.subarray(out + m * n));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('products of matrices', () => {
  it('are what the sums say, for all sizes and transposes', () => {
    fc.assert(
      fc.property(cases, (shape) =>
        checkProduct(shape.right ? timesTransposed : times, new Float64Array(layoutOf(shape).length), shape),
      ),
    );
  });

  it('are so with vectors', () => {
    fc.assert(
      fc.property(cases, (shape) => {
        const memory = simdMemory(layoutOf(shape).length)!;
        expect(simdProductsIn(memory)).toBeDefined();
        checkProduct(productKernel(shape.right, Number.POSITIVE_INFINITY), memory, shape);
      }),
    );
  });

  it('of a program lie within its bounds, with and without WebAssembly', () => {
    const [m, k, n] = [33, 70, 51];
    const shape: Case = {
      m,
      k,
      n,
      left: true,
      right: false,
      entries: [0.1, -1.7, 2.3, 0.6, -0.9, 1.1, -3.3],
    };
    const layout = layoutOf(shape);
    const entries = new Float64Array(layout.length);
    fill(entries, shape);
    const expected = naive(entries, layout, shape);
    const values = [true, false].map((hasWebAssembly) => {
      if (!hasWebAssembly) vi.stubGlobal('WebAssembly', undefined);
      const graph = graphBuilder();
      const x = graph.input('x', [k, m]);
      const y = graph.input('y', [k, n]);
      const product = matmul(graph, x, y, { transposeX: true });
      const program = compile(graph, [product]);
      program.write(x, entries.subarray(layout.a, layout.a + m * k));
      program.write(y, entries.subarray(layout.b, layout.b + k * n));
      program.run();
      program.runRadii();
      expect(simdProductsIn(program.read(product)) !== undefined).toBe(hasWebAssembly);
      const radii = program.readRadii(product);
      expected.forEach(([value, error], i) => {
        expect(Math.abs(program.read(product)[i]! - value)).toBeLessThanOrEqual(radii[i]! + error);
      });
      return program.read(product).slice();
    });
    expect(values).toHaveLength(2);
  });

  it('have no memory where WebAssembly fails', () => {
    vi.stubGlobal('WebAssembly', {
      Module: class {
        constructor() {
          throw new Error('no vectors');
        }
      },
    });
    expect(simdMemory(2 ** 29)).toBeUndefined();
    expect(simdMemory(10)).toBeUndefined();
  });

  it('are assembled from what scripts/wasm.mjs says', async () => {
    const written = readFileSync('src/core/graph/operations/kernels/simd-module.ts', 'utf8');
    expect(written).toBe(await source());
  });
});
