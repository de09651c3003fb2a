import type { Expr } from '../../syntax/ast';
import type { Diagnosis, Mistake } from './diagnosis';
import type { Position } from './tree';

/** What a candidate's words may refer to once its text is known. */
export interface Said {
  /** The text that stands there now, and what would stand there. */
  readonly old: string;
  readonly new: string;
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
  /** A sentence; by default what should stand there instead. */
  readonly say?: (said: Said) => string;
  readonly related?: Diagnosis['related'];
}
