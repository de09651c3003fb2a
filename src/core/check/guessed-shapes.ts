import type { Operation } from '../graph/operation';
import { ADD, DIVIDE, MULTIPLY, SUBTRACT } from '../graph/operations/arithmetic';
import { POWER } from '../graph/operations/power';
import { BROADCAST } from '../graph/operations/shaping';
import { ancestors } from '../graph/program';
import { type Shape, sizeOf } from '../graph/shape';
import type { ReadBook } from '../sheet/book';
import { directDependencies } from '../sheet/dependencies';
import { buildSheetGraph } from '../sheet/lowering/build';
import { type SheetGraph, USUAL_READING } from '../sheet/lowering/sheet-graph';
import type { Claim, Definition } from '../sheet/model';
import { chain, resolve } from '../sheet/scope';
import { type AssumedShapes, inferShapes } from '../sheet/shapes/infer';
import { ASSIGNMENT_COUNT, type InferredShapes } from '../sheet/shapes/inferred';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import { subjectOf } from './subject';

/** The axes of a name: 1, or undefined for an open size. */
type Axes = readonly (number | undefined)[];

/** Shapes of the undeclared names that a claim rests on, other than those that were guessed. */
export interface OtherShapes {
  readonly assumed: AssumedShapes;
  readonly shapes: InferredShapes;
  /** One graph for each assignment of open sizes, built when it is looked at. */
  readonly sheetGraphs: Iterable<SheetGraph>;
  /** The first of them. */
  readonly first: SheetGraph;
}

/** How many other shapes a claim is tried with, and how many definitions may be built for them in all. */
const MOST_TRIALS = 120;
const DEFINITIONS_BUILT = 3000;

/** Arrays with more axes are declared. */
const MOST_AXES = 4;

/**
 * What else the undeclared arrays of a claim may be. Their ranks were guessed where neither a declaration nor an operation says
 * what they are: with `mean(X, -1)` the array `X` may be a vector as well as a matrix or a batch of matrices. The most likely
 * shapes go first; none where the claim speaks of scalars alone, since what holds for all arrays holds for arrays of one entry.
 *
 * @param usual the graph in which the claim has failed
 */
export function* otherShapes(usual: SheetGraph, claim: Claim): Generator<OtherShapes> {
  const book = bookOf(usual.book, claim);
  const names = undeclaredIn(usual, book);
  if (names.length === 0) return;
  const shapeOf = (definition: Definition): Shape => usual.shapes.shapeOf(definition, usual.assignment);
  const subject = subjectOf(usual, claim);
  const sides =
    'failure' in subject ? [] : [subject.left, subject.right].map(({ node }) => usual.graph.node(node).shape);
  const inputs = book.definitions.filter(({ kind }) => kind === 'free' || kind === 'value').map(shapeOf);
  const largest = Math.max(0, ...[...sides, ...inputs].map((shape) => shape.length));
  if (largest === 0) return;
  const seen = new Set<string>();
  let built = 0;
  for (const assumed of assumptions(names, {
    claimed: sides[1],
    variable: variableOf(usual, claim),
    most: Math.min(MOST_AXES, largest + 1),
    shapeOf,
  })) {
    const key = names
      .map(
        (name) =>
          assumed
            .get(name)
            ?.map((size) => size ?? '*')
            .join('x') ?? '?',
      )
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    built += book.definitions.length;
    if (seen.size > MOST_TRIALS || built > DEFINITIONS_BUILT) return;
    const shapes = inferShapes(book, 'usual', claim, assumed);
    if (makesScalars(shapes, usual.shapes, claim)) continue;
    const first = buildSheetGraph(book, shapes, 0, USUAL_READING);
    yield { assumed, shapes, first, sheetGraphs: graphsFrom(first) };
  }
}

/**
 * Whether all arrays that a claim rests on have a single entry in this graph. What is wrong there is wrong in all ranks: a
 * claim that holds for arrays of every size holds for those of one entry, which are scalars.
 */
export const hasSingleEntries = (sheetGraph: SheetGraph, claim: Claim): boolean =>
  bookOf(sheetGraph.book, claim).definitions.every((definition) => {
    const known = sheetGraph.lowered.get(definition);
    return (
      known !== undefined && 'value' in known && sizeOf(sheetGraph.graph.node(known.value.node).shape) === 1
    );
  });

const REPEATING: ReadonlySet<Operation> = new Set([BROADCAST, ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER]);

/**
 * Whether every axis of size 1 is there to be repeated, as `b : 3x1` is beside a matrix. Anything may be right for a matrix of
 * one row.
 */
export function isRepeated({ first: { graph, lowered }, shapes, assumed }: OtherShapes): boolean {
  return [...assumed.keys()].every((definition) => {
    const axes = shapes.shapeOf(definition, 0);
    const known = lowered.get(definition);
    if (!axes.includes(1)) return true;
    if (known === undefined || !('value' in known) || sizeOf(axes) === 1) return false;
    const { node } = known.value;
    return graph.nodes.some(({ operation, inputs, shape }) => {
      if (!REPEATING.has(operation) || !inputs.includes(node)) return false;
      const lead = shape.length - axes.length;
      return axes.every((size, i) => size !== 1 || shape[lead + i]! > 1);
    });
  });
}

function* graphsFrom(first: SheetGraph): Generator<SheetGraph> {
  yield first;
  if (!first.shapes.freeSizes) return;
  for (let assignment = 1; assignment < ASSIGNMENT_COUNT; assignment++) {
    yield buildSheetGraph(first.book, first.shapes, assignment, USUAL_READING);
  }
}

