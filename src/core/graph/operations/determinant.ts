import type { GraphBuilder, Node, NodeId } from '../graph';
import type { Kernel, Operation, RadiusKernel, Site } from '../operation';
import { Precedence } from '../operation';
import { type Shape, sameShape, showShape } from '../shape';
import { multiply, subtract } from './arithmetic';
import { inverse, squareEnclosure, squareShape } from './inverse';
import { enclosedCofactors, enclosedDeterminant } from './kernels/elimination';
import { adjugateOf, determinantOf, factor, factorization } from './kernels/lu';
import { minors } from './kernels/minors';
import { bounded, ETA, slack, U } from './kernels/rounding';
import { boundDeterminant, boundInverse, boundResidual, determinantBound } from './kernels/verified';
import { matmul } from './linear';
import { polarized } from './polarized';
import { printedCall, texAtLeast, texCall } from './printing';
import { sumOver, transpose } from './structure';

/** Up to this size determinants are expanded, which is exact for whole numbers; beyond, eliminated. */
const EXPANDED_DETERMINANT = 4;

/** Up to this size cofactors are expanded into minors, so that all their derivatives hold at singular matrices. */
const EXPANDED_COFACTORS = 8;

const sizeOfSite = (site: Site): number => site.inputShapes[0]![0]!;

const allRows = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

/** n×n → scalar; 1 for the empty matrix. Its gradient is the matrix of cofactors, also where the matrix is singular. */
export const DETERMINANT: Operation = {
  name: 'det',
  shape: squareShape('det', () => []),
  forward: determinantKernel,
  radius: determinantRadius,
  enclosure: squareEnclosure((a, n, arithmetic) => [enclosedDeterminant(a, n, arithmetic)]),
  vjp: (b, node, cotangent) => [multiply(b, cotangent, cofactors(b, node.inputs[0]!))],
  jvp: (b, node, [tangent]) =>
    tangent === undefined
      ? undefined
      : sumOver(b, multiply(b, tangent, cofactors(b, node.inputs[0]!)), [0, 1]),
  infix: (inputs) => printedCall('det', inputs),
  tex: (inputs) => texCall('\\det', inputs),
  work: ([input]) => input![0]! ** 3,
};

function determinantKernel(site: Site): Kernel {
  const n = sizeOfSite(site);
  const { inputs, output } = site;
  if (n <= EXPANDED_DETERMINANT) {
    const { expand, values } = minors(n, 0);
    const rows = allRows(n);
    return (memory) => {
      expand(memory, inputs, rows);
      memory[output] = values[values.length - 1]!;
    };
  }
  const f = factorization(n);
  return (memory) => {
    factor(f, memory, inputs[0]!);
    memory[output] = determinantOf(f);
  };
}

function determinantRadius(site: Site): RadiusKernel {
  const n = sizeOfSite(site);
  const { inputs, output } = site;
  if (n <= EXPANDED_DETERMINANT) {
    const { bound, errors } = minors(n, 0);
    const rows = allRows(n);
    return (memory, radii) => {
      bound(memory, radii, inputs, rows);
      radii[output] = bounded(memory[output]!, errors[errors.length - 1]! * slack(4 * n * n));
    };
  }
  const d = determinantBound(n);
  return (memory, radii) => {
    boundDeterminant(d, memory, radii, inputs[0]!);
    radii[output] = bounded(memory[output]!, d.absolute);
  };
}

/**
 * The n×n matrix of cofactors: entry (i, j) is (−1)^{i+j} times the minor without row i and column j. Further inputs are
 * directions along which it is differentiated; see `polarized`. Those exist for matrices that are expanded into minors.
 */
