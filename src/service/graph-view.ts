import type { TensorValue } from '../core/check/verdict';
import { adjoints } from '../core/diff/reverse';
import { CONSTANT, INPUT, NAMED, type Node, type NodeId } from '../core/graph/graph';
import { ancestors, compile } from '../core/graph/program';
import { showShape, sizeOf } from '../core/graph/shape';
import { printInfix } from '../core/print/graph';
import type { SheetGraph } from '../core/sheet/lowering/sheet-graph';
import type { Definition, ExpressionDefinition } from '../core/sheet/model';
import { bareNamesIn, calleesIn } from '../core/syntax/walk';
import { MAX_ENTRIES, type TensorView } from '../protocol/graph-view';
import type { CheckedBook, JudgedClaim } from './checked';
import type { ServiceGraphView } from './facade';
import { symbolOf } from './operation-symbols';

type NodeView = ServiceGraphView['nodes'][number];

/** More nodes than this are not drawn: a picture of them shows nothing. */
const MAX_NODES = 2000;

/**
 * The computation graph of the sheet around an offset, or of the first sheet that defines something. A definition and the
 * last operation of its expression are one node.
 */
export function graphView(checked: CheckedBook, offset?: number): ServiceGraphView | undefined {
  const sheet = sheetAt(checked, offset);
  if (sheet === undefined) return undefined;
  return new Drawing(checked, sheet).view();
}

function sheetAt({ checkable }: CheckedBook, offset: number | undefined): number | undefined {
  const { book } = checkable;
  const defines = (sheet: number): boolean =>
    book.definitions.some(
      (definition) => definition.sheet === sheet && definition.kind !== 'free' && definition.kind !== 'value',
    );
  const candidates = book.sheets.filter((sheet) => defines(sheet.index));
  if (offset === undefined) return candidates[0]?.index;
  const around = candidates.filter(({ span }) => span.start <= offset && offset <= span.end);
  // The innermost sheet around the offset is the last one that begins before it.
  return (around.at(-1) ?? candidates[0])?.index;
}

/** The claims of a sheet by the names that they are about: the variable of a derivative, else the left side's names. */
function claimsByName({ judged }: CheckedBook, sheet: number): ReadonlyMap<string, JudgedClaim[]> {
  const claims = new Map<string, JudgedClaim[]>();
  for (const each of judged) {
    const { left } = each.claim;
    if (each.claim.sheet !== sheet) continue;
    const about =
      left.kind === 'derivative'
        ? left.variables.flatMap(bareNamesIn)
        : left.kind === 'prime-call'
          ? calleesIn(left)
          : bareNamesIn(left);
    for (const name of new Set(about.map((part) => part.name)))
      claims.set(name, [...(claims.get(name) ?? []), each]);
  }
  return claims;
}

class Drawing {
  private readonly claims: ReadonlyMap<string, readonly JudgedClaim[]>;
  private readonly sheetGraph: SheetGraph;
  private readonly roots: NodeId[];
  private readonly output: Definition | undefined;
  /** For an operation that is drawn as part of a definition, the node of that definition. */
  private readonly mergedInto = new Map<NodeId, NodeId>();

  constructor(
    private readonly checked: CheckedBook,
    private readonly sheet: number,
  ) {
    this.sheetGraph = checked.checkable.sheetGraphs[0]!;
    this.claims = claimsByName(checked, sheet);
    const { lowered, book } = this.sheetGraph;
    this.output = checked.values.outputOf(sheet);
    this.roots = book.definitions.flatMap((definition) => {
      const result = lowered.get(definition);
      if (definition.sheet !== sheet || definition.kind === 'free' || definition.kind === 'value') return [];
      return result !== undefined && 'value' in result ? [result.value.node] : [];
    });
    const { graph } = this.sheetGraph;
    for (const root of this.roots) {
      const node = graph.node(root);
      const inner = node.inputs[0];
      if (node.operation !== NAMED || inner === undefined || this.mergedInto.has(inner)) continue;
      const { operation } = graph.node(inner);
      if (operation !== INPUT && operation !== NAMED && operation !== CONSTANT)
        this.mergedInto.set(inner, root);
    }
  }

  view(): ServiceGraphView {
    const { graph } = this.sheetGraph;
    const all = ancestors(graph, this.roots);
    const notes: string[] = [];
    const drawn = all.filter((id) => !this.mergedInto.has(id)).slice(-MAX_NODES);
    if (all.length > MAX_NODES) notes.push(`Only the last ${MAX_NODES} nodes are drawn.`);
    const numbers = this.numbers(drawn);
    if (this.output === undefined) notes.push('The sheet has no scalar output, so there are no adjoints.');
    const known = new Set(drawn);
    const nodes = drawn.map((id) => this.node(id, numbers));
    if (nodes.some(({ kind, value }) => kind === 'input' && value === undefined)) {
      notes.push('Some inputs have no value. Give them one, as in x = 3, to see numbers.');
    }
    const edges = drawn.flatMap((id) =>
      this.operands(id).flatMap((from, port) =>
        known.has(from)
          ? [{ from: String(from), to: String(id), port, shape: showShape(graph.node(from).shape) }]
          : [],
      ),
    );
    const outputNode = this.output === undefined ? undefined : this.nodeOf(this.output);
    return {
      title: this.sheetGraph.book.sheets[this.sheet]!.title,
      ...(outputNode === undefined ? {} : { output: String(outputNode) }),
      nodes,
      edges,
      notes,
    };
  }

