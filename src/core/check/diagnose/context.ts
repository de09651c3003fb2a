import { NAMED, type NodeId } from '../../graph/graph';
import { functions } from '../../graph/operations/index';
import { compile } from '../../graph/program';
import { type Shape, sizeOf } from '../../graph/shape';
import type { SheetGraph } from '../../sheet/lowering/sheet-graph';
import type { Value } from '../../sheet/lowering/value';
import type { Claim, Definition } from '../../sheet/model';
import { chain, resolve } from '../../sheet/scope';
import type { Expr } from '../../syntax/ast';
import { bareNamesIn, walk } from '../../syntax/walk';
import { type Alignment, alignments } from '../alignment';
import type { CheckableBook } from '../check';
import { domainsAt } from '../domain';
import { allFinite, pointsOf } from '../points';
import { hashText, random } from '../random';
import { readingsOf } from '../readings';
import { placeOfClaim, type Subject, subjectOf, targetsOf } from '../subject';
import { sourceText } from '../wording';
import { type LocalDerivative, localDerivatives } from './local';
import { Scratch, type Valued } from './scratch';
import { type Position, positionsOf } from './tree';

/** What the right side should be: the truth of one reading, at all points. */
export interface Truth {
  readonly node: NodeId;
  readonly shape: Shape;
  readonly entries: Float64Array;
}

/** A name that the claim may use, with its values. */
export interface NameInScope {
  readonly name: string;
  readonly definition: Definition;
  readonly value: Value;
  readonly valued: Valued;
}

/** A node of the document's graph that an expression of the sheet or of the true derivative computes. */
export interface KnownPart {
  readonly node: NodeId;
  readonly valued: Valued;
}

/** All that hypotheses about one refuted claim may look at. */
export interface Context {
  readonly checkable: CheckableBook;
  readonly claim: Claim;
  readonly subject: Subject;
  readonly sheetGraph: SheetGraph;
  readonly points: number;
  /** Elementary operations of both sides and all names at one point. */
  readonly work: number;
  /** What the right side is compared with, the usual reading first. */
  readonly truths: readonly Truth[];
  readonly positions: readonly Position[];
  readonly scratch: Scratch;
  readonly names: readonly NameInScope[];
  readonly locals: readonly (LocalDerivative & { readonly valued: Valued })[];
  /** Parts of the definitions between variable and function, and of their derivative. */
  readonly parts: readonly KnownPart[];
  /** Functions of one argument that the sheet's definitions and the claim call. */
  readonly functionsUsed: readonly string[];
  /** The claim speaks of the values that the sheet gives, and of nothing else. */
  readonly isNumeric: boolean;
  /** The entries of nodes of the document's graph, also of those appended since; undefined where an input is unknown. */
  evaluate(nodes: readonly NodeId[]): (Valued | undefined)[];
  /** The name of the definition that a node is, or is the expression of. */
  definitionAt(node: NodeId): Definition | undefined;
  /** The entries of a sub-expression of the right side. */
  valueOf(expr: Expr): Valued | undefined;
  textOf(expr: Expr): string;
  /** Entries of arrays that may stand at a position, and Kronecker deltas; absent where the claim has no indices. */
  readonly entriesAt?: (position: Position) => readonly Expr[];
}

/** At how many points candidates are compared before the check itself judges them. */
const POINTS = 8;
const POINTS_OF_ARRAYS = 4;

/** Candidates for points of the domain, for each that is wanted. */
const ATTEMPTS = 12;

/** Entries of all nodes, at all points, that are kept. */
const MAX_KEPT = 400_000;

/** A claim whose sides cost more operations at one point is too large to search. */
const MAX_WORK = 400_000;

const MAX_NAMES = 24;

/** Nodes of definitions and derivatives that may serve as parts of a repair. */
const MAX_PARTS = 240;

