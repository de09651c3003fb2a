import { truthOf } from '../enclosure/pieces';
import type { GraphBuilder, Node, NodeId } from '../graph';
import type { Kernel, Operation, Site } from '../operation';
import { Precedence } from '../operation';
import { sizeOf } from '../shape';
import { isCertain } from './comparison';
import { elementwiseShape } from './elementwise';
import { branchesOfEntries, eachEntry, enclosureOfEntries, radiusOfEntries } from './kernels/walk';
import { printedCall } from './printing';
import { broadcastTo, sumTo } from './structure';

const choose = (condition: number, yes: number, no: number): number => {
  if (Number.isNaN(condition)) return Number.NaN;
  return condition !== 0 ? yes : no;
};

function selectForward(site: Site): Kernel {
  const [condition, yes, no] = site.inputs as [number, number, number];
  const { output } = site;
  if (sizeOf(site.outputShape) === 1) {
    return (memory) => {
      memory[output] = choose(memory[condition]!, memory[yes]!, memory[no]!);
    };
  }
  let memory: Float64Array = new Float64Array();
  const each = eachEntry(site, ([c, y, n], out) => {
    memory[out] = choose(memory[c!]!, memory[y!]!, memory[n!]!);
  });
  return (current) => {
    memory = current;
    each();
  };
}

/** The contribution of one branch: t where it is taken, else 0. */
const taken = (b: GraphBuilder, node: Node, t: NodeId, whether: boolean): NodeId => {
  const zero = b.constant(0);
  return whether ? select(b, node.inputs[0]!, t, zero) : select(b, node.inputs[0]!, zero, t);
};

/**
 * The second input where the first is not 0, else the third, entry by entry; a NaN condition gives NaN. The derivative by
 * the condition is 0. The kinks are those of the comparison that made the condition, which reports its distance.
 */
export const SELECT: Operation = {
  name: 'select',
  shape: (inputs) => elementwiseShape(inputs),
  forward: selectForward,
  radius: (site) =>
    radiusOfEntries(site, (memory, radii, [c, yes, no], out) => {
      const condition = memory[c!]!;
      const radius = radii[c!]!;
      if (isCertain(condition, radius)) return radii[condition !== 0 ? yes! : no!]!;
      if (!(radius < Number.POSITIVE_INFINITY)) return radius;
      const value = memory[out]!;
      const reach = (branch: number): number => Math.abs(memory[branch]! - value) + radii[branch]!;
      return Math.max(reach(yes!), reach(no!)) * (1 + 2 ** -50);
    }),
  enclosure: (site, a) =>
    enclosureOfEntries(site, (memory, [c, yes, no]) => {
      const condition = truthOf(a, memory[c!]!);
      if (condition.low.isNaN()) return a.undefined;
      if (!condition.low.eq(condition.high)) return a.hull(memory[yes!]!, memory[no!]!);
      return memory[condition.low.isZero() ? no! : yes!]!;
    }),
  branches: (site) =>
    branchesOfEntries(site, (memory, [c], sink) =>
      sink.note(memory[c!]! !== 0 ? 1 : 0, Number.POSITIVE_INFINITY),
    ),
  vjp: (b, node, cotangent, needed) => [
    undefined,
    needed[1] === true ? sumTo(b, taken(b, node, cotangent, true), b.node(node.inputs[1]!).shape) : undefined,
    needed[2] === true
      ? sumTo(b, taken(b, node, cotangent, false), b.node(node.inputs[2]!).shape)
      : undefined,
  ],
  jvp: (b, node, [_, yes, no]) => {
    if (yes === undefined && no === undefined) return undefined;
    const zero = b.constant(0);
    return broadcastTo(b, select(b, node.inputs[0]!, yes ?? zero, no ?? zero), node.shape);
  },
  infix: (inputs) => printedCall('where', inputs),
  tex: ([c, yes, no]) => ({
    text: `\\begin{cases} ${yes?.text} & ${c?.text} \\\\ ${no?.text} & \\text{otherwise} \\end{cases}`,
    // The brace has no right end, so in a product the cases stand in parentheses.
    precedence: Precedence.sum,
  }),
};

/** `yes` where `condition` is not 0, else `no`. */
export function select(b: GraphBuilder, condition: NodeId, yes: NodeId, no: NodeId): NodeId {
  const known = b.uniformValue(condition);
  if (known !== undefined && !Number.isNaN(known)) {
    const shape = elementwiseShape([condition, yes, no].map((id) => b.node(id).shape));
    const winner = known !== 0 ? yes : no;
    if (!('mismatch' in shape)) return broadcastTo(b, winner, shape);
  }
  return b.apply(SELECT, [condition, yes, no]);
}
