import type { EnclosureKernel, Interval, IntervalArithmetic } from '../enclosure/interval';
import type { GraphBuilder, NodeId } from '../graph';
import type { Attributes, Kernel, Operation, RadiusKernel, ShapeMismatch, Site } from '../operation';
import { Precedence } from '../operation';
import { type Shape, showShape, sizeOf } from '../shape';
import { negate, subtract } from './arithmetic';
import { enclosedInverse, enclosedSolution } from './kernels/elimination';
import { factor, factorization, solve as solveFactored } from './kernels/lu';
import { bounded, ETA, gamma, slack } from './kernels/rounding';
import { boundInverse, boundResidual, inverseBound } from './kernels/verified';
import { matmul, outer } from './linear';
import { atLeast, printedCall, texAtLeast } from './printing';

const described = (shape: Shape): string => (shape.length === 0 ? 'a scalar' : showShape(shape));

/** The shape rule of a function of one square matrix. */
export const squareShape =
  (name: string, result: (n: number) => Shape) =>
  (inputs: readonly Shape[], _attributes: Attributes): Shape | ShapeMismatch => {
    const shape = inputs[0]!;
    return shape.length === 2 && shape[0] === shape[1]
      ? result(shape[0]!)
      : { mismatch: `${name} needs a square matrix, not ${described(shape)}` };
  };

/** The enclosure of a function of one square matrix. */
export const squareEnclosure =
  (
    enclose: (a: readonly Interval[], n: number, arithmetic: IntervalArithmetic) => readonly Interval[],
  ): NonNullable<Operation['enclosure']> =>
  (site, arithmetic) => {
    const n = site.inputShapes[0]![0]!;
    const from = site.inputs[0]!;
    return (memory) => {
      enclose(memory.slice(from, from + n * n), n, arithmetic).forEach((entry, i) => {
        memory[site.output + i] = entry;
      });
    };
  };

/** n×n → n×n by elimination with partial pivoting; NaN for a singular matrix. */
export const INVERSE: Operation = {
  name: 'inv',
  shape: squareShape('inv', (n) => [n, n]),
  forward: (site) => {
    const n = site.outputShape[0]!;
    const f = factorization(n);
    return (memory) => {
      factor(f, memory, site.inputs[0]!);
      solveFactored(f, memory, site.output, n);
    };
  },
  radius: (site) => {
    const n = site.outputShape[0]!;
    const from = site.inputs[0]!;
    const { output } = site;
    const bound = inverseBound(n);
    return (memory, radii) => {
      const regular = boundResidual(bound, n, memory, from, radii, from, memory, output);
      if (regular) boundInverse(bound, n, memory, output);
      for (let i = 0; i < n * n; i++) {
        const error = regular ? bound.error[i]! : Number.POSITIVE_INFINITY;
        radii[output + i] = bounded(memory[output + i]!, error);
      }
    };
  },
  enclosure: squareEnclosure(enclosedInverse),
  vjp: (b, node, cotangent) => {
    const left = matmul(b, node.id, cotangent, { transposeX: true });
    return [negate(b, matmul(b, left, node.id, { transposeY: true }))];
  },
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : negate(b, matmul(b, matmul(b, node.id, tangent), node.id)),
  infix: (inputs) => printedCall('inv', inputs),
  tex: ([x]) => ({ text: `${texAtLeast(x, Precedence.atom)}^{-1}`, precedence: Precedence.power }),
  work: ([input]) => 3 * input![0]! ** 3,
};

/**
 * Attribute: `transposed`, to solve with Aᵀ. The solution x of A·x = b, for a vector b of n entries or for the columns of an
 * n×p matrix; NaN for a singular matrix.
 */
export const SOLVE: Operation = {
  name: 'solve',
  shape: (inputs, attributes) => {
    const [a, right] = inputs as [Shape, Shape];
    const square = squareShape('solve', (n) => [n])([a], attributes);
    if ('mismatch' in square) return square;
    if (right.length < 1 || right.length > 2) {
      return { mismatch: `the right side of solve must be a vector or a matrix, not ${described(right)}` };
    }
    if (right[0] === a[0]) return right;
    return {
      mismatch: `${showShape(a)} and ${showShape(right)} do not fit: the matrix has ${a[0]} rows, the right side ${right[0]}`,
    };
  },
  forward: solveKernel,
  radius: solveRadius,
  enclosure: solveEnclosure,
  vjp: (b, node, cotangent, needed) => {
    const [a] = node.inputs as [NodeId, NodeId];
    const transposed = node.attributes.transposed === true;
    const right = solve(b, a, cotangent, !transposed);
    if (!needed[0]) return [undefined, right];
    const [p, q] = transposed ? [node.id, right] : [right, node.id];
    const product = node.shape.length === 1 ? outer(b, p, q) : matmul(b, p, q, { transposeY: true });
    return [negate(b, product), right];
  },
  jvp: (b, node, [ta, tb]) => {
    const transposed = node.attributes.transposed === true;
    const moved = ta === undefined ? undefined : matmul(b, ta, node.id, { transposeX: transposed });
    if (moved === undefined) return tb === undefined ? undefined : solve(b, node.inputs[0]!, tb, transposed);
    const right = tb === undefined ? negate(b, moved) : subtract(b, tb, moved);
    return solve(b, node.inputs[0]!, right, transposed);
  },
  infix: ([a, right], node) => {
    const matrix = node.attributes.transposed === true ? `${atLeast(a, Precedence.postfix)}'` : a!.text;
    return { text: `solve(${matrix}, ${right!.text})`, precedence: Precedence.atom };
  },
  tex: ([a, right], node) => ({
    text: `${texAtLeast(a, Precedence.atom)}^{${node.attributes.transposed === true ? '-\\top' : '-1'}} ${texAtLeast(right, Precedence.power)}`,
    precedence: Precedence.product,
  }),
  work: ([a, right]) => a![0]! ** 3 + 2 * a![0]! * sizeOf(right!),
};

