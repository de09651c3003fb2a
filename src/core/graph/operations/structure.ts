import type { FunctionEntry } from '../function';
import type { Operation } from '../operation';
import { type Shape, showShape, sizeOf } from '../shape';
import { CONCATENATE, DIAGONAL, DIAGONAL_MATRIX, identity, PAD, SLICE, STACK } from './assembly';
import { oneAxisOf } from './folding';
import { literalSizes } from './literals';
import { BROADCAST, PERMUTE, RESHAPE, reshape, SUM, TRANSPOSE, transpose } from './shaping';

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

type Build = FunctionEntry['build'];

/** A constant array whose sizes are literal: `zeros(2, 3)`. */
const filledWith =
  (name: string, value: number): Build =>
  (b, args) => {
    const sizes = literalSizes(b, name, args);
    if ('mismatch' in sizes) return sizes;
    const negative = sizes.find((n) => n < 0);
    return negative === undefined
      ? b.filled(value, sizes)
      : { mismatch: `${negative} is not a size; ${name} needs whole numbers` };
  };

const buildIdentity: Build = (b, args) => {
  const sizes = literalSizes(b, 'eye', args);
  if ('mismatch' in sizes) return sizes;
  const [rows, columns = rows] = sizes;
  if (rows === undefined || columns === undefined || rows < 0 || columns < 0 || sizes.length > 2) {
    return { mismatch: 'eye needs one size, or two for a matrix that is not square' };
  }
  return identity(b, rows, columns);
};

const buildReshape: Build = (b, [x, ...args]) => {
  const sizes = literalSizes(b, 'reshape', args);
  if ('mismatch' in sizes) return sizes;
  const shape = b.node(x!).shape;
  const known = sizes.reduce((product, n) => (n < 0 ? product : product * n), 1);
  const open = sizes.filter((n) => n < 0).length;
  const rest = known === 0 ? 0 : sizeOf(shape) / known;
  if (open > 1 || (open === 1 && !Number.isInteger(rest))) {
    return {
      mismatch: `${showShape(shape)} has ${sizeOf(shape)} entries and cannot become ${sizes.join('×')}`,
    };
  }
  const target = sizes.map((n) => (n < 0 ? rest : n));
  return sizeOf(target) === sizeOf(shape)
    ? reshape(b, x!, target)
    : b.tryApply(RESHAPE, [x!], { shape: target });
};

const buildDiagonal: Build = (b, [x]) =>
  b.tryApply(b.node(x!).shape.length === 1 ? DIAGONAL_MATRIX : DIAGONAL, [x!]);

const buildConcatenation: Build = (b, args, options) => {
  const shape = b.node(args[0]!).shape;
  const axis = shape.length === 0 ? 0 : oneAxisOf('concatenate', shape, options.axis ?? 0);
  if (typeof axis !== 'number') return axis;
  return args.length === 1 && shape.length > 0 ? args[0]! : b.tryApply(CONCATENATE, args, { axis });
};

const flatten: Build = (b, [x]) => reshape(b, x!, [sizeOf(b.node(x!).shape)]);

const squareOf = (sizes: readonly number[]): Shape => (sizes.length === 1 ? [sizes[0]!, sizes[0]!] : sizes);

const MANY = 1024;

export const structureFunctions: readonly FunctionEntry[] = [
  {
    names: ['diag'],
    signature: 'diag(x)',
    doc: 'Of a vector the matrix with it on the diagonal, of a square matrix its diagonal.',
    arity: [1, 1],
    rule: 'diag',
    build: buildDiagonal,
  },
  {
    names: ['eye', 'identity'],
    signature: 'eye(n)',
    doc: 'The $n \\times n$ identity matrix.',
    arity: [1, 2],
    rule: 'forward',
    build: buildIdentity,
    shapeFromSizes: squareOf,
  },
  {
    names: ['zeros'],
    signature: 'zeros(m, n)',
    doc: 'An array of zeros of the given sizes.',
    arity: [1, 8],
    rule: 'forward',
    build: filledWith('zeros', 0),
    shapeFromSizes: (sizes) => sizes,
  },
  {
    names: ['ones'],
    signature: 'ones(m, n)',
    doc: 'An array of ones of the given sizes.',
    arity: [1, 8],
    rule: 'forward',
    build: filledWith('ones', 1),
    shapeFromSizes: (sizes) => sizes,
  },
  {
    names: ['reshape'],
    signature: 'reshape(x, m, n)',
    doc: 'The same entries, row by row, in another shape; one size may be -1.',
    arity: [2, 9],
    rule: 'forward',
    build: buildReshape,
  },
  {
    names: ['flatten', 'ravel'],
    signature: 'flatten(A)',
    doc: 'The entries as one vector, row by row.',
    arity: [1, 1],
    rule: 'forward',
    build: flatten,
  },
  {
    names: ['vec'],
    signature: 'vec(A)',
    doc: 'The columns of a matrix, one below the other, as one vector: $\\operatorname{vec}(A)$ of matrix calculus.',
    arity: [1, 1],
    rule: 'forward',
    build: (b, [x], options) => flatten(b, [transpose(b, x!)], options),
  },
  {
    names: ['concatenate', 'concat', 'cat'],
    signature: 'concatenate(a, b, axis=0)',
    doc: 'Joins arrays along an axis.',
    arity: [1, MANY],
    keywords: ['axis'],
    takesList: true,
    rule: 'forward',
    build: buildConcatenation,
  },
];
