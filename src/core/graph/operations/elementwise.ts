import type { Interval, IntervalArithmetic } from '../enclosure/interval';
import type { GraphBuilder, Node, NodeId } from '../graph';
import { type Smooth, smoothBall } from '../numeric/ball';
import type {
  Attributes,
  BranchSink,
  Kernel,
  Operation,
  RadiusKernel,
  ShapeMismatch,
  Site,
} from '../operation';
import { TIE_SLOT } from '../operation';
import { broadcastShapes, type Shape, showShape, sizeOf } from '../shape';
import { add, multiply } from './arithmetic';
import { bounded } from './kernels/rounding';
import { branchesOfEntries, doNothing, enclosureOfEntries, walkSite } from './kernels/walk';
import { throughMask } from './mask';
import { printedCall, texCall } from './printing';
import { broadcastTo, sumTo } from './structure';

/** Writes `count` outputs from `out` on; the operands move by `xStep` and `yStep`. */
export type BinaryRun = (
  memory: Float64Array,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  out: number,
  count: number,
) => void;

/** Kernels of one binary operation; written out per operation where the call of a shared function would show. */
export interface BinaryKernels {
  readonly scalar: (x: number, y: number, out: number) => Kernel;
  readonly run: BinaryRun;
}

type BinaryFunction = (x: number, y: number, tie: number) => number;

// Definers of operations are function declarations: the families import each other, and whichever of them comes first
// runs before this module's constants exist.
function kernelsOf(f: BinaryFunction): BinaryKernels {
  return {
    scalar: (x, y, out) => (memory) => {
      memory[out] = f(memory[x]!, memory[y]!, memory[TIE_SLOT]!);
    },
    run: (memory, x, xStep, y, yStep, out, count) => {
      const tie = memory[TIE_SLOT]!;
      for (let i = 0; i < count; i++) {
        memory[out + i] = f(memory[x + i * xStep]!, memory[y + i * yStep]!, tie);
      }
    },
  };
}

function binaryForward(site: Site, kernels: BinaryKernels): Kernel {
  const [x, y] = site.inputs as [number, number];
  const { output } = site;
  const size = sizeOf(site.outputShape);
  if (size === 0) return doNothing;
  if (size === 1) return kernels.scalar(x, y, output);
  const { run } = kernels;
  const walk = walkSite(site);
  const { rows, columns } = walk;
  const [xStep, yStep] = walk.steps as [number, number];
  const [xStarts, yStarts] = walk.starts as [Int32Array, Int32Array];
  if (rows === 1) return (memory) => run(memory, x, xStep, y, yStep, output, columns);
  return (memory) => {
    for (let row = 0; row < rows; row++) {
      run(memory, xStarts[row]!, xStep, yStarts[row]!, yStep, output + row * columns, columns);
    }
  };
}

/** The shape of elementwise operands together, after NumPy's rules. */
export function elementwiseShape(inputs: readonly Shape[]): Shape | ShapeMismatch {
  let shape: Shape = inputs[0]!;
  for (const next of inputs.slice(1)) {
    const common = broadcastShapes(shape, next);
    if (common === undefined) return { mismatch: broadcastMismatch(shape, next) };
    shape = common;
  }
  return shape;
}

function broadcastMismatch(a: Shape, b: Shape): string {
  for (let i = 1; ; i++) {
    const m = a[a.length - i]!;
    const n = b[b.length - i]!;
    if (m !== n && m !== 1 && n !== 1) {
      const place = i === 1 ? 'the last sizes' : `counted from the last, sizes number ${i}`;
      return `sizes ${showShape(a)} and ${showShape(b)} do not fit elementwise: ${place} are ${m} and ${n}`;
    }
  }
}

/** How an operation prints; absent parts print as a call of the operation's name. */
export interface Printing {
  readonly infix?: Operation['infix'];
  readonly tex?: Operation['tex'];
}

/** `\operatorname{leaky\_relu}`. */
function operatorName(name: string): string {
  return `\\operatorname{${name.replaceAll('_', '\\_')}}`;
}

function printing(name: string, rule: Printing): Pick<Operation, 'infix' | 'tex'> {
  return {
    infix: rule.infix ?? ((inputs) => printedCall(name, inputs)),
    tex: rule.tex ?? ((inputs) => texCall(operatorName(name), inputs)),
  };
}

/**
 * A function of one number, applied to every entry. One of `derivative` and `along` states its derivative; neither, that
 * it is zero wherever it exists.
 */
