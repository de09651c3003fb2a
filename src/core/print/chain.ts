import { dependence, type Fixed, NOTHING_FIXED } from '../diff/dependence';
import { adjoints } from '../diff/reverse';
import { type GraphBuilder, NAMED, type Node, type NodeId } from '../graph/graph';
import { add } from '../graph/operations/arithmetic';
import { sizeOf } from '../graph/shape';
import { type PrintedGraph, type PrintOptions, printInfix, printTex } from './graph';
import { nameInfix, nameTex } from './names';

export interface DerivationLine {
  readonly tex: string;
}

/** A step that a sheet can hold: a claim about the derivative of the output. */
export interface InfixLine {
  readonly infix: string;
}

/** How a derivation is written. What cannot be said is left out: `undefined`. */
interface Notation {
  partial(of: string, by: string): string;
  /** The derivative with other names held fixed. */
  held(partial: string, names: readonly string[]): string | undefined;
  /** Local derivatives along one path, the outermost first. */
  product(way: Way, path: readonly NodeId[], factors: readonly string[]): string | undefined;
  /** The sum over all that uses the variable, where that is too much to be listed. */
  overAll(output: string, variable: string): string | undefined;
  formula(graph: GraphBuilder, id: NodeId, options: PrintOptions): PrintedGraph;
  /** A formula with its parts. */
  whole(formula: PrintedGraph): string | undefined;
}

const TEX: Notation = {
  partial: (of, by) => `\\frac{\\partial ${nameTex(of)}}{\\partial ${nameTex(by)}}`,
  held: (partial, names) => `\\left.${partial}\\right|_{${names.map(nameTex).join(', ')}}`,
  product: (_way, _path, factors) => factors.join(' \\, '),
  overAll: (output, variable) =>
    `\\sum_{u} \\frac{\\partial ${nameTex(output)}}{\\partial u} \\, \\frac{\\partial u}{\\partial ${nameTex(variable)}}`,
  formula: printTex,
  whole({ text, where }) {
    const parts = where.map((part) => `${part.name} = ${part.text}`).join(', \\; ');
    return parts === '' ? text : `${text} \\quad \\text{where } ${parts}`;
  },
};

/** In a sheet `dL/dx` is total, and products of the derivatives of arrays are no matrix products. */
const infix = (sign: string): Notation => ({
  partial: (of, by) => `${sign}${nameInfix(of)}/${sign}${nameInfix(by)}`,
  held: () => undefined,
  product: ({ graph }, path, factors) =>
    path.every((id) => graph.node(id).shape.length === 0) ? factors.join('*') : undefined,
  overAll: () => undefined,
  formula: printInfix,
  whole: ({ text, where, complete }) => (complete && where.length === 0 ? text : undefined),
});

export interface DerivationOptions {
  /** Names that the derivative treats as constants. */
  readonly fixed?: Fixed;
  /** What to call an output without a name; `L` by default. */
  readonly outputName?: string;
  /** How many names are worked out, those nearest to the output and the variable itself; 8 by default. */
  readonly steps?: number;
  /** The sign of a derivative in lines of a sheet; `d` by default. */
  readonly sign?: 'd' | '∂';
  /** How many terms a formula may have, as in `PrintOptions`; 60 by default. */
  readonly limit?: number;
}

const DEFAULT_STEPS = 8;
const DEFAULT_LIMIT = 60;

/** More paths, or longer ones, are not written out as a sum of products. */
const MOST_PATHS = 4;
const LONGEST_PATH = 6;

/** With more names between variable and output, a derivation helps nobody. */
const MOST_NAMES = 300;

/** The names on the way from a variable to the output. */
interface Way {
  readonly graph: GraphBuilder;
  readonly output: NodeId;
  readonly variable: NodeId;
  readonly fixed: Fixed;
  /** In the order of the graph: the variable first, the output last. */
  readonly names: readonly NodeId[];
  /** For each name on the way, the names on it that use this one directly. */
  readonly successors: ReadonlyMap<NodeId, readonly NodeId[]>;
  nameOf(id: NodeId): string;
  readonly print: PrintOptions;
  readonly notation: Notation;
  readonly sign: string;
}

