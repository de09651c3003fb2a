import type { CallMismatch, FunctionEntry, FunctionOptions } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import type { Kernel, Operation, Site } from '../operation';
import { type Shape, showShape, sizeOf, stridesOf } from '../shape';
import { STACK } from './assembly';
import { axesOf } from './folding';
import { gatherKernel, moved, movedEnclosure, numbersOf } from './kernels/gather';
import { foldedShape, viewOffsets } from './kernels/layout';
import { countedAxis, wholeNumbers } from './literals';
import { printedCall, texCall } from './printing';
import { PERMUTE } from './shaping';
import { broadcastTo, permute, reshape, transpose } from './structure';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/** Attribute: `axes`. Reverses the order of entries along them; its own inverse and adjoint. */
export const FLIP: Operation = {
  name: 'flip',
  shape: ([input], attributes) => {
    const axes = axesOf(input!, numbersOf(attributes, 'axes'));
    return 'mismatch' in axes ? axes : input!;
  },
  forward: flipKernel,
  radius: moved(flipKernel),
  enclosure: movedEnclosure(flipKernel),
  vjp: (b, node, cotangent) => [b.apply(FLIP, [cotangent], node.attributes)],
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : b.apply(FLIP, [tangent], node.attributes),
  infix: (inputs, node) =>
    printedCall('flip', inputs, [`axis=${printedList(numbersOf(node.attributes, 'axes'))}`]),
  tex: (inputs, node) =>
    texCall('flip', inputs, `\\text{axis }${numbersOf(node.attributes, 'axes').join(', ')}`),
};

const printedList = (axes: readonly number[]): string =>
  axes.length === 1 ? `${axes[0]}` : `(${axes.join(', ')})`;

function flipKernel(site: Site): Kernel {
  return gatherKernel(site, flippedOffsets(site));
}

function flippedOffsets(site: Site): Int32Array {
  const shape = site.inputShapes[0]!;
  const flipped = new Set(numbersOf(site.attributes, 'axes'));
  const strides = stridesOf(shape);
  const start = strides.reduce(
    (sum, stride, axis) => sum + (flipped.has(axis) ? stride * (shape[axis]! - 1) : 0),
    0,
  );
  return viewOffsets(
    shape,
    strides.map((stride, axis) => (flipped.has(axis) ? -stride : stride)),
    start,
  );
}

export const arrangementOperations: readonly Operation[] = [FLIP];

type Build = FunctionEntry['build'];

const buildPermutation =
  (name: string): Build =>
  (b, args, options) => {
    const x = args[0]!;
    const { length: rank } = shapeOf(b, x);
    const written = wholeNumbers(b, name, args, 1);
    if ('mismatch' in written) return written;
    const { axis } = options;
    const axes = written.length > 0 || axis === undefined ? written : [axis].flat();
    if (axes.length === 0) {
      return name === 'transpose'
        ? transpose(b, x)
        : { mismatch: `${name} needs the order of the axes, as in ${name}(T, (2, 0, 1))` };
    }
    const order = axes.map((one) => countedAxis(one, rank));
    const known = b.tryApply(PERMUTE, [x], { axes: order });
    return typeof known === 'number' ? permute(b, x, order) : known;
  };

const buildSwap: Build = (b, args) => {
  const x = args[0]!;
  const shape = shapeOf(b, x);
  const axes = wholeNumbers(b, 'swapaxes', args, 1);
  if ('mismatch' in axes) return axes;
  const pair = axes.map((axis) => axesOf(shape, axis));
  const wrong = pair.find((one) => 'mismatch' in one);
  if (wrong !== undefined && 'mismatch' in wrong) return wrong;
  const [p, q] = axes.map((axis) => countedAxis(axis, shape.length));
  if (p === undefined || q === undefined || axes.length !== 2) {
    return { mismatch: 'swapaxes needs two axes, as in swapaxes(T, 0, 1)' };
  }
  return permute(
    b,
    x,
    shape.map((_, i) => (i === p ? q : i === q ? p : i)),
  );
};

