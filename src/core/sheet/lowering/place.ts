import type { Fragment } from '../../text/fragment';
import type { Lowered } from './value';

/** Where an expression stands: what its names mean follows from it. */
export interface Place {
  readonly sheet: number;
  /** Document offset that separates earlier from later definitions. */
  readonly offset: number;
  readonly fragment: Fragment;
  /** The arguments of the function whose body this is. */
  readonly parameters: ReadonlyMap<string, Lowered>;
  readonly depth: number;
  /** What it is part of in TeX of prose that nothing marks to be checked. */
  readonly prose?: 'claims' | 'definitions';
  /** The parameters that are indices with a value. */
  readonly indices?: ReadonlySet<string>;
}