/**
 * The chain rule from a scalar output to a variable, over the names between them: first the derivative as a sum over paths
 * of products, then the adjoint of each name on the way in terms of the adjoints behind it, from the output on, and at
 * last the derivative in terms of names alone. Appends the adjoints to the graph.
 *
 * @returns no line where the output is no scalar or does not depend on the variable
 */
export function derivationTex(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  options: DerivationOptions = {},
): readonly DerivationLine[] {
  return derive(graph, output, variable, options, TEX).map(({ left, right }) => ({
    tex: `${left} = ${right}`,
  }));
}

/** The same as lines of a sheet. Steps that a sheet cannot say, such as products of Jacobians of arrays, are left out. */
export function derivationInfix(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  options: DerivationOptions = {},
): readonly InfixLine[] {
  return derive(graph, output, variable, options, infix(options.sign ?? 'd')).map(({ left, right }) => ({
    infix: `${left} = ${right}`,
  }));
}

interface Step {
  readonly left: string;
  readonly right: string;
}

function derive(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  options: DerivationOptions,
  notation: Notation,
): readonly Step[] {
  const way = wayBetween(graph, output, variable, options, notation);
  if (way === undefined) return [];
  const steps: Step[] = [];
  const add = (id: NodeId, right: string | undefined): void => {
    const left = partial(way, output, id);
    const last = steps.at(-1);
    if (right === undefined || right === left || (left === last?.left && right === last.right)) return;
    steps.push({ left, right });
  };
  const isDirect = way.names.length === 2;
  if (!isDirect) add(variable, chainRule(way));
  const behind = way.names.filter((id) => id !== output).reverse();
  const limit = options.steps ?? DEFAULT_STEPS;
  const shown = behind.length <= limit ? behind : [...behind.slice(0, limit - 1), variable];
  for (const id of shown) add(id, localAdjoint(way, id));
  if (!isDirect) {
    const [total] = adjoints(graph, definitionOf(way, output), one(way), [variable], way.fixed);
    const formula = total === undefined ? undefined : notation.formula(graph, total, way.print);
    if (formula?.complete && formula.where.length === 0) add(variable, formula.text);
  }
  return steps;
}

function wayBetween(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  options: DerivationOptions,
  notation: Notation,
): Way | undefined {
  const fixed = options.fixed ?? NOTHING_FIXED;
  const variableName = graph.node(variable).name;
  if (sizeOf(graph.node(output).shape) !== 1 || output === variable || variableName === undefined)
    return undefined;
  const depends = dependence(graph, output, [variable], fixed);
  if (!depends.has(output)) return undefined;
  const names: NodeId[] = [];
  const successors = new Map<NodeId, NodeId[]>();
  // For each node the names on the way that it uses without another name between.
  const nearest = new Map<NodeId, ReadonlySet<NodeId>>();
  for (const id of depends.order) {
    const node = graph.node(id);
    const below = new Set<NodeId>();
    if (id !== variable)
      for (const input of node.inputs) for (const name of nearest.get(input) ?? []) below.add(name);
    const isName = id === variable || id === output || node.operation === NAMED;
    nearest.set(id, isName ? new Set([id]) : below);
    if (!isName) continue;
    names.push(id);
    if (names.length > MOST_NAMES) return undefined;
    for (const name of below) successors.set(name, [...(successors.get(name) ?? []), id]);
  }
  const outputName = graph.node(output).name ?? options.outputName ?? 'L';
  const nameOf = (id: NodeId): string => (id === output ? outputName : (graph.node(id).name ?? '?'));
  const values = namedValues(graph);
  const print = { limit: options.limit ?? DEFAULT_LIMIT, label: (node: Node) => values.get(node.id) };
  return {
    graph,
    output,
    variable,
    fixed,
    names,
    successors,
    nameOf,
    print,
    notation,
    sign: options.sign ?? 'd',
  };
}

/**
 * The names of expressions. A derivative is made of what `y = sigmoid(z)` computes rather than of the name, but reads
 * better with the name.
 */
function namedValues(graph: GraphBuilder): Map<NodeId, string> {
  const names = new Map<NodeId, string>();
  for (const node of graph.nodes) {
    if (node.operation !== NAMED || node.name === undefined) continue;
    const value = graph.node(node.inputs[0]!);
    if (value.inputs.length > 0 && value.operation !== NAMED && !names.has(value.id))
      names.set(value.id, node.name);
  }
  return names;
}

