import type { Span } from '../text/span';
import type { Statement } from './statements';

/** What, where and what to do. */
export interface ReadError {
  readonly message: string;
  readonly span: Span;
}

export interface ReadResult {
  readonly statements: readonly Statement[];
  readonly errors: readonly ReadError[];
  /** Things worth knowing that are not errors, such as how `1/2x` was read. */
  readonly notes: readonly ReadError[];
}