/** Prepares the search for the mistake in a claim that was refuted; undefined where its values cannot be had cheaply. */
export function contextOf(
  checkable: CheckableBook,
  claim: Claim,
  sheetGraph = checkable.sheetGraphs[0]!,
): Context | undefined {
  const subject = subjectOrLeft(sheetGraph, claim);
  if (subject === undefined) return undefined;
  const { graph } = sheetGraph;
  const domains = domainsAt(sheetGraph, claim);
  if (domains.failure !== undefined) return undefined;
  const readings = readingsOf(subject);
  const nodes = readings.length === 0 ? [subject.left.node] : readings.map(({ truth }) => truth);
  const truthNodes = [...new Set(nodes)];
  const named = namesInScope(sheetGraph, claim);
  const locals = localDerivatives(subject);
  const outputs = [
    subject.right.node,
    ...truthNodes,
    ...targetsOf(subject),
    ...named.map(({ value }) => value.node),
    ...locals.map(({ node }) => node),
  ];
  const seed = hashText(`${sourceText(claim, claim.right)}≠${sourceText(claim, claim.left)}`);
  const points = pointsOf({
    sheetGraph,
    claim,
    domains,
    outputs,
    watched: targetsOf(subject),
    random: random(seed),
  });
  const { program } = points;
  if (program.work > MAX_WORK) return undefined;
  const kept = graph.ancestors(outputs);
  const entriesPerPoint = kept.reduce((sum, id) => sum + sizeOf(graph.node(id).shape), 0);
  if (entriesPerPoint > MAX_KEPT / 2) return undefined;
  const size = sizeOf(graph.node(truthNodes[0]!).shape);
  const wanted = Math.min(size > 4 ? POINTS_OF_ARRAYS : POINTS, Math.floor(MAX_KEPT / entriesPerPoint));
  const values = new Map(kept.map((id) => [id, new Float64Array(wanted * sizeOf(graph.node(id).shape))]));
  let found = 0;
  const isGiven = points.hasValues || domains.pinned.size > 0;
  const isNumeric = isGiven && (claim.at.length > 0 || bareNamesIn(claim.right).length === 0);
  const kind = isNumeric ? 'values' : 'sampled';
  const count = kind === 'values' && points.allValues ? 1 : wanted;
  for (let attempt = 0; attempt < wanted * ATTEMPTS && found < count; attempt++) {
    if (points.next(kind, attempt) === 'outside') continue;
    if (
      !allFinite(program.read(subject.right.node)) ||
      !truthNodes.every((id) => allFinite(program.read(id)))
    )
      continue;
    for (const id of kept) {
      const entries = program.read(id);
      values.get(id)!.set(entries, found * entries.length);
    }
    found++;
  }
  if (found === 0) return undefined;
  const valuesOf = (node: NodeId): Float64Array | undefined =>
    values.get(node)?.subarray(0, found * sizeOf(graph.node(node).shape));
  const valued = ({ node, row }: Value): Valued => ({
    shape: graph.node(node).shape,
    row,
    entries: valuesOf(node)!,
  });
  const scratch = new Scratch(sheetGraph, placeOfClaim(claim), found, valuesOf);
  const positions = positionsOf(claim.right);
  const known = new Map<Expr, Valued>();
  const lowered = positions.flatMap(({ expr }) => {
    const value = expr.kind === 'text' ? undefined : scratch.lower(expr);
    return value === undefined ? [] : [{ expr, value }];
  });
  for (const [i, value] of scratch.evaluate(lowered.map((one) => one.value)).entries()) {
    if (value !== undefined) known.set(lowered[i]!.expr, value);
  }
  const partNodes = graph
    .ancestors([...truthNodes, ...targetsOf(subject)])
    .filter((id) => sizeOf(graph.node(id).shape) === 1 || sizeOf(graph.node(id).shape) <= 64)
    .slice(-MAX_PARTS);
  return {
    checkable,
    claim,
    subject,
    sheetGraph,
    points: found,
    work: program.work,
    truths: truthNodes.map((node) => ({ node, shape: graph.node(node).shape, entries: valuesOf(node)! })),
    positions,
    scratch,
    names: named.map((one) => ({ ...one, valued: valued(one.value) })),
    locals: locals.map((local) => ({ ...local, valued: valued({ node: local.node, row: false }) })),
    parts: partNodes.map((node) => ({ node, valued: valued({ node, row: false }) })),
    functionsUsed: functionsUsed(checkable, claim),
    isNumeric,
    evaluate: (wantedNodes) => evaluated(sheetGraph, wantedNodes, found, valuesOf),
    definitionAt: definitionFinder(sheetGraph),
    valueOf: (expr) => known.get(expr),
    textOf: (expr) => sourceText(claim, expr),
  };
}

/** Where the right side has no value, such as a product of sizes that do not fit, the left side stands for it. */
function subjectOrLeft(sheetGraph: SheetGraph, claim: Claim): Subject | undefined {
  const subject = subjectOf(sheetGraph, claim);
  if (!('failure' in subject)) return subject;
  const left = sheetGraph.lower(claim.left, placeOfClaim(claim));
  if ('failure' in left) return undefined;
  const derivation = sheetGraph.derivations.get(claim.left);
  const derivations = derivation === undefined ? [] : [derivation];
  return { claim, sheetGraph, left: left.value, right: left.value, derivations, notes: [] };
}

function evaluated(
  { graph }: SheetGraph,
  nodes: readonly NodeId[],
  points: number,
  valuesOf: (node: NodeId) => Float64Array | undefined,
): (Valued | undefined)[] {
  const program = compile(graph, nodes);
  if (program.work > MAX_WORK || program.inputs.some((input) => valuesOf(input) === undefined)) {
    return nodes.map(() => undefined);
  }
  const found = nodes.map((node) => {
    const { shape } = graph.node(node);
    return { shape, row: false, entries: new Float64Array(points * sizeOf(shape)) };
  });
  for (let k = 0; k < points; k++) {
    for (const input of program.inputs) {
      const size = sizeOf(graph.node(input).shape);
      program.write(input, valuesOf(input)!.subarray(k * size, (k + 1) * size));
    }
    program.run();
    for (const [i, node] of nodes.entries()) {
      const entries = program.read(node);
      found[i]!.entries.set(entries, k * entries.length);
    }
  }
  return found;
}

