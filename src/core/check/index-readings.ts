import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import { resolve } from '../sheet/scope';
import type { Expr, Family } from '../syntax/ast';
import { bodyOf } from '../syntax/families';
import { bareNamesIn, walk } from '../syntax/walk';
import { inconclusive } from './inconclusive';
import type { Subject } from './subject';
import type { Verdict } from './verdict';

/** The verdict for all sizes that the text leaves open. */
type Judge = (sheetGraphs: readonly SheetGraph[], claim: Claim) => Verdict;

/**
 * What else a claim with free indices may mean that does not hold for all of their values: only what the line before says
 * ("if i = j"), or only equal or only different indices. Undefined where it is wrong in all of these.
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
        'An index that is not written, or a line before this one, leaves open which values are compared. Write the indices, and what is known of them.',
      );
    }
  }
  return undefined;
}

/** A derivative of an entry of an array that nothing defines is not 0 by that, wherever it stands in a claim. */
export function undefinedEntry({ claim, sheetGraph: { book } }: Subject): Verdict | undefined {
  let unknown: string | undefined;
  for (const side of [claim.left, claim.right]) {
    walk(side, (part) => {
      if (part.kind !== 'derivative' || part.target.kind !== 'index') return;
      const { target } = part.target;
      if (target.kind !== 'name') return;
      const isOwn = part.variables.every((variable) => baseOf(variable) === target.name);
      const definition = resolve(book.scope, claim.sheet, target.name, claim.span.start);
      if (!isOwn && definition?.kind === 'free') unknown ??= target.name;
    });
  }
  if (unknown === undefined) return undefined;
  return inconclusive(
    'unknown-name',
    `${unknown} is not defined in this sheet, so its derivatives here are not known. Define ${unknown}.`,
  );
}

const baseOf = (variable: Expr): string | undefined => {
  const target = variable.kind === 'index' ? variable.target : variable;
  return target.kind === 'name' ? target.name : undefined;
};

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
  { indices, body: left }: Family,
  right: Expr,
): Generator<{ readonly condition: Expr; readonly words: string }> {
  const body = bodyOf(right);
  const used = new Set(bareNamesIn(body).map(({ name }) => name));
  for (const [k, first] of indices.entries()) {
    for (const second of indices.slice(k + 1)) {
      if (tellsApart(body, first.name, second.name) || areOfOne(left, first.name, second.name)) continue;
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

/** Whether both are indices of one entry, as in `\frac{\partial L}{\partial W_{ij}}`: nobody tells cases of these apart. */
function areOfOne(expr: Expr, first: string, second: string): boolean {
  let found = false;
  walk(expr, (part) => {
    if (part.kind !== 'index') return;
    const names = part.items.flatMap((item) => (item.kind === 'at' ? bareNamesIn(item.value) : []));
    found ||= [first, second].every((letter) => names.some(({ name }) => name === letter));
  });
  return found;
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
