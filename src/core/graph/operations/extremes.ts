import type { GraphBuilder, Node, NodeId } from '../graph';
import type { BranchKernel, Kernel, Operation, RadiusKernel, ShapeMismatch, Site } from '../operation';
import { Precedence, TIE_SLOT } from '../operation';
import { type Shape, showShape, sizeOf } from '../shape';
import { multiply } from './arithmetic';
import { foldShape, printedAxes, printedFold, siteFolding } from './folding';
import { enclosedArgmax, enclosedMax, enclosedMin, enclosedWinners } from './kernels/candidates';
import { numbersOf } from './kernels/gather';
import { bounded, slack, U } from './kernels/rounding';
import { foldedEnclosure, runsEnclosure } from './kernels/runs';
import { atLeast, printedCall, texAtLeast } from './printing';
import { sumOver, unfolded } from './structure';

/** Largest or smallest: entries are compared after multiplication by this sign. */
type Sign = 1 | -1;

const signOf = (node: Pick<Node, 'attributes'>): Sign => (node.attributes.smallest === true ? -1 : 1);

function extremeShape(name: string): Operation['shape'] {
  return (inputs, attributes): Shape | ShapeMismatch => {
    const empty = numbersOf(attributes, 'axes').some((axis) => inputs[0]![axis] === 0);
    if (empty)
      return { mismatch: `${name} of no entries does not exist: the array is ${showShape(inputs[0]!)}` };
    return foldShape(inputs, attributes);
  };
}

/** The extreme among the entries of a group; NaN where one of them is. */
function extreme(memory: Float64Array, base: number, members: Int32Array, sign: Sign): number {
  let best = memory[base + members[0]!]!;
  for (let i = 1; i < members.length; i++) {
    const x = memory[base + members[i]!]!;
    if (sign * x > sign * best || Number.isNaN(x)) best = x;
  }
  return best;
}

/** Tells which entry wins and by how much; a group of one has no other branch. */
function extremeBranches(site: Site, sign: Sign): BranchKernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  if (members.length < 2) return () => {};
  return (memory, sink) => {
    for (let o = 0; o < groups.length; o++) {
      const base = from + groups[o]!;
      let winner = 0;
      let best = sign * memory[base + members[0]!]!;
      let second = Number.NEGATIVE_INFINITY;
      for (let i = 1; i < members.length; i++) {
        const x = sign * memory[base + members[i]!]!;
        if (x > best) {
          second = best;
          best = x;
          winner = i;
        } else if (x > second) second = x;
      }
      sink.note(winner, best === second ? 0 : best - second);
    }
  };
}

/**
 * Over all inputs in the ball the extreme moves by at most max(rᵢ − gapᵢ), where gapᵢ is the distance of entry i from the
 * winner: an entry far behind cannot matter, whatever its radius.
 */
function extremeRadius(site: Site): RadiusKernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const base = from + groups[o]!;
      const best = memory[to + o]!;
      let bound = 0;
      for (let i = 0; i < members.length; i++) {
        const at = base + members[i]!;
        const gap = Math.abs(best - memory[at]!);
        const reach = radii[at]! === Number.POSITIVE_INFINITY ? radii[at]! : radii[at]! - gap * (1 - 4 * U);
        if (reach > bound) bound = reach;
      }
      radii[to + o] = bounded(best, bound * slack(1));
    }
  };
}

