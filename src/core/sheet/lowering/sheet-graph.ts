import type { Fixed } from '../../diff/dependence';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../graph/graph';
import { add, multiply } from '../../graph/operations/arithmetic';
import { reduceSum } from '../../graph/operations/reduce';
import { compile } from '../../graph/program';
import { type Shape, sameShape, showShape, sizeOf } from '../../graph/shape';
import type { Expr } from '../../syntax/ast';
import { toDocument } from '../../text/fragment';
import type { ReadBook } from '../book';
import { inDependencyOrder } from '../dependencies';
import { type InferredShapes, MAX_PARTS } from '../infer';
import type { Definition, FreeDefinition, UpstreamDefinition, ValueDefinition } from '../model';
import { lowerExpression, MAX_ENTRIES, type Place } from './lower';
import { type Failure, type Lowered, lowered } from './value';

/** One differentiation: `derivative` is ∂`target`/∂`variable`, total except through `fixed`. */
export interface Derivation {
  readonly target: NodeId;
  readonly variable: NodeId;
  readonly derivative: NodeId;
  readonly fixed?: Fixed;
}

/** The entries of an input that the sheet gives, with bounds of their rounding. */
export interface GivenEntries {
  readonly data: Float64Array;
  readonly radii: Float64Array;
}

/** How notation with two meanings is read. */
export interface GraphReading {
  /** `A^2` of a named square matrix: the matrix product, or the squares of its entries. */
  readonly power: 'matrix' | 'entrywise';
}

export const USUAL_READING: GraphReading = { power: 'matrix' };

/**
 * All definitions of a document as one graph, for one assignment of sizes to the dimensions that the text leaves open. Claims
 * append their sides to it.
 */
export interface SheetGraph {
  readonly graph: GraphBuilder;
  readonly book: ReadBook;
  readonly shapes: InferredShapes;
  readonly assignment: number;
  readonly reading: GraphReading;
  /** Whether some `A^2` of a named square matrix was read one way and could be read the other. */
  readonly ambiguous: { power: boolean };
  /** How much more may be lowered; claims have their own parts, so that one cannot starve the others. */
  readonly budget: { parts: number; entries: number };
  /** Definitions that stand in a circle. */
  readonly circular: ReadonlyMap<Definition, readonly Definition[]>;
  /** What each definition became; a function stands for its body at the free names of its parameters. */
  readonly lowered: Map<Definition, Lowered>;
  /** Values that the sheet gives to leaves of the graph. */
  readonly given: Map<NodeId, GivenEntries>;
  /** The definition behind each leaf and named node. */
  readonly definitionOf: Map<NodeId, Definition>;
  /** The last differentiation behind each derivative that was lowered. */
  readonly derivations: Map<Expr, Derivation>;
  /** The node that each expression of a definition or claim became, for values at any sub-expression. */
  readonly nodeOf: Map<Expr, NodeId>;
}

/** Builds the graph of all sheets of a document. Failures are kept beside their definition; nothing is thrown. */
export function buildSheetGraph(
  book: ReadBook,
  shapes: InferredShapes,
  assignment: number,
  reading: GraphReading = USUAL_READING,
): SheetGraph {
  const ambiguous = { power: false };
  const { order, circles } = inDependencyOrder(book);
  const circular = new Map<Definition, readonly Definition[]>();
  for (const circle of circles) for (const definition of circle) circular.set(definition, circle);
  const lowering: SheetGraph = {
    graph: graphBuilder(),
    book,
    shapes,
    assignment,
    reading,
    ambiguous,
    lowered: new Map(),
    given: new Map(),
    definitionOf: new Map(),
    derivations: new Map(),
    nodeOf: new Map(),
    budget: { parts: MAX_PARTS, entries: MAX_ALL_ENTRIES },
    circular,
  };
  for (const definition of order) {
    const result = circular.has(definition)
      ? circle(circular.get(definition)!, definition)
      : define(lowering, definition);
    lowering.lowered.set(definition, result);
    if ('value' in result && !lowering.definitionOf.has(result.value.node)) {
      lowering.definitionOf.set(result.value.node, definition);
    }
  }
  lowering.budget.parts = MAX_PARTS;
  return lowering;
}

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

