import { type GraphBuilder, graphBuilder, type NodeId } from '../../graph/graph';
import { add, multiply } from '../../graph/operations/arithmetic';
import { reduceSum } from '../../graph/operations/reduce';
import { compile } from '../../graph/program';
import { type Shape, sameShape, showShape, sizeOf } from '../../graph/shape';
import { toDocument } from '../../text/fragment';
import type { ReadBook } from '../book';
import { inDependencyOrder } from '../dependencies';
import { factorsOfName } from '../letters';
import type { Definition, FreeDefinition, UpstreamDefinition, ValueDefinition } from '../model';
import { MAX_PARTS } from '../shapes/expressions';
import type { InferredShapes } from '../shapes/inferred';
import { lowerExpression } from './lower';
import type { Place } from './place';
import { type ProductResult, product } from './products';
import { type GivenEntries, type GraphReading, type SheetGraph, USUAL_READING } from './sheet-graph';
import { MAX_ENTRIES } from './support';
import { type Failure, type Lowered, lowered, type Value } from './value';

/** Builds the graph of all sheets of a document. Failures are kept beside their definition; nothing is thrown. */
export function buildSheetGraph(
  book: ReadBook,
  shapes: InferredShapes,
  assignment: number,
  reading: GraphReading = USUAL_READING,
): SheetGraph {
  const ambiguous = {
    power: false,
    letters: false,
    direction: false,
    partials: false,
    quotients: false,
    bareArguments: false,
  };
  const { order: asWritten, circles } = inDependencyOrder(book);
  const factors = new Map(
    asWritten.flatMap((definition) => {
      const found = factorsOfName(book, definition);
      return found === undefined ? [] : [[definition, found] as const];
    }),
  );
  ambiguous.letters = factors.size > 0;
  // Names that may be products come behind the inputs that they are made of, and before all that uses them.
  const order =
    factors.size === 0
      ? asWritten
      : [
          ...asWritten.filter((d) => (d.kind === 'free' || d.kind === 'value') && !factors.has(d)),
          ...factors.keys(),
          ...asWritten.filter((d) => d.kind !== 'free' && d.kind !== 'value'),
        ];
  const circular = new Map<Definition, readonly Definition[]>();
  for (const circle of circles) for (const definition of circle) circular.set(definition, circle);
  const sheetGraph: SheetGraph = {
    graph: graphBuilder(),
    book,
    shapes,
    assignment,
    reading,
    ambiguous,
    guesses: new Set(),
    lowered: new Map(),
    given: new Map(),
    definitionOf: new Map(),
    derivations: new Map(),
    families: { values: new Map(), derivations: new Map() },
    nodeOf: new Map(),
    budget: { parts: MAX_PARTS, entries: MAX_ALL_ENTRIES },
    circular,
    lower: (expr, place) => lowerExpression(sheetGraph, expr, place),
  };
  // What uses up the room of the document is told once, where it does; all that comes behind it is only not there.
  let spent: Failure | undefined;
  for (const definition of order) {
    const product = reading.letters === 'product' ? factors.get(definition) : undefined;
    const result = circular.has(definition)
      ? circle(circular.get(definition)!, definition)
      : product === undefined
        ? define(sheetGraph, definition)
        : productOfNames(sheetGraph, definition, product);
    const failure = 'failure' in result ? result.failure : undefined;
    if (failure?.code === 'too-large' && isSpent(sheetGraph)) spent ??= failure;
    sheetGraph.lowered.set(
      definition,
      failure !== undefined && spent !== undefined && failure !== spent && failure.code === 'too-large'
        ? { failure: { ...failure, code: 'depends' } }
        : result,
    );
    if ('value' in result && !sheetGraph.definitionOf.has(result.value.node)) {
      sheetGraph.definitionOf.set(result.value.node, definition);
    }
  }
  sheetGraph.budget.parts = MAX_PARTS;
  return sheetGraph;
}

/** Whether nothing more can be built for the document. */
const isSpent = ({ budget }: SheetGraph): boolean => budget.parts <= 0 || budget.entries < 0;

function circle(definitions: readonly Definition[], definition: Definition): Lowered {
  const at = definitions.indexOf(definition);
  const path = [...definitions.slice(at), ...definitions.slice(0, at), definition].map(({ name }) => name);
  return {
    failure: {
      code: 'circular',
      message: `${definition.name} is defined by itself: ${path.join(' → ')}. Give one of these names another definition.`,
      span: definition.nameSpan,
      related: definitions
        .filter((other) => other !== definition)
        .map((other) => ({ span: other.nameSpan, message: `${other.name} is part of the circle.` })),
    },
  };
}

function define(sheetGraph: SheetGraph, definition: Definition): Lowered {
  const { graph } = sheetGraph;
  switch (definition.kind) {
    case 'free':
      return defineFree(sheetGraph, definition);
    case 'value':
      return defineValue(sheetGraph, definition);
    case 'upstream':
      return defineUpstream(sheetGraph, definition);
    case 'expression': {
      if (definition.expr.kind === 'missing') return { failure: unreadable(definition) };
      const result = sheetGraph.lower(definition.expr, placeOf(definition));
      if ('failure' in result) return result;
      const contradiction = declaredOtherwise(sheetGraph, definition, graph.node(result.value.node).shape);
      if (contradiction !== undefined) return { failure: contradiction };
      return lowered(graph.named(definition.name, result.value.node), result.value.row);
    }
    case 'function': {
      const parameters = new Map<string, Lowered>();
      for (const parameter of definition.parameters) {
        const result = sheetGraph.lower(parameter, placeOf(definition));
        if ('failure' in result) return result;
        parameters.set(parameter.name, result);
      }
      const result = sheetGraph.lower(definition.expr, {
        ...placeOf(definition),
        parameters,
        depth: 1,
      });
      if ('failure' in result) return result;
      return lowered(graph.named(definition.name, result.value.node), result.value.row);
    }
  }
}