export interface UnaryRule extends Printing {
  readonly name: string;
  /** `tie` is the memory's `TIE_SLOT`. */
  readonly value: (x: number, tie: number) => number;
  /** Applies `value` to `count` entries; written out where the call of a shared function would show. */
  readonly run?: (memory: Float64Array, x: number, out: number, count: number) => void;
  /** Bounds |y − f(x̃)| for all |x̃ − x| ≤ r, where y is the computed value. */
  readonly ball: (x: number, r: number, y: number, tie: number) => number;
  /** An interval with f(x̃) for all x̃ in x. */
  readonly enclosure?: (a: IntervalArithmetic, x: Interval) => Interval;
  /** ∂y/∂x as a node of x's shape, from x and y. */
  readonly derivative?: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;
  /** t·∂y/∂x, where a quotient or a sign says it better than a product. */
  readonly along?: (b: GraphBuilder, t: NodeId, x: NodeId, y: NodeId) => NodeId;
  readonly branch?: (x: number, sink: BranchSink) => void;
  /** The interval on which f is defined, ends included. */
  readonly domain?: readonly [number, number];
  /** Arithmetic operations that one entry is worth. */
  readonly cost?: number;
}

/** What a differentiable function needs; its ball follows from its slope. */
export interface SmoothRule extends Smooth, Omit<UnaryRule, 'value' | 'ball' | 'branch'> {}

/** The operation of a differentiable function of one number. */
export function smooth(rule: SmoothRule): Operation {
  return unary(smoothRule(rule));
}

export function smoothRule(rule: SmoothRule): UnaryRule {
  return { ...rule, ball: smoothBall(rule) };
}

/** An operation from the rule of its function; for a family of functions, from the rule at the node's attributes. */
export function unary(rule: UnaryRule, at: (attributes: Attributes) => UnaryRule = () => rule): Operation {
  const along = (b: GraphBuilder, node: Node, t: NodeId): NodeId => {
    const own = at(node.attributes);
    const x = node.inputs[0]!;
    return throughMask(b, t, (inner) =>
      own.along === undefined
        ? multiply(b, inner, own.derivative!(b, x, node.id))
        : own.along(b, inner, x, node.id),
    );
  };
  const rules: Pick<Operation, 'vjp' | 'jvp'> =
    rule.derivative === undefined && rule.along === undefined
      ? {}
      : {
          vjp: (b, node, cotangent) => [along(b, node, cotangent)],
          jvp: (b, node, [t]) => (t === undefined ? undefined : along(b, node, t)),
        };
  const branches: Pick<Operation, 'branches'> =
    rule.branch === undefined
      ? {}
      : {
          branches: (site) => {
            const branch = at(site.attributes).branch!;
            return branchesOfEntries(site, (memory, [x], sink) => branch(memory[x!]!, sink));
          },
        };
  const domains: Pick<Operation, 'domain'> = { domain: (attributes) => at(attributes).domain };
  const enclosures: Pick<Operation, 'enclosure'> =
    rule.enclosure === undefined
      ? {}
      : {
          enclosure: (site, a) => {
            const enclosure = at(site.attributes).enclosure!;
            return enclosureOfEntries(site, (memory, [x]) => enclosure(a, memory[x!]!));
          },
        };
  return {
    name: rule.name,
    shape: (inputs) => inputs[0]!,
    forward: (site) => unaryForward(site, at(site.attributes)),
    radius: (site) => unaryRadius(site, at(site.attributes)),
    ...enclosures,
    ...rules,
    ...branches,
    ...domains,
    // A family prints by its member: x² and x⁻¹ are one operation.
    infix: (inputs, node, shapes) => printing(rule.name, at(node.attributes)).infix(inputs, node, shapes),
    tex: (inputs, node, shapes) => printing(rule.name, at(node.attributes)).tex(inputs, node, shapes),
    work: (_, output) => sizeOf(output) * (rule.cost ?? 8),
  };
}

function unaryForward(site: Site, { value: f, run }: UnaryRule): Kernel {
  const x = site.inputs[0]!;
  const { output } = site;
  const size = sizeOf(site.outputShape);
  if (size === 1) {
    return (memory) => {
      memory[output] = f(memory[x]!, memory[TIE_SLOT]!);
    };
  }
  if (run !== undefined) return (memory) => run(memory, x, output, size);
  return (memory) => {
    const tie = memory[TIE_SLOT]!;
    for (let i = 0; i < size; i++) memory[output + i] = f(memory[x + i]!, tie);
  };
}

