import type { GraphBuilder, NodeId } from './graph';
import type { Shape } from './shape';

/**
 * How the shapes of a function's arguments and of its result relate, for inferring the shapes of free names:
 * - `elementwise`: arguments broadcast to the result
 * - `same`: the result has the argument's shape, which has at least one axis (softmax)
 * - `reduce`: an argument with at least one axis becomes a scalar, or loses `axis`
 * - `square-to-scalar`, `square-to-square`: trace, det; inv
 * - `dot`: two arguments of one shape become a scalar; `outer`: m and n become m×n
 * - `transpose`; `diag`: n becomes n×n and n×n becomes n
 * - `forward`: only the arguments determine the result
 * - `matmul`: a matrix product of arrays; `solve`: a square matrix and a right side of the result's shape
 * - `einsum`: as the text among the arguments says
 */
export type InferenceRule =
  | 'elementwise'
  | 'same'
  | 'reduce'
  | 'square-to-scalar'
  | 'square-to-square'
  | 'dot'
  | 'outer'
  | 'transpose'
  | 'diag'
  | 'matmul'
  | 'solve'
  | 'einsum'
  | 'forward';

export interface FunctionOptions {
  /** One axis or several; counts from 0, negative counts from the end. */
  readonly axis?: number | readonly number[];
  readonly keepdims?: boolean;
  /** The texts among the arguments, in order: the subscripts of `einsum`. */
  readonly texts?: readonly string[];
}

/** Why a call cannot be built, as a clause that names the function, the shapes and what to do. */
export interface CallMismatch {
  readonly mismatch: string;
}

/** A function as a sheet calls it. */
export interface FunctionEntry {
  /** The first is the one printed. */
  readonly names: readonly string[];
  /** As shown in completion and hover: `leaky_relu(x, slope=0.01)`. */
  readonly signature: string;
  /** One line of Markdown: what it computes, with its formula and convention. */
  readonly doc: string;
  readonly arity: readonly [min: number, max: number];
  /** Keywords that name positional arguments after the first, or `axis`, `keepdims`. */
  readonly keywords?: readonly string[];
  /** Whether a call may hold texts; they are in `texts` of its options and do not count as arguments. */
  readonly takesText?: boolean;
  /** Whether one list may stand for all arguments: `stack([a, b])`. */
  readonly takesList?: boolean;
  readonly rule: InferenceRule;
  /** `sizes` are literal whole-number arguments, for functions such as `eye(3)` whose arguments are sizes. */
  build(b: GraphBuilder, args: readonly NodeId[], options: FunctionOptions): NodeId | CallMismatch;
  readonly shapeFromSizes?: (sizes: readonly number[]) => Shape;
}
