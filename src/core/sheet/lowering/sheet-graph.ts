import type { Fixed } from '../../diff/dependence';
import type { GraphBuilder, NodeId } from '../../graph/graph';
import type { Expr } from '../../syntax/ast';
import type { ReadBook } from '../book';
import type { Definition } from '../model';
import type { InferredShapes } from '../shapes/inferred';
import type { Place } from './place';
import type { Lowered } from './value';

/** One differentiation: `derivative` is ∂`target`/∂`variable`, total except through `fixed`. */
export interface Derivation {
  readonly target: NodeId;
  readonly variable: NodeId;
  readonly derivative: NodeId;
  readonly fixed?: Fixed;
}

/** The entries of an input that the sheet gives, with bounds of their rounding. */
export interface GivenEntries {
  readonly data: Float64Array;
  readonly radii: Float64Array;
  /** What was written, for values in more digits than doubles have. */
  readonly node: NodeId;
}

/** How notation with two meanings is read. */
export interface GraphReading {
  /** `A^2` of a named square matrix: the matrix product, or the squares of its entries. */
  readonly power: 'matrix' | 'entrywise';
  /** `xy` that nothing defines, beside `x` and `y`: a name of its own, or their product. */
  readonly letters: 'name' | 'product';
  /** `D_v f`: along `v` as it is, or along the unit vector in its direction. */
  readonly direction: 'plain' | 'unit';
  /** What LaTeX writes with `\partial`: through everything that the text defines, or with all other defined names fixed. */
  readonly partials: 'total' | 'partial';
  /** `x/yz` in TeX: `x/(yz)` unless it starts with a fraction of numbers, or the other way round in these places. */
  readonly quotients: 'usual' | 'claims' | 'definitions' | 'all';
  /** Where `\sin x y` without brackets ends: as it is read, behind its first factor, before a bracket, or behind more factors. */
  readonly bareArguments: 'usual' | 'short' | 'brackets' | 'long';
  /** Operands that do not fit: an error, or what else may have been meant; see `mended`. */
  readonly misfits: 'refused' | 'mended';
}

export const USUAL_READING: GraphReading = {
  power: 'matrix',
  letters: 'name',
  direction: 'plain',
  partials: 'total',
  quotients: 'usual',
  bareArguments: 'usual',
  misfits: 'refused',
};

/**
 * All definitions of a document as one graph, for one assignment of sizes to the dimensions that the text leaves open. Claims
 * append their sides to it.
 */
export interface SheetGraph {
  readonly graph: GraphBuilder;
  readonly book: ReadBook;
  readonly shapes: InferredShapes;
  readonly assignment: number;
  readonly reading: GraphReading;
  /** Whether some `A^2` of a named square matrix, some `xy`, `D_v f`, `∂`, `x/yz` or `\sin x y` was read one way and could be read the other. */
  readonly ambiguous: {
    power: boolean;
    letters: boolean;
    direction: boolean;
    partials: boolean;
    quotients: boolean;
    bareArguments: boolean;
  };
  /** Operators whose coordinates are only likely: `∇f` of an `f` with parameters beside its coordinates. */
  readonly guesses: Set<Expr>;
  /** How much more may be lowered; claims have their own parts, so that one cannot starve the others. */
  readonly budget: { parts: number; entries: number };
  /** Appends the nodes of an expression; the failure says which part has no meaning at its place, and why. */
  lower(expr: Expr, place: Place): Lowered;
  /** Definitions that stand in a circle. */
  readonly circular: ReadonlyMap<Definition, readonly Definition[]>;
  /** What each definition became; a function stands for its body at the free names of its parameters. */
  readonly lowered: Map<Definition, Lowered>;
  /** Values that the sheet gives to leaves of the graph. */
  readonly given: Map<NodeId, GivenEntries>;
  /** The definition behind each leaf and named node. */
  readonly definitionOf: Map<NodeId, Definition>;
  /** The last differentiation behind each derivative that was lowered. */
  readonly derivations: Map<Expr, Derivation>;
  /** What stands behind the entries of each family that was lowered: the values of its indices, and the differentiations. */
  readonly families: {
    readonly values: Map<Expr, readonly (readonly number[])[]>;
    readonly derivations: Map<Expr, readonly Derivation[]>;
  };
  /** The node that each expression of a definition or claim became, for values at any sub-expression. */
  readonly nodeOf: Map<Expr, NodeId>;
}
