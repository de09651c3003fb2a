import { CONSTANT, type GraphBuilder, INPUT, type Node, type NodeId } from './graph';
import type { BranchKernel, BranchSink, Kernel, RadiusKernel, Site } from './operation';
import { TIE_SLOT } from './operation';
import { simdMemory } from './operations/kernels/simd';
import { sizeOf } from './shape';

/** Which branches a run took, as a hash, and the least distance to another branch (Infinity without any). */
export interface Branches {
  readonly hash: number;
  readonly distance: number;
}

/** Tells a sink which branch each entry of one operation took. */
export interface BranchTeller {
  readonly node: NodeId;
  readonly tell: (sink: BranchSink) => void;
}

/**
 * A graph compiled for repeated evaluation. All entries live in one array, so a run allocates nothing.
 *
 * Usage: `write` every input, `run`, `read` outputs. `runRadii` bounds the error of the last run.
 */
export interface Program {
  /** Writes the entries of an input; the entries count as exact unless `radii` says otherwise. */
  write(input: NodeId, entries: ArrayLike<number>, radii?: ArrayLike<number>): void;
  run(): void;
  /** Bounds |computed − exact| for every entry of the last `run`. */
  runRadii(): void;
  branches(): Branches;
  /**
   * For each branching operation that `outputs` depend on, a function that tells the branches of its entries in the last
   * run.
   */
  branching(outputs: readonly NodeId[]): readonly BranchTeller[];
  /** How kinks resolve ties in the next runs: 0, ½ (initially) or 1; see `TIE_SLOT`. */
  setTie(tie: number): void;
  /** A view of the node's entries, valid until the next run. The node must be an output or one of its ancestors. */
  read(node: NodeId): Float64Array;
  readRadii(node: NodeId): Float64Array;
  has(node: NodeId): boolean;
  /** The inputs that the outputs depend on. */
  readonly inputs: readonly NodeId[];
  /** Elementary arithmetic operations of one run, for budgets. */
  readonly work: number;
}

/** A memory for vectors costs about as much as this many operations save with them. */
const LEAST_SIMD_WORK = 2e5;

function workOf(graph: GraphBuilder, { operation, inputs, shape, attributes }: Node): number {
  if (operation === INPUT || operation === CONSTANT) return 0;
  const shapes = inputs.map((input) => graph.node(input).shape);
  return operation.work?.(shapes, shape, attributes) ?? sizeOf(shape);
}

/** Compiles what `outputs` depend on. Later additions to the graph do not change the program. */
export function compile(graph: GraphBuilder, outputs: readonly NodeId[]): Program {
  const order = ancestors(graph, outputs);
  const offsets = new Map<NodeId, number>();
  let length = TIE_SLOT + 1;
  let work = 0;
  let simdWork = 0;
  for (const id of order) {
    const node = graph.node(id);
    offsets.set(id, length);
    length += sizeOf(node.shape);
    const own = workOf(graph, node);
    work += own;
    if (node.operation.prefersSimd === true) simdWork += own;
  }
  const memory = (simdWork < LEAST_SIMD_WORK ? undefined : simdMemory(length)) ?? new Float64Array(length);
  const radii = new Float64Array(length);
  memory[TIE_SLOT] = 0.5;

  const kernels: Kernel[] = [];
  const sites: { site: Site; id: NodeId }[] = [];
  const inputs: NodeId[] = [];
  for (const id of order) {
    const node = graph.node(id);
    const output = offsets.get(id)!;
    if (node.operation === INPUT) inputs.push(id);
    else if (node.operation === CONSTANT) {
      memory.set(node.data!, output);
      if (node.dataRadii !== undefined) radii.set(node.dataRadii, output);
    } else {
      const inputShapes = node.inputs.map((input) => graph.node(input).shape);
      const site: Site = {
        inputs: node.inputs.map((input) => offsets.get(input)!),
        inputShapes,
        output,
        outputShape: node.shape,
        attributes: node.attributes,
      };
      kernels.push(node.operation.forward(site));
      sites.push({ site, id });
    }
  }

  // Bounds and branches are compiled on first use: plain evaluation never needs them.
  let radiusKernels: RadiusKernel[] | undefined;
  let branchKernels: BranchKernel[] | undefined;
  const viewsOf = (array: Float64Array): ((id: NodeId) => Float64Array) => {
    const views = new Map<NodeId, Float64Array>();
    return (id) => {
      const known = views.get(id);
      if (known !== undefined) return known;
      const offset = offsets.get(id);
      if (offset === undefined) throw new Error(`node ${id} is not part of the program`);
      const view = array.subarray(offset, offset + sizeOf(graph.node(id).shape));
      views.set(id, view);
      return view;
    };
  };
  const shapes = new Map(inputs.map((id) => [id, sizeOf(graph.node(id).shape)]));

  return {
    inputs,
    work,
    has: (id) => offsets.has(id),
    write: (id, entries, entryRadii) => {
      const offset = offsets.get(id);
      const size = shapes.get(id);
      if (offset === undefined || size === undefined) return;
      for (let i = 0; i < size; i++) {
        memory[offset + i] = entries[i] ?? Number.NaN;
        radii[offset + i] = entryRadii?.[i] ?? 0;
      }
    },
    run: () => {
      for (let i = 0; i < kernels.length; i++) kernels[i]!(memory);
    },
    runRadii: () => {
      radiusKernels ??= sites.map(({ site, id }) => graph.node(id).operation.radius(site));
      for (let i = 0; i < radiusKernels.length; i++) radiusKernels[i]!(memory, radii);
    },
    branches: () => {
      branchKernels ??= sites.flatMap(({ site, id }) => graph.node(id).operation.branches?.(site) ?? []);
      return takenBranches(branchKernels, memory);
    },
    branching: (of) => {
      const branching = sites.filter(({ id }) => graph.node(id).operation.branches !== undefined);
      if (branching.length === 0) return [];
      const wanted = new Set(ancestors(graph, of));
      return branching.flatMap(({ site, id }) => {
        if (!wanted.has(id)) return [];
        const kernel = graph.node(id).operation.branches!(site);
        return [{ node: id, tell: (sink) => kernel(memory, sink) }];
      });
    },
    setTie: (tie) => {
      memory[TIE_SLOT] = tie;
    },
    read: viewsOf(memory),
    readRadii: viewsOf(radii),
  };
}

/** The outputs and all nodes they depend on, in topological order. */
export const ancestors = (graph: GraphBuilder, outputs: readonly NodeId[]): NodeId[] =>
  graph.ancestors(outputs);

function takenBranches(kernels: readonly BranchKernel[], memory: Float64Array): Branches {
  let hash = 0;
  let distance = Number.POSITIVE_INFINITY;
  const sink: BranchSink = {
    note: (winner, gap) => {
      hash = mixed(hash, winner);
      if (gap < distance) distance = gap;
    },
  };
  for (const kernel of kernels) kernel(memory, sink);
  return { hash, distance };
}

/**
 * A hash of 32-bit words with one word more (MurmurHash3, Austin Appleby 2011). Branches are often −1 and 1 in pairs, which
 * weaker mixing takes for each other.
 */
export function mixed(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}