const buildMove: Build = (b, args) => {
  const x = args[0]!;
  const shape = shapeOf(b, x);
  const axes = wholeNumbers(b, 'moveaxis', args, 1);
  if ('mismatch' in axes) return axes;
  const [from, to] = axes.map((axis) => axesOf(shape, axis));
  if (from === undefined || to === undefined || axes.length !== 2) {
    return { mismatch: 'moveaxis needs two axes, as in moveaxis(T, 0, 2)' };
  }
  if ('mismatch' in from) return from;
  if ('mismatch' in to) return to;
  const order = shape.map((_, i) => i).filter((i) => i !== from[0]);
  order.splice(to[0]!, 0, from[0]!);
  return permute(b, x, order);
};

/** The axes of `options`, or those written as arguments behind the first. */
function namedAxes(
  b: GraphBuilder,
  name: string,
  args: readonly NodeId[],
  options: FunctionOptions,
): number[] | CallMismatch {
  return options.axis === undefined ? wholeNumbers(b, name, args, 1) : [options.axis].flat();
}

const buildExpansion: Build = (b, args, options) => {
  const x = args[0]!;
  const shape = shapeOf(b, x);
  const axes = namedAxes(b, 'expand_dims', args, options);
  if ('mismatch' in axes) return axes;
  if (axes.length === 0) return { mismatch: 'expand_dims needs an axis, as in expand_dims(x, axis=0)' };
  const rank = shape.length + axes.length;
  const placed = axes.map((axis) => countedAxis(axis, rank));
  if (placed.some((axis) => axis < 0 || axis >= rank) || new Set(placed).size < placed.length) {
    return { mismatch: `${showShape(shape)} cannot get axes of size 1 at ${axes.join(', ')}` };
  }
  let next = 0;
  return reshape(
    b,
    x,
    Array.from({ length: rank }, (_, i) => (placed.includes(i) ? 1 : shape[next++]!)),
  );
};

const buildSqueeze: Build = (b, args, options) => {
  const x = args[0]!;
  const shape = shapeOf(b, x);
  const named = namedAxes(b, 'squeeze', args, options);
  if ('mismatch' in named) return named;
  const axes = named.length === 0 ? shape.flatMap((n, i) => (n === 1 ? [i] : [])) : axesOf(shape, named);
  if ('mismatch' in axes) return axes;
  const long = axes.find((axis) => shape[axis] !== 1);
  if (long !== undefined)
    return { mismatch: `axis ${long} of ${showShape(shape)} has the size ${shape[long]}, not 1` };
  return reshape(b, x, foldedShape(shape, axes, false));
};

/** Items of one shape along a new axis. */
const buildStack: Build = (b, args, options) => {
  const first = shapeOf(b, args[0]!);
  const axes = axesOf([...first, 1], options.axis ?? 0);
  if ('mismatch' in axes) return axes;
  const [axis] = axes;
  if (axis === undefined || axes.length > 1) return { mismatch: 'stack makes one new axis' };
  const stacked = b.tryApply(STACK, args, { shape: [args.length, ...first] });
  if (typeof stacked !== 'number') return stacked;
  const order = first.map((_, i) => i + 1);
  order.splice(axis, 0, 0);
  return permute(b, stacked, order);
};

const buildFlip: Build = (b, args, options) => {
  const x = args[0]!;
  const named = namedAxes(b, 'flip', args, options);
  if ('mismatch' in named) return named;
  const axes = axesOf(shapeOf(b, x), named.length === 0 ? undefined : named);
  if ('mismatch' in axes) return axes;
  return axes.length === 0 ? x : b.tryApply(FLIP, [x], { axes });
};

/** The array n times along an axis, entry by entry (`each`) or as a whole. */
function repeated(b: GraphBuilder, x: NodeId, axis: number, n: number, each: boolean): NodeId {
  const shape = shapeOf(b, x);
  const before = shape.slice(0, axis);
  const after = shape.slice(axis + 1);
  const size = shape[axis]!;
  const split = each ? [...before, size, 1, ...after] : [...before, 1, size, ...after];
  const spread = each ? [...before, size, n, ...after] : [...before, n, size, ...after];
  return reshape(b, broadcastTo(b, reshape(b, x, split), spread), [...before, n * size, ...after]);
}

const MAX_ENTRIES = 2_000_000;

const tooMany = (name: string): CallMismatch => ({
  mismatch: `${name} makes more than ${MAX_ENTRIES} entries; choose smaller sizes`,
});

