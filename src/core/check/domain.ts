import type { NodeId } from '../graph/graph';
import { compile } from '../graph/program';
import { writtenNumber } from '../sheet/constants';
import type { Place } from '../sheet/lowering/place';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim, Definition, Domain } from '../sheet/model';
import { rangeOf } from '../sheet/ranges';
import { chain, resolve } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import type { Relation } from '../syntax/statements';
import { walk } from '../syntax/walk';
import { givenStructures } from './structures';

/** Where the entries of one input may lie. */
export interface InputDomain {
  readonly low: number;
  readonly high: number;
  readonly members?: readonly number[];
  readonly whole: boolean;
  readonly structure?: 'simplex' | 'symmetric' | 'positive definite' | 'diagonal' | 'orthogonal';
}

export const ANYWHERE: InputDomain = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  whole: false,
};

/** A relation that a point must satisfy. */
export interface Condition {
  readonly left: NodeId;
  readonly relation: Relation;
  readonly right: NodeId;
}

export interface Domains {
  readonly inputs: ReadonlyMap<NodeId, InputDomain>;
  readonly conditions: readonly Condition[];
  /** Equations that pin expressions, from `at` and `assume`. */
  readonly equations: readonly Condition[];
  /** Inputs with a fixed value at this claim, from `at x = 1`. */
  readonly pinned: ReadonlyMap<NodeId, Float64Array>;
  /** Why a domain could not be used; the claim is then not judged. */
  readonly failure?: { readonly code: 'domain' | 'out-of-range'; readonly message: string };
}

/** The domains in force at a claim: those of its sheet and of the sheets around it, and the claim's own `at`. */
export function domainsAt(lowering: SheetGraph, claim: Claim): Domains {
  const common = domainsOfSheet(lowering, claim.sheet);
  const examples = common.standingForThemselves(variablesOf(lowering, claim));
  const { domains = [] } = claim;
  if (claim.at.length === 0 && examples.length === 0 && domains.length === 0) return common.result();
  const collector = common.copy();
  collector.release(examples);
  for (const domain of domains) collector.domain(domain);
  const place: Place = {
    sheet: claim.sheet,
    offset: claim.span.start,
    fragment: claim.fragment,
    parameters: new Map(),
    depth: 0,
  };
  for (const point of claim.at) {
    for (let i = 0; i < point.relations.length; i++) {
      collector.pin(point.sides[i]!, point.relations[i]!, point.sides[i + 1]!, place);
    }
  }
  return collector.result();
}

/** What a claim differentiates by. */
function variablesOf(lowering: SheetGraph, claim: Claim): NodeId[] {
  const found: NodeId[] = [];
  for (const side of [claim.left, claim.right]) {
    walk(side, (part) => {
      const derivation = lowering.derivations.get(part);
      if (derivation !== undefined) found.push(derivation.variable);
    });
  }
  return found;
}

const collected = new WeakMap<SheetGraph, Map<number, Collector>>();

/** What holds for all claims of a sheet is collected once. */
function domainsOfSheet(lowering: SheetGraph, sheet: number): Collector {
  const bySheet = collected.get(lowering) ?? new Map<number, Collector>();
  collected.set(lowering, bySheet);
  const known = bySheet.get(sheet);
  if (known !== undefined) return known;
  const sheets = new Set(chain(lowering.book.scope, sheet));
  const collector = new Collector(lowering);
  collector.pinStructures();
  for (const domain of lowering.book.domains) if (sheets.has(domain.sheet)) collector.domain(domain);
  // A domain may fail for want of budget, which the next claim has again.
  if (collector.result().failure === undefined) bySheet.set(sheet, collector);
  return collector;
}

class Collector {
  private readonly inputs = new Map<NodeId, InputDomain>();
  private readonly conditions: Condition[] = [];
  private readonly equations: Condition[] = [];
  private readonly pinned = new Map<NodeId, Float64Array>();
  /** Ends of open intervals. */
  private readonly excluded = new Map<NodeId, readonly number[]>();
  private failure: Domains['failure'];

  constructor(private readonly lowering: SheetGraph) {}

  copy(): Collector {
    const copy = new Collector(this.lowering);
    for (const [node, domain] of this.inputs) copy.inputs.set(node, domain);
    for (const [node, entries] of this.pinned) copy.pinned.set(node, entries);
    for (const [node, ends] of this.excluded) copy.excluded.set(node, ends);
    copy.conditions.push(...this.conditions);
    copy.equations.push(...this.equations);
    copy.failure = this.failure;
    return copy;
  }

