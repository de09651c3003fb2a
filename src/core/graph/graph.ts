import { type ExactConstant, exactKey } from './exact';
import type { Attributes, Operation } from './operation';
import { NO_ATTRIBUTES } from './operation';
import { SCALAR, type Shape, sizeOf } from './shape';

export type NodeId = number;

export interface Node {
  readonly id: NodeId;
  readonly operation: Operation;
  readonly inputs: readonly NodeId[];
  readonly shape: Shape;
  readonly attributes: Attributes;
  /** The name that a sheet gives to this node; inputs and definitions have one. */
  readonly name?: string;
  /** The entries of a constant, row-major. */
  readonly data?: Float64Array;
  /** Bounds of |data − the exact constant|, entry by entry: a decimal such as 0.1 has no exact double. */
  readonly dataRadii?: Float64Array;
  /** The number that a rounded constant stands for, where that is known. */
  readonly exact?: ExactConstant;
}

/**
 * A computation graph under construction. Nodes are stored in topological order: every input stands before its user, so
 * passes are loops, never recursions. Equal applications share one node, except inputs and named values, which stay
 * apart because derivatives are taken with respect to them.
 */
export interface GraphBuilder {
  readonly nodes: readonly Node[];
  /** The names of all nodes. */
  readonly names: ReadonlySet<string>;
  node(id: NodeId): Node;
  /** Throws when the shapes do not fit, which is a bug of the caller: text from users goes through `tryApply`. */
  apply(operation: Operation, inputs: readonly NodeId[], attributes?: Attributes): NodeId;
  tryApply(
    operation: Operation,
    inputs: readonly NodeId[],
    attributes?: Attributes,
  ): NodeId | { mismatch: string };
  /** A free leaf. */
  input(name: string, shape: Shape): NodeId;
  /** A node of its own that equals `value`, under a name. */
  named(name: string, value: NodeId): NodeId;
  /** `exact`: whether the double is the number that is meant, or else what it is rounded from. */
  constant(value: number, exact?: boolean | ExactConstant): NodeId;
  constantArray(data: Float64Array, shape: Shape, radii?: Float64Array, exact?: ExactConstant): NodeId;
  /** A constant of this shape with equal entries. */
  filled(value: number, shape: Shape): NodeId;
  /** The value of a constant node whose entries are all equal, else undefined. */
  uniformValue(id: NodeId): number | undefined;
}

const leaf = (name: string): Operation => ({
  name,
  shape: () => SCALAR,
  forward: () => () => {},
  radius: () => () => {},
  infix: (_, node) => ({ text: node.name ?? '?', precedence: 60 }),
  tex: (_, node) => ({ text: node.name ?? '?', precedence: 60 }),
});

/** A free leaf of the graph; its entries are written before each run. */
export const INPUT: Operation = leaf('input');

/** A leaf with fixed entries. */
export const CONSTANT: Operation = leaf('constant');

/** Equals its one input; a place of its own for a name. */
export const NAMED: Operation = {
  name: 'named',
  shape: (inputs) => inputs[0]!,
  forward: (site) => copyEntries(site.inputs[0]!, site.output, sizeOf(site.outputShape)),
  radius: (site) => {
    const copy = copyEntries(site.inputs[0]!, site.output, sizeOf(site.outputShape));
    return (_, radii) => copy(radii);
  },
  enclosure: (site) => {
    const from = site.inputs[0]!;
    const size = sizeOf(site.outputShape);
    return (memory) => {
      for (let i = 0; i < size; i++) memory[site.output + i] = memory[from + i]!;
    };
  },
  vjp: (_b, _node, cotangent) => [cotangent],
  jvp: (_b, _node, tangents) => tangents[0],
  infix: (_, node) => ({ text: node.name ?? '?', precedence: 60 }),
  tex: (_, node) => ({ text: node.name ?? '?', precedence: 60 }),
};

