import type { EnclosureKernel, IntervalArithmetic } from './enclosure/interval';
import type { GraphBuilder, Node, NodeId } from './graph';
import type { Shape } from './shape';

/** What an operation needs beside its inputs: axes, target shapes, the order of a polygamma. */
export type Attributes = Readonly<Record<string, number | string | boolean | readonly number[]>>;

export const NO_ATTRIBUTES: Attributes = {};

/** Where the inputs and the output of one node lie in a program's memory (offsets in entries, row-major). */
export interface Site {
  readonly inputs: readonly number[];
  readonly inputShapes: readonly Shape[];
  readonly output: number;
  readonly outputShape: Shape;
  readonly attributes: Attributes;
}

/** Computes the output entries of a site from its input entries. Allocates nothing when run. */
export type Kernel = (memory: Float64Array) => void;

/**
 * Writes to the output's place in `radii` an upper bound of |computed − exact| for every output entry, where the exact
 * inputs lie anywhere within `radii` of the computed ones in `memory`. Runs after the site's `Kernel`. The bound is the
 * sum of what the inputs' radii propagate to and of the operation's own rounding. Infinity where no bound is known
 * (for instance a divisor's ball that contains 0), never NaN.
 */
export type RadiusKernel = (memory: Float64Array, radii: Float64Array) => void;

/** Told which branch an entry took, such as the sign of a relu's argument, and how far away the other branch begins. */
export interface BranchSink {
  note(winner: number, distance: number): void;
}

export type BranchKernel = (memory: Float64Array, sink: BranchSink) => void;

/**
 * Slot of a program's memory that says how kinked derivatives resolve a tie: 0 takes the side below (or the first winner),
 * 1 the side above (or the last winner), ½ the mean. `step(0)` is this value, `sign(0)` is twice it minus one.
 * At 0 and 1 the bounds of errors, too, take what ties in doubles for a tie on that side.
 */
export const TIE_SLOT = 0;

/** A printed piece of an expression; `precedence` as in `Precedence`. */
export interface Printed {
  readonly text: string;
  readonly precedence: number;
}

export const Precedence = { sum: 10, product: 20, unary: 30, power: 40, postfix: 50, atom: 60 } as const;

export interface ShapeMismatch {
  /** A clause such as `sizes 3×2 and 4 do not fit: …` that names both shapes. */
  readonly mismatch: string;
}

export interface Operation {
  readonly name: string;
  /** The output's shape, or why the inputs do not fit. */
  shape(inputs: readonly Shape[], attributes: Attributes): Shape | ShapeMismatch;
  forward(site: Site): Kernel;
  /** Whether its kernel is faster in a memory from `simdMemory`. */
  readonly prefersSimd?: true;
  radius(site: Site): RadiusKernel;
  /**
   * The same in interval arithmetic of any precision: intervals that hold the exact outputs for all exact inputs in the
   * input intervals. A branching operation that cannot tell its branch takes the hull of both.
   */
  enclosure?(site: Site, arithmetic: IntervalArithmetic): EnclosureKernel;
  /** Only for operations whose derivative jumps. */
  branches?(site: Site): BranchKernel;
  /** The interval in which the entries of the first input must lie for real values; absent where that is the whole line. */
  domain?(attributes: Attributes): readonly [low: number, high: number] | undefined;
  /**
   * Adjoint contributions of `node` to each input, as new nodes: cotangent · ∂node/∂input, in the input's shape. Only those
   * whose `needed` is true are used. Absent where the derivative is zero everywhere it exists (comparisons, winners).
   */
  vjp?(
    b: GraphBuilder,
    node: Node,
    cotangent: NodeId,
    needed: readonly boolean[],
  ): readonly (NodeId | undefined)[];
  /** Tangent of `node` from its inputs' tangents; undefined stands for zero. Absent exactly where `vjp` is. */
  jvp?(b: GraphBuilder, node: Node, tangents: readonly (NodeId | undefined)[]): NodeId | undefined;
  /**
   * As infix notation of a sheet, from the printed inputs. With the inputs' shapes a product knows whether `*` means the
   * same as `.*`.
   */
  infix(inputs: readonly Printed[], node: Node, shapes?: readonly Shape[]): Printed;
  tex(inputs: readonly Printed[], node: Node, shapes?: readonly Shape[]): Printed;
  /** Number of elementary arithmetic operations, for budgets; by default the size of the output. */
  work?(inputs: readonly Shape[], output: Shape, attributes: Attributes): number;
}