export const COFACTORS: Operation = {
  name: 'cofactors',
  shape: (inputs, attributes) => {
    const [first, ...directions] = inputs as [Shape, ...Shape[]];
    const other = directions.find((shape) => !sameShape(shape, first));
    if (other !== undefined) {
      return { mismatch: `directions need the shape ${showShape(first)}, not ${showShape(other)}` };
    }
    return squareShape('cofactor', (n) => [n, n])([first], attributes);
  },
  forward: (site) => (sizeOfSite(site) <= EXPANDED_COFACTORS ? expandedCofactors(site) : adjugate(site)),
  radius: (site) =>
    sizeOfSite(site) <= EXPANDED_COFACTORS ? expandedCofactorsRadius(site) : adjugateRadius(site),
  enclosure: (site, arithmetic) => {
    const n = sizeOfSite(site);
    return (memory) => {
      const inputs = site.inputs.map((from) => memory.slice(from, from + n * n));
      enclosedCofactors(inputs, n, arithmetic).forEach((entry, i) => {
        memory[site.output + i] = entry;
      });
    };
  },
  vjp: (b, node, cotangent, needed) =>
    node.shape[0]! <= EXPANDED_COFACTORS
      ? polarized.vjp(b, node, cotangent, needed)
      : [alongRegular(b, node, cotangent)],
  jvp: (b, node, tangents) => {
    if (node.shape[0]! <= EXPANDED_COFACTORS) return polarized.jvp(b, node, tangents);
    return tangents[0] === undefined ? undefined : alongRegular(b, node, tangents[0]);
  },
  infix: (inputs) => {
    if (inputs.length > 1) return printedCall('cofactor', inputs);
    // True for regular matrices, and what one would write.
    const name = inputs[0]!.text;
    return { text: `det(${name})*inv(${name})'`, precedence: Precedence.product };
  },
  tex: (inputs) =>
    inputs.length > 1
      ? texCall('cof', inputs)
      : {
          text: `\\det\\left(${inputs[0]!.text}\\right) ${texAtLeast(inputs[0], Precedence.atom)}^{-\\top}`,
          precedence: Precedence.product,
        },
  work: (inputs) => {
    const n = inputs[0]![0]!;
    return n <= EXPANDED_COFACTORS ? inputs.length * n * n * 2 ** (n + inputs.length - 1) : 4 * n ** 3;
  },
};

/** The derivative of cof(A) = det(A)·A⁻ᵀ along v, which is self-adjoint: ⟨v, A⁻ᵀ⟩·cof(A) − det(A)·A⁻ᵀ·vᵀ·A⁻ᵀ. */
function alongRegular(b: GraphBuilder, node: Node, v: NodeId): NodeId {
  const a = node.inputs[0]!;
  const x = inverse(b, a);
  const trace = sumOver(b, multiply(b, v, transpose(b, x)), [0, 1]);
  const sandwich = matmul(b, matmul(b, x, v, { transposeX: true, transposeY: true }), x, {
    transposeY: true,
  });
  return subtract(b, multiply(b, trace, node.id), multiply(b, determinant(b, a), sandwich));
}

/** For each row, the rows that remain without it. */
const remainingRows = (n: number): readonly Int32Array[] =>
  Array.from({ length: n }, (_, i) => allRows(n).filter((row) => row !== i));

function expandedCofactors(site: Site): Kernel {
  const n = sizeOfSite(site);
  const { inputs, output } = site;
  const k = inputs.length - 1;
  const { expand, values } = minors(n, k);
  const rows = remainingRows(n);
  const used = (1 << k) - 1;
  const all = (1 << n) - 1;
  return (memory) => {
    for (let i = 0; i < n; i++) {
      expand(memory, inputs, rows[i]!);
      for (let j = 0; j < n; j++) {
        const minor = values[((all ^ (1 << j)) << k) | used]!;
        memory[output + i * n + j] = (i + j) & 1 ? -minor : minor;
      }
    }
  };
}

function expandedCofactorsRadius(site: Site): RadiusKernel {
  const n = sizeOfSite(site);
  const { inputs, output } = site;
  const k = inputs.length - 1;
  const { bound, errors } = minors(n, k);
  const rows = remainingRows(n);
  const used = (1 << k) - 1;
  const all = (1 << n) - 1;
  const widen = slack(4 * n * n * (k + 1));
  return (memory, radii) => {
    for (let i = 0; i < n; i++) {
      bound(memory, radii, inputs, rows[i]!);
      for (let j = 0; j < n; j++) {
        const at = output + i * n + j;
        radii[at] = bounded(memory[at]!, errors[((all ^ (1 << j)) << k) | used]! * widen);
      }
    }
  };
}