  result(): Domains {
    const { inputs, conditions, equations, pinned, failure } = this;
    return { inputs, conditions, equations, pinned, ...(failure === undefined ? {} : { failure }) };
  }

  /** The given values among `nodes` that are pinned because of how they are written, as in `W = zeros(2, 3)`. */
  standingForThemselves(nodes: readonly NodeId[]): NodeId[] {
    const fixed = new Set<NodeId>();
    for (const { node, structure } of givenStructures(this.lowering)) {
      if (structure === 'fixed') fixed.add(node);
    }
    return nodes.filter((node) => fixed.has(node) && this.pinned.has(node));
  }

  /** What a claim differentiates by is not constant, so its value is an example like any other. */
  release(nodes: readonly NodeId[]): void {
    for (const node of nodes) this.pinned.delete(node);
  }

  /** What the given values say of the inputs beside being examples; see `givenStructures`. */
  pinStructures(): void {
    for (const { node, structure } of givenStructures(this.lowering)) {
      if (structure === 'fixed') this.pinned.set(node, this.lowering.given.get(node)!.data);
      else this.narrow(node, { ...ANYWHERE, structure });
    }
  }

  domain(domain: Domain): void {
    const place: Place = {
      sheet: domain.sheet,
      offset: Number.POSITIVE_INFINITY,
      fragment: domain.fragment,
      parameters: new Map(),
      depth: 0,
    };
    if (domain.kind === 'relation') {
      for (let i = 0; i < domain.relations.length; i++) {
        this.relation(domain.sides[i]!, domain.relations[i]!, domain.sides[i + 1]!, place);
      }
      return;
    }
    for (const { name } of domain.names) {
      const node = this.inputNode(name, place);
      if (node === undefined) continue;
      if (domain.kind === 'property') this.narrow(node, { ...ANYWHERE, structure: domain.property });
      else this.member(node, domain.set, place);
    }
  }

  private member(node: NodeId, set: Extract<Domain, { kind: 'member' }>['set'], place: Place): void {
    if (set.kind === 'named') {
      if (set.name === 'simplex') this.narrow(node, { ...ANYWHERE, low: 0, high: 1, structure: 'simplex' });
      return;
    }
    if (set.kind === 'shape') return;
    if (set.kind === 'finite') {
      const members = set.members.map((member) => this.number(member, place));
      if (members.every((member) => member !== undefined)) this.narrow(node, { ...ANYWHERE, members });
      return;
    }
    const low = this.number(set.from, place) ?? Number.NEGATIVE_INFINITY;
    const high = this.number(set.to, place) ?? Number.POSITIVE_INFINITY;
    this.narrow(node, { low, high, whole: set.kind === 'range' });
    if (set.kind !== 'interval') return;
    if (set.fromOpen) this.exclude(node, low);
    if (set.toOpen) this.exclude(node, high);
  }

  private relation(left: Expr, relation: Relation, right: Expr, place: Place): void {
    const leftNumber = this.number(left, place);
    const rightNumber = this.number(right, place);
    const bound = (expr: Expr, sign: Relation, number: number): boolean => {
      if (expr.kind !== 'name') return false;
      const node = this.inputNode(expr.name, place);
      if (node === undefined) return false;
      if (sign === '<' || sign === '<=') this.narrow(node, { ...ANYWHERE, high: number });
      else if (sign === '>' || sign === '>=') this.narrow(node, { ...ANYWHERE, low: number });
      else return false;
      if (sign === '<' || sign === '>') this.exclude(node, number);
      else this.closeOff(node);
      return true;
    };
    if (rightNumber !== undefined && bound(left, relation, rightNumber)) return;
    if (leftNumber !== undefined && bound(right, mirrored(relation), leftNumber)) return;
    const a = this.lowering.lower(left, place);
    const b = this.lowering.lower(right, place);
    if ('failure' in a || 'failure' in b) {
      const cause = 'failure' in a ? a.failure : 'failure' in b ? b.failure : undefined;
      this.failure ??= {
        code: 'domain',
        message: `The domain of this claim could not be understood: ${cause?.message ?? ''}`,
      };
      return;
    }
    const condition = { left: a.value.node, relation, right: b.value.node };
    if (relation === '=' || relation === '==' || relation === '≈') this.equations.push(condition);
    else this.conditions.push(condition);
  }