function definitionFinder({ graph, definitionOf }: SheetGraph): Context['definitionAt'] {
  let known: Map<NodeId, Definition> | undefined;
  return (wanted) => {
    if (known === undefined) {
      known = new Map();
      for (const [id, definition] of definitionOf) {
        const node = graph.node(id);
        if (definition.kind !== 'free' || !known.has(id)) known.set(id, definition);
        if (node.operation === NAMED && !known.has(node.inputs[0]!)) known.set(node.inputs[0]!, definition);
      }
    }
    return known.get(wanted);
  };
}

const MAX_FUNCTIONS = 8;

function functionsUsed({ book }: CheckableBook, claim: Claim): string[] {
  const sheets = new Set(chain(book.scope, claim.sheet));
  const found = new Set<string>();
  const look = (expr: Expr): void =>
    walk(expr, (part) => {
      if (
        part.kind === 'call' &&
        part.args.length === 1 &&
        functions.get(part.callee.name)?.rule === 'elementwise'
      )
        found.add(part.callee.name);
    });
  look(claim.right);
  for (const definition of book.definitions) {
    if (sheets.has(definition.sheet) && 'expr' in definition && found.size < MAX_FUNCTIONS)
      look(definition.expr);
  }
  return [...found].slice(0, MAX_FUNCTIONS);
}

/** The names that a right side may use: those that it does use, then the others, the nearest above the claim first. */
function namesInScope(
  sheetGraph: SheetGraph,
  claim: Claim,
): { name: string; definition: Definition; value: Value }[] {
  const { book } = sheetGraph;
  const used = bareNamesIn(claim.right).map(({ name }) => name);
  const others = chain(book.scope, claim.sheet).flatMap((sheet) =>
    [...book.scope.bySheet[sheet]!.keys()].reverse(),
  );
  const found: { name: string; definition: Definition; value: Value }[] = [];
  for (const name of new Set([...used, ...others])) {
    if (found.length >= MAX_NAMES) break;
    const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
    const result = definition && sheetGraph.lowered.get(definition);
    if (definition === undefined || result === undefined || 'failure' in result) continue;
    // A function without its arguments is no value.
    if (definition.kind === 'function' || (definition.kind === 'free' && definition.applied)) continue;
    if (!/^[\p{L}]/u.test(name) || name.includes('/')) continue;
    found.push({ name, definition, value: result.value });
  }
  return found;
}

/** How far a candidate may lie from the truth, relative to the largest entry at a point. */
const TOLERANCE = 3e-8;

/** Whether entries equal those of some reading of the truth, to rounding. */
export function equalsTruth(context: Context, { shape, entries }: Valued): boolean {
  return context.truths.some((truth) =>
    alignments(truth.shape, shape).some((alignment) =>
      agrees(context.points, truth, shape, entries, alignment),
    ),
  );
}

function agrees(
  points: number,
  truth: Truth,
  shape: Shape,
  entries: Float64Array,
  { claimed }: Alignment,
): boolean {
  const size = sizeOf(truth.shape);
  const own = sizeOf(shape);
  for (let k = 0; k < points; k++) {
    let scale = 0;
    for (let i = 0; i < size; i++) scale = Math.max(scale, Math.abs(truth.entries[k * size + i]!));
    const allowed = TOLERANCE * scale;
    for (let i = 0; i < size; i++) {
      const difference = entries[k * own + claimed(i)]! - truth.entries[k * size + i]!;
      if (!(Math.abs(difference) <= allowed)) return false;
    }
  }
  return true;
}

/** The constant by which entries must be multiplied to be the truth; undefined where there is none. */
export function factorToTruth(context: Context, { shape, entries }: Valued): number | undefined {
  const truth = context.truths[0]!;
  const size = sizeOf(truth.shape);
  if (
    size !== sizeOf(shape) ||
    shape.length !== truth.shape.length ||
    shape.some((n, i) => n !== truth.shape[i])
  )
    return undefined;
  let factor: number | undefined;
  let seen = 0;
  for (let k = 0; k < context.points; k++) {
    let scale = 0;
    for (let i = 0; i < size; i++) scale = Math.max(scale, Math.abs(truth.entries[k * size + i]!));
    for (let i = 0; i < size; i++) {
      const [a, b] = [entries[k * size + i]!, truth.entries[k * size + i]!];
      if (a === 0 && b === 0) continue;
      if (Math.abs(b) <= 1e-9 * scale && factor === undefined) return undefined;
      factor ??= b / a;
      if (!(Math.abs(factor * a - b) <= TOLERANCE * scale)) return undefined;
      seen++;
    }
  }
  // It takes three numbers to tell a factor from an accident.
  return seen >= 3 && factor !== undefined && Number.isFinite(factor) && factor !== 0 ? factor : undefined;
}
