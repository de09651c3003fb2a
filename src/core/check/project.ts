import type { GraphBuilder, NodeId } from '../graph/graph';
import { ancestors, type Program } from '../graph/program';
import { sizeOf } from '../graph/shape';
import type { Condition, InputDomain } from './domain';
import { leastNorm } from './equations';
import type { Random } from './random';

/** What a point must satisfy: a condition of the document, the domain of an operation, or a branch that is sought. */
export type Constraint =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | {
      readonly kind: 'domain';
      readonly node: NodeId;
      readonly input: NodeId;
      readonly low: number;
      readonly high: number;
    }
  /** Another branch of an entry, which is at least 0 inside when the program stands where that is taken. */
  | { readonly kind: 'branch'; readonly margin: () => number };

/** Conditions that can be approached, and the domains of the operations that `outputs` depend on. */
export function constraintsOf(
  graph: GraphBuilder,
  conditions: readonly Condition[],
  outputs: readonly NodeId[],
): Constraint[] {
  const found: Constraint[] = conditions
    .filter(({ relation }) => /^[<>]=?$/.test(relation))
    .map((condition) => ({ kind: 'condition', condition }));
  for (const id of ancestors(graph, outputs)) {
    const { operation, inputs, attributes } = graph.node(id);
    const interval = operation.domain?.(attributes);
    if (interval !== undefined) {
      found.push({ kind: 'domain', node: id, input: inputs[0]!, low: interval[0], high: interval[1] });
    }
  }
  return found;
}

/** How far each entry is inside, negative outside; NaN where it has no value. */
function marginsOf(program: Program, constraint: Constraint): number[] {
  if (constraint.kind === 'branch') return [constraint.margin()];
  if (constraint.kind === 'domain') {
    const { low, high } = constraint;
    return Array.from(program.read(constraint.input)).flatMap((x) => [
      ...(low > Number.NEGATIVE_INFINITY ? [x - low] : []),
      ...(high < Number.POSITIVE_INFINITY ? [high - x] : []),
    ]);
  }
  const { left, relation, right } = constraint.condition;
  const [a, b] = [program.read(left), program.read(right)];
  const sign = relation.startsWith('<') ? 1 : -1;
  return Array.from(
    { length: Math.max(a.length, b.length) },
    (_, i) => sign * (b[b.length === 1 ? 0 : i]! - a[a.length === 1 ? 0 : i]!),
  );
}

/** The constraint that a point violates, the innermost first; undefined where it satisfies all. */
export const violated = (program: Program, constraints: readonly Constraint[]): Constraint | undefined =>
  constraints.find((constraint) => marginsOf(program, constraint).some((margin) => !(margin > 0)));

const MAX_STEPS = 40;
const MAX_HALVINGS = 6;
/** A margin of 0 aims inside as if it were this far outside. */
const LEAST_AIM = 2 ** -20;
/** Elementary operations that one projection may cost, and the entries that it may move. */
const PROJECTION_WORK = 2e6;
const MAX_UNKNOWNS = 200;

export interface Projection {
  readonly graph: GraphBuilder;
  readonly program: Program;
  readonly constraints: readonly Constraint[];
  /** Inputs that may move, with the intervals that they stay in. */
  readonly movable: readonly { readonly input: NodeId; readonly domain: InputDomain }[];
  readonly random: Random;
  /** Told the elementary operations of each evaluation. */
  readonly spend: (work: number) => void;
}

/**
 * Moves a point into the domain: damped Gauss–Newton steps of least norm on the margins of what it violates (Levenberg 1944
 * for the damping, Ben-Israel 1966 for the norm), each aimed a little inside, until nothing is violated. Domains of outer
 * operations have no margin before the inner ones are met, and join then.
 *
 * @param entries the point; moved in place
 * @returns whether a point was found; the program stands there
 */