function adjugate(site: Site): Kernel {
  const n = sizeOfSite(site);
  const from = site.inputs[0]!;
  const { output } = site;
  const f = factorization(n);
  const work = new Float64Array(n * n);
  const transposed = new Float64Array(n * n);
  return (memory) => {
    factor(f, memory, from, 'complete');
    adjugateOf(f, work, transposed);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) memory[output + i * n + j] = transposed[j * n + i]!;
    }
  };
}

/** Compares with det·A⁻ᵀ, both of which have bounds where the matrix is safely regular; there is no bound elsewhere. */
function adjugateRadius(site: Site): RadiusKernel {
  const n = sizeOfSite(site);
  const from = site.inputs[0]!;
  const { output } = site;
  const d = determinantBound(n);
  return (memory, radii) => {
    boundDeterminant(d, memory, radii, from);
    const { inverse: x, bound, value, absolute } = d;
    const regular = boundResidual(bound, n, memory, from, radii, from, x, 0);
    if (regular) boundInverse(bound, n, x, 0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = output + i * n + j;
        const product = value * x[j * n + i]!;
        const error = bound.error[j * n + i]!;
        const magnitude = Math.abs(product);
        const radius =
          Math.abs(memory[at]! - product) +
          Math.abs(value) * error +
          absolute * (Math.abs(x[j * n + i]!) + error) +
          4 * U * magnitude +
          ETA;
        radii[at] = bounded(memory[at]!, regular ? radius * slack(8) : Number.POSITIVE_INFINITY);
      }
    }
  };
}

/** n×n → scalar: log det, NaN unless the determinant is positive, as in PyTorch. */
export const LOG_DETERMINANT: Operation = {
  name: 'logdet',
  shape: squareShape('logdet', () => []),
  forward: (site) => {
    const f = factorization(sizeOfSite(site));
    const from = site.inputs[0]!;
    const { n, lu } = f;
    return (memory) => {
      factor(f, memory, from);
      let sign = f.sign;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const pivot = lu[i * n + i]!;
        if (pivot < 0) sign = -sign;
        sum += Math.log(Math.abs(pivot));
      }
      memory[site.output] = sign > 0 || sum === Number.NEGATIVE_INFINITY ? sum : Number.NaN;
    };
  },
  radius: (site) => {
    const n = sizeOfSite(site);
    const d = determinantBound(n);
    const rounding = (n + 6) * U * slack(n);
    return (memory, radii) => {
      boundDeterminant(d, memory, radii, site.inputs[0]!);
      let magnitude = 0;
      for (let i = 0; i < n; i++) magnitude += Math.abs(Math.log(Math.abs(d.f.lu[i * n + i]!)));
      const bound = (d.logarithmic + rounding * magnitude) * slack(8);
      radii[site.output] = bounded(memory[site.output]!, bound);
    };
  },
  enclosure: squareEnclosure((a, n, arithmetic) => [arithmetic.log(enclosedDeterminant(a, n, arithmetic))]),
  vjp: (b, node, cotangent) => [multiply(b, cotangent, transpose(b, inverse(b, node.inputs[0]!)))],
  jvp: (b, node, [tangent]) =>
    tangent === undefined
      ? undefined
      : sumOver(b, multiply(b, tangent, transpose(b, inverse(b, node.inputs[0]!))), [0, 1]),
  infix: (inputs) => printedCall('logdet', inputs),
  tex: ([x]) => ({
    text: `\\log \\det ${texAtLeast(x, Precedence.atom)}`,
    precedence: Precedence.product,
  }),
  work: ([input]) => input![0]! ** 3,
};

export const determinant = (b: GraphBuilder, a: NodeId): NodeId => b.apply(DETERMINANT, [a]);
export const cofactors = (b: GraphBuilder, a: NodeId): NodeId => b.apply(COFACTORS, [a]);
export const logDeterminant = (b: GraphBuilder, a: NodeId): NodeId => b.apply(LOG_DETERMINANT, [a]);
