import type { Expr } from '../../syntax/ast';
import type { Mistake, Related } from './diagnosis';
import type { Position } from './tree';

/** The texts that a sentence about an edit is made of. */
export interface Said {
  /** What stands at the position now, and what would stand there. */
  readonly old: string;
  readonly new: string;
  /** The factor or term that the edit adds; empty where it adds none. */
  readonly added: string;
  /** The factor or term that the edit removes; empty where it removes none. */
  readonly removed: string;
}

/** One edit that may be the repair. */
export interface Candidate {
  readonly mistake: Mistake;
  readonly position: Position;
  readonly replacement: Expr;
  /** The unlikelier, the larger. */
  readonly cost: number;
  /** The part of the position that is wrong, where it is not the whole. */
  readonly wrong?: Expr;
  /** The factor or term that is added or taken away. */
  readonly added?: Expr;
  readonly removed?: Expr;
  readonly say?: (said: Said) => string;
  readonly related?: Related;
}

/** What a mistake is called, in words; the naming of an edit that passed the check. */
export interface Naming {
  readonly mistake: Mistake;
  readonly message: string;
  readonly related?: Related;
}
