import type { Interval, IntervalArithmetic } from '../graph/enclosure/interval';
import { compileEnclosure } from '../graph/enclosure/program';
import type { GraphBuilder, NodeId } from '../graph/graph';
import { compile, type Program } from '../graph/program';
import type { GivenEntries, SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import { ANYWHERE, type Domains, holds, type InputDomain } from './domain';
import { satisfy } from './equations';
import { type Constraint, constraintsOf, project, violated } from './project';
import type { Random } from './random';
import { type Attempt, type ExactInputs, RETRY_WORK, type RetryBudget, retries, retryBudget } from './retry';
import { isWide, sampleInput, sampleWork, structureError, wideAttempt } from './sample';

/** `values`: the inputs that have a value in the sheet have it; `sampled`: all inputs are drawn. */
export type PointKind = 'values' | 'sampled';

/** Runs a program at points of a claim's domain. */
export interface Points {
  readonly program: Program;
  /**
   * Moves the program to the next point and runs it. `outside` where the point violates a domain or a watched node has no
   * finite value there.
   */
  next(kind: PointKind, attempt: number): 'inside' | 'outside';
  /** The same for a point with inputs of any scale that their domains allow. */
  nextWide(k: number): 'inside' | 'outside';
  /** Whether some input has a value in the sheet. */
  readonly hasValues: boolean;
  /** Whether every input has a value in the sheet or is pinned: then there is only one point of the kind `values`. */
  readonly allValues: boolean;
  /** Whether the domain's conditions hold and watched nodes are finite where the program stands now. */
  satisfied(): boolean;
  /** Elementary operations of drawing one point and evaluating there. */
  readonly work: number;
  /** Elementary operations of all points so far, also of those outside the domain. */
  spent(): number;
  /** Entries of all inputs at the current point. */
  inputs(): ReadonlyMap<NodeId, Float64Array>;
  /** Moves the program to a point and runs it; `outside` as for `next`, and where an input leaves its interval. */
  visit(inputs: ReadonlyMap<NodeId, Float64Array>): 'inside' | 'outside';
  /** Writes the current point to the program again, with its bounds of errors, and runs it. */
  restore(): void;
  /**
   * Inputs that stay in their own domains on a line between two points: not those that are pinned, whole or one of several
   * members. None where equations bind them.
   */
  readonly movable: readonly NodeId[];
  /**
   * Moves the current point until the margins, functions of the program's last run, are positive; whether they are, inside
   * the domain.
   */
  approach(margins: readonly (() => number)[]): boolean;
  /** What the last point that lay outside of the domain violates. */
  obstacle(): Constraint | undefined;
  /** Whether some input has no end to its domain, so that points of any scale are inside. */
  readonly isWide: boolean;
  /** Whether a point of this kind has nothing to choose: all its inputs are given or pinned. */
  isGiven(kind: PointKind): boolean;
  /** The current point again, in more and more digits, for what rounding hides. */
  attempts(): Iterable<Attempt>;
  /** The inputs of a point without their rounding. */
  exact(inputs: ReadonlyMap<NodeId, Float64Array>): ExactInputs;
}

export interface PointsOptions {
  readonly sheetGraph: SheetGraph;
  readonly claim: Claim;
  readonly domains: Domains;
  /** Nodes to read at each point. */
  readonly outputs: readonly NodeId[];
  /** Nodes that must be finite for a point to count as inside the domain, such as the function that is differentiated. */
  readonly watched: readonly NodeId[];
  readonly random: Random;
  /** Where inputs lie that no domain speaks of; anywhere by default. */
  readonly elsewhere?: InputDomain;
  /** What computing in more digits may cost; the usual amount by default. */
  readonly retry?: RetryBudget;
}

export function pointsOf(options: PointsOptions): Points {
  const { sheetGraph, domains, outputs, watched, random } = options;
  const graph: GraphBuilder = sheetGraph.graph;
  const conditions = [...domains.conditions];
  const nodes = [
    ...outputs,
    ...watched,
    ...conditions.flatMap(({ left, right }) => [left, right]),
    ...domains.equations.flatMap(({ left, right }) => [left, right]),
  ];
  const program = compile(graph, nodes);
  const current = new Map<NodeId, Float64Array>();
  const currentRadii = new Map<NodeId, Float64Array | undefined>();
  const write = (input: NodeId, entries: Float64Array, radii?: Float64Array): void => {
    current.set(input, entries);
    currentRadii.set(input, radii);
    program.write(input, entries, radii);
  };
  const domainOf = (input: NodeId): InputDomain => domains.inputs.get(input) ?? options.elsewhere ?? ANYWHERE;

  const structureRadii = (input: NodeId, size: number): Float64Array | undefined => {
    const error = structureError(domainOf(input));
    return error === 0 ? undefined : new Float64Array(size).fill(error);
  };

  const work =
    program.work +
    program.inputs.reduce((sum, input) => sum + sampleWork(graph.node(input).shape, domainOf(input)), 0);
  let spent = 0;
  const spend = (operations: number): void => {
    spent += operations;
  };

  const place = (kind: PointKind, attemptOf: (input: number) => number): boolean => {
    for (const [k, input] of program.inputs.entries()) {
      const pinned = domains.pinned.get(input);
      const given = sheetGraph.given.get(input);
      if (pinned !== undefined) write(input, pinned);
      else if (kind === 'values' && given !== undefined) write(input, given.data, given.radii);
      else {
        const entries = sampleInput(graph.node(input).shape, domainOf(input), attemptOf(k), random);
        if (entries === undefined) return false;
        write(input, entries, structureRadii(input, entries.length));
      }
    }
    return true;
  };

  const inside = (): boolean =>
    watched.every((node) => allFinite(program.read(node))) &&
    conditions.every(({ left, relation, right }) => holds(program.read(left), relation, program.read(right)));

  let misses = 0;
  let constraints: Constraint[] | undefined;
  let obstacle: Constraint | undefined;
  /** Moves the current point into the domain, as far as its inputs may move. */
  const approachAll = (kind: PointKind, aims: readonly Constraint[]): boolean => {
    const movable = program.inputs.flatMap((input) => {
      const domain = domainOf(input);
      const fixed = domains.pinned.has(input) || (kind === 'values' && sheetGraph.given.has(input));
      return fixed || domain.structure !== undefined || !isContinuous(domain) ? [] : [{ input, domain }];
    });
    const entries = new Map(movable.map(({ input }) => [input, current.get(input)!.slice()]));
    const reached = project({ graph, program, constraints: aims, movable, random, spend }, entries);
    for (const [input, moved] of entries) write(input, moved);
    program.run();
    return reached;
  };
  const approachDomain = (kind: PointKind): void => {
    constraints ??= constraintsOf(graph, conditions, nodes);
    approachAll(kind, constraints);
    obstacle = violated(program, constraints) ?? obstacle;
  };

  const exact: Points['exact'] = (inputs) => (a) =>
    new Map(
      Array.from(inputs, ([input, entries]) => {
        const given = sheetGraph.given.get(input);
        if (given?.data === entries) return [input, exactEntries(graph, a, given)];
        const error = structureError(domainOf(input));
        return [input, Array.from(entries, (x) => (error === 0 ? a.fromDouble(x) : a.fromBall(x, error)))];
      }),
    );
  const retry = retries(graph, outputs, options.retry ?? retryBudget());

  const move = (kind: PointKind, attemptOf: (input: number) => number): 'inside' | 'outside' => {
    spend(work);
    if (!place(kind, attemptOf)) return 'outside';
    if (domains.equations.length > 0) {
      const movable = program.inputs.filter(
        (input) => !domains.pinned.has(input) && !(kind === 'values' && sheetGraph.given.has(input)),
      );
      if (!satisfy(graph, program, domains.equations, movable, current, spend)) return 'outside';
    }
    program.run();
    if (inside() && outputs.every((node) => allFinite(program.read(node)))) {
      misses = 0;
      return 'inside';
    }
    misses++;
    if (misses > PATIENCE && domains.equations.length === 0) approachDomain(kind);
    return inside() ? 'inside' : 'outside';
  };

  return {
    program,
    attempts: () => retry(exact(current)),
    exact,
    hasValues: program.inputs.some((input) => sheetGraph.given.has(input)),
    allValues: program.inputs.every((input) => sheetGraph.given.has(input) || domains.pinned.has(input)),
    isWide: program.inputs.some((input) => !domains.pinned.has(input) && isWide(domainOf(input))),
    isGiven: (kind) =>
      program.inputs.length > 0 &&
      program.inputs.every(
        (input) => domains.pinned.has(input) || (kind === 'values' && sheetGraph.given.has(input)),
      ),
    inputs: () => current,
    movable:
      domains.equations.length > 0
        ? []
        : program.inputs.filter((input) => !domains.pinned.has(input) && isContinuous(domainOf(input))),
    visit: (inputs) => {
      spend(program.work);
      for (const [input, entries] of inputs) write(input, entries, structureRadii(input, entries.length));
      if (program.inputs.some((input) => !isWithin(current.get(input)!, domainOf(input)))) return 'outside';
      program.run();
      return inside() ? 'inside' : 'outside';
    },
    restore: () => {
      for (const [input, entries] of current) program.write(input, entries, currentRadii.get(input));
      program.run();
    },
    satisfied: inside,
    work,
    spent: () => spent,
    approach: (margins) =>
      domains.equations.length === 0 &&
      approachAll('sampled', [
        ...margins.map((margin): Constraint => ({ kind: 'branch', margin })),
        ...constraintsOf(graph, conditions, []),
      ]) &&
      inside(),
    obstacle: () => obstacle,
    next: (kind, attempt) => move(kind, () => attempt),
    nextWide: (k) => move('sampled', (input) => wideAttempt(k, input)),
  };
}

/**
 * So many points in a row are rejected before the next ones are moved into the domain: where some of those that are drawn lie
 * inside, to draw another one is cheaper.
 */
const PATIENCE = 6;

/** Given values as they are written, such as 0.1, which no double is. */
function exactEntries(
  graph: GraphBuilder,
  a: IntervalArithmetic,
  { data, radii, node }: GivenEntries,
): readonly Interval[] {
  const program = radii.some((radius) => radius > 0) ? compileEnclosure(graph, [node], a.digits) : undefined;
  if (program === undefined || program.work > RETRY_WORK) {
    return Array.from(data, (x, i) => a.fromBall(x, radii[i]!));
  }
  program.run();
  return program.read(node);
}

const isContinuous = ({ members, whole, structure }: InputDomain): boolean =>
  members === undefined && !whole && structure !== 'orthogonal';

const isWithin = (entries: Float64Array, { low, high }: InputDomain): boolean => {
  for (const entry of entries) if (!(entry >= low && entry <= high)) return false;
  return true;
};

export function allFinite(entries: ArrayLike<number>): boolean {
  for (let i = 0; i < entries.length; i++) if (!Number.isFinite(entries[i]!)) return false;
  return true;
}
