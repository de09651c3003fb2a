import type { EnclosureKernel, Interval, IntervalArithmetic } from '../../enclosure/interval';
import type { Attributes, Kernel, RadiusKernel, ShapeMismatch, Site } from '../../operation';
import { broadcastShapes, broadcastStrides, type Shape, showShape, sizeOf } from '../../shape';
import { viewOffsets } from './layout';
import { accumulateProductRadii } from './matmul';
import { productKernel } from './product';
import { bounded, ETA, gamma, slack } from './rounding';
import { enclosedSum } from './runs';

/** Whether an operand is read transposed. */
export const flagged = (attributes: Attributes, key: 'transposeX' | 'transposeY', shape: Shape): boolean =>
  attributes[key] === true && shape.length > 1;

/** The sizes of one product op(X)·op(Y) and of the batches of such products. */
export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly batch: Shape;
  readonly output: Shape;
}

const effective = (shape: Shape, transposed: boolean): Shape => {
  if (!transposed) return shape;
  const r = shape.length;
  return [...shape.slice(0, r - 2), shape[r - 1]!, shape[r - 2]!];
};

/** Shapes as NumPy's `matmul` has them: a vector on the left is a row, on the right a column, and its axis vanishes. */
export function productOf(inputs: readonly Shape[], attributes: Attributes): Product | ShapeMismatch {
  const x = effective(inputs[0]!, flagged(attributes, 'transposeX', inputs[0]!));
  const y = effective(inputs[1]!, flagged(attributes, 'transposeY', inputs[1]!));
  const pair = `${showShape(x)} and ${showShape(y)} do not fit`;
  if (x.length === 0 || y.length === 0) return { mismatch: `${pair}: a matrix product needs arrays` };
  const k = x[x.length - 1]!;
  const rows = y.length === 1 ? y[0]! : y[y.length - 2]!;
  if (k !== rows) {
    const left = x.length === 1 ? plural(k, 'entry', 'entries') : plural(k, 'column', 'columns');
    const right = x.length === 1 && y.length === 1 ? `${rows}` : plural(rows, 'row', 'rows');
    return { mismatch: `${pair}: the left has ${left}, the right ${right}` };
  }
  const xBatch = x.slice(0, -2);
  const yBatch = y.slice(0, -2);
  const batch = broadcastShapes(xBatch, yBatch);
  if (batch === undefined) {
    return {
      mismatch: `${pair}: their leading sizes ${showShape(xBatch)} and ${showShape(yBatch)} do not broadcast`,
    };
  }
  const m = x.length === 1 ? 1 : x[x.length - 2]!;
  const n = y.length === 1 ? 1 : y[y.length - 1]!;
  const output = [...batch, ...(x.length === 1 ? [] : [m]), ...(y.length === 1 ? [] : [n])];
  return { m, k, n, batch, output };
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Where the operands of each product of a batch begin. */
function batchStarts(site: Site, batch: Shape): readonly [Int32Array, Int32Array] {
  const starts = (i: 0 | 1): Int32Array => {
    const shape = site.inputShapes[i]!;
    const block = sizeOf(shape.slice(-2));
    const strides = broadcastStrides(shape.slice(0, -2), batch).map((stride) => stride * block);
    return viewOffsets(batch, strides, site.inputs[i]!);
  };
  return [starts(0), starts(1)];
}

/**
 * The products of a site: entry (i, p) of a left operand stands at `xs[…] + i·ai + p·ak`, entry (p, j) of a right one at
 * `ys[…] + p·bk + j·bj`.
 */
function siteProduct(site: Site) {
  const product = productOf(site.inputShapes, site.attributes);
  if ('mismatch' in product) throw new Error(product.mismatch);
  const { m, k, n, batch } = product;
  const [xShape, yShape] = site.inputShapes as [Shape, Shape];
  const transposeX = flagged(site.attributes, 'transposeX', xShape);
  const transposeY = flagged(site.attributes, 'transposeY', yShape);
  const [xs, ys] = batchStarts(site, batch);
  const [ai, ak] = transposeX ? ([1, m] as const) : ([k, 1] as const);
  const [bk, bj] = transposeY ? ([1, k] as const) : ([n, 1] as const);
  return { m, k, n, xs, ys, transposeX, transposeY, ai, ak, bk, bj };
}

export function matmulKernel(site: Site): Kernel {
  const { m, k, n, xs, ys, transposeX, transposeY, ai, ak } = siteProduct(site);
  const { output } = site;
  const size = m * n;
  if (n === 1) {
    // A column on the right is a row on the left of the transposed product: entries of the matrix are read in order.
    const kernel = productKernel(!transposeX, m * k);
    return (memory) => {
      for (let i = 0; i < xs.length; i++) {
        kernel(memory, ys[i]!, 0, 1, xs[i]!, output + i * size, 1, k, m);
      }
    };
  }
  const kernel = productKernel(transposeY, m * k * n);
  return (memory) => {
    for (let i = 0; i < xs.length; i++) {
      kernel(memory, xs[i]!, ai, ak, ys[i]!, output + i * size, m, k, n);
    }
  };
}

export function matmulRadius(site: Site): RadiusKernel {
  const { m, k, n, xs, ys, ai, ak, bk, bj } = siteProduct(site);
  const { output } = site;
  const size = m * n;
  const rounding = gamma(k);
  const widen = slack(k + 4);
  return (memory, radii) => {
    for (let i = 0; i < xs.length; i++) {
      const to = output + i * size;
      radii.fill(4 * k * ETA, to, to + size);
      accumulateProductRadii(memory, radii, xs[i]!, ai, ak, ys[i]!, bk, bj, to, m, k, n, rounding);
      for (let at = to; at < to + size; at++) radii[at] = bounded(memory[at]!, radii[at]! * widen);
    }
  };
}

export function matmulEnclosure(site: Site, arithmetic: IntervalArithmetic): EnclosureKernel {
  const { m, k, n, xs, ys, ai, ak, bk, bj } = siteProduct(site);
  return (memory) => {
    let to = site.output;
    for (let batchAt = 0; batchAt < xs.length; batchAt++) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          const terms: Interval[] = [];
          for (let p = 0; p < k; p++) {
            const x = memory[xs[batchAt]! + i * ai + p * ak]!;
            terms.push(arithmetic.multiply(x, memory[ys[batchAt]! + p * bk + j * bj]!));
          }
          memory[to++] = enclosedSum(terms, arithmetic);
        }
      }
    }
  };
}