/** Nobody transposes a scalar or sums it up. */
function makesScalars(shapes: InferredShapes, usual: InferredShapes, claim: Claim): boolean {
  const arrays = usual.ranksOfArrays(claim);
  return shapes.ranksOfArrays(claim).some((rank, i) => rank === 0 && arrays[i] !== 0);
}

/** The part of a document that says what the names of a claim are. */
function bookOf(book: ReadBook, claim: Claim): ReadBook {
  const reached = new Set<Definition>();
  const reach = (definition: Definition | undefined): void => {
    if (definition !== undefined) reached.add(definition);
  };
  for (const side of [claim.left, claim.right, ...claim.at.flatMap((point) => point.sides)]) {
    for (const { name } of [...bareNamesIn(side), ...calleesIn(side)]) {
      reach(resolve(book.scope, claim.sheet, name, claim.span.start));
    }
  }
  // The set grows while it is walked.
  for (const definition of reached) for (const used of directDependencies(book, definition)) reach(used);
  const sheets = new Set(chain(book.scope, claim.sheet));
  return {
    ...book,
    definitions: book.definitions.filter(
      (definition) =>
        reached.has(definition) ||
        ((definition.kind === 'free' || definition.kind === 'value') && sheets.has(definition.sheet)),
    ),
    domains: book.domains.filter(({ sheet }) => sheets.has(sheet)),
    claims: [claim],
    queries: [],
  };
}

/** The names whose shapes the document leaves open, of those that matter to a claim. */
function undeclaredIn(usual: SheetGraph, book: ReadBook): Definition[] {
  const { graph, lowered, shapes } = usual;
  const [claim] = book.claims;
  const nodes = book.definitions.flatMap((definition) => {
    const known = lowered.get(definition);
    return known !== undefined && 'value' in known && definition.kind !== 'free' ? [known.value.node] : [];
  });
  const used = new Set(ancestors(graph, nodes));
  const named = new Set([claim!.left, claim!.right].flatMap(bareNamesIn).map(({ name }) => name));
  return book.definitions.filter((definition) => {
    if (definition.kind !== 'free' || shapes.isDeclared(definition) || definition.applied) return false;
    // As many axes as it has subscripts are no guess.
    if (chain(book.scope, definition.sheet).some((at) => book.sheets[at]!.arrays?.has(definition.name)))
      return false;
    const known = lowered.get(definition);
    if (known === undefined || !('value' in known)) return true;
    return named.has(definition.name) || used.has(known.value.node);
  });
}

/** The undeclared name by which a claim differentiates. */
function variableOf({ book }: SheetGraph, { left, sheet, span }: Claim): Definition | undefined {
  const variable = left.kind === 'derivative' ? left.variables[0] : undefined;
  return variable?.kind === 'name' ? resolve(book.scope, sheet, variable.name, span.start) : undefined;
}

interface Likely {
  /** The shape of the right side, which is that of the variable of a gradient. */
  readonly claimed: Shape | undefined;
  readonly variable: Definition | undefined;
  readonly most: number;
  shapeOf(definition: Definition): Shape;
}

function* assumptions(names: readonly Definition[], likely: Likely): Generator<AssumedShapes> {
  const { claimed, variable, most, shapeOf } = likely;
  const asClaimed = claimed?.map((size) => (size === 1 ? 1 : undefined));
  const ofVariable =
    variable !== undefined &&
    asClaimed !== undefined &&
    names.includes(variable) &&
    (asClaimed.length > 0 || !isMatrixName(variable))
      ? ([variable, asClaimed] as const)
      : undefined;
  if (ofVariable !== undefined) yield new Map([ofVariable]);
  const arrays = names.filter((name) => shapeOf(name).length > 0);
  for (let rank = 1; rank <= most; rank++) yield new Map(arrays.map((name) => [name, open(rank)] as const));
  const of = (name: Definition): Axes[] => (isMatrixName(name) ? patterns(most).slice(1) : patterns(most));
  // Whoever means the gradient by a single column keeps its axis: a vector is rather summed over the wrong one. Only the channels
  // of a batch of images are written as a vector.
  const isLikely = (name: Definition, axes: Axes): boolean =>
    name !== variable || !axes.includes(1) || axes.length === MOST_AXES || claimed?.length !== 1;
  const singles = names.flatMap((name) =>
    of(name).flatMap((axes) => (isLikely(name, axes) ? [[name, axes] as const] : [])),
  );
  for (const single of singles) yield new Map([single]);
  for (const [name, axes] of ofVariable === undefined ? [] : singles) {
    if (name !== variable) yield new Map([ofVariable!, [name, axes]]);
  }
  for (const [i, first] of names.entries()) {
    for (const second of names.slice(i + 1)) {
      for (const a of of(first)) {
        for (const b of of(second)) {
          if (isLikely(first, a) && isLikely(second, b))
            yield new Map([[first, a] as const, [second, b] as const]);
        }
      }
    }
  }
}

/** Nobody gives a scalar the name of a matrix. */
const isMatrixName = ({ name }: Definition): boolean => /^\p{Lu}/u.test(name);

const open = (rank: number): Axes => Array.from({ length: rank }, () => undefined);

/** Shapes that people use, the usual ones first: arrays of every rank, and those that are repeated along some axes. */
function patterns(most: number): Axes[] {
  const full = Array.from({ length: most + 1 }, (_, rank) => open(rank));
  const repeated: Axes[] = [
    [undefined, 1],
    [1, undefined],
    [1, undefined, 1],
    [undefined, undefined, 1],
    [undefined, 1, 1],
    [1, 1, undefined],
    [undefined, 1, undefined],
    [1, undefined, undefined],
    [1, undefined, 1, 1],
  ];
  return [...full, ...repeated.filter(({ length }) => length <= most)];
}
