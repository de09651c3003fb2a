import type { CallMismatch, FunctionEntry, FunctionOptions } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { quotientError } from '../numeric/rounding';
import type { Operation } from '../operation';
import { type Shape, showShape, sizeOf } from '../shape';
import { divide, power, square, subtract } from './arithmetic';
import { CUMULATIVE_SUM } from './cumulative';
import { sqrt } from './elementary';
import { ARGMAX, ARGMIN, MAX, MIN, WINNERS } from './extremes';
import { axesOf, certain, fold, foldShape, oneAxisOf, printedFold, siteFolding } from './folding';
import { foldedShape } from './kernels/layout';
import { bounded, ETA, slack } from './kernels/rounding';
import { enclosedMean, foldedEnclosure } from './kernels/runs';
import { compensatedSum, compensatedSumBound } from './kernels/summation';
import { literalNumber } from './literals';
import { NORM } from './norm';
import { PRODUCT, PRODUCT_OF_OTHERS } from './product';
import { absolute } from './selection';
import { reshape, spread, sumOver } from './structure';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/** Attributes: `axes`, `keepdims`. The compensated sum divided by the number of terms. */
const MEAN: Operation = {
  name: 'mean',
  shape: foldShape,
  forward: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        memory[to + o] = compensatedSum(memory, from + groups[o]!, members) / members.length;
      }
    };
  },
  radius: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    const n = members.length;
    return (memory, radii) => {
      for (let o = 0; o < groups.length; o++) {
        const mean = memory[to + o]!;
        const base = from + groups[o]!;
        const bound = compensatedSumBound(memory, radii, base, members) / n;
        const rounding = quotientError(compensatedSum(memory, base, members), n, mean);
        radii[to + o] = bounded(
          mean,
          bound === 0 && rounding === 0 ? 0 : (bound + rounding) * slack(2) + ETA,
        );
      }
    };
  },
  enclosure: foldedEnclosure(siteFolding, enclosedMean),
  vjp: (b, node, cotangent) => {
    const input = shapeOf(b, node.inputs[0]!);
    const share = divide(b, cotangent, b.constant(sizeOf(input) / sizeOf(node.shape)));
    return [spread(b, share, node.inputs[0]!, node.attributes)];
  },
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : b.apply(MEAN, [tangent], node.attributes),
  ...printedFold('mean'),
  work: ([input]) => 4 * sizeOf(input!),
};

export const reduceOperations: readonly Operation[] = [
  MEAN,
  PRODUCT,
  PRODUCT_OF_OTHERS,
  MAX,
  MIN,
  WINNERS,
  ARGMAX,
  ARGMIN,
  CUMULATIVE_SUM,
  NORM,
];

type Reduction = (b: GraphBuilder, x: NodeId, options: FunctionOptions) => NodeId | CallMismatch;

/** A folding that leaves a scalar as it is. */
const reduction =
  (operation: Operation): Reduction =>
  (b, x, options) =>
    shapeOf(b, x).length === 0 && options.axis === undefined ? x : fold(b, operation, x, options);

const trySum: Reduction = (b, x, options) => {
  const axes = axesOf(shapeOf(b, x), options.axis);
  return 'mismatch' in axes ? axes : sumOver(b, x, axes, options.keepdims === true);
};
const tryMean = reduction(MEAN);
const tryProduct = reduction(PRODUCT);
const tryMax = reduction(MAX);
const tryMin = reduction(MIN);

const optionsOf = (axis: FunctionOptions['axis'], keepdims: boolean): FunctionOptions =>
  axis === undefined ? { keepdims } : { axis, keepdims };

const builder =
  (reduce: Reduction) =>
  (b: GraphBuilder, x: NodeId, axis?: FunctionOptions['axis'], keepdims = false): NodeId =>
    certain(reduce(b, x, optionsOf(axis, keepdims)));

/** Sum over one axis (negative counts from the end), or over all; the same for the reductions below. */
export const reduceSum = builder(trySum);
export const reduceMean = builder(tryMean);
export const reduceProduct = builder(tryProduct);
export const reduceMax = builder(tryMax);
export const reduceMin = builder(tryMin);

/** The Euclidean norm; of a whole matrix the Frobenius norm. */
export const norm = builder((b, x, options) => fold(b, NORM, x, options));

