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
  /** A node of its own that equals `value`, under a name; without one it is printed as its value. */
  named(name: string | undefined, value: NodeId): NodeId;
  /** `exact`: whether the double is the number that is meant, or else what it is rounded from. */
  constant(value: number, exact?: boolean | ExactConstant): NodeId;
  constantArray(data: Float64Array, shape: Shape, radii?: Float64Array, exact?: ExactConstant): NodeId;
  /** A constant of this shape with equal entries. */
  filled(value: number, shape: Shape): NodeId;
  /**
   * The nodes from `first` on that some nodes depend on, these among them, in topological order. What `cuts` says true of is
   * not looked through.
   */
  ancestors(of: readonly NodeId[], first?: NodeId, cuts?: (id: NodeId) => boolean): NodeId[];
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

/** Constants of more entries are compared by no key. */
const MAX_SHARED = 16;

/** What a constant's node holds. */
type Constant = Required<Pick<Node, 'data' | 'dataRadii'>> & Pick<Node, 'exact'>;

export function graphBuilder(): GraphBuilder {
  const nodes: Node[] = [];
  const names = new Set<string>();
  const scalars = new Map<number, NodeId>();
  const arrays = new Map<string, NodeId>();
  /** Per operation, by the inputs and attributes. */
  const applications = new Map<string, Map<number | string, NodeId>>();
  /** The common entry of constants that have one. */
  const uniform = new Map<NodeId, number>();

  const push = (
    operation: Operation,
    inputs: readonly NodeId[],
    shape: Shape,
    attributes: Attributes,
    own: Pick<Node, 'name' | 'data' | 'dataRadii' | 'exact'> = {},
  ): NodeId => {
    const id = nodes.length;
    nodes.push({ id, operation, inputs, shape, attributes, ...own });
    if (own.name !== undefined) names.add(own.name);
    return id;
  };

  const placeConstant = (shape: Shape, own: Constant): NodeId => {
    const id = push(CONSTANT, [], shape, NO_ATTRIBUTES, own);
    const entry = uniformEntry(own.data, own.dataRadii);
    if (entry !== undefined) uniform.set(id, entry);
    return id;
  };

  const shareConstant = (shape: Shape, own: Constant): NodeId => {
    const { data, dataRadii, exact } = own;
    const value = data[0]!;
    if (shape.length === 0 && dataRadii[0] === 0 && exact === undefined) return shareNumber(value);
    if (data.length > MAX_SHARED) return placeConstant(shape, own);
    const entries = Array.from(data, (x, i) => `${Object.is(x, -0) ? '-0' : x}~${dataRadii[i]}`);
    const meaning = exact === undefined ? '' : `=${exactKey(exact)}`;
    return shareArray(`${shape.join('x')}:${entries.join(',')}${meaning}`, () => placeConstant(shape, own));
  };

  const shareArray = (key: string, place: () => NodeId): NodeId => {
    const known = arrays.get(key);
    if (known !== undefined) return known;
    const id = place();
    arrays.set(key, id);
    return id;
  };

  /** A scalar that is exactly this double. */
  const shareNumber = (value: number): NodeId => {
    const place = (): NodeId =>
      placeConstant(SCALAR, { data: Float64Array.of(value), dataRadii: new Float64Array(1) });
    // A map takes 0 and −0 for one number.
    if (Object.is(value, -0)) return shareArray('-0', place);
    const known = scalars.get(value);
    if (known !== undefined) return known;
    const id = place();
    scalars.set(value, id);
    return id;
  };

  const tryApply: GraphBuilder['tryApply'] = (operation, inputs, attributes = NO_ATTRIBUTES) => {
    let shared = applications.get(operation.name);
    if (shared === undefined) {
      shared = new Map();
      applications.set(operation.name, shared);
    }
    const key = keyOf(inputs, attributes);
    const known = shared.get(key);
    if (known !== undefined) return known;
    const shape = operation.shape(
      inputs.map((id) => nodes[id]!.shape),
      attributes,
    );
    if ('mismatch' in shape) return shape;
    const id = push(operation, [...inputs], shape, attributes);
    shared.set(key, id);
    return id;
  };

  // Marks of the nodes that a walk has seen, by the number of the walk: clearing them would cost as much as the graph is
  // large, however little the walk sees of it.
  let seen = new Uint32Array(64);
  let walks = 0;

  const ancestors: GraphBuilder['ancestors'] = (of, first = 0, cuts) => {
    if (seen.length < nodes.length) seen = new Uint32Array(2 * nodes.length);
    walks++;
    const found: NodeId[] = [];
    const see = (id: NodeId): void => {
      if (id < first || seen[id] === walks) return;
      seen[id] = walks;
      found.push(id);
    };
    for (const id of of) see(id);
    // Grows while it is walked.
    for (let i = 0; i < found.length; i++) {
      const id = found[i]!;
      if (cuts?.(id) === true) continue;
      const { inputs } = nodes[id]!;
      for (let k = 0; k < inputs.length; k++) see(inputs[k]!);
    }
    return ascending(found);
  };

  const builder: GraphBuilder = {
    ancestors,
    nodes,
    names,
    node: (id) => nodes[id]!,
    tryApply,
    apply: (operation, inputs, attributes) => {
      const id = tryApply(operation, inputs, attributes);
      if (typeof id !== 'number') throw new Error(`${operation.name}: ${id.mismatch}`);
      return id;
    },
    input: (name, shape) => push(INPUT, [], shape, NO_ATTRIBUTES, { name }),
    named: (name, value) =>
      push(NAMED, [value], nodes[value]!.shape, NO_ATTRIBUTES, name === undefined ? {} : { name }),
    constant: (value, exact = Number.isInteger(value)) =>
      shareConstant(SCALAR, {
        data: Float64Array.of(value),
        dataRadii: Float64Array.of(exact === true ? 0 : Math.abs(value) * UNIT_ROUNDOFF),
        ...(typeof exact === 'object' && { exact }),
      }),
    constantArray: (data, shape, radii, exact) =>
      shareConstant(shape, {
        data,
        dataRadii: radii ?? new Float64Array(data.length),
        ...(exact !== undefined && { exact }),
      }),
    filled: (value, shape) =>
      shape.length === 0
        ? shareNumber(value)
        : shareArray(`${shape.join('x')}=${Object.is(value, -0) ? '-0' : value}`, () => {
            const size = sizeOf(shape);
            return shareConstant(shape, {
              data: new Float64Array(size).fill(value),
              dataRadii: new Float64Array(size),
            });
          }),
    uniformValue: (id) => uniform.get(id),
  };
  return builder;
}

/** Numbers of typed arrays are sorted without a call for each comparison. */
const ascending = (ids: NodeId[]): NodeId[] =>
  ids.length < 32 ? ids.sort((a, b) => a - b) : Array.from(Uint32Array.from(ids).sort());

/** Nodes of a graph have smaller numbers than this, so that two of them make one key. */
const MOST_NODES = 2 ** 26;

/** The same key for the same inputs and attributes of an operation. */
function keyOf(inputs: readonly NodeId[], attributes: Attributes): number | string {
  if (attributes === NO_ATTRIBUTES) {
    if (inputs.length === 1) return inputs[0]!;
    if (inputs.length === 2) return (inputs[0]! + 1) * MOST_NODES + inputs[1]!;
    return inputs.join(',');
  }
  return `${inputs.join(',')}${JSON.stringify(attributes)}`;
}

function uniformEntry(data: Float64Array, radii: Float64Array): number | undefined {
  const first = data[0];
  if (first === undefined) return undefined;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== first || radii[i] !== 0) return undefined;
  }
  return first;
}
