import { dependence, type Fixed, NOTHING_FIXED } from '../diff/dependence';
import { adjoints } from '../diff/reverse';
import { type GraphBuilder, NAMED, type Node, type NodeId } from '../graph/graph';
import { add } from '../graph/operations/arithmetic';
import { sizeOf } from '../graph/shape';
import { type PrintOptions, printTex } from './graph';
import { nameTex } from './names';

export interface DerivationLine {
  readonly tex: string;
}

export interface DerivationOptions {
  /** Names that the derivative treats as constants. */
  readonly fixed?: Fixed;
  /** What to call an output without a name; `L` by default. */
  readonly outputName?: string;
  /** How many names are worked out, those nearest to the output and the variable itself; 8 by default. */
  readonly steps?: number;
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
  const way = wayBetween(graph, output, variable, options);
  if (way === undefined) return [];
  const lines: DerivationLine[] = [];
  const isDirect = way.names.length === 2;
  if (!isDirect) lines.push({ tex: `${partial(way, output, variable)} = ${chainRule(way)}` });
  const behind = way.names.filter((id) => id !== output).reverse();
  const steps = options.steps ?? DEFAULT_STEPS;
  const shown = behind.length <= steps ? behind : [...behind.slice(0, steps - 1), variable];
  for (const id of shown) lines.push({ tex: `${partial(way, output, id)} = ${localAdjoint(way, id)}` });
  if (!isDirect) {
    const [total] = adjoints(graph, definitionOf(way, output), one(way), [variable], way.fixed);
    const formula = total === undefined ? undefined : printTex(graph, total, way.print);
    const last = formula === undefined ? '' : `${partial(way, output, variable)} = ${formula.text}`;
    if (formula?.complete && formula.where.length === 0 && last !== lines.at(-1)?.tex)
      lines.push({ tex: last });
  }
  return lines;
}

function wayBetween(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  options: DerivationOptions,
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
  return { graph, output, variable, fixed, names, successors, nameOf, print };
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

const partial = (way: Way, of: NodeId, by: NodeId): string =>
  `\\frac{\\partial ${nameTex(way.nameOf(of))}}{\\partial ${nameTex(way.nameOf(by))}}`;

/** The derivative of a name by one that it uses directly, as a bar says where it depends on it through others as well. */
function localPartial(way: Way, of: NodeId, by: NodeId): string {
  const reached = new Set<NodeId>();
  const open = [...(way.successors.get(by) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(way.successors.get(id) ?? []));
  }
  const kept = [...reached].filter((id) => way.successors.get(id)?.includes(of));
  if (kept.length === 0) return partial(way, of, by);
  const names = kept.sort((a, b) => a - b).map((id) => nameTex(way.nameOf(id)));
  return `\\left.${partial(way, of, by)}\\right|_{${names.join(', ')}}`;
}

/** The derivative as products of local derivatives: over all paths while these are few, else over the first steps only. */
function chainRule(way: Way): string {
  const { output, variable } = way;
  const paths = fewPaths(way);
  if (paths !== undefined) {
    return paths
      .map((path) => {
        const factors = path.slice(1).map((id, i) => localPartial(way, id, path[i]!));
        return factors.reverse().join(' \\, ');
      })
      .join(' + ');
  }
  const successors = way.successors.get(variable) ?? [];
  if (successors.length > MOST_PATHS) {
    const name = nameTex(way.nameOf(variable));
    const target = nameTex(way.nameOf(output));
    return `\\sum_{u} \\frac{\\partial ${target}}{\\partial u} \\, \\frac{\\partial u}{\\partial ${name}}`;
  }
  return successors
    .map((id) => (id === output ? '' : `${partial(way, output, id)} \\, `) + localPartial(way, id, variable))
    .join(' + ');
}

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

/** The adjoint of a name from the adjoints of the names that use it directly, which stand as names themselves. */
function localAdjoint(way: Way, id: NodeId): string {
  const { graph, output } = way;
  // Everything else on the way is fixed, so that only the direct uses count.
  const fixed: Fixed = new Set([...way.fixed, ...way.names.filter((name) => name !== id)]);
  let sum: NodeId | undefined;
  for (const successor of way.successors.get(id) ?? []) {
    const seed =
      successor === output
        ? one(way)
        : graph.input(`d${way.nameOf(output)}/d${way.nameOf(successor)}`, graph.node(successor).shape);
    const [contribution] = adjoints(graph, definitionOf(way, successor), seed, [id], fixed);
    if (contribution === undefined) continue;
    sum = sum === undefined ? contribution : add(graph, sum, contribution);
  }
  if (sum === undefined) return '0';
  const printed = printTex(graph, sum, way.print);
  const where = printed.where.map(({ name, text }) => `${name} = ${text}`).join(', \\; ');
  return where === '' ? printed.text : `${printed.text} \\quad \\text{where } ${where}`;
}
