import { derivative } from '../diff/derivative';
import type { NodeId } from '../graph/graph';
import { subtract } from '../graph/operations/arithmetic';
import { ancestors, compile } from '../graph/program';
import { broadcastShapes, showShape, sizeOf } from '../graph/shape';
import { showNumber } from '../print/numbers';
import type { Relation } from '../syntax/statements';
import { ANYWHERE, type Domains, domainsAt, type InputDomain } from './domain';
import { inconclusive } from './inconclusive';
import { type CheckOptions, LEAST_POINTS, WORK_BUDGET } from './options';
import { allFinite, type PointKind, type Points, pointsOf } from './points';
import { hashText, random } from './random';
import { type Subject, targetsOf } from './subject';
import type { EntryEvidence, Evidence, TensorValue, Verdict } from './verdict';
import { describeEntry, describePoint, namedPoint, plural, sourceText } from './wording';

/** How many points are drawn, and from how many of the best of them the search climbs. */
const DRAWN = 256;
const CLIMBS = 6;
const CLIMB_STEPS = 40;

interface Violation {
  readonly worst: EntryEvidence;
  readonly point: Readonly<Record<string, TensorValue>>;
}

/**
 * Judges `a < b` by searching for a counterexample: many points of the domain, then ascent on a − b from the most promising
 * ones. Finding none is evidence, never a proof.
 */
export function judgeInequality(subject: Subject, options: CheckOptions): Verdict {
  const { claim, sheetGraph, left, right } = subject;
  const { graph } = sheetGraph;
  const shape = broadcastShapes(graph.node(left.node).shape, graph.node(right.node).shape);
  if (shape === undefined) {
    return inconclusive(
      'shape',
      `The sides are ${showShape(graph.node(left.node).shape)} and ${showShape(graph.node(right.node).shape)}, which cannot be compared.`,
    );
  }
  const domains = domainsAt(sheetGraph, claim);
  if (domains.failure !== undefined) return inconclusive(domains.failure.code, domains.failure.message);
  const points = pointsOf({
    sheetGraph,
    claim,
    domains,
    outputs: [left.node, right.node],
    watched: targetsOf(subject),
    random: random(
      hashText(`${sourceText(claim, claim.left)}${claim.relation}${sourceText(claim, claim.right)}`),
    ),
  });
  const budget = options.work ?? WORK_BUDGET;
  const affordable = Math.floor(budget / Math.max(1, points.work + points.program.work * 3));
  if (affordable < LEAST_POINTS) {
    return inconclusive(
      'budget',
      'One evaluation of this claim costs more than the budget of a check. Declare smaller shapes.',
    );
  }
  const search = new Search(subject, points, domains);
  if (points.hasValues) search.visit('values', 0);
  const drawn = points.program.inputs.length === 0 ? 1 : Math.min(DRAWN, affordable, options.points * 16);
  for (let k = 0; k < drawn && search.violation === undefined && points.spent() < budget; k++)
    search.visit('sampled', k);
  if (search.violation === undefined && affordable > drawn * 2) search.climb();
  return search.conclude();
}

class Search {
  violation: Violation | undefined;
  private inside = 0;
  private outside = 0;
  private atValues = false;
  private unclear = 0;
  private readonly best: { gap: number; inputs: Map<NodeId, Float64Array> }[] = [];
  private readonly relevant: ReadonlySet<NodeId>;

  constructor(
    private readonly subject: Subject,
    private readonly points: Points,
    private readonly domains: Domains,
  ) {
    this.relevant = new Set(ancestors(subject.sheetGraph.graph, [subject.left.node, subject.right.node]));
  }

  visit(kind: PointKind, attempt: number): void {
    if (this.points.next(kind, attempt) === 'outside') {
      this.outside++;
      return;
    }
    if (kind === 'values') this.atValues = true;
    this.look(this.points.inputs());
  }