export function project(projection: Projection, entries: Map<NodeId, Float64Array>): boolean {
  const { graph, program, constraints, movable, random, spend } = projection;
  const places = movable.flatMap(({ input, domain }) =>
    Array.from({ length: sizeOf(graph.node(input).shape) }, (_, entry) => ({ input, domain, entry })),
  );
  if (places.length === 0 || places.length > MAX_UNKNOWNS) return false;
  let evaluations = Math.floor(PROJECTION_WORK / Math.max(1, program.work));
  const margins = (): number[] => {
    evaluations--;
    spend(program.work);
    for (const { input } of movable) program.write(input, entries.get(input)!);
    program.run();
    return constraints.flatMap((constraint) => marginsOf(program, constraint));
  };
  let here = margins();
  for (let step = 0; step < MAX_STEPS && evaluations > places.length; step++) {
    const active = here.flatMap((margin, i) => (margin <= 0 ? [i] : []));
    if (active.length === 0) return !here.some(Number.isNaN);
    const columns = places.map(({ input, entry }) => {
      const array = entries.get(input)!;
      const kept = array[entry]!;
      const width = 2 ** -26 * Math.max(2 ** -10, Math.abs(kept));
      array[entry] = kept + width;
      const moved = margins();
      array[entry] = kept;
      return active.map((i) => (moved[i]! - here[i]!) / width);
    });
    const aims = active.map((i) => here[i]! - Math.max(Math.abs(here[i]!), LEAST_AIM) * aim(random));
    const move = stepOf(columns, aims);
    if (move === undefined) return false;
    const before = places.map(({ input, entry }) => entries.get(input)![entry]!);
    let better: number[] | undefined;
    for (let halving = 0, part = 1; halving < MAX_HALVINGS && better === undefined; halving++, part /= 2) {
      places.forEach(({ input, domain, entry }, j) => {
        entries.get(input)![entry] = within(before[j]! - part * move[j]!, domain, before[j]!);
      });
      const there = margins();
      if (isBetter(there, here)) better = there;
    }
    if (better === undefined) return false;
    here = better;
  }
  return false;
}

/** How far inside a step aims, as a part of how far outside the point is. */
const aim = (random: Random): number => (2 * random.below(16) + 1) / 64 + 2 ** -20;

/** A step for all margins at once; where they contradict each other to first order, for the most violated one. */
function stepOf(columns: readonly (readonly number[])[], residual: readonly number[]): number[] | undefined {
  const weighted = (
    rows: readonly number[],
    weights: readonly number[] | undefined,
  ): number[] | undefined => {
    const step =
      weights && columns.map((column) => rows.reduce((sum, i, k) => sum + column[i]! * weights[k]!, 0));
    return step?.every(Number.isFinite) === true && step.some((x) => x !== 0) ? step : undefined;
  };
  const all = residual.map((_, i) => i);
  const together = weighted(all, leastNorm(columns, residual));
  if (together !== undefined) return together;
  const worst = all.reduce((most, i) => (residual[i]! < residual[most]! ? i : most), 0);
  const alone = columns.map((column) => [column[worst]!]);
  return weighted([worst], leastNorm(alone, [residual[worst]!]));
}

/** Fewer margins without a value, or as many and less violation in all. */
function isBetter(there: readonly number[], here: readonly number[]): boolean {
  const unknown = (margins: readonly number[]): number => margins.filter(Number.isNaN).length;
  const violation = (margins: readonly number[]): number =>
    margins.reduce((sum, margin) => (margin < 0 ? sum - margin : sum), 0);
  const [now, before] = [unknown(there), unknown(here)];
  if (now !== before) return now < before;
  return violation(there) < violation(here);
}

/** Part of the way to an end of the interval that a step would pass. */
const NEARER = 0.75;

const within = (x: number, { low, high }: InputDomain, before: number): number =>
  x <= low ? before + (low - before) * NEARER : x >= high ? before + (high - before) * NEARER : x;
