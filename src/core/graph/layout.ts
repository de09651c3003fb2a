import { CONSTANT, type GraphBuilder, INPUT, type NodeId } from './graph';
import type { BranchKernel, Kernel, Operation, RadiusKernel, Site } from './operation';
import { TIE_SLOT } from './operation';
import { sizeOf } from './shape';

/** What computes one node at its place; bounds and branches are compiled on first use. */
export class Step {
  readonly forward: Kernel;
  /** Elementary arithmetic operations. */
  readonly work: number;
  private radiusKernel: RadiusKernel | undefined;

  constructor(
    readonly id: NodeId,
    readonly operation: Operation,
    private readonly site: Site,
  ) {
    const { inputShapes, outputShape, attributes } = site;
    this.forward = operation.forward(site);
    this.work = operation.work?.(inputShapes, outputShape, attributes) ?? sizeOf(outputShape);
  }

  get radius(): RadiusKernel {
    this.radiusKernel ??= this.operation.radius(this.site);
    return this.radiusKernel;
  }

  branches(): BranchKernel | undefined {
    return this.operation.branches?.(this.site);
  }
}

/** Where the entries of nodes lie in a memory, and the steps that compute them there. */
export interface Layout {
  /** Entries of a memory in which they all have their places. */
  readonly length: number;
  /** Where a node's entries begin; undefined for a node that has no place. */
  offsetOf(id: NodeId): number | undefined;
  /** The step of a node; undefined for a leaf. */
  stepOf(id: NodeId): Step | undefined;
}

/** Places for these nodes alone, side by side. They come in topological order. */
function ownLayout(graph: GraphBuilder, order: readonly NodeId[]): Layout {
  const offsets = new Map<NodeId, number>();
  let length = TIE_SLOT + 1;
  for (const id of order) {
    offsets.set(id, length);
    length += sizeOf(graph.node(id).shape);
  }
  const offsetOf = (id: NodeId): number | undefined => offsets.get(id);
  return { length, offsetOf, stepOf: (id) => stepAt(graph, id, (input) => offsets.get(input)!) };
}

/** Places for all nodes of a graph, as it grows; each step is made once and serves every program. */
class GraphLayout {
  private readonly offsets: number[] = [];
  private readonly steps: (Step | undefined)[] = [];
  private end = TIE_SLOT + 1;

  constructor(private readonly graph: GraphBuilder) {}

  endOf(id: NodeId): number {
    for (let next = this.offsets.length; next <= id; next++) {
      this.offsets.push(this.end);
      this.end += sizeOf(this.graph.node(next).shape);
    }
    return this.offsets[id]! + sizeOf(this.graph.node(id).shape);
  }

  stepOf(id: NodeId): Step | undefined {
    const known = this.steps[id] ?? stepAt(this.graph, id, (input) => this.offsets[input]!);
    for (let next = this.steps.length; next < id; next++) this.steps.push(undefined);
    this.steps[id] = known;
    return known;
  }

  /** The part of it that belongs to these nodes. */
  of(order: readonly NodeId[], length: number): Layout {
    return {
      length,
      offsetOf: (id) => (includes(order, id) ? this.offsets[id] : undefined),
      stepOf: (id) => this.stepOf(id),
    };
  }
}

const layouts = new WeakMap<GraphBuilder, GraphLayout>();

/** Programs of fewer nodes have places of their own: making their steps costs less than looking them up is worth. */
const LEAST_SHARED = 128;

/** Steps are kept as long as their graph, a few hundred bytes each; nodes from this one on have none that are kept. */
const MOST_KEPT = 100_000;

/** A memory may be so much larger than what a program needs of it. */
const MOST_SPREAD = 8;

/**
 * Where a program keeps its entries. Claims far down a chain of definitions each need all that is above them: large programs
 * that use much of their graph share their steps, each in a memory of its own.
 *
 * @param order nodes with all that they depend on, in topological order
 */
export function layoutOf(graph: GraphBuilder, order: readonly NodeId[]): Layout {
  const last = order[order.length - 1];
  if (last === undefined || order.length < LEAST_SHARED || last >= MOST_KEPT) return ownLayout(graph, order);
  const shared = layouts.get(graph) ?? new GraphLayout(graph);
  layouts.set(graph, shared);
  const length = shared.endOf(last);
  let needed = 0;
  for (const id of order) needed += sizeOf(graph.node(id).shape);
  return length > MOST_SPREAD * needed ? ownLayout(graph, order) : shared.of(order, length);
}

function stepAt(graph: GraphBuilder, id: NodeId, offsetOf: (id: NodeId) => number): Step | undefined {
  const { operation, inputs, shape, attributes } = graph.node(id);
  if (operation === INPUT || operation === CONSTANT) return undefined;
  return new Step(id, operation, {
    inputs: inputs.map(offsetOf),
    inputShapes: inputs.map((input) => graph.node(input).shape),
    output: offsetOf(id),
    outputShape: shape,
    attributes,
  });
}

/** Whether an ascending list has this number. */
function includes(ascending: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}