  private nodeOf(definition: Definition): NodeId | undefined {
    const result = this.sheetGraph.lowered.get(definition);
    return result !== undefined && 'value' in result ? result.value.node : undefined;
  }

  /** The operation that a definition's node stands for, or the node itself. */
  private effective(id: NodeId): Node {
    const { graph } = this.sheetGraph;
    const node = graph.node(id);
    if (node.operation !== NAMED) return node;
    const inner = graph.node(node.inputs[0]!);
    return this.mergedInto.get(inner.id) === id ? inner : node;
  }

  private operands(id: NodeId): readonly NodeId[] {
    return this.effective(id).inputs.map((input) => this.mergedInto.get(input) ?? input);
  }

  private node(id: NodeId, numbers: Numbers): NodeView {
    const { graph, definitionOf } = this.sheetGraph;
    const node = graph.node(id);
    const definition = definitionOf.get(id);
    const effective = this.effective(id);
    const value = numbers.value(id);
    const adjoint = numbers.adjoint(id);
    const expression =
      definition?.kind === 'expression'
        ? writtenText(definition)
        : node.operation === CONSTANT || node.operation === INPUT
          ? ''
          : printInfix(graph, effective.id).text;
    return {
      id: String(id),
      kind:
        node.operation === INPUT
          ? 'input'
          : node.operation === CONSTANT
            ? 'constant'
            : node.operation === NAMED
              ? 'definition'
              : 'operation',
      label: node.name ?? symbolOf(node, graph),
      ...(effective === node ? {} : { operation: symbolOf(effective, graph) }),
      expression,
      shape: showShape(node.shape),
      ...(value === undefined ? {} : { value: tensorView(value) }),
      ...(adjoint === undefined ? {} : { adjoint: tensorView(adjoint) }),
      ...(definition === undefined ? {} : { span: definition.nameSpan }),
      claims: definition === undefined ? [] : this.claimsAbout(definition),
    };
  }

  /** Claims whose left side is the definition, or a derivative with respect to it. */
  private claimsAbout(definition: Definition): NodeView['claims'] {
    return (this.claims.get(definition.name) ?? []).map(({ report }) => ({
      text: report.text,
      verdict: report.verdict.kind,
      message: report.verdict.message,
      span: report.span,
    }));
  }

  /** Values and adjoints of all drawn nodes, those without a name included. */
  private numbers(drawn: readonly NodeId[]): Numbers {
    const { graph, given } = this.sheetGraph;
    const { values } = this.checked;
    const output = this.output === undefined ? undefined : this.nodeOf(this.output);
    const found =
      output === undefined
        ? []
        : adjoints(
            graph,
            output,
            graph.filled(1, graph.node(output).shape),
            drawn.filter((id) => id <= output),
          );
    const adjointOf = new Map<NodeId, NodeId>();
    drawn
      .filter((id) => output !== undefined && id <= output)
      .forEach((id, i) => {
        const node = found[i];
        if (node !== undefined) adjointOf.set(id, node);
      });
    const wanted = [...drawn, ...adjointOf.values()];
    const open = new Set<NodeId>();
    for (const id of ancestors(graph, wanted)) {
      const node = graph.node(id);
      if (node.operation === INPUT ? !given.has(id) : node.inputs.some((input) => open.has(input)))
        open.add(id);
    }
    const program = compile(
      graph,
      wanted.filter((id) => !open.has(id)),
    );
    for (const [input, { data, radii }] of given) program.write(input, data, radii);
    program.run();
    const read = (id: NodeId): TensorValue | undefined =>
      program.has(id) && !open.has(id)
        ? { shape: graph.node(id).shape, entries: program.read(id) }
        : undefined;
    const meaningless = this.output?.kind === 'upstream' ? output : undefined;
    return {
      value: (id) => (id === meaningless ? undefined : (values.valueOf(id) ?? read(id))),
      adjoint: (id) => {
        const node = adjointOf.get(id);
        return node === undefined ? undefined : read(node);
      },
    };
  }
}

/** The right side of a definition as the document writes it, white space folded. */
const writtenText = ({ fragment, expr }: ExpressionDefinition): string =>
  fragment.text.slice(expr.span.start, expr.span.end).replace(/\s+/g, ' ').trim();

interface Numbers {
  value(id: NodeId): TensorValue | undefined;
  adjoint(id: NodeId): TensorValue | undefined;
}

function tensorView({ shape, entries }: TensorValue): TensorView {
  const shown: TensorView['entries'][number][] = [];
  for (let i = 0; i < Math.min(sizeOf(shape), MAX_ENTRIES); i++) shown.push(entryView(entries[i]!));
  return { shape: [...shape], entries: shown };
}

/** JSON has no words for numbers that are not finite. */
function entryView(entry: number): TensorView['entries'][number] {
  if (Number.isNaN(entry)) return 'NaN';
  if (entry === Number.POSITIVE_INFINITY) return 'Infinity';
  return entry === Number.NEGATIVE_INFINITY ? '-Infinity' : entry;
}