const definitionOf = ({ graph }: Way, id: NodeId): NodeId => {
  const node = graph.node(id);
  return node.operation === NAMED ? node.inputs[0]! : id;
};

const one = ({ graph, output }: Way): NodeId => graph.filled(1, graph.node(output).shape);

const partial = ({ notation, nameOf }: Way, of: NodeId, by: NodeId): string =>
  notation.partial(nameOf(of), nameOf(by));

/** The derivative of a name by one that it uses directly, as a bar says where it depends on it through others as well. */
function localPartial(way: Way, of: NodeId, by: NodeId): string | undefined {
  const reached = new Set<NodeId>();
  const open = [...(way.successors.get(by) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(way.successors.get(id) ?? []));
  }
  const kept = [...reached].filter((id) => way.successors.get(id)?.includes(of));
  if (kept.length === 0) return partial(way, of, by);
  const names = kept.sort((a, b) => a - b).map((id) => way.nameOf(id));
  return way.notation.held(partial(way, of, by), names);
}

/** The derivative as products of local derivatives: over all paths while these are few, else over the first steps only. */
function chainRule(way: Way): string | undefined {
  const { output, variable, notation } = way;
  const paths = fewPaths(way);
  if (paths !== undefined) {
    return sum(
      paths.map((path) => {
        const factors = path.slice(1).map((id, i) => localPartial(way, id, path[i]!));
        return product(way, path, factors.reverse());
      }),
    );
  }
  const successors = way.successors.get(variable) ?? [];
  if (successors.length > MOST_PATHS) return notation.overAll(way.nameOf(output), way.nameOf(variable));
  return sum(
    successors.map((id) => {
      const local = localPartial(way, id, variable);
      return id === output ? local : product(way, [variable, id, output], [partial(way, output, id), local]);
    }),
  );
}

const product = (
  way: Way,
  path: readonly NodeId[],
  factors: readonly (string | undefined)[],
): string | undefined => {
  const known = factors.filter((factor) => factor !== undefined);
  return known.length < factors.length ? undefined : way.notation.product(way, path, known);
};

const sum = (terms: readonly (string | undefined)[]): string | undefined =>
  terms.includes(undefined) ? undefined : terms.join(' + ');

/** All paths from the variable to the output, or undefined where there are many or long ones. */
function fewPaths({ successors, output, variable }: Way): NodeId[][] | undefined {
  let open: NodeId[][] = [[variable]];
  const paths: NodeId[][] = [];
  for (let length = 0; open.length > 0; length++) {
    if (open.length + paths.length > MOST_PATHS || length > LONGEST_PATH) return undefined;
    const next = open.flatMap((path) => (successors.get(path.at(-1)!) ?? []).map((id) => [...path, id]));
    paths.push(...next.filter((path) => path.at(-1) === output));
    open = next.filter((path) => path.at(-1) !== output);
  }
  return paths;
}

/** A name that TeX shows as a fraction, and a sheet as it is. */
const adjointName = ({ sign, nameOf, output }: Way, id: NodeId): string =>
  `${sign}${nameOf(output)}/${sign}${nameOf(id)}`;

/** The adjoint of a name from the adjoints of the names that use it directly, which stand as names themselves. */
function localAdjoint(way: Way, id: NodeId): string | undefined {
  const { graph, output } = way;
  // Everything else on the way is fixed, so that only the direct uses count.
  const fixed: Fixed = new Set([...way.fixed, ...way.names.filter((name) => name !== id)]);
  let total: NodeId | undefined;
  for (const successor of way.successors.get(id) ?? []) {
    const seed =
      successor === output ? one(way) : graph.input(adjointName(way, successor), graph.node(successor).shape);
    const [contribution] = adjoints(graph, definitionOf(way, successor), seed, [id], fixed);
    if (contribution === undefined) continue;
    total = total === undefined ? contribution : add(graph, total, contribution);
  }
  if (total === undefined) return '0';
  return way.notation.whole(way.notation.formula(graph, total, way.print));
}
