import type { GraphBuilder, Node, NodeId } from '../graph';
import { productError } from '../numeric/rounding';
import type { Kernel, Operation, RadiusKernel, Site } from '../operation';
import { Precedence } from '../operation';
import { sameShape, showShape, sizeOf } from '../shape';
import { multiply } from './arithmetic';
import { foldShape, printedAxes, printedFold, siteFolding, texAxes } from './folding';
import { numbersOf } from './kernels/gather';
import { bounded, ETA, slack, U } from './kernels/rounding';
import { enclosedProduct, enclosedProductsOfOthers, foldedEnclosure, runsEnclosure } from './kernels/runs';
import { polarized } from './polarized';
import { atLeast, printedCall, texAtLeast, texCall } from './printing';
import { sumOver, unfolded } from './structure';

/** The product over `axes`; 1 where there is nothing to multiply. */
export const PRODUCT: Operation = {
  name: 'prod',
  shape: foldShape,
  forward: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        const base = from + groups[o]!;
        let product = 1;
        for (let i = 0; i < members.length; i++) product *= memory[base + members[i]!]!;
        memory[to + o] = product;
      }
    };
  },
  radius: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    const widen = slack(4 * members.length);
    return (memory, radii) => {
      for (let o = 0; o < groups.length; o++) {
        const base = from + groups[o]!;
        let product = 1;
        let error = 0;
        for (let i = 0; i < members.length; i++) {
          const at = base + members[i]!;
          const x = memory[at]!;
          const next = product * x;
          const own = productError(product, x, next);
          // What the bound itself may lose to underflow.
          const lost = error > 0 || radii[at]! > 0 || own > 0 ? ETA : 0;
          error = error * (Math.abs(x) + radii[at]!) + Math.abs(product) * radii[at]! + own + lost;
          product = next;
        }
        radii[to + o] = bounded(product, error * widen);
      }
    };
  },
  enclosure: foldedEnclosure(siteFolding, enclosedProduct),
  vjp: (b, node, cotangent) => {
    const x = node.inputs[0]!;
    return [multiply(b, unfolded(b, cotangent, x, node.attributes), others(b, node))];
  },
  jvp: (b, node, [tangent]) => {
    if (tangent === undefined) return undefined;
    const { attributes } = node;
    const terms = multiply(b, tangent, others(b, node));
    return sumOver(b, terms, numbersOf(attributes, 'axes'), attributes.keepdims === true);
  },
  ...printedFold('prod'),
  tex: ([x], node) => {
    const axes = texAxes(node.attributes, node.shape);
    const under = axes === '' ? '' : `_{${axes}}`;
    return { text: `\\prod${under} ${texAtLeast(x, Precedence.power)}`, precedence: Precedence.product };
  },
  work: ([input]) => sizeOf(input!),
};

function others(b: GraphBuilder, node: Node): NodeId {
  return b.apply(PRODUCT_OF_OTHERS, [node.inputs[0]!], { axes: [...numbersOf(node.attributes, 'axes')] });
}

/**
 * Attribute: `axes`. The derivative of the product over `axes` with respect to each factor, further differentiated along
 * directions of the same shape: for inputs x, v₁ … v_k entry i is Σ v₁[j₁] ⋯ v_k[j_k]·Π xⱼ over distinct j₁ … j_k ≠ i, the
 * product running over all other j. Nothing is divided by, so zeros among the factors are harmless, and the derivatives
 * of this operation are applications of itself.
 */
export const PRODUCT_OF_OTHERS: Operation = {
  name: 'prodOthers',
  shape: (inputs) => {
    const first = inputs[0]!;
    const other = inputs.find((shape) => !sameShape(shape, first));
    if (other === undefined) return first;
    return {
      mismatch: `directions need the shape ${showShape(first)} of the factors, not ${showShape(other)}`,
    };
  },
  forward: othersKernel,
  radius: othersRadius,
  enclosure: runsEnclosure(siteFolding, enclosedProductsOfOthers),
  ...polarized,
  infix: (inputs, node) => {
    if (inputs.length > 1) return printedCall('prod_others', inputs);
    // True for factors without zeros, and what one would write. The output has all axes, as the folding does not.
    const axes = numbersOf(node.attributes, 'axes');
    const isWhole = axes.length === node.shape.length;
    const keywords = isWhole ? [] : printedAxes({ axes: [...axes], keepdims: true }, node.shape);
    const whole = printedCall('prod', inputs, keywords);
    return {
      text: `${whole.text} ./ ${atLeast(inputs[0], Precedence.unary + 1)}`,
      precedence: Precedence.product,
    };
  },
  tex: (inputs) => texCall('\\prod', inputs, 'j \\neq i'),
  work: (inputs) => 4 * 3 ** (inputs.length - 1) * sizeOf(inputs[0]!),
};

