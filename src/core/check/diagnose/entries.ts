import { functions } from '../../graph/operations/index';
import { sameShape, sizeOf } from '../../graph/shape';
import { chain } from '../../sheet/scope';
import type { Expr, Family, IndexItem, Name } from '../../syntax/ast';
import { placeOfClaim } from '../subject';
import type { Context } from './context';
import { Scratch, type Valued } from './scratch';
import { callOf, NOWHERE, nameOf, type Position, positionsOf } from './tree';

/** At most so many entries of arrays are tried at one place. */
const MOST_ENTRIES = 60;

/** Arrays with more indices than this stand in no formula that one edit mends. */
const MOST_INDICES = 3;

/**
 * A claim in index notation as one about numbers: `\partial L / \partial W_{ij} = …` for all i and j is a claim about scalars at
 * as many points as there are values of the indices, and is searched like any other. Names are the numbers in scope; entries of
 * arrays stand beside them. Undefined for a claim in another notation.
 */
export function entriesOf(context: Context): Context | undefined {
  const family = context.claim.right;
  if (family.kind !== 'family' || family.indices.length === 0) return undefined;
  const claimed = context.valueOf(family);
  const own = claimed?.shape;
  if (own === undefined || claimed?.entries.every(Number.isFinite) !== true) return undefined;
  if (own.length !== (family.conditions.length > 0 ? 1 : family.indices.length)) return undefined;
  if (!context.truths.every(({ shape }) => sameShape(shape, own))) return undefined;
  const size = sizeOf(own);
  const points = context.points * size;
  const repeated = (entries: Float64Array): Float64Array =>
    Float64Array.from({ length: points }, (_, i) => entries[Math.floor(i / size)]!);
  const { sheetGraph, claim } = context;
  const { graph } = sheetGraph;
  const letters = new Set(family.indices.map(({ name }) => name));
  const scratch = new Scratch(
    sheetGraph,
    placeOfClaim(claim),
    points,
    (node) => {
      const [value] = sizeOf(graph.node(node).shape) === 1 ? context.evaluate([node]) : [];
      return value && repeated(value.entries);
    },
    {
      isPart: (expr) => isIndexed(expr, letters),
      valueOf: (expr) => asNumbers(context.scratch, family, expr),
      around: context.scratch,
    },
  );
  const positions = positionsOf(family.body);
  const known = new Map<Expr, Valued>();
  const lowered = positions.flatMap((position) => {
    const value = isBound(position) ? undefined : scratch.lower(position.expr);
    return value === undefined ? [] : [{ expr: position.expr, value }];
  });
  for (const [i, value] of scratch.evaluate(lowered.map(({ value }) => value)).entries()) {
    if (value !== undefined) known.set(lowered[i]!.expr, value);
  }
  const entriesAt = entryFinder(context, family);
  return {
    ...context,
    claim: { ...claim, right: family.body },
    points,
    truths: context.truths.map((truth) => ({ ...truth, shape: [] })),
    positions,
    scratch,
    names: context.names.flatMap((one) =>
      sizeOf(one.valued.shape) === 1
        ? [{ ...one, valued: { shape: [], row: false, entries: repeated(one.valued.entries) } }]
        : [],
    ),
    locals: [],
    parts: [],
    valueOf: (expr) => (expr === family ? { ...claimed, shape: [] } : known.get(expr)),
    entriesAt,
  };
}

/** What is no operation on numbers: an entry, a sum, an index, a derivative, a function of arrays. */
function isIndexed(expr: Expr, letters: ReadonlySet<string>): boolean {
  switch (expr.kind) {
    case 'name':
      return letters.has(expr.name);
    case 'call':
      return expr.args.length !== 1 || functions.get(expr.callee.name)?.rule !== 'elementwise';
    case 'index':
    case 'sum':
    case 'family':
    case 'derivative':
    case 'operator':
    case 'prime-call':
    case 'evaluated':
    case 'array':
      return true;
    default:
      return false;
  }
}

/** The values of an expression over all values of the indices, as those of a number at more points. */
function asNumbers(around: Scratch, family: Family, expr: Expr): Valued | undefined {
  const value = around.lower({ ...family, body: expr });
  const [valued] = value === undefined ? [] : around.evaluate([value]);
  const isScalar = valued?.shape.length === (family.conditions.length > 0 ? 1 : family.indices.length);
  return valued === undefined || !isScalar ? undefined : { shape: [], row: false, entries: valued.entries };
}

/** Whether a sub-expression stands under a sum, or is a part of an entry. */
function isBound({ parent }: Position): boolean {
  if (parent === undefined) return false;
  return parent.expr.kind === 'sum' || parent.expr.kind === 'index' || isBound(parent);
}

/** The indices that have values at a position: those of the claim, and those of the sums around it. */
function lettersAt(family: Family, position: Position): Name[] {
  const found = new Map(family.indices.map((letter) => [letter.name, letter]));
  for (let at = position.parent; at !== undefined; at = at.parent) {
    if (at.expr.kind === 'sum') for (const letter of at.expr.indices) found.set(letter.name, letter);
  }
  return [...found.values()];
}

function entryFinder(
  { claim, names, sheetGraph }: Context,
  family: Family,
): NonNullable<Context['entriesAt']> {
  const { book } = sheetGraph;
  const sheets = chain(book.scope, claim.sheet);
  const arrays = names.flatMap(({ name }) => {
    const axes = sheets
      .map((at) => book.sheets[at]?.arrays?.get(name)?.axes)
      .find((found) => found !== undefined);
    return axes === undefined || axes.length > MOST_INDICES ? [] : [{ name, axes }];
  });
  const known = new Map<string, readonly Expr[]>();
  return (position) => {
    const letters = lettersAt(family, position).map(({ name }) => name);
    const key = letters.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const found: Expr[] = [];
    for (const { name, axes } of arrays) {
      for (const chosen of tuples(letters, axes.length)) {
        const items = chosen.map((letter, k): IndexItem => {
          const { origin } = axes[k]!;
          return { kind: 'at', value: nameOf(letter), ...(origin === 1 ? {} : { origin }) };
        });
        found.push({ kind: 'index', target: nameOf(name), items, span: NOWHERE });
      }
    }
    const deltas = letters.flatMap((a, i) =>
      letters.slice(i + 1).map((b) => callOf('kronecker', [nameOf(a), nameOf(b)])),
    );
    const all = [...found.slice(0, MOST_ENTRIES), ...deltas];
    known.set(key, all);
    return all;
  };
}

const tuples = (letters: readonly string[], count: number): string[][] =>
  count === 0
    ? [[]]
    : tuples(letters, count - 1).flatMap((head) => letters.map((letter) => [...head, letter]));