function copyEntries(from: number, to: number, size: number): (memory: Float64Array) => void {
  if (size === 1) {
    return (memory) => {
      memory[to] = memory[from]!;
    };
  }
  return (memory) => {
    memory.copyWithin(to, from, from + size);
  };
}

/** Half an ulp, relative: the error of a decimal rounded to the nearest double. */
export const UNIT_ROUNDOFF = 2 ** -53;

export function graphBuilder(): GraphBuilder {
  const nodes: Node[] = [];
  const names = new Set<string>();
  const shared = new Map<string, NodeId>();

  const push = (node: Omit<Node, 'id'>): NodeId => {
    nodes.push({ ...node, id: nodes.length });
    if (node.name !== undefined) names.add(node.name);
    return nodes.length - 1;
  };

  const shareConstant = (
    data: Float64Array,
    shape: Shape,
    dataRadii: Float64Array,
    exact?: ExactConstant,
  ): NodeId => {
    const own = exact === undefined ? { data, dataRadii } : { data, dataRadii, exact };
    const place = (): NodeId =>
      push({ operation: CONSTANT, inputs: [], shape, attributes: NO_ATTRIBUTES, ...own });
    if (data.length > 16) return place();
    const entries = Array.from(data, (x, i) => `${Object.is(x, -0) ? '-0' : x}~${dataRadii[i]}`);
    const meaning = exact === undefined ? '' : `=${exactKey(exact)}`;
    const key = `constant:${shape.join('x')}:${entries.join(',')}${meaning}`;
    const known = shared.get(key);
    if (known !== undefined) return known;
    const id = place();
    shared.set(key, id);
    return id;
  };

  const tryApply: GraphBuilder['tryApply'] = (operation, inputs, attributes = NO_ATTRIBUTES) => {
    const key = `${operation.name}(${inputs.join(',')})${attributes === NO_ATTRIBUTES ? '' : JSON.stringify(attributes)}`;
    const known = shared.get(key);
    if (known !== undefined) return known;
    const shape = operation.shape(
      inputs.map((id) => nodes[id]!.shape),
      attributes,
    );
    if ('mismatch' in shape) return shape;
    const id = push({ operation, inputs: [...inputs], shape, attributes });
    shared.set(key, id);
    return id;
  };

  const builder: GraphBuilder = {
    nodes,
    names,
    node: (id) => nodes[id]!,
    tryApply,
    apply: (operation, inputs, attributes) => {
      const id = tryApply(operation, inputs, attributes);
      if (typeof id !== 'number') throw new Error(`${operation.name}: ${id.mismatch}`);
      return id;
    },
    input: (name, shape) => push({ operation: INPUT, inputs: [], shape, attributes: NO_ATTRIBUTES, name }),
    named: (name, value) =>
      push({
        operation: NAMED,
        inputs: [value],
        shape: nodes[value]!.shape,
        attributes: NO_ATTRIBUTES,
        name,
      }),
    constant: (value, exact = Number.isInteger(value)) =>
      shareConstant(
        Float64Array.of(value),
        SCALAR,
        Float64Array.of(exact === true ? 0 : Math.abs(value) * UNIT_ROUNDOFF),
        typeof exact === 'boolean' ? undefined : exact,
      ),
    constantArray: (data, shape, radii, exact) =>
      shareConstant(data, shape, radii ?? new Float64Array(data.length), exact),
    filled: (value, shape) =>
      shareConstant(new Float64Array(sizeOf(shape)).fill(value), shape, new Float64Array(sizeOf(shape))),
    uniformValue: (id) => uniformEntry(nodes[id]!),
  };
  return builder;
}

function uniformEntry(node: Node): number | undefined {
  const data = node.data;
  if (data === undefined || data.length === 0 || node.dataRadii?.some((r) => r !== 0)) return undefined;
  const first = data[0]!;
  return data.every((x) => x === first) ? first : undefined;
}
