import { CONSTANT, type GraphBuilder, INPUT, type Node, type NodeId } from '../graph';
import type { Operation } from '../operation';
import { NO_ATTRIBUTES } from '../operation';
import { sizeOf } from '../shape';
import { intervalArithmetic } from './arithmetic';
import type { EnclosureKernel, Interval, IntervalArithmetic } from './interval';

/**
 * A graph compiled for evaluation in interval arithmetic.
 *
 * Usage: `write` every input, `run`, `read` outputs. An input that was not written is undefined.
 */
export interface EnclosureProgram {
  /** Writes the entries of an input, which may lie anywhere in their intervals. */
  write(input: NodeId, intervals: readonly Interval[]): void;
  run(): void;
  /** Intervals that hold the exact entries; the node must be an output or one of its ancestors. */
  read(node: NodeId): readonly Interval[];
  has(node: NodeId): boolean;
  /** The inputs that the outputs depend on. */
  readonly inputs: readonly NodeId[];
  /** About how many elementary operations in doubles one run is worth: the unit of `Program.work`. */
  readonly work: number;
}

/**
 * Elementary operations in doubles that one in intervals of so many digits is worth: a sum takes about 1.5 µs at 50 digits,
 * 3 µs at 200, and an elementary function, which `Operation.work` counts as 8 sums, about 10 and 25 µs.
 */
const costOf = (digits: number): number => 1000 + 10 * digits;

/** How much more than that operations take which are cheap in doubles or compositions in intervals (measured). */
const EXPENSIVE: ReadonlyMap<string, number> = new Map([
  ['multiply', 2],
  ['divide', 4],
  ['constant_power', 4],
  ['sqrt', 3],
  ['tan', 3],
  ['asin', 10],
  ['acos', 8],
  ['sinh', 3],
  ['cosh', 2],
  ['tanh', 3],
  ['asinh', 6],
  ['acosh', 4],
  ['atanh', 4],
  ['softplus', 2],
  ['logsigmoid', 2],
  ['logit', 4],
  ['gelu', 4],
  ['erf', 4],
  ['erfc', 4],
  ['gamma', 20],
  ['lgamma', 20],
  ['digamma', 20],
  ['polygamma', 20],
  ['beta', 40],
]);

/** What computes a node: its own operation, or the one that a constant was folded from; undefined for other leaves. */
interface Application {
  readonly operation: Operation;
  readonly inputs: readonly NodeId[];
  readonly attributes: Node['attributes'];
}

function applicationOf(node: Node): Application | undefined {
  if (node.operation === INPUT) return undefined;
  if (node.operation !== CONSTANT) return node;
  const { exact } = node;
  return exact?.kind === 'applied' && exact.operation.enclosure !== undefined
    ? { operation: exact.operation, inputs: exact.inputs, attributes: NO_ATTRIBUTES }
    : undefined;
}

/** Compiles what `outputs` depend on; undefined where some operation has no enclosure. */
export function compileEnclosure(
  graph: GraphBuilder,
  outputs: readonly NodeId[],
  digits: number,
): EnclosureProgram | undefined {
  const order = exactAncestors(graph, outputs);
  const offsets = new Map<NodeId, number>();
  const inputs: NodeId[] = [];
  let length = 0;
  let work = 0;
  for (const id of order) {
    const node = graph.node(id);
    const application = applicationOf(node);
    if (application !== undefined && application.operation.enclosure === undefined) return undefined;
    if (node.operation === INPUT) inputs.push(id);
    offsets.set(id, length);
    length += sizeOf(node.shape);
    work += workOf(graph, node, application);
  }

  const arithmetic = intervalArithmetic(digits);
  let memory: Interval[] | undefined;
  let kernels: readonly EnclosureKernel[] = [];
  // A program that is too much work for its user is never run, so nothing is made before it is.
  const ready = (): Interval[] => {
    if (memory !== undefined) return memory;
    memory = new Array<Interval>(length).fill(arithmetic.undefined);
    kernels = order.flatMap((id) => kernelOf(graph, id, offsets, memory!, arithmetic));
    return memory;
  };
  const placeOf = (id: NodeId): [start: number, end: number] => {
    const offset = offsets.get(id);
    if (offset === undefined) throw new Error(`node ${id} is not part of the program`);
    return [offset, offset + sizeOf(graph.node(id).shape)];
  };

  return {
    inputs,
    work: work * costOf(digits),
    has: (id) => offsets.has(id),
    write: (id, intervals) => {
      if (!offsets.has(id) || graph.node(id).operation !== INPUT) return;
      const entries = ready();
      const [start, end] = placeOf(id);
      for (let i = start; i < end; i++) entries[i] = intervals[i - start] ?? arithmetic.undefined;
    },
    run: () => {
      const entries = ready();
      for (const kernel of kernels) kernel(entries);
    },
    read: (id) => ready().slice(...placeOf(id)),
  };
}

/** The outputs and all that their exact values are made of, in topological order. */
function exactAncestors(graph: GraphBuilder, outputs: readonly NodeId[]): NodeId[] {
  const wanted = new Set<NodeId>();
  const stack = [...outputs];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (wanted.has(id)) continue;
    wanted.add(id);
    stack.push(...(applicationOf(graph.node(id))?.inputs ?? []));
  }
  return [...wanted].sort((a, b) => a - b);
}

function workOf(graph: GraphBuilder, node: Node, application: Application | undefined): number {
  if (application === undefined) return node.operation === CONSTANT ? sizeOf(node.shape) : 0;
  const shapes = application.inputs.map((input) => graph.node(input).shape);
  const { operation, attributes } = application;
  const factor = EXPENSIVE.get(operation.name) ?? 1;
  return factor * (operation.work?.(shapes, node.shape, attributes) ?? sizeOf(node.shape));
}

/** The kernel that computes a node; none for leaves, whose entries are written here where they are fixed. */
function kernelOf(
  graph: GraphBuilder,
  id: NodeId,
  offsets: ReadonlyMap<NodeId, number>,
  memory: Interval[],
  arithmetic: IntervalArithmetic,
): readonly EnclosureKernel[] {
  const node = graph.node(id);
  const output = offsets.get(id)!;
  const application = applicationOf(node);
  if (application === undefined) {
    if (node.operation === CONSTANT) writeConstant(node, output, memory, arithmetic);
    return [];
  }
  const site = {
    inputs: application.inputs.map((input) => offsets.get(input)!),
    inputShapes: application.inputs.map((input) => graph.node(input).shape),
    output,
    outputShape: node.shape,
    attributes: application.attributes,
  };
  return [application.operation.enclosure!(site, arithmetic)];
}

function writeConstant(node: Node, output: number, memory: Interval[], a: IntervalArithmetic): void {
  const { data, dataRadii, exact } = node;
  const known = exact?.kind === 'decimal' ? a.fromDecimal(exact.text) : undefined;
  const symbol = exact?.kind === 'symbol' ? (exact.name === 'pi' ? a.pi : a.exp(a.one)) : known;
  // Equal entries, such as the zeros of an identity matrix, share their interval.
  const shared = new Map<string, Interval>();
  data!.forEach((x, i) => {
    const radius = dataRadii?.[i] ?? 0;
    const key = `${x}~${radius}`;
    const interval = symbol ?? shared.get(key) ?? a.fromBall(x, radius);
    shared.set(key, interval);
    memory[output + i] = interval;
  });
}
