import type { FunctionEntry } from '../function';
import { CONSTANT, type GraphBuilder, type Node, type NodeId } from '../graph';
import { outward, productError, quotientError, sumError } from '../numeric/rounding';
import type { Operation, Printed } from '../operation';
import { Precedence, TIE_SLOT } from '../operation';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../shape';
import { binary, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { power } from './power';
import { atLeast, texAtLeast } from './printing';

const { sum, product, unary: sign, postfix } = Precedence;

/** An infix operator between operands that bind at least so strongly. */
export function operatorBetween(
  operator: string,
  precedence: number,
  left: number,
  right: number,
): Operation['infix'] {
  return ([x, y]) => ({ text: `${atLeast(x, left)}${operator}${atLeast(y, right)}`, precedence });
}

export function texBetween(
  operator: string,
  precedence: number,
  left: number,
  right: number,
): Operation['tex'] {
  return ([x, y]) => ({ text: `${texAtLeast(x, left)}${operator}${texAtLeast(y, right)}`, precedence });
}

/** Whether at least one of two operands is a single number, so that `*` and `.*` mean the same. */
const isScaling = (node: Node, shapes: readonly Shape[] | undefined): boolean =>
  sizeOf(node.shape) === 1 || shapes?.some((shape) => shape.length === 0) === true;

/** Right operands of a product bind stronger than a sign: `x*(-y)`. */
const FACTOR = sign + 1;

export const ADD = binary({
  name: 'add',
  value: (x, y) => x + y,
  kernels: {
    scalar: (x, y, out) => (memory) => {
      memory[out] = memory[x]! + memory[y]!;
    },
    run: (memory, x, xStep, y, yStep, out, count) => {
      for (let i = 0; i < count; i++) memory[out + i] = memory[x + i * xStep]! + memory[y + i * yStep]!;
    },
  },
  ball: (x, rx, y, ry, z) => {
    const own = sumError(x, y, z);
    return rx === 0 && ry === 0 ? own : outward(rx + ry + own);
  },
  enclosure: (a, x, y) => a.add(x, y),
  along: [(_b, t) => t, (_b, t) => t],
  infix: operatorBetween(' + ', sum, sum, sum + 1),
  tex: texBetween(' + ', sum, sum, sum + 1),
  cost: 1,
});

export const SUBTRACT = binary({
  name: 'subtract',
  value: (x, y) => x - y,
  kernels: {
    scalar: (x, y, out) => (memory) => {
      memory[out] = memory[x]! - memory[y]!;
    },
    run: (memory, x, xStep, y, yStep, out, count) => {
      for (let i = 0; i < count; i++) memory[out + i] = memory[x + i * xStep]! - memory[y + i * yStep]!;
    },
  },
  ball: (x, rx, y, ry, z) => {
    const own = sumError(x, -y, z);
    return rx === 0 && ry === 0 ? own : outward(rx + ry + own);
  },
  enclosure: (a, x, y) => a.subtract(x, y),
  along: [(_b, t) => t, (b, t) => negate(b, t)],
  infix: operatorBetween(' - ', sum, sum, sum + 1),
  tex: texBetween(' - ', sum, sum, sum + 1),
  cost: 1,
});

/** Bounds |z − x̃·ỹ| over two balls. A factor that is exactly 0 keeps the product at 0 while the other is bounded. */
export function productBall(x: number, rx: number, y: number, ry: number, z: number): number {
  const own = productError(x, y, z);
  if (rx === 0 && ry === 0) return own;
  return outward(spread(x, ry) + spread(y, rx) + spread(rx, ry) + own);
}

const spread = (factor: number, radius: number): number =>
  radius === 0 || (factor === 0 && radius < Number.POSITIVE_INFINITY) ? 0 : Math.abs(factor) * radius;

export const MULTIPLY = binary({
  name: 'multiply',
  value: (x, y) => x * y,
  kernels: {
    scalar: (x, y, out) => (memory) => {
      memory[out] = memory[x]! * memory[y]!;
    },
    run: (memory, x, xStep, y, yStep, out, count) => {
      for (let i = 0; i < count; i++) memory[out + i] = memory[x + i * xStep]! * memory[y + i * yStep]!;
    },
  },
  ball: productBall,
  enclosure: (a, x, y) => a.multiply(x, y),
  along: [(b, t, _x, y) => multiply(b, t, y), (b, t, x) => multiply(b, t, x)],
  infix: (inputs, node, shapes) =>
    operatorBetween(isScaling(node, shapes) ? '*' : ' .* ', product, product, FACTOR)(inputs, node),
  tex: (inputs, node, shapes) =>
    texBetween(texProduct(isScaling(node, shapes), inputs[1]), product, product, FACTOR)(inputs, node),
  cost: 1,
});

function texProduct(scaling: boolean, right: Printed | undefined): string {
  if (!scaling) return ' \\odot ';
  return /^\d/.test(right?.text ?? '') ? ' \\cdot ' : ' \\, ';
}

/** Bounds |z − x̃/ỹ|; Infinity for a divisor whose ball holds 0. */
function quotientBall(x: number, rx: number, y: number, ry: number, z: number): number {
  const own = quotientError(x, y, z);
  if (rx === 0 && ry === 0) return own;
  const least = Math.abs(y) - ry;
  if (!(least > 0)) return Number.POSITIVE_INFINITY;
  // x̃/ỹ − x/y = (x̃ − x)/ỹ − (x/y)·(ỹ − y)/ỹ, and |x/y| ≤ |z| + own. The subtraction above may round up.
  const divisor = least - Math.abs(y) * 2 ** -52;
  if (!(divisor > 0)) return Number.POSITIVE_INFINITY;
  return outward((rx + spread(Math.abs(z) + own, ry) + (ry > 0 ? Number.MIN_VALUE : 0)) / divisor + own);
}

export const DIVIDE = binary({
  name: 'divide',
  value: (x, y) => x / y,
  kernels: {
    scalar: (x, y, out) => (memory) => {
      memory[out] = memory[x]! / memory[y]!;
    },
    run: (memory, x, xStep, y, yStep, out, count) => {
      for (let i = 0; i < count; i++) memory[out + i] = memory[x + i * xStep]! / memory[y + i * yStep]!;
    },
  },
  ball: quotientBall,
  enclosure: (a, x, y) => a.divide(x, y),
  along: [(b, t, _x, y) => divide(b, t, y), (b, t, _x, y, z) => negate(b, divide(b, multiply(b, t, z), y))],
  infix: (inputs, node, shapes) => {
    const plain = sizeOf(node.shape) === 1 || shapes?.[1]?.length === 0;
    return operatorBetween(plain ? '/' : ' ./ ', product, product, FACTOR)(inputs, node);
  },
  tex: ([x, y]) => ({ text: `\\frac{${x?.text}}{${y?.text}}`, precedence: postfix - 1 }),
  cost: 1,
});

export const NEGATE = unary({
  name: 'negate',
  value: (x) => -x,
  ball: (_x, r) => r,
  enclosure: (a, x) => a.negate(x),
  along: (b, t) => negate(b, t),
  infix: ([x]) => ({ text: `-${atLeast(x, sign + 1)}`, precedence: sign }),
  tex: ([x]) => ({ text: `-${texAtLeast(x, sign + 1)}`, precedence: sign }),
  cost: 1,
});

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/** Whether the elementwise combination of x with `other` has x's own shape. */
export const keepsShape = (b: GraphBuilder, x: NodeId, other: NodeId): boolean => {
  const common = broadcastShapes(shapeOf(b, x), shapeOf(b, other));
  return common !== undefined && sameShape(common, shapeOf(b, x));
};

const inputOf = (b: GraphBuilder, x: NodeId, operation: Operation): NodeId | undefined => {
  const node = b.node(x);
  return node.operation === operation ? node.inputs[0] : undefined;
};

/** Constants of more entries are not folded: a graph is no place for their results. */
const MAX_FOLDED = 1024;

/**
 * The constant that `operation` makes of constants, with the radii of its entries; undefined where an operand is no
 * constant, or where `onlyExact` and the result had to be rounded: `1/3` says more than its decimals.
 */
export function fold(
  b: GraphBuilder,
  operation: Operation,
  inputs: readonly NodeId[],
  onlyExact: boolean,
): NodeId | undefined {
  const nodes = inputs.map((id) => b.node(id));
  if (nodes.some((node) => node.operation !== CONSTANT || node.data!.length > MAX_FOLDED)) return undefined;
  const inputShapes = nodes.map((node) => node.shape);
  const shape = operation.shape(inputShapes, {});
  if ('mismatch' in shape || sizeOf(shape) > MAX_FOLDED) return undefined;
  const places: number[] = [];
  let output = TIE_SLOT + 1;
  for (const node of nodes) {
    places.push(output);
    output += node.data!.length;
  }
  const memory = new Float64Array(output + sizeOf(shape));
  memory[TIE_SLOT] = 0.5;
  const radii = new Float64Array(memory.length);
  nodes.forEach((node, k) => {
    memory.set(node.data!, places[k]!);
    if (node.dataRadii !== undefined) radii.set(node.dataRadii, places[k]!);
  });
  const site = { inputs: places, inputShapes, output, outputShape: shape, attributes: {} };
  operation.forward(site)(memory);
  operation.radius(site)(memory, radii);
  const bounds = radii.slice(output);
  const most = onlyExact ? 0 : Number.MAX_VALUE;
  if (bounds.some((bound) => bound > most)) return undefined;
  const isRounded = bounds.some((bound) => bound > 0);
  const exact = isRounded ? ({ kind: 'applied', operation, inputs: [...inputs] } as const) : undefined;
  return b.constantArray(memory.slice(output), shape, bounds, exact);
}

/** x + y. */
export function add(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  if (b.uniformValue(y) === 0 && keepsShape(b, x, y)) return x;
  if (b.uniformValue(x) === 0 && keepsShape(b, y, x)) return y;
  const minusY = inputOf(b, y, NEGATE);
  if (minusY !== undefined) return subtract(b, x, minusY);
  return fold(b, ADD, [x, y], false) ?? b.apply(ADD, [x, y]);
}

/** x − y. */
export function subtract(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  if (b.uniformValue(y) === 0 && keepsShape(b, x, y)) return x;
  if (b.uniformValue(x) === 0 && keepsShape(b, y, x)) return negate(b, y);
  const minusY = inputOf(b, y, NEGATE);
  if (minusY !== undefined) return add(b, x, minusY);
  return fold(b, SUBTRACT, [x, y], false) ?? b.apply(SUBTRACT, [x, y]);
}

/** −x. */
export function negate(b: GraphBuilder, x: NodeId): NodeId {
  const minusX = inputOf(b, x, NEGATE);
  if (minusX !== undefined) return minusX;
  const node = b.node(x);
  if (node.operation === SUBTRACT) return b.apply(SUBTRACT, [node.inputs[1]!, node.inputs[0]!]);
  if (b.uniformValue(x) === 0) return x;
  return fold(b, NEGATE, [x], false) ?? b.apply(NEGATE, [x]);
}

/**
 * x·y, entry by entry. A factor that is the constant 0 makes the product 0, also where the other is infinite: in an
 * adjoint it stands for a path that is not there.
 */
export function multiply(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  const [u, v] = [b.uniformValue(x), b.uniformValue(y)];
  const common = broadcastShapes(shapeOf(b, x), shapeOf(b, y));
  if ((u === 0 || v === 0) && common !== undefined) return b.filled(0, common);
  if (v === 1 && keepsShape(b, x, y)) return x;
  if (u === 1 && keepsShape(b, y, x)) return y;
  if (v === -1 && keepsShape(b, x, y)) return negate(b, x);
  if (u === -1 && keepsShape(b, y, x)) return negate(b, y);
  const folded = fold(b, MULTIPLY, [x, y], false);
  if (folded !== undefined) return folded;
  if (v !== undefined && u === undefined) return multiply(b, y, x);
  const minusX = inputOf(b, x, NEGATE);
  const minusY = inputOf(b, y, NEGATE);
  if (minusX !== undefined) return negate(b, multiply(b, minusX, y));
  if (minusY !== undefined) {
    return u === undefined ? negate(b, multiply(b, x, minusY)) : multiply(b, negate(b, x), minusY);
  }
  if (u !== undefined) {
    const right = b.node(y);
    const coefficient =
      right.operation === MULTIPLY ? fold(b, MULTIPLY, [x, right.inputs[0]!], true) : undefined;
    if (coefficient !== undefined) return multiply(b, coefficient, right.inputs[1]!);
  }
  return x === y ? square(b, x) : b.apply(MULTIPLY, [x, y]);
}

/** x/y, entry by entry. */
export function divide(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  const divisor = b.uniformValue(y);
  if (divisor === 1 && keepsShape(b, x, y)) return x;
  if (divisor === -1 && keepsShape(b, x, y)) return negate(b, x);
  const minusX = inputOf(b, x, NEGATE);
  if (minusX !== undefined) return negate(b, divide(b, minusX, y));
  return fold(b, DIVIDE, [x, y], true) ?? b.apply(DIVIDE, [x, y]);
}

/** c·x for a number that is exactly this double. */
export function scale(b: GraphBuilder, x: NodeId, factor: number): NodeId {
  return multiply(b, b.constant(factor, true), x);
}

/** x². */
export function square(b: GraphBuilder, x: NodeId): NodeId {
  return power(b, x, b.constant(2));
}

/** 1/x. */
export function reciprocal(b: GraphBuilder, x: NodeId): NodeId {
  return divide(b, b.constant(1), x);
}

export { absolute } from './selection';
export { power };

export const arithmeticOperations: readonly Operation[] = [ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE];

const operator = (
  names: readonly string[],
  signature: string,
  doc: string,
  build: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId,
): FunctionEntry => elementwiseEntry({ names, signature, doc, build: (b, [x, y]) => build(b, x!, y!) });

export const arithmeticFunctions: readonly FunctionEntry[] = [
  operator(['add'], 'add(x, y)', 'The sum $x + y$, entry by entry.', add),
  operator(['subtract', 'sub'], 'subtract(x, y)', 'The difference $x - y$, entry by entry.', subtract),
  operator(['multiply', 'mul'], 'multiply(x, y)', 'The product of entries, $x \\odot y$.', multiply),
  operator(['divide', 'div', 'true_divide'], 'divide(x, y)', 'The quotient $x / y$, entry by entry.', divide),
  unaryEntry(['negative', 'neg', 'negate'], 'The negative $-x$.', negate),
];
