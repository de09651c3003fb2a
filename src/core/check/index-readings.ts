import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim, Domain } from '../sheet/model';
import { chain, resolve } from '../sheet/scope';
import type { Expr, Family, Name } from '../syntax/ast';
import { bodyOf } from '../syntax/families';
import { bareNamesIn, walk } from '../syntax/walk';
import { inconclusive } from './inconclusive';
import type { Verdict } from './verdict';

/** The verdict for all sizes that the text leaves open. */
type Judge = (sheetGraphs: readonly SheetGraph[], claim: Claim) => Verdict;

/**
 * What else a claim with free indices may mean that does not hold for all of their values: only what the line before says
 * ("if i = j"), only equal or only different indices, or weights that add up to 1. Undefined where it is wrong in all of these.
 */
export function inOtherIndices(
  sheetGraphs: readonly SheetGraph[],
  claim: Claim,
  judge: Judge,
): Verdict | undefined {
  const { left } = claim;
  if (left.kind === 'family') {
    const stated = left.perhaps ?? [];
    if (stated.length > 0) {
      const verdict = judge(sheetGraphs, under(claim, stated));
      if (verdict.kind === 'agree') {
        const note = `This is read as what holds where ${textOf(stated)}, as the text before it says.`;
        return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
      }
    }
    for (const { condition, words } of pairsOf(left, claim.right)) {
      if (judge(sheetGraphs, under(claim, [condition])).kind !== 'agree') continue;
      return inconclusive(
        'condition',
        `This holds where ${words}, but not for all values of its indices. Say so behind it, or write both cases.`,
      );
    }
    if (left.hidden === true) {
      return inconclusive(
        'condition',
        'Some name here depends on an index that is not written, so it is not clear which of its values are compared. Write the index.',
      );
    }
  }
  for (const name of weightsOf(sheetGraphs[0]!, claim)) {
    const restricted = sheetGraphs.map((sheetGraph) => withWeights(sheetGraph, name, claim));
    if (judge(restricted, claim).kind !== 'agree') continue;
    return inconclusive(
      'condition',
      `This holds where the entries of ${name.name} add up to 1. Say so, such as \\sum_k ${name.name}_k = 1, if that is meant.`,
    );
  }
  return undefined;
}

const variants = new WeakMap<Claim, Map<string, Claim>>();

/** The claim for those values of its indices alone; the same tree each time, since graphs remember what a tree became. */
function under(claim: Claim, conditions: readonly Expr[]): Claim {
  const known = variants.get(claim) ?? new Map<string, Claim>();
  variants.set(claim, known);
  const key = textOf(conditions);
  const restricted = (side: Expr): Expr =>
    side.kind === 'family' ? { ...side, conditions: [...side.conditions, ...conditions] } : side;
  const variant = known.get(key) ?? {
    ...claim,
    left: restricted(claim.left),
    right: restricted(claim.right),
  };
  known.set(key, variant);
  return variant;
}

const textOf = (conditions: readonly Expr[]): string =>
  conditions
    .map((condition) =>
      condition.kind === 'compare'
        ? condition.operands
            .map((side, i) => {
              const sign = condition.operators[i - 1];
              return `${sign === undefined ? '' : ` ${SIGNS[sign] ?? sign} `}${side.kind === 'name' ? side.name : '…'}`;
            })
            .join('')
        : '…',
    )
    .join(', ');

const SIGNS: Readonly<Record<string, string>> = { '==': '=', '!=': '≠', '<=': '≤', '>=': '≥' };

/**
 * Equal and different values of each two indices, as text before a formula may mean them. A formula with both indices is not
 * for equal ones, and one that tells them apart itself is for all.
 */
function* pairsOf(
  { indices }: Family,
  right: Expr,
): Generator<{ readonly condition: Expr; readonly words: string }> {
  const body = bodyOf(right);
  const used = new Set(bareNamesIn(body).map(({ name }) => name));
  for (const [k, first] of indices.entries()) {
    for (const second of indices.slice(k + 1)) {
      if (tellsApart(body, first.name, second.name)) continue;
      for (const operator of ['==', '!='] as const) {
        if (operator === '==' && used.has(first.name) && used.has(second.name)) continue;
        const words = `${first.name} ${operator === '==' ? '=' : '≠'} ${second.name}`;
        const span = first.span;
        yield {
          condition: { kind: 'compare', operators: [operator], operands: [first, second], span },
          words,
        };
      }
    }
  }
}

/** Whether a Kronecker delta or a condition compares both indices. */
function tellsApart(expr: Expr, first: string, second: string): boolean {
  let found = false;
  walk(expr, (part) => {
    const sides =
      part.kind === 'compare'
        ? part.operands
        : part.kind === 'call' && part.callee.name === 'kronecker'
          ? part.args.map(({ value }) => value)
          : [];
    const names = sides.flatMap((side) => (side.kind === 'name' ? [side.name] : []));
    found ||= names.includes(first) && names.includes(second);
  });
  return found;
}

/** Vectors of a claim with indices that nothing defines, declares or restricts. */
function weightsOf({ book, graph, lowered }: SheetGraph, claim: Claim): Name[] {
  const names = new Map<string, Name>();
  if (claim.kind !== 'derivative') return [];
  for (const name of bareNamesIn(claim.right)) {
    const definition = resolve(book.scope, claim.sheet, name.name, claim.span.start);
    const known = definition && lowered.get(definition);
    if (definition?.kind !== 'free' || known === undefined || 'failure' in known) continue;
    if (graph.node(known.value.node).shape.length !== 1) continue;
    const sheets = chain(book.scope, claim.sheet);
    if (!sheets.some((sheet) => book.sheets[sheet]!.arrays?.has(name.name))) continue;
    const isRestricted = book.domains.some(
      (domain) => domain.kind !== 'relation' && domain.names.some((other) => other.name === name.name),
    );
    if (!isRestricted) names.set(name.name, name);
  }
  return [...names.values()].slice(0, MOST_WEIGHTS);
}

const MOST_WEIGHTS = 2;

const weighted = new WeakMap<SheetGraph, Map<string, SheetGraph>>();

function withWeights(sheetGraph: SheetGraph, name: Name, claim: Claim): SheetGraph {
  const known = weighted.get(sheetGraph) ?? new Map<string, SheetGraph>();
  weighted.set(sheetGraph, known);
  const key = `${claim.sheet} ${name.name}`;
  const { fragment, sheet, span } = claim;
  const set = { kind: 'named', name: 'simplex' } as const;
  const domain: Domain = { kind: 'member', names: [name], set, fragment, sheet, span };
  const { book } = sheetGraph;
  const graph = known.get(key) ?? { ...sheetGraph, book: { ...book, domains: [...book.domains, domain] } };
  known.set(key, graph);
  return graph;
}