  pin(left: Expr, relation: Relation, right: Expr, place: Place): void {
    if (left.kind === 'name' && (relation === '=' || relation === '==')) {
      const node = this.inputNode(left.name, place);
      const value = this.lowering.lower(right, place);
      if (node !== undefined && 'value' in value) {
        const program = compile(this.lowering.graph, [value.value.node]);
        if (program.inputs.length === 0) {
          program.run();
          this.pinned.set(node, program.read(value.value.node).slice());
          return;
        }
      }
    }
    this.checkRange(left, right, place);
    this.relation(left, relation, right, place);
  }

  /** A pinned value that the function behind the name never takes makes the claim meaningless. */
  private checkRange(left: Expr, right: Expr, place: Place): void {
    if (left.kind !== 'name') return;
    const definition = resolve(this.lowering.book.scope, place.sheet, left.name, place.offset);
    if (definition?.kind !== 'expression' || definition.expr.kind !== 'call') return;
    const range = rangeOf(definition.expr.callee.name);
    const value = this.lowering.lower(right, place);
    if (range === undefined || 'failure' in value) return;
    const program = compile(this.lowering.graph, [value.value.node]);
    if (program.inputs.length > 0) return;
    program.run();
    const outside = program.read(value.value.node).find((entry) => entry < range.low || entry > range.high);
    if (outside === undefined) return;
    this.failure ??= {
      code: 'out-of-range',
      message: `${left.name} is ${definition.expr.callee.name}(…), which ${range.words}, so it cannot be ${outside}. Correct the value.`,
    };
  }

  private inputNode(name: string, place: Place): NodeId | undefined {
    const definition: Definition | undefined = resolve(
      this.lowering.book.scope,
      place.sheet,
      name,
      place.offset,
    );
    if (definition === undefined || (definition.kind !== 'free' && definition.kind !== 'value'))
      return undefined;
    const result = this.lowering.lowered.get(definition);
    return result !== undefined && 'value' in result ? result.value.node : undefined;
  }

  private narrow(node: NodeId, domain: InputDomain): void {
    const known = this.inputs.get(node) ?? ANYWHERE;
    const members = domain.members ?? known.members;
    const structure = domain.structure ?? known.structure;
    this.inputs.set(node, {
      low: Math.max(known.low, domain.low),
      high: Math.min(known.high, domain.high),
      whole: known.whole || domain.whole,
      ...(members === undefined ? {} : { members }),
      ...(structure === undefined ? {} : { structure }),
    });
  }

  /** Ends count as inside, since no point is ever drawn there, unless nothing else is left. */
  private exclude(node: NodeId, end: number): void {
    this.excluded.set(node, [...(this.excluded.get(node) ?? []), end]);
    this.closeOff(node);
  }

  private closeOff(node: NodeId): void {
    const { low, high } = this.inputs.get(node) ?? ANYWHERE;
    if (low === high && this.excluded.get(node)?.includes(low) === true) {
      this.narrow(node, { ...ANYWHERE, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY });
    }
  }

  private number(expr: Expr, place: Place): number | undefined {
    const written = writtenNumber(expr);
    if (written !== undefined) return written.value;
    const result = this.lowering.lower(expr, place);
    if ('failure' in result) return undefined;
    const { graph } = this.lowering;
    if (graph.node(result.value.node).shape.length > 0) return undefined;
    const program = compile(graph, [result.value.node]);
    if (program.inputs.length > 0) return undefined;
    program.run();
    return program.read(result.value.node)[0];
  }
}

const MIRRORED: Partial<Record<Relation, Relation>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** `a < b` read from the right. */
const mirrored = (relation: Relation): Relation => MIRRORED[relation] ?? relation;

/** Whether the entries of both sides stand in the relation, entry by entry; NaN does not. */
export function holds(left: ArrayLike<number>, relation: Relation, right: ArrayLike<number>): boolean {
  const size = Math.max(left.length, right.length);
  for (let i = 0; i < size; i++) {
    const a = left[left.length === 1 ? 0 : i]!;
    const b = right[right.length === 1 ? 0 : i]!;
    if (!holdsEntry(a, relation, b)) return false;
  }
  return true;
}

function holdsEntry(a: number, relation: Relation, b: number): boolean {
  switch (relation) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '!=':
      return a !== b;
    case '=':
    case '==':
    case '≈':
      return a === b;
  }
}