function solveKernel(site: Site): Kernel {
  const [a, right] = site.inputs as [number, number];
  const n = site.inputShapes[0]![0]!;
  const columns = site.outputShape[1] ?? 1;
  const transposed = site.attributes.transposed === true;
  const f = factorization(n);
  return (memory) => {
    factor(f, memory, a, 'partial', transposed);
    solveFactored(f, memory, site.output, columns, memory, right);
  };
}

function solveEnclosure(site: Site, arithmetic: IntervalArithmetic): EnclosureKernel {
  const [from, right] = site.inputs as [number, number];
  const n = site.inputShapes[0]![0]!;
  const size = sizeOf(site.outputShape);
  const transposed = site.attributes.transposed === true;
  return (memory) => {
    const a = Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return memory[from + (transposed ? j * n + i : at)]!;
    });
    const solution = enclosedSolution(a, n, memory.slice(right, right + size), arithmetic);
    for (let i = 0; i < size; i++) memory[site.output + i] = solution[i]!;
  };
}

/** With R ≈ A⁻¹ and G ≥ |I − R·Ã|: |Ã⁻¹·b̃ − x| ≤ v + (G·1)·max(v) / (1 − ‖G‖∞) for v ≥ |R|·|b̃ − Ã·x| (Rump 2010, §10.5). */
function solveRadius(site: Site): RadiusKernel {
  const [from, right] = site.inputs as [number, number];
  const { output } = site;
  const n = site.inputShapes[0]![0]!;
  const columns = site.outputShape[1] ?? 1;
  const transposed = site.attributes.transposed === true;
  const f = factorization(n);
  const bound = inverseBound(n);
  const a = new Float64Array(n * n);
  const spread = new Float64Array(n * n);
  const approximate = new Float64Array(n * n);
  const residual = new Float64Array(n);
  const v = new Float64Array(n);
  const rounding = gamma(n + 2);
  const widen = slack(2 * n + 16);
  return (memory, radii) => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = from + (transposed ? j * n + i : i * n + j);
        a[i * n + j] = memory[at]!;
        spread[i * n + j] = radii[at]!;
      }
    }
    factor(f, a, 0);
    solveFactored(f, approximate, 0, n);
    const regular = boundResidual(bound, n, a, 0, spread, 0, approximate, 0);
    for (let j = 0; j < columns; j++) {
      for (let i = 0; i < n; i++) {
        const at = right + i * columns + j;
        let difference = memory[at]!;
        let magnitude = Math.abs(difference);
        let propagated = radii[at]!;
        for (let k = 0; k < n; k++) {
          const x = memory[output + k * columns + j]!;
          const product = a[i * n + k]! * x;
          difference -= product;
          magnitude += Math.abs(product);
          propagated += spread[i * n + k]! * Math.abs(x);
        }
        residual[i] = Math.abs(difference) + rounding * magnitude + propagated + (n + 1) * ETA;
      }
      let largest = 0;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += Math.abs(approximate[i * n + k]!) * residual[k]!;
        v[i] = sum;
        if (sum > largest) largest = sum;
      }
      const far = largest / (1 - bound.norm);
      for (let i = 0; i < n; i++) {
        const at = output + i * columns + j;
        const error = (v[i]! + bound.rowSums[i]! * far) * widen + ETA;
        radii[at] = bounded(memory[at]!, regular ? error : Number.POSITIVE_INFINITY);
      }
    }
  };
}

export const inverse = (b: GraphBuilder, a: NodeId): NodeId => b.apply(INVERSE, [a]);

/** The solution of A·x = b, or of Aᵀ·x = b. */
export const solve = (b: GraphBuilder, a: NodeId, right: NodeId, transposed = false): NodeId =>
  b.apply(SOLVE, [a, right], { transposed });
