/** Zero-based lines and UTF-16 columns, as in the Language Server Protocol. */
export interface Place {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Sizes and row-major entries; `entries` is cut after `MAX_ENTRIES`. Entries may be "NaN", "Infinity", "-Infinity". */
export interface TensorView {
  readonly shape: readonly number[];
  readonly entries: readonly (number | 'NaN' | 'Infinity' | '-Infinity')[];
}

export const MAX_ENTRIES = 1024;

export interface GraphNodeView {
  readonly id: string;
  /** `input`: a free name or one with a value; `definition`: a name with an expression; `operation`: a step without a name. */
  readonly kind: 'input' | 'constant' | 'definition' | 'operation';
  /** The name, the number, or the operation's symbol. */
  readonly label: string;
  /** The node's expression in infix notation, in terms of its direct inputs. */
  readonly expression: string;
  /** For a definition: the symbol or name of the operation that makes its value, as an `operation` would be labelled. */
  readonly operation?: string;
  /** `scalar`, `4`, `3×2`. */
  readonly shape: string;
  /** Absent where an input has no value. */
  readonly value?: TensorView;
  /** ∂output/∂node at the values. */
  readonly adjoint?: TensorView;
  /** Where the document defines it. */
  readonly place?: Place;
  /** The claims about this node's derivative or value. */
  readonly claims: readonly ClaimView[];
}

export interface ClaimView {
  readonly text: string;
  readonly verdict: 'agree' | 'disagree' | 'inconclusive' | 'unread';
  readonly message: string;
  readonly place: Place;
}

export interface GraphEdgeView {
  readonly from: string;
  readonly to: string;
  /** Zero-based position among the inputs of `to`. */
  readonly port: number;
  readonly shape: string;
}

/** One sheet's computation graph with forward values and adjoints, ready to draw. */
export interface GraphView {
  readonly uri: string;
  readonly version: number;
  readonly title: string;
  /** The node whose derivative the adjoints are; absent when the sheet has no scalar output. */
  readonly output?: string;
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  /** Why values or adjoints are missing, one sentence each. */
  readonly notes: readonly string[];
}