  private look(inputs: ReadonlyMap<NodeId, Float64Array>): void {
    const { left, right, claim, sheetGraph } = this.subject;
    const { program } = this.points;
    const a = program.read(left.node);
    const b = program.read(right.node);
    if (!allFinite(a) || !allFinite(b)) {
      this.outside++;
      return;
    }
    this.inside++;
    program.runRadii();
    const verdict = violationIn(
      a,
      program.readRadii(left.node),
      claim.relation,
      b,
      program.readRadii(right.node),
    );
    if (verdict.violated !== undefined) {
      this.violation ??= { worst: verdict.violated, point: namedPoint(sheetGraph, inputs, this.relevant) };
    } else if (verdict.unclear) this.unclear++;
    const copy = new Map([...inputs].map(([input, entries]) => [input, entries.slice()]));
    this.best.push({ gap: verdict.gap, inputs: copy });
    this.best.sort((x, y) => y.gap - x.gap);
    this.best.length = Math.min(this.best.length, CLIMBS);
  }

  /** Ascends on the gap between the sides, from the best points, with steps that grow on success and shrink on failure. */
  climb(): void {
    const { sheetGraph, left, right, claim } = this.subject;
    const { graph } = sheetGraph;
    if (sizeOf(graph.node(left.node).shape) !== 1 || sizeOf(graph.node(right.node).shape) !== 1) return;
    const less = claim.relation === '<' || claim.relation === '<=';
    if (!less && claim.relation !== '>' && claim.relation !== '>=') return;
    const gap = less ? subtract(graph, left.node, right.node) : subtract(graph, right.node, left.node);
    const { program } = this.points;
    const inputs = program.inputs.filter(
      (input) => !this.domains.pinned.has(input) && this.isContinuous(input),
    );
    const slopes = inputs.flatMap((input) => {
      const slope = derivative(graph, gap, input);
      return 'node' in slope ? [{ input, slope: slope.node }] : [];
    });
    const ascent = compile(graph, [gap, ...slopes.map(({ slope }) => slope)]);
    for (const start of [...this.best]) {
      if (this.violation !== undefined) return;
      this.climbFrom(start.inputs, gap, slopes, ascent);
    }
  }

  /** Whether an input may move freely: not among listed members, whole numbers or matrices of a structure. */
  private isContinuous(input: NodeId): boolean {
    const domain = this.domains.inputs.get(input);
    return (
      domain === undefined ||
      (domain.members === undefined && !domain.whole && domain.structure === undefined)
    );
  }

  private climbFrom(
    start: ReadonlyMap<NodeId, Float64Array>,
    gap: NodeId,
    slopes: readonly { input: NodeId; slope: NodeId }[],
    ascent: ReturnType<typeof compile>,
  ): void {
    const evaluate = (at: ReadonlyMap<NodeId, Float64Array>): number => {
      for (const [input, entries] of at) ascent.write(input, entries);
      ascent.run();
      return ascent.read(gap)[0]!;
    };
    let here = start;
    let height = evaluate(here);
    let step = 0.5;
    for (let k = 0; k < CLIMB_STEPS && step > 2 ** -20; k++) {
      const norm = Math.hypot(...slopes.flatMap(({ slope }) => Array.from(ascent.read(slope))));
      if (!(norm > 0) || !Number.isFinite(norm)) break;
      const next = new Map(here);
      for (const { input, slope } of slopes) {
        const domain = this.domains.inputs.get(input) ?? ANYWHERE;
        const move = ascent.read(slope);
        next.set(
          input,
          here.get(input)!.map((x, i) => clamp(x + (step * move[i]!) / norm, domain)),
        );
      }
      const reached = evaluate(next);
      if (reached > height && this.inDomain(next)) {
        here = next;
        height = reached;
        step *= 1.5;
      } else {
        step /= 2;
        evaluate(here);
      }
    }
    if (this.inDomain(here)) this.look(here);
  }

