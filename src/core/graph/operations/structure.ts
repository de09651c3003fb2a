import type { Operation } from '../operation';
import { CONCATENATE, DIAGONAL, DIAGONAL_MATRIX, PAD, SLICE, STACK } from './assembly';
import { BROADCAST, PERMUTE, RESHAPE, SUM, TRANSPOSE } from './shaping';

export {
  concatenate,
  diagonal,
  diagonalMatrix,
  identity,
  index,
  type Position,
  slice,
  stack,
  tryIndex,
} from './assembly';
export { broadcastTo, permute, reshape, spread, sumOver, sumTo, transpose, unfolded } from './shaping';

/** Operations that place entries without computing, and the sum, which is the adjoint of repeating. */
export const structureOperations: readonly Operation[] = [
  BROADCAST,
  SUM,
  RESHAPE,
  TRANSPOSE,
  PERMUTE,
  SLICE,
  PAD,
  STACK,
  CONCATENATE,
  DIAGONAL,
  DIAGONAL_MATRIX,
];