/** Mean squared distance from the mean, with the divisor n − ddof. */
function tryVariance(b: GraphBuilder, x: NodeId, options: FunctionOptions, ddof = 0): NodeId | CallMismatch {
  const shape = shapeOf(b, x);
  const axes = axesOf(shape, options.axis);
  if ('mismatch' in axes) return axes;
  const n = sizeOf(shape) / sizeOf(foldedShape(shape, axes, true));
  if (!(n > ddof)) {
    return {
      mismatch: `the variance of ${n} ${n === 1 ? 'entry' : 'entries'} with ddof ${ddof} does not exist`,
    };
  }
  const mean = tryMean(b, x, { ...options, keepdims: true });
  if (typeof mean !== 'number') return mean;
  const squares = square(b, subtract(b, x, mean));
  if (ddof === 0) return tryMean(b, squares, options);
  const sum = trySum(b, squares, options);
  return typeof sum === 'number' ? divide(b, sum, b.constant(n - ddof)) : sum;
}

export const variance = builder(tryVariance);

const standardDeviation = (
  b: GraphBuilder,
  x: NodeId,
  options: FunctionOptions,
  ddof?: number,
): NodeId | CallMismatch => {
  const squared = tryVariance(b, x, options, ddof);
  return typeof squared === 'number' ? sqrt(b, squared) : squared;
};

/** Running sums along an axis, the last by default in a vector. */
function tryCumulativeSum(b: GraphBuilder, x: NodeId, options: FunctionOptions): NodeId | CallMismatch {
  const shape = shapeOf(b, x);
  // Without an axis the entries are read in order, as in NumPy.
  const run = options.axis === undefined ? reshape(b, x, [sizeOf(shape)]) : x;
  const axis = oneAxisOf('cumsum', shapeOf(b, run), options.axis ?? 0);
  return typeof axis === 'number' ? b.tryApply(CUMULATIVE_SUM, [run], { axis, reverse: false }) : axis;
}

/**
 * Norms as NumPy orders them: of a vector (Σ|xᵢ|^p)^{1/p}, of a matrix the largest column sum (1) or row sum (∞) of magnitudes.
 */
function tryNorm(
  b: GraphBuilder,
  x: NodeId,
  order: NodeId | undefined,
  options: FunctionOptions,
): NodeId | CallMismatch {
  const shape = shapeOf(b, x);
  const isMatrix = shape.length === 2 && options.axis === undefined;
  const [text] = options.texts ?? [];
  if (text !== undefined) return namedNorm(b, x, text, options);
  const p = order === undefined ? undefined : literalNumber(b, order);
  if (order === undefined || (p === 2 && !isMatrix)) return fold(b, NORM, x, options);
  if (p === undefined)
    return { mismatch: 'the order of norm must be a number written out, such as 1, 2 or inf' };
  const magnitudes = absolute(b, x);
  if (isMatrix) {
    if (p === 1) return tryMax(b, reduceSum(b, magnitudes, 0), {});
    if (p === Number.POSITIVE_INFINITY) return tryMax(b, reduceSum(b, magnitudes, 1), {});
    return {
      mismatch: `norm of order ${p} of the matrix ${showShape(shape)} is not known; norm(A) is the Frobenius norm`,
    };
  }
  if (p === 1) return trySum(b, magnitudes, options);
  if (p === Number.POSITIVE_INFINITY) return tryMax(b, magnitudes, options);
  if (p === Number.NEGATIVE_INFINITY) return tryMin(b, magnitudes, options);
  if (!(p > 0)) return { mismatch: `norm of order ${p} is not a norm; use a positive order` };
  const sum = trySum(b, power(b, magnitudes, order), options);
  return typeof sum === 'number' ? power(b, sum, divide(b, b.constant(1), order)) : sum;
}

function namedNorm(
  b: GraphBuilder,
  x: NodeId,
  text: string,
  options: FunctionOptions,
): NodeId | CallMismatch {
  switch (text) {
    case 'fro':
      return fold(b, NORM, x, options);
    case 'inf':
      return tryNorm(b, x, b.constant(Number.POSITIVE_INFINITY, true), { ...options, texts: [] });
    default:
      return {
        mismatch: `norm of order "${text}" is not known; known are 'fro', 1, 2, inf and other numbers`,
      };
  }
}