  /** Moves the points' program to `inputs`; whether the conditions of the domain hold there. */
  private inDomain(inputs: ReadonlyMap<NodeId, Float64Array>): boolean {
    const { program } = this.points;
    for (const [input, entries] of inputs) program.write(input, entries);
    program.run();
    return this.points.satisfied();
  }

  conclude(): Verdict {
    const { claim } = this.subject;
    const evidence: Evidence = {
      points: this.inside,
      rejected: this.outside,
      atValues: this.atValues,
      reading: '',
      ...(this.violation === undefined ? {} : { worst: this.violation.worst }),
    };
    if (this.violation !== undefined) {
      const { worst, point } = this.violation;
      const at = describePoint(point);
      return {
        kind: 'disagree',
        code: 'wrong-inequality',
        message: `This does not hold everywhere.${at === '' ? '' : ` At ${at}:`} the left side is ${showNumber(worst.claimed, 5)}, the right side ${showNumber(worst.expected, 5)}${describeEntry(worst.index)}.`,
        notes: [],
        claimed: sourceText(claim, claim.right),
        counterexample: point,
        evidence,
      };
    }
    if (this.inside < LEAST_POINTS && this.points.program.inputs.length > 0) {
      return {
        ...inconclusive(
          'domain',
          `Only ${plural(this.inside, 'point')} of the domain could be found, too few for a verdict. Declare a domain, such as \`x > 0\`.`,
        ),
        evidence,
      };
    }
    if (this.unclear > this.inside / 2) {
      return {
        ...inconclusive('conditioning', 'Rounding errors are too large here to tell the sides apart.'),
        evidence,
      };
    }
    return {
      kind: 'agree',
      code: 'agree',
      message: `No counterexample among ${plural(this.inside, 'point')}.`,
      notes: [],
      evidence,
    };
  }
}

/** Ends of an interval are not part of an open one, so the climb keeps this far from them. */
const MARGIN = 2 ** -20;

function clamp(x: number, { low, high }: InputDomain): number {
  const width = Number.isFinite(high - low)
    ? high - low
    : Math.max(1, Math.abs(Number.isFinite(low) ? low : high));
  const room = Number.isFinite(width) ? MARGIN * width : 0;
  return Math.min(high - room, Math.max(low + room, x));
}

/** The worst entry that violates the relation beyond all error bars, and how far the sides are from violating it. */
function violationIn(
  a: Float64Array,
  aRadii: Float64Array,
  relation: Relation,
  b: Float64Array,
  bRadii: Float64Array,
): { violated?: EntryEvidence; unclear: boolean; gap: number } {
  const size = Math.max(a.length, b.length);
  let gap = Number.NEGATIVE_INFINITY;
  let violated: EntryEvidence | undefined;
  let unclear = false;
  for (let i = 0; i < size; i++) {
    const p = a.length === 1 ? 0 : i;
    const q = b.length === 1 ? 0 : i;
    const x = a[p]!;
    const y = b[q]!;
    const radius = aRadii[p]! + bRadii[q]! + 2 ** -51 * Math.max(Math.abs(x), Math.abs(y));
    const over = relation === '<' || relation === '<=' ? x - y : relation === '!=' ? -Math.abs(x - y) : y - x;
    // Both sides exactly equal, without any rounding, violate only the strict relations.
    const exact = aRadii[p] === 0 && bRadii[q] === 0;
    const strict = relation === '<' || relation === '>' || relation === '!=';
    if (over > radius || (exact && over === 0 && strict)) {
      if (violated === undefined || over > gap) {
        violated = {
          index: size === 1 ? [] : [i],
          claimed: x,
          claimedRadius: aRadii[p]!,
          expected: y,
          expectedRadius: bRadii[q]!,
        };
      }
      // Sides that may be equal leave a strict relation open; one that allows equality is not in doubt.
    } else if (over > -radius && strict) unclear = true;
    gap = Math.max(gap, over);
  }
  return { ...(violated === undefined ? {} : { violated }), unclear, gap };
}
