import { type GraphBuilder, INPUT, type Node, type NodeId } from './graph';
import { layoutOf, type Step } from './layout';
import type { BranchKernel, BranchSink, RadiusKernel } from './operation';
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

/** Compiles what `outputs` depend on. Later additions to the graph do not change the program. */
export function compile(graph: GraphBuilder, outputs: readonly NodeId[]): Program {
  const order = ancestors(graph, outputs);
  const layout = layoutOf(graph, order);
  const steps: Step[] = [];
  const inputs: NodeId[] = [];
  const constants: Node[] = [];
  let work = 0;
  let simdWork = 0;
  for (const id of order) {
    const step = layout.stepOf(id);
    if (step !== undefined) {
      steps.push(step);
      work += step.work;
      if (step.operation.prefersSimd === true) simdWork += step.work;
    } else {
      const node = graph.node(id);
      if (node.operation === INPUT) inputs.push(id);
      else constants.push(node);
    }
  }
  const { length } = layout;
  const memory = (simdWork < LEAST_SIMD_WORK ? undefined : simdMemory(length)) ?? new Float64Array(length);
  const radii = new Float64Array(length);
  memory[TIE_SLOT] = 0.5;
  for (const { id, data, dataRadii } of constants) {
    const offset = layout.offsetOf(id)!;
    memory.set(data!, offset);
    if (dataRadii !== undefined) radii.set(dataRadii, offset);
  }
  const kernels = steps.map(({ forward }) => forward);

  // Bounds and branches are compiled on first use: plain evaluation never needs them.
  let radiusKernels: RadiusKernel[] | undefined;
  let branchKernels: BranchKernel[] | undefined;
  const viewsOf = (array: Float64Array): ((id: NodeId) => Float64Array) => {
    const views = new Map<NodeId, Float64Array>();
    return (id) => {
      const known = views.get(id);
      if (known !== undefined) return known;
      const offset = layout.offsetOf(id);
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
    has: (id) => layout.offsetOf(id) !== undefined,
    write: (id, entries, entryRadii) => {
      const offset = layout.offsetOf(id);
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
      radiusKernels ??= steps.map(({ radius }) => radius);
      for (let i = 0; i < radiusKernels.length; i++) radiusKernels[i]!(memory, radii);
    },
    branches: () => {
      branchKernels ??= steps.flatMap((step) => step.branches() ?? []);
      return takenBranches(branchKernels, memory);
    },
    branching: (of) => {
      const branching = steps.filter(({ operation }) => operation.branches !== undefined);
      if (branching.length === 0) return [];
      const wanted = new Set(ancestors(graph, of));
      return branching.flatMap((step) => {
        const kernel = wanted.has(step.id) ? step.branches() : undefined;
        return kernel === undefined ? [] : [{ node: step.id, tell: (sink) => kernel(memory, sink) }];
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