/**
 * Sums over prefixes and suffixes of the factors. A state is the set of directions already used, as bits; `prefix` holds the
 * states before each factor, `suffix` those behind the current one.
 */
function othersKernel(site: Site): Kernel {
  const { groups, members } = siteFolding(site);
  const [from, ...directions] = site.inputs as [number, ...number[]];
  const { output } = site;
  const n = members.length;
  const states = 1 << directions.length;
  const all = states - 1;
  const prefix = new Float64Array((n + 1) * states);
  const suffix = new Float64Array(states);
  return (memory) => {
    for (let o = 0; o < groups.length; o++) {
      const group = groups[o]!;
      prefix.fill(0, 0, states);
      prefix[0] = 1;
      for (let i = 0; i < n; i++) {
        const at = group + members[i]!;
        const row = i * states;
        for (let state = 0; state < states; state++) {
          let sum = prefix[row + state]! * memory[from + at]!;
          for (let d = 0; d < directions.length; d++) {
            if ((state >> d) & 1) sum += prefix[row + (state ^ (1 << d))]! * memory[directions[d]! + at]!;
          }
          prefix[row + states + state] = sum;
        }
      }
      suffix.fill(0);
      suffix[0] = 1;
      for (let i = n - 1; i >= 0; i--) {
        const at = group + members[i]!;
        let entry = 0;
        for (let state = 0; state < states; state++) {
          entry += prefix[i * states + state]! * suffix[all ^ state]!;
        }
        memory[output + at] = entry;
        // From the fullest state down: a state is made of itself and of smaller ones.
        for (let state = all; state >= 0; state--) {
          let sum = suffix[state]! * memory[from + at]!;
          for (let d = 0; d < directions.length; d++) {
            if ((state >> d) & 1) sum += suffix[state ^ (1 << d)]! * memory[directions[d]! + at]!;
          }
          suffix[state] = sum;
        }
      }
    }
  };
}

/** The same sums over magnitudes and over running error bounds: each state has one of both. */
function othersRadius(site: Site): RadiusKernel {
  const { groups, members } = siteFolding(site);
  const inputs = site.inputs;
  const { output } = site;
  const n = members.length;
  const k = inputs.length - 1;
  const states = 1 << k;
  const all = states - 1;
  const rounding = (k + 2) * U;
  const widen = slack(4 * n * (k + 2) + states);
  const size = new Float64Array((n + 1) * states);
  const error = new Float64Array((n + 1) * states);
  const sizeBehind = new Float64Array(states);
  const errorBehind = new Float64Array(states);

  const step = (
    memory: Float64Array,
    radii: Float64Array,
    sizes: Float64Array,
    errors: Float64Array,
    row: number,
    state: number,
    at: number,
    into: number,
  ): void => {
    let s = 0;
    let e = 0;
    for (let d = -1; d < k; d++) {
      if (d >= 0 && ((state >> d) & 1) === 0) continue;
      const source = row + (d < 0 ? state : state ^ (1 << d));
      const factor = inputs[d + 1]! + at;
      const magnitude = Math.abs(memory[factor]!);
      const radius = radii[factor]!;
      s += sizes[source]! * magnitude;
      e += errors[source]! * (magnitude + radius) + sizes[source]! * radius;
    }
    sizes[into] = s;
    errors[into] = e + rounding * s + (k + 1) * ETA;
  };

  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const group = groups[o]!;
      size.fill(0, 0, states);
      error.fill(0, 0, states);
      size[0] = 1;
      for (let i = 0; i < n; i++) {
        const row = i * states;
        for (let state = 0; state < states; state++) {
          step(memory, radii, size, error, row, state, group + members[i]!, row + states + state);
        }
      }
      sizeBehind.fill(0);
      errorBehind.fill(0);
      sizeBehind[0] = 1;
      for (let i = n - 1; i >= 0; i--) {
        const at = group + members[i]!;
        let total = 0;
        let bound = 0;
        for (let state = 0; state < states; state++) {
          const before = i * states + state;
          const behind = all ^ state;
          const product = size[before]! * sizeBehind[behind]!;
          total += product;
          bound +=
            error[before]! * (sizeBehind[behind]! + errorBehind[behind]!) +
            size[before]! * errorBehind[behind]!;
        }
        bound += (states + 1) * U * total + states * ETA;
        radii[output + at] = bounded(memory[output + at]!, bound * widen);
        for (let state = all; state >= 0; state--) {
          step(memory, radii, sizeBehind, errorBehind, 0, state, at, state);
        }
      }
    }
  };
}
