import { graphBuilder, type NodeId } from '../../graph/graph';
import { compile } from '../../graph/program';
import { type Shape, sizeOf } from '../../graph/shape';
import { printExprInfix } from '../../print/expr-infix';
import { lowerExpression } from '../../sheet/lowering/lower';
import type { Place } from '../../sheet/lowering/place';
import type { SheetGraph } from '../../sheet/lowering/sheet-graph';
import { fail } from '../../sheet/lowering/support';
import { type Lowered, lowered, type Value } from '../../sheet/lowering/value';
import type { Expr } from '../../syntax/ast';
import { isDerivative } from '../../syntax/walk';

/** Entries at all points of a diagnosis, point after point. */
export interface Valued {
  readonly shape: Shape;
  readonly row: boolean;
  readonly entries: Float64Array;
}

/** What an expression is made of that is computed elsewhere. */
export interface Parts {
  isPart(expr: Expr): boolean;
  valueOf(expr: Expr): Valued | undefined;
  /** Where that is computed. */
  readonly around: Scratch;
}

/** Nodes that one diagnosis may build. */
const MAX_NODES = 40_000;

/** Parts of expressions that it may build them from. */
const MAX_PARTS = 200_000;

/**
 * Evaluates expressions at a few points in a graph of its own, in which every definition of the sheet is an input with known
 * values: an expression costs what is written in it, not what it stands for, and the document's graph does not grow.
 */
export class Scratch {
  private readonly graph = graphBuilder();
  private readonly sheetGraph: SheetGraph;
  private readonly sources = new Map<NodeId, Float64Array>();
  private readonly known = new Map<Expr, Lowered>();
  private readonly place: Place;
  /** Elementary operations so far, without those of the parts. */
  private own = 0;
  private readonly partsByText = new Map<string, Lowered>();

  /** Elementary operations so far. */
  get work(): number {
    return this.own + (this.given?.around.work ?? 0);
  }

  /** Parts of expressions that were built so far; those of a family count once for each of its entries. */
  get parts(): number {
    return MAX_PARTS - this.sheetGraph.budget.parts + (this.given?.around.parts ?? 0);
  }

  /**
   * @param valuesOf the entries of a node of the document's graph at all points; undefined where they are not known
   */
  constructor(
    private readonly original: SheetGraph,
    private readonly originalPlace: Place,
    readonly points: number,
    private readonly valuesOf: (node: NodeId) => Float64Array | undefined,
    private readonly given?: Parts,
  ) {
    const definitions: Map<unknown, Lowered> = new Map();
    const parameters = new Map<string, Lowered>();
    this.place = { ...originalPlace, parameters };
    this.sheetGraph = {
      ...original,
      graph: this.graph,
      guesses: new Set(),
      lowered: definitions as SheetGraph['lowered'],
      given: new Map(),
      definitionOf: new Map(),
      derivations: new Map(),
      nodeOf: new Map(),
      budget: { parts: MAX_PARTS, entries: 4_000_000 },
      lower: (expr, place) => this.lowerPart(expr, place),
    };
    for (const [definition, result] of original.lowered) {
      definitions.set(definition, 'value' in result ? this.copied(result.value) : result);
    }
    this.parameters = parameters;
  }

  private readonly parameters: Map<string, Lowered>;

  private copied({ node, row }: Value): Lowered {
    const { name, shape } = this.original.graph.node(node);
    const input = this.graph.input(name ?? `#${node}`, shape);
    const entries = this.valuesOf(node);
    if (entries !== undefined) this.sources.set(input, entries);
    return lowered(input, row);
  }

  /** A name for entries that are known; expressions may use it like any other. */
  declare(name: string, { shape, row, entries }: Valued): void {
    const input = this.graph.input(name, shape);
    this.sources.set(input, entries);
    this.parameters.set(name, lowered(input, row));
  }

  private lowerPart(expr: Expr, place: Place): Lowered {
    if (place !== this.place) return lowerExpression(this.sheetGraph, expr, place);
    const known = this.known.get(expr);
    if (known !== undefined) return known;
    if (this.given?.isPart(expr) === true) {
      const part = this.partOf(expr, this.given);
      this.known.set(expr, part);
      return part;
    }
    // A derivative is that of the document's functions, which are no functions here.
    const isOriginal = isDerivative(expr) && this.original.nodeOf.has(expr);
    const inOriginal = isOriginal ? this.original.lower(expr, this.originalPlace) : undefined;
    const result =
      inOriginal === undefined
        ? lowerExpression(this.sheetGraph, expr, place)
        : 'value' in inOriginal
          ? this.copied(inOriginal.value)
          : inOriginal;
    this.known.set(expr, result);
    return result;
  }

  private partOf(expr: Expr, given: Parts): Lowered {
    const text = printExprInfix(expr);
    const known = this.partsByText.get(text);
    if (known !== undefined) return known;
    const valued = given.valueOf(expr);
    let result: Lowered = fail('unsupported', this.place, expr, 'This has no value here.');
    if (valued !== undefined) {
      const input = this.graph.input(text, valued.shape);
      this.sources.set(input, valued.entries);
      result = lowered(input, valued.row);
    }
    this.partsByText.set(text, result);
    return result;
  }

  /** Appends an expression; undefined where it makes no sense, or the graph is full. */
  lower(expr: Expr): Value | undefined {
    if (this.graph.nodes.length > MAX_NODES) return undefined;
    const result = this.lowerPart(expr, this.place);
    return 'value' in result ? result.value : undefined;
  }

  get isFull(): boolean {
    return this.graph.nodes.length > MAX_NODES;
  }

  shapeOf(value: Value): Shape {
    return this.graph.node(value.node).shape;
  }

  /** The entries of values at the first `points` points; undefined for those that rest on names without a value. */
  evaluate(values: readonly Value[], points = this.points): (Valued | undefined)[] {
    if (values.length === 0) return [];
    const program = compile(
      this.graph,
      values.map(({ node }) => node),
    );
    const unknown = program.inputs.filter((input) => !this.sources.has(input));
    const blocked = unknown.length === 0 ? undefined : this.dependents(unknown);
    const found = values.map(({ node, row }) => {
      const { shape } = this.graph.node(node);
      return { shape, row, entries: new Float64Array(points * sizeOf(shape)) };
    });
    for (let k = 0; k < points; k++) {
      for (const input of program.inputs) {
        const size = sizeOf(this.graph.node(input).shape);
        const source = this.sources.get(input);
        if (source !== undefined) program.write(input, source.subarray(k * size, (k + 1) * size));
      }
      program.run();
      this.own += program.work;
      for (const [i, { node }] of values.entries()) {
        const entries = program.read(node);
        found[i]!.entries.set(entries, k * entries.length);
      }
    }
    return found.map((value, i) => (blocked?.has(values[i]!.node) === true ? undefined : value));
  }

  private dependents(inputs: readonly NodeId[]): ReadonlySet<NodeId> {
    const found = new Set(inputs);
    for (const node of this.graph.nodes) {
      if (node.inputs.some((input) => found.has(input))) found.add(node.id);
    }
    return found;
  }
}