function extremeOperation(name: 'max' | 'min', sign: Sign): Operation {
  const smallest = sign < 0;
  const winners = (b: GraphBuilder, node: Node): NodeId =>
    b.apply(WINNERS, [node.inputs[0]!], { axes: [...numbersOf(node.attributes, 'axes')], smallest });
  return {
    name: smallest ? 'reduceMin' : 'reduceMax',
    shape: extremeShape(name),
    forward: (site) => {
      const { groups, members } = siteFolding(site);
      const from = site.inputs[0]!;
      const to = site.output;
      return (memory) => {
        for (let o = 0; o < groups.length; o++) {
          memory[to + o] = extreme(memory, from + groups[o]!, members, sign);
        }
      };
    },
    radius: extremeRadius,
    enclosure: foldedEnclosure(siteFolding, smallest ? enclosedMin : enclosedMax),
    branches: (site) => extremeBranches(site, sign),
    vjp: (b, node, cotangent) => [
      multiply(b, unfolded(b, cotangent, node.inputs[0]!, node.attributes), winners(b, node)),
    ],
    jvp: (b, node, [tangent]) => {
      if (tangent === undefined) return undefined;
      const { attributes } = node;
      const terms = multiply(b, tangent, winners(b, node));
      return sumOver(b, terms, numbersOf(attributes, 'axes'), attributes.keepdims === true);
    },
    ...printedFold(name, `\\${name}`),
    work: ([input]) => sizeOf(input!),
  };
}

/** The largest entry over `axes`; its kink is where two tie. */
export const MAX: Operation = extremeOperation('max', 1);

/** As `MAX`, for the smallest entry. */
export const MIN: Operation = extremeOperation('min', -1);

/**
 * Attributes: `axes`, `smallest`. The derivative of the extreme: 1 at the winner, 0 elsewhere. A tie goes to the first
 * winner, to the last one, or is shared equally, as the memory's `TIE_SLOT` says.
 */
export const WINNERS: Operation = {
  name: 'winners',
  shape: (inputs) => inputs[0]!,
  forward: winnersKernel,
  radius: winnersRadius,
  enclosure: runsEnclosure(siteFolding, ([run], arithmetic, site) =>
    enclosedWinners(signOf(site) < 0 ? run!.map(arithmetic.negate) : run!, arithmetic),
  ),
  branches: (site) => extremeBranches(site, signOf(site)),
  infix: (inputs, node) => {
    const axes = numbersOf(node.attributes, 'axes');
    const isWhole = axes.length === node.shape.length;
    const keywords = isWhole ? [] : printedAxes({ axes: [...axes], keepdims: true }, node.shape);
    const extremes = printedCall(signOf(node) < 0 ? 'min' : 'max', inputs, keywords);
    const text = `(${atLeast(inputs[0], Precedence.sum)} == ${extremes.text})`;
    return { text, precedence: Precedence.atom };
  },
  tex: ([x], node) => ({
    text: `\\mathbf{1}\\left[${texAtLeast(x, Precedence.sum)} = \\${signOf(node) < 0 ? 'min' : 'max'} ${texAtLeast(x, Precedence.power)}\\right]`,
    precedence: Precedence.atom,
  }),
};

function winnersKernel(site: Site): Kernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  const to = site.output;
  const sign = signOf(site);
  return (memory) => {
    const tie = memory[TIE_SLOT]!;
    for (let o = 0; o < groups.length; o++) {
      const base = groups[o]!;
      const best = extreme(memory, from + base, members, sign);
      let first = -1;
      let last = -1;
      let count = 0;
      for (let i = 0; i < members.length; i++) {
        if (memory[from + base + members[i]!]! !== best) continue;
        if (first < 0) first = i;
        last = i;
        count++;
      }
      // No entry equals NaN: then no winner is known, and no derivative either.
      const share = count === 0 ? Number.NaN : tie === 0 || tie === 1 ? 0 : 1 / count;
      for (let i = 0; i < members.length; i++) {
        const at = base + members[i]!;
        const wins = memory[from + at]! === best;
        memory[to + at] = wins || count === 0 ? share : 0;
      }
      if (tie === 0 && first >= 0) memory[to + base + members[first]!] = 1;
      if (tie === 1 && last >= 0) memory[to + base + members[last]!] = 1;
    }
  };
}

