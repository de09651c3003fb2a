import { CONSTANT, type GraphBuilder, INPUT, type NodeId } from './graph';
import type { BranchKernel, BranchSink, Kernel, RadiusKernel, Site } from './operation';
import { TIE_SLOT } from './operation';
import { sizeOf } from './shape';

/** Which branches a run took, as a hash, and the least distance to another branch (Infinity without any). */
export interface Branches {
  readonly hash: number;
  readonly distance: number;
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

/** Compiles what `outputs` depend on. Later additions to the graph do not change the program. */
export function compile(graph: GraphBuilder, outputs: readonly NodeId[]): Program {
  const order = ancestors(graph, outputs);
  const offsets = new Map<NodeId, number>();
  let length = TIE_SLOT + 1;
  for (const id of order) {
    offsets.set(id, length);
    length += sizeOf(graph.node(id).shape);
  }
  const memory = new Float64Array(length);
  const radii = new Float64Array(length);
  memory[TIE_SLOT] = 0.5;

  const kernels: Kernel[] = [];
  const sites: { site: Site; id: NodeId }[] = [];
  const inputs: NodeId[] = [];
  let work = 0;
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
      work += node.operation.work?.(inputShapes, node.shape) ?? sizeOf(node.shape);
    }
  }

  // Bounds and branches are compiled on first use: plain evaluation never needs them.
  let radiusKernels: RadiusKernel[] | undefined;
  let branchKernels: BranchKernel[] | undefined;
  const view = (array: Float64Array, id: NodeId): Float64Array => {
    const offset = offsets.get(id);
    if (offset === undefined) throw new Error(`node ${id} is not part of the program`);
    return array.subarray(offset, offset + sizeOf(graph.node(id).shape));
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
    setTie: (tie) => {
      memory[TIE_SLOT] = tie;
    },
    read: (id) => view(memory, id),
    readRadii: (id) => view(radii, id),
  };
}

/** The outputs and all nodes they depend on, in topological order. */
export function ancestors(graph: GraphBuilder, outputs: readonly NodeId[]): NodeId[] {
  const wanted = new Set<NodeId>();
  const stack = [...outputs];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (wanted.has(id)) continue;
    wanted.add(id);
    stack.push(...graph.node(id).inputs);
  }
  return [...wanted].sort((a, b) => a - b);
}

function takenBranches(kernels: readonly BranchKernel[], memory: Float64Array): Branches {
  let hash = 0x811c9dc5;
  let distance = Number.POSITIVE_INFINITY;
  const sink: BranchSink = {
    note: (winner, gap) => {
      // FNV-1a (Fowler, Noll, Vo 1991), over winners as 32-bit words.
      hash = Math.imul(hash ^ winner, 0x01000193);
      if (gap < distance) distance = gap;
    },
  };
  for (const kernel of kernels) kernel(memory, sink);
  return { hash, distance };
}