/** The line has its own message; what rests on it only needs to know. */
const unreadable = (definition: Definition): Failure => ({
  code: 'depends',
  message: `the line that defines ${definition.name} could not be read.`,
  span: definition.span,
  related: [],
});

const placeOf = (definition: Definition): Place => ({
  sheet: definition.sheet,
  offset: definition.span.start,
  fragment: definition.fragment,
  parameters: new Map(),
  depth: 0,
  ...(definition.unannotated && { prose: 'definitions' }),
});

function defineFree(sheetGraph: SheetGraph, definition: FreeDefinition): Lowered {
  const { graph, shapes, assignment } = sheetGraph;
  const size = shapes.sizeNamed(definition.sheet, definition.name, assignment);
  if (size !== undefined) return lowered(graph.constant(size));
  const shape = shapes.shapeOf(definition, assignment);
  if (sizeOf(shape) > MAX_ENTRIES) return { failure: tooLarge(definition, shape) };
  return lowered(graph.input(definition.name, shape), shapes.isRow(definition));
}

/** `xy` as `x*y`, where all of them are scalars. */
function productOfNames(
  sheetGraph: SheetGraph,
  definition: Definition,
  factors: readonly Definition[],
): Lowered {
  const { graph } = sheetGraph;
  let result: Value | undefined;
  for (const factor of factors) {
    const known = sheetGraph.lowered.get(factor);
    if (known === undefined || 'failure' in known) return define(sheetGraph, definition);
    const next: ProductResult = result === undefined ? known.value : product(graph, result, known.value);
    if ('mismatch' in next) return define(sheetGraph, definition);
    result = next;
  }
  return result === undefined
    ? define(sheetGraph, definition)
    : lowered(graph.named(definition.name, result.node), result.row);
}

/** Entries of all arrays of a document together; each costs a few dozen bytes while the document is checked. */
const MAX_ALL_ENTRIES = 15_000_000;

const tooLarge = (definition: Definition, shape: Shape): Failure => ({
  code: 'too-large',
  message: `${definition.name} has ${showShape(shape)} entries, more than Nabla checks (${MAX_ENTRIES}). Declare a smaller shape.`,
  span: definition.nameSpan,
  related: [],
});

function defineValue(sheetGraph: SheetGraph, definition: ValueDefinition): Lowered {
  const { graph } = sheetGraph;
  const result = sheetGraph.lower(definition.expr, placeOf(definition));
  if ('failure' in result) return result;
  const entries = entriesOf(graph, result.value.node);
  const { shape } = graph.node(result.value.node);
  const contradiction = declaredOtherwise(sheetGraph, definition, shape);
  if (contradiction !== undefined) return { failure: contradiction };
  const input = graph.input(definition.name, shape);
  sheetGraph.given.set(input, entries);
  return lowered(input, result.value.row);
}

/** The entries of an expression without free names. */
function entriesOf(graph: GraphBuilder, node: NodeId): GivenEntries {
  const program = compile(graph, [node]);
  program.run();
  program.runRadii();
  return { data: program.read(node).slice(), radii: program.readRadii(node).slice(), node };
}

function declaredOtherwise(
  sheetGraph: SheetGraph,
  definition: Definition,
  shape: Shape,
): Failure | undefined {
  const sheet = sheetGraph.book.sheets[definition.sheet]!;
  const declared = sheet.shapes.get(definition.name);
  if (declared === undefined) return undefined;
  const expected = declared.sizes.map((size) =>
    size.kind === 'number'
      ? size.value
      : sheetGraph.shapes.sizeNamed(definition.sheet, size.name, sheetGraph.assignment),
  );
  if (
    expected.length === shape.length &&
    expected.every((size, i) => size === undefined || size === shape[i])
  ) {
    return undefined;
  }
  return {
    code: 'shape-mismatch',
    message: `${definition.name} is ${showShape(shape)} here, but it is declared as ${expected.join('×') || 'a scalar'}. Correct one of the two.`,
    span: definition.nameSpan,
    related: [{ span: declared.span, message: `${definition.name} is declared here.` }],
  };
}

/** ⟨given, name⟩ summed: the simplest function with these derivatives. */
function defineUpstream(sheetGraph: SheetGraph, definition: UpstreamDefinition): Lowered {
  const { graph } = sheetGraph;
  let total: NodeId | undefined;
  for (const { variable, value } of definition.given) {
    const target = sheetGraph.lower(variable, placeOf(definition));
    if ('failure' in target) return target;
    const shape = graph.node(target.value.node).shape;
    const cotangent = graph.input(`d${definition.name}/d${variable.name}`, shape);
    if (value !== undefined) {
      const entries = sheetGraph.lower(value, placeOf(definition));
      if ('failure' in entries) return entries;
      const givenShape = graph.node(entries.value.node).shape;
      if (!sameShape(givenShape, shape) && sizeOf(givenShape) !== sizeOf(shape)) {
        return {
          failure: {
            code: 'shape-mismatch',
            message: `d${definition.name}/d${variable.name} has the shape of ${variable.name}, which is ${showShape(shape)}, but ${showShape(givenShape)} is given. Correct the given values or the shape.`,
            span: toDocument(definition.fragment, value.span),
            related: [],
          },
        };
      }
      sheetGraph.given.set(cotangent, entriesOf(graph, entries.value.node));
    }
    const product = multiply(graph, cotangent, target.value.node);
    const term = shape.length === 0 ? product : reduceSum(graph, product);
    total = total === undefined ? term : add(graph, total, term);
  }
  return lowered(graph.named(definition.name, total ?? graph.constant(0)));
}
