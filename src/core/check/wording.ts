import { CONSTANT, INPUT, NAMED, type Node, type NodeId } from '../graph/graph';
import { functions } from '../graph/operations/index';
import { printInfix } from '../print/graph';
import { showCertain, showDistinct, showTensor } from '../print/numbers';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';
import { readExpression } from '../syntax/infix/read';
import { calleesIn, walk } from '../syntax/walk';
import type { Subject } from './subject';
import type { EntryEvidence, TensorValue } from './verdict';

/** The text of a side as the document writes it, white space folded. */
export const sourceText = (claim: Claim, expr: Expr): string =>
  claim.fragment.text.slice(expr.span.start, expr.span.end).replace(/\s+/g, ' ').trim();

/** Arrays with more entries are left to the full list of a counterexample. */
const MAX_SHOWN_ENTRIES = 6;

/** `x = 1.375, v = [1, 2]`: at most `limit` inputs, and only those that fit on a line. */
export function describePoint(point: Readonly<Record<string, TensorValue>>, limit = 5): string {
  const names = Object.keys(point);
  const short = names.filter((name) => point[name]!.entries.length <= MAX_SHOWN_ENTRIES);
  const shown = short.slice(0, limit).map((name) => {
    const { shape, entries } = point[name]!;
    return `${name} = ${showTensor({ shape, entries }, 6)}`;
  });
  if (shown.length < names.length) shown.push(shown.length === 0 ? 'a point that was tried' : '…');
  return shown.join(', ');
}

/** What the entries of a claim with free indices stand for. */
export interface FamilyEntries {
  readonly names: readonly string[];
  /** The values of the indices, entry by entry. */
  readonly values: readonly (readonly number[])[];
  /** The sizes of the axes that the indices make; one where conditions leave a list of entries. */
  readonly sizes: readonly number[];
}

/** The values of the indices of a claim. */
export function indicesOf({ claim, sheetGraph }: Subject): FamilyEntries | undefined {
  const { left } = claim;
  const values = left.kind === 'family' ? sheetGraph.families.values.get(left) : undefined;
  if (left.kind !== 'family' || values === undefined) return undefined;
  const names = left.indices.map(({ name }) => name);
  const sizes =
    left.conditions.length > 0
      ? [values.length]
      : names.map((_, k) => new Set(values.map((at) => at[k])).size);
  return { names, values, sizes };
}

/** `2.5 in entry (1, 3)`: indices as sheets count them; ` where i = 1, j = 3` for a claim with indices. */
export function describeEntry(index: readonly number[], family?: FamilyEntries): string {
  if (index.length === 0) return '';
  const { names, values, sizes } = family ?? { names: [], values: [], sizes: [] };
  const place = sizes.reduce((at, size, k) => at * size + (index[k] ?? 0), 0);
  const at = values[place];
  if (at === undefined) return ` in entry (${index.map((i) => i + 1).join(', ')})`;
  const where = ` where ${names.map((name, k) => `${name} = ${at[k]}`).join(', ')}`;
  return `${where}${describeEntry(index.slice(sizes.length))}`;
}

/**
 * Both numbers of a disagreement: five digits of each, more where it takes more to tell them apart, fewer where fewer are
 * certain.
 */
export function describeNumbers(worst: EntryEvidence): { expected: string; claimed: string } {
  if (worst.written !== undefined) return worst.written;
  const certain = [
    showCertain(worst.expected, worst.expectedRadius, 5),
    showCertain(worst.claimed, worst.claimedRadius, 5),
  ] as const;
  const [expected, claimed] =
    certain[0] === certain[1] ? showDistinct(worst.expected, worst.claimed, 5) : certain;
  return { expected, claimed };
}

/** A point as plain data, with the names that users wrote. */
export function namedPoint(
  sheetGraph: SheetGraph,
  inputs: ReadonlyMap<NodeId, Float64Array>,
  relevant: ReadonlySet<NodeId>,
): Record<string, TensorValue> {
  const point: Record<string, TensorValue> = {};
  // What was drawn comes before what the sheet gives: it is the news.
  const drawnFirst = [...inputs].sort(
    ([a], [b]) => Number(sheetGraph.given.has(a)) - Number(sheetGraph.given.has(b)),
  );
  for (const [input, entries] of drawnFirst) {
    if (!relevant.has(input)) continue;
    const node = sheetGraph.graph.node(input);
    point[node.name ?? `#${input}`] = { shape: node.shape, entries: Array.from(entries) };
  }
  return point;
}

/**
 * A node as a sheet would write it, in the names that it defines, or undefined where that would be long or incomplete.
 */
export function shortInfix(sheetGraph: SheetGraph, node: NodeId): string | undefined {
  const printed = printInfix(sheetGraph.graph, node, { label: definedName(sheetGraph, node) });
  const text = withConstants(sheetGraph, printed.text);
  return printed.complete && printed.where.length === 0 && text.length <= 120 && isRead(text)
    ? text
    : undefined;
}

/** Constants as they fold, and as people write them. */
const CONSTANTS: readonly (readonly [digits: string, written: string])[] = [
  [String(2 * Math.PI), '(2*pi)'],
  [String(Math.PI), 'pi'],
  [String(Math.PI / 2), '(pi/2)'],
  [String(Math.E), 'e'],
];

/** The text with constants by their names, where the document gives these names no other meaning. */
function withConstants({ book }: SheetGraph, text: string): string {
  if (!/\.\d{12}/.test(text)) return text;
  const named = new Set(book.definitions.map(({ name }) => name));
  const changed = CONSTANTS.reduce(
    (before, [digits, written]) =>
      named.has(written.includes('pi') ? 'pi' : 'e')
        ? before
        : before.replace(new RegExp(`(?<![\\d.])${digits.replace('.', '\\.')}(?!\\d)`, 'g'), written),
    text,
  );
  // In a product the brackets are of no use.
  return changed.replace(/(?<![/^]\s?)\((2\*pi|pi\/2)\)(?![\^'.\s])/g, '$1');
}

/** Whether a sheet can hold the text: some operations print as functions that only derivatives need, and nobody can write. */
function isRead(text: string): boolean {
  const { expr, errors } = readExpression(text);
  let read = errors.length === 0 && calleesIn(expr).every(({ name }) => functions.has(name));
  walk(expr, (part) => {
    if (part.kind !== 'call') return;
    const count = part.args.filter(({ keyword, value }) => !keyword && value.kind !== 'text').length;
    read &&= count <= (functions.get(part.callee.name)?.arity[1] ?? 0);
  });
  return read;
}

/**
 * Names for the expressions of definitions: a derivative mentions what `y = sigmoid(z)` computes, not the name itself, but
 * reads better with the name. The printed node keeps its own expression.
 */
export function definedName(sheetGraph: SheetGraph, printed: NodeId): (node: Node) => string | undefined {
  const names = new Map<NodeId, string>();
  for (const [id, definition] of sheetGraph.definitionOf) {
    const node = sheetGraph.graph.node(id);
    if (node.operation !== NAMED || definition.kind !== 'expression') continue;
    const inner = sheetGraph.graph.node(node.inputs[0]!);
    if (inner.operation !== INPUT && inner.operation !== CONSTANT && inner.operation !== NAMED) {
      names.set(inner.id, definition.name);
    }
  }
  return (node) => (node.id === printed ? undefined : names.get(node.id));
}

export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