function unaryRadius(site: Site, { ball }: UnaryRule): RadiusKernel {
  const x = site.inputs[0]!;
  const { output } = site;
  const size = sizeOf(site.outputShape);
  return (memory, radii) => {
    const tie = memory[TIE_SLOT]!;
    for (let i = 0; i < size; i++) {
      const y = memory[output + i]!;
      radii[output + i] = bounded(y, ball(memory[x + i]!, radii[x + i]!, y, tie));
    }
  };
}

function binaryRadius(site: Site, ball: BinaryRule['ball']): RadiusKernel {
  const [x, y] = site.inputs as [number, number];
  const { output } = site;
  const size = sizeOf(site.outputShape);
  const run = (
    memory: Float64Array,
    radii: Float64Array,
    xStart: number,
    xStep: number,
    yStart: number,
    yStep: number,
    out: number,
    count: number,
  ): void => {
    const tie = memory[TIE_SLOT]!;
    for (let i = 0; i < count; i++) {
      const a = xStart + i * xStep;
      const b = yStart + i * yStep;
      const z = memory[out + i]!;
      radii[out + i] = bounded(z, ball(memory[a]!, radii[a]!, memory[b]!, radii[b]!, z, tie));
    }
  };
  if (size <= 1) return (memory, radii) => run(memory, radii, x, 0, y, 0, output, size);
  const { rows, columns, steps, starts } = walkSite(site);
  const [xStep, yStep] = steps as [number, number];
  const [xStarts, yStarts] = starts as [Int32Array, Int32Array];
  return (memory, radii) => {
    for (let row = 0; row < rows; row++) {
      run(memory, radii, xStarts[row]!, xStep, yStarts[row]!, yStep, output + row * columns, columns);
    }
  };
}

type Along = (b: GraphBuilder, t: NodeId, x: NodeId, y: NodeId, z: NodeId) => NodeId;

/** A function of two numbers, applied to the entries of operands that broadcast. */
export interface BinaryRule extends Printing {
  readonly name: string;
  readonly value: BinaryFunction;
  readonly kernels?: BinaryKernels;
  /** Bounds |z − f(x̃, ỹ)| for all |x̃ − x| ≤ rx and |ỹ − y| ≤ ry, where z is the computed value. */
  readonly ball: (x: number, rx: number, y: number, ry: number, z: number, tie: number) => number;
  /** An interval with f(x̃, ỹ) for all x̃ in x and ỹ in y. */
  readonly enclosure?: (a: IntervalArithmetic, x: Interval, y: Interval) => Interval;
  /**
   * t·∂z/∂x and t·∂z/∂y, in whatever shape they come; absent where both are zero. The same rule serves cotangents and
   * tangents, because an elementwise Jacobian is diagonal.
   */
  readonly along?: readonly [Along, Along];
  readonly branch?: (x: number, y: number, sink: BranchSink) => void;
  readonly cost?: number;
}

export function binary(rule: BinaryRule): Operation {
  const { ball, along, branch, enclosure } = rule;
  const kernels = rule.kernels ?? kernelsOf(rule.value);
  const contribution = (b: GraphBuilder, node: Node, t: NodeId, operand: 0 | 1): NodeId =>
    throughMask(b, t, (inner) => along![operand](b, inner, node.inputs[0]!, node.inputs[1]!, node.id));
  const rules: Pick<Operation, 'vjp' | 'jvp'> =
    along === undefined
      ? {}
      : {
          vjp: (b, node, cotangent, needed) =>
            ([0, 1] as const).map((k) =>
              needed[k] === true
                ? sumTo(b, contribution(b, node, cotangent, k), b.node(node.inputs[k]!).shape)
                : undefined,
            ),
          jvp: (b, node, tangents) => {
            let sum: NodeId | undefined;
            for (const k of [0, 1] as const) {
              const t = tangents[k];
              if (t === undefined) continue;
              const term = broadcastTo(b, contribution(b, node, t, k), node.shape);
              sum = sum === undefined ? term : add(b, sum, term);
            }
            return sum;
          },
        };
  return {
    name: rule.name,
    shape: elementwiseShape,
    forward: (site) => binaryForward(site, kernels),
    radius: (site) => binaryRadius(site, ball),
    ...(enclosure === undefined
      ? {}
      : {
          enclosure: (site: Site, a: IntervalArithmetic) =>
            enclosureOfEntries(site, (memory, [x, y]) => enclosure(a, memory[x!]!, memory[y!]!)),
        }),
    ...rules,
    ...(branch === undefined
      ? {}
      : {
          branches: (site) =>
            branchesOfEntries(site, (memory, [x, y], sink) => branch(memory[x!]!, memory[y!]!, sink)),
        }),
    ...printing(rule.name, rule),
    work: (_, output) => sizeOf(output) * (rule.cost ?? 8),
  };
}