function define(lowering: SheetGraph, definition: Definition): Lowered {
  const { graph } = lowering;
  switch (definition.kind) {
    case 'free':
      return defineFree(lowering, definition);
    case 'value':
      return defineValue(lowering, definition);
    case 'upstream':
      return defineUpstream(lowering, definition);
    case 'expression': {
      if (definition.expr.kind === 'missing') return { failure: unreadable(definition) };
      const result = lowerExpression(lowering, definition.expr, placeOf(definition));
      if ('failure' in result) return result;
      const contradiction = declaredOtherwise(lowering, definition, graph.node(result.value.node).shape);
      if (contradiction !== undefined) return { failure: contradiction };
      return lowered(graph.named(definition.name, result.value.node), result.value.row);
    }
    case 'function': {
      const parameters = new Map<string, Lowered>();
      for (const parameter of definition.parameters) {
        const result = lowerExpression(lowering, parameter, placeOf(definition));
        if ('failure' in result) return result;
        parameters.set(parameter.name, result);
      }
      const result = lowerExpression(lowering, definition.expr, {
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

export const placeOf = (definition: Definition): Place => ({
  sheet: definition.sheet,
  offset: definition.span.start,
  fragment: definition.fragment,
  parameters: new Map(),
  depth: 0,
});

function defineFree(lowering: SheetGraph, definition: FreeDefinition): Lowered {
  const { graph, shapes, assignment } = lowering;
  const size = shapes.sizeNamed(definition.sheet, definition.name, assignment);
  if (size !== undefined) return lowered(graph.constant(size));
  const shape = shapes.shapeOf(definition, assignment);
  if (sizeOf(shape) > MAX_ENTRIES) return { failure: tooLarge(definition, shape) };
  return lowered(graph.input(definition.name, shape), shapes.isRow(definition));
}

/** Entries of all arrays of a document together; each costs a few dozen bytes while the document is checked. */
const MAX_ALL_ENTRIES = 15_000_000;

const tooLarge = (definition: Definition, shape: Shape): Failure => ({
  code: 'too-large',
  message: `${definition.name} has ${showShape(shape)} entries, more than Nabla checks (${MAX_ENTRIES}). Declare a smaller shape.`,
  span: definition.nameSpan,
  related: [],
});

function defineValue(lowering: SheetGraph, definition: ValueDefinition): Lowered {
  const { graph } = lowering;
  const result = lowerExpression(lowering, definition.expr, placeOf(definition));
  if ('failure' in result) return result;
  const entries = entriesOf(graph, result.value.node);
  const { shape } = graph.node(result.value.node);
  const contradiction = declaredOtherwise(lowering, definition, shape);
  if (contradiction !== undefined) return { failure: contradiction };
  const input = graph.input(definition.name, shape);
  lowering.given.set(input, entries);
  return lowered(input, result.value.row);
}

/** The entries of an expression without free names. */
function entriesOf(graph: GraphBuilder, node: NodeId): GivenEntries {
  const program = compile(graph, [node]);
  program.run();
  program.runRadii();
  return { data: program.read(node).slice(), radii: program.readRadii(node).slice() };
}

function declaredOtherwise(lowering: SheetGraph, definition: Definition, shape: Shape): Failure | undefined {
  const sheet = lowering.book.sheets[definition.sheet]!;
  const declared = sheet.shapes.get(definition.name);
  if (declared === undefined) return undefined;
  const expected = declared.sizes.map((size) =>
    size.kind === 'number'
      ? size.value
      : lowering.shapes.sizeNamed(definition.sheet, size.name, lowering.assignment),
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
function defineUpstream(lowering: SheetGraph, definition: UpstreamDefinition): Lowered {
  const { graph } = lowering;
  let total: NodeId | undefined;
  for (const { variable, value } of definition.given) {
    const target = lowerExpression(lowering, variable, placeOf(definition));
    if ('failure' in target) return target;
    const shape = graph.node(target.value.node).shape;
    const cotangent = graph.input(`d${definition.name}/d${variable.name}`, shape);
    if (value !== undefined) {
      const entries = lowerExpression(lowering, value, placeOf(definition));
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
      lowering.given.set(cotangent, entriesOf(graph, entries.value.node));
    }
    const product = multiply(graph, cotangent, target.value.node);
    const term = shape.length === 0 ? product : reduceSum(graph, product);
    total = total === undefined ? term : add(graph, total, term);
  }
  return lowered(graph.named(definition.name, total ?? graph.constant(0)));
}
