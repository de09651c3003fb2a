import type { NodeId } from '../../graph/graph';
import type { Span } from '../../text/span';

/** A node of the graph, and whether it is a vector that lies on its side. */
export interface Value {
  readonly node: NodeId;
  readonly row: boolean;
}

/** Why an expression has no node: what, where (document offsets) and what to do. */
export interface Failure {
  readonly code:
    | 'unknown-name'
    | 'shape-mismatch'
    | 'unsupported'
    | 'circular'
    | 'depends'
    | 'too-large'
    | 'syntax';
  readonly message: string;
  /** Whether the sizes of two operands of one operator do not fit. */
  readonly operands?: true;
  readonly span: Span;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
}

export type Lowered = { readonly value: Value } | { readonly failure: Failure };

export const lowered = (node: NodeId, row = false): Lowered => ({ value: { node, row } });