/** Entries that can win somewhere in the ball are uncertain, unless there is one only, or all are exact. */
function winnersRadius(site: Site): RadiusKernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  const to = site.output;
  const sign = signOf(site);
  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const base = groups[o]!;
      const best = extreme(memory, from + base, members, sign);
      const reach = candidateReach(memory, radii, from + base, members, best);
      const certain = isCertain(memory, radii, from + base, members, best, reach);
      for (let i = 0; i < members.length; i++) {
        const at = base + members[i]!;
        const share = memory[to + at]!;
        const open = !certain && canWin(memory, radii, from + at, best, reach);
        const bound = open ? Math.max(share, 1 - share) : isDyadic(share) ? 0 : U * share;
        radii[to + at] = bounded(share, bound);
      }
    }
  };
}

/** Whether a share of a tie is exact: 0, 1, ½, ¼ …, not ⅓. */
const isDyadic = (share: number): boolean => share === 0 || Number.isInteger(Math.log2(share));

/** How far below the computed extreme the true one can lie: min(gapᵢ + rᵢ), rounded up. */
function candidateReach(
  memory: Float64Array,
  radii: Float64Array,
  base: number,
  members: Int32Array,
  best: number,
): number {
  let reach = Number.POSITIVE_INFINITY;
  for (let i = 0; i < members.length; i++) {
    const at = base + members[i]!;
    const sum = Math.abs(best - memory[at]!) + radii[at]!;
    if (sum < reach) reach = sum;
  }
  return reach * slack(2);
}

const canWin = (
  memory: Float64Array,
  radii: Float64Array,
  at: number,
  best: number,
  reach: number,
): boolean => !(Math.abs(best - memory[at]!) * (1 - 4 * U) - radii[at]! * slack(1) > reach);

/** Whether no input of the ball has other winners: one candidate only, or all of them exact. */
function isCertain(
  memory: Float64Array,
  radii: Float64Array,
  base: number,
  members: Int32Array,
  best: number,
  reach: number,
): boolean {
  let candidates = 0;
  let inexact = false;
  for (let i = 0; i < members.length; i++) {
    const at = base + members[i]!;
    if (!canWin(memory, radii, at, best, reach)) continue;
    candidates++;
    if (radii[at] !== 0) inexact = true;
  }
  return candidates === 1 || !inexact;
}

function argOperation(name: 'argmax' | 'argmin', sign: Sign): Operation {
  return {
    name,
    shape: extremeShape(name),
    forward: (site) => {
      const { groups, members } = siteFolding(site);
      const from = site.inputs[0]!;
      const to = site.output;
      return (memory) => {
        for (let o = 0; o < groups.length; o++) {
          const base = from + groups[o]!;
          const best = extreme(memory, base, members, sign);
          let at = 0;
          while (at < members.length && memory[base + members[at]!]! !== best) at++;
          memory[to + o] = at < members.length ? at : Number.NaN;
        }
      };
    },
    radius: (site) => {
      const { groups, members } = siteFolding(site);
      const from = site.inputs[0]!;
      const to = site.output;
      return (memory, radii) => {
        for (let o = 0; o < groups.length; o++) {
          const base = from + groups[o]!;
          const best = extreme(memory, base, members, sign);
          const reach = candidateReach(memory, radii, base, members, best);
          const certain = isCertain(memory, radii, base, members, best, reach);
          let bound = 0;
          for (let i = 0; i < members.length; i++) {
            if (certain || !canWin(memory, radii, base + members[i]!, best, reach)) continue;
            bound = Math.max(bound, Math.abs(i - memory[to + o]!));
          }
          radii[to + o] = bounded(memory[to + o]!, bound);
        }
      };
    },
    enclosure: foldedEnclosure(siteFolding, (entries, arithmetic) =>
      enclosedArgmax(sign < 0 ? entries.map(arithmetic.negate) : entries, arithmetic),
    ),
    branches: (site) => extremeBranches(site, sign),
    ...printedFold(name),
    work: ([input]) => 2 * sizeOf(input!),
  };
}

/** Position of the first largest entry, counted from 0; its derivative is zero wherever it exists. */
export const ARGMAX: Operation = argOperation('argmax', 1);

/** Position of the first smallest entry, counted from 0. */
export const ARGMIN: Operation = argOperation('argmin', -1);