/** The position along one axis, or in the flat order of all entries. */
function tryWinner(
  b: GraphBuilder,
  operation: Operation,
  x: NodeId,
  options: FunctionOptions,
): NodeId | CallMismatch {
  if (options.axis === undefined) return fold(b, operation, x, options);
  const axis = oneAxisOf(operation.name, shapeOf(b, x), options.axis);
  return typeof axis === 'number' ? fold(b, operation, x, { ...options, axis }) : axis;
}

const REDUCTION = { arity: [1, 1], keywords: ['axis', 'keepdims'], rule: 'reduce' } as const;

export const reduceFunctions: readonly FunctionEntry[] = [
  {
    ...REDUCTION,
    names: ['sum'],
    signature: 'sum(x, axis=…, keepdims=0)',
    doc: 'Sum of all entries, or along an axis (from 0; negative from the end) or several, as in `axis=(0, 2)`.',
    build: (b, [x], options) => trySum(b, x!, options),
  },
  {
    ...REDUCTION,
    names: ['mean', 'average'],
    signature: 'mean(x, axis=…, keepdims=0)',
    doc: 'Mean of all entries, or along an axis.',
    build: (b, [x], options) => tryMean(b, x!, options),
  },
  {
    ...REDUCTION,
    names: ['prod', 'product'],
    signature: 'prod(x, axis=…, keepdims=0)',
    doc: 'Product of all entries, or along an axis.',
    build: (b, [x], options) => tryProduct(b, x!, options),
  },
  {
    ...REDUCTION,
    names: ['var', 'variance'],
    arity: [1, 2],
    keywords: ['ddof', 'axis', 'keepdims'],
    signature: 'var(x, ddof=0, axis=…, keepdims=0)',
    doc: 'Variance $\\frac{1}{n - \\mathrm{ddof}} \\sum_i (x_i - \\bar x)^2$; the divisor is $n$ unless `ddof=1`.',
    build: (b, [x, ddof], options) => withDdof(b, tryVariance, x!, ddof, options),
  },
  {
    ...REDUCTION,
    names: ['std'],
    arity: [1, 2],
    keywords: ['ddof', 'axis', 'keepdims'],
    signature: 'std(x, ddof=0, axis=…, keepdims=0)',
    doc: 'Standard deviation, the root of `var`; the divisor is $n$ unless `ddof=1`.',
    build: (b, [x, ddof], options) => withDdof(b, standardDeviation, x!, ddof, options),
  },
  {
    ...REDUCTION,
    names: ['norm'],
    arity: [1, 2],
    keywords: ['ord', 'axis', 'keepdims'],
    takesText: true,
    signature: 'norm(x, ord=2, axis=…, keepdims=0)',
    doc: 'Euclidean norm, of a matrix the Frobenius norm; `norm(x, 1)`, `norm(x, inf)` and other orders as in NumPy.',
    build: (b, [x, order], options) => tryNorm(b, x!, order, options),
  },
  {
    names: ['cumsum'],
    signature: 'cumsum(x, axis=…)',
    doc: 'Running sums $\\sum_{j \\le i} x_j$, along an axis or over all entries in order.',
    arity: [1, 1],
    keywords: ['axis'],
    rule: 'forward',
    build: (b, [x], options) => tryCumulativeSum(b, x!, options),
  },
  {
    ...REDUCTION,
    names: ['argmax'],
    signature: 'argmax(x, axis=…, keepdims=0)',
    doc: 'Position of the first largest entry, from 0; its derivative is zero.',
    build: (b, [x], options) => tryWinner(b, ARGMAX, x!, options),
  },
  {
    ...REDUCTION,
    names: ['argmin'],
    signature: 'argmin(x, axis=…, keepdims=0)',
    doc: 'Position of the first smallest entry, from 0; its derivative is zero.',
    build: (b, [x], options) => tryWinner(b, ARGMIN, x!, options),
  },
];

function withDdof(
  b: GraphBuilder,
  spread: typeof tryVariance,
  x: NodeId,
  ddof: NodeId | undefined,
  options: FunctionOptions,
): NodeId | CallMismatch {
  const value = ddof === undefined ? 0 : literalNumber(b, ddof);
  return value === undefined
    ? { mismatch: 'ddof must be a number written out, such as 1' }
    : spread(b, x, options, value);
}
