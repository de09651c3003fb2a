import type { Expr } from '../../syntax/ast';
import type { PlacedStatement } from '../model';

/** A statement with what the text around it says of its indices. */
export interface Written {
  readonly placed: PlacedStatement;
  readonly sheet: number;
  /** Letters that the text around it names as indices. */
  readonly letters: readonly string[];
  /** What the text around it says of their values. */
  readonly ranges: ReadonlyMap<string, IndexEnds>;
  /** The ends of these ranges. */
  readonly ends: readonly Expr[];
  /** Conditions on its indices. */
  readonly conditions: readonly Expr[];
  /** Conditions that stand before it, and may be meant for it. */
  readonly perhaps: readonly Expr[];
  /** Letters that are names of their own in the sheet. */
  readonly labels: ReadonlySet<string>;
}

export interface IndexEnds {
  readonly from?: Expr;
  readonly to?: Expr;
}