const buildTiling: Build = (b, args) => {
  const x = args[0]!;
  const counts = wholeNumbers(b, 'tile', args, 1);
  if ('mismatch' in counts) return counts;
  if (counts.some((n) => n < 1)) return { mismatch: 'tile needs counts of at least 1' };
  if (counts.reduce((product, n) => product * n, sizeOf(shapeOf(b, x))) > MAX_ENTRIES) return tooMany('tile');
  const rank = Math.max(counts.length, shapeOf(b, x).length);
  const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
  let result = reshape(b, x, [...ones(rank - shapeOf(b, x).length), ...shapeOf(b, x)]);
  for (const [axis, n] of [...ones(rank - counts.length), ...counts].entries()) {
    if (n > 1) result = repeated(b, result, axis, n, false);
  }
  return result;
};

const buildRepetition: Build = (b, args, options) => {
  const counts = wholeNumbers(b, 'repeat', args, 1);
  if ('mismatch' in counts) return counts;
  const [n] = counts;
  if (n === undefined || counts.length > 1 || n < 1)
    return { mismatch: 'repeat needs one count of at least 1' };
  const whole = options.axis === undefined;
  const x = whole ? reshape(b, args[0]!, [sizeOf(shapeOf(b, args[0]!))]) : args[0]!;
  const axes = axesOf(shapeOf(b, x), whole ? 0 : options.axis);
  if ('mismatch' in axes) return axes;
  if (axes.length > 1) return { mismatch: 'repeat works along one axis' };
  if (n * sizeOf(shapeOf(b, x)) > MAX_ENTRIES) return tooMany('repeat');
  return repeated(b, x, axes[0]!, n, true);
};

const ALONG = { arity: [1, 2], keywords: ['axis'], rule: 'forward' } as const;

export const arrangementFunctions: readonly FunctionEntry[] = [
  {
    names: ['transpose'],
    signature: 'transpose(A, axes)',
    doc: "Transpose; written `A'` or `A^T` as well. It exchanges the last two axes, or orders all as `axes` says; a vector stays.",
    arity: [1, 9],
    keywords: ['axes'],
    rule: 'transpose',
    build: buildPermutation('transpose'),
  },
  {
    names: ['permute', 'permute_dims'],
    signature: 'permute(T, axes)',
    doc: 'The axes in another order: axis i of the result is axis `axes[i]` of T, as in `permute(T, (2, 0, 1))`.',
    arity: [1, 9],
    keywords: ['axes'],
    rule: 'forward',
    build: buildPermutation('permute'),
  },
  {
    names: ['swapaxes'],
    signature: 'swapaxes(T, i, j)',
    doc: 'Two axes exchanged; they count from 0, negative ones from the end.',
    arity: [3, 3],
    rule: 'forward',
    build: buildSwap,
  },
  {
    names: ['moveaxis'],
    signature: 'moveaxis(T, i, j)',
    doc: 'Axis i moved to the place j, all others in order.',
    arity: [3, 3],
    rule: 'forward',
    build: buildMove,
  },
  {
    ...ALONG,
    names: ['expand_dims', 'unsqueeze'],
    signature: 'expand_dims(x, axis)',
    doc: 'A new axis of size 1 at the place `axis` of the result.',
    build: buildExpansion,
  },
  {
    ...ALONG,
    names: ['squeeze'],
    signature: 'squeeze(x, axis)',
    doc: 'Without the given axes of size 1, or without all of them.',
    build: buildSqueeze,
  },
  {
    names: ['stack'],
    signature: 'stack(a, b, axis=0)',
    doc: 'Arrays of one shape along a new axis, the first unless given; `stack([a, b])` is the same.',
    arity: [1, 1024],
    keywords: ['axis'],
    takesList: true,
    rule: 'forward',
    build: buildStack,
  },
  {
    ...ALONG,
    names: ['flip'],
    signature: 'flip(x, axis)',
    doc: 'The entries in reverse order along an axis, several, or all.',
    build: buildFlip,
  },
  {
    names: ['tile'],
    signature: 'tile(x, n)',
    doc: 'The array n times one behind the other; `tile(x, (2, 3))` for each axis.',
    arity: [2, 9],
    rule: 'forward',
    build: buildTiling,
  },
  {
    names: ['repeat'],
    signature: 'repeat(x, n, axis=…)',
    doc: 'Each entry n times in a row, along an axis or of all entries in order.',
    arity: [2, 2],
    keywords: ['n', 'axis'],
    rule: 'forward',
    build: buildRepetition,
  },
];
