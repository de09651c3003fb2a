import type { Expr, Family, IndexItem, IndexRange, Name } from '../../syntax/ast';
import { bareNamesIn } from '../../syntax/walk';
import type { Analysis } from './analysis';
import type { Extent } from './axes';
import { linearOf } from './linear';
import { type Binder, bind } from './occurrences';
import { slotsOf } from './slots';
import { mapParts } from './statements';
import type { IndexEnds, Written } from './written';

type Bound = ReadonlyMap<string, Binder>;

/** The expressions of one statement with names such as `x_i` as entries of arrays. */
export class Rewriting {
  constructor(
    private readonly analysis: Analysis,
    private readonly written: Written,
    private readonly statement: number,
  ) {}

  expr(expr: Expr): Expr {
    return this.rewrite(expr, new Map());
  }

  /** The entry of an array that a name is; undefined for a name of its own. */
  entry(name: Name, bound: Bound): Extract<Expr, { kind: 'index' }> | undefined {
    const { analysis } = this;
    const use = analysis.useOf({ name, bound }, this.statement);
    if (use === undefined) return undefined;
    const known = analysis.arrays.get(use.base)!;
    const { span } = name;
    const skipped = Array.from(
      { length: known.above - use.above.length },
      (): IndexItem => ({ kind: 'all', span }),
    );
    const items = [...use.above, ...use.below].map((value, k): IndexItem => {
      const origin = analysis.originOf(use, k);
      return { kind: 'at', value, ...(origin === 1 ? {} : { origin }) };
    });
    const base = baseLength(this.written.placed.fragment.text.slice(span.start, span.end));
    const target: Name = {
      kind: 'name',
      name: analysis.nameOf(use.base),
      ...(name.style && { style: name.style }),
      span: { start: span.start, end: span.start + base },
    };
    const above = items.slice(0, use.above.length);
    return { kind: 'index', target, items: [...above, ...skipped, ...items.slice(use.above.length)], span };
  }

  /** Whether an entry has an index for each axis of its array. */
  isFull({ target, items }: Extract<Expr, { kind: 'index' }>): boolean {
    return target.kind === 'name' && items.length === this.analysis.rankOf(target.name);
  }

  isArray(name: Name): boolean {
    const { arrays } = this.analysis;
    const slots = slotsOf(name, (base) => (arrays.get(base)?.above ?? 0) > 0);
    return slots !== undefined && arrays.has(slots.base);
  }

  /** The free indices of expressions, in the order in which they stand. */
  lettersIn(exprs: readonly Expr[]): Name[] {
    const letters = this.analysis.lettersOf(this.statement);
    const found = new Map<string, Name>();
    for (const expr of exprs) {
      for (const name of bareNamesIn(expr)) {
        if (name.scripts === undefined && letters.has(name.name) && !found.has(name.name))
          found.set(name.name, name);
      }
    }
    return [...found.values()];
  }

  /** The values of free indices; undefined where those of one are not known. */
  ranges(letters: readonly Name[]): readonly IndexRange[] | undefined {
    const ranges = letters.map(({ name }): IndexRange | undefined => {
      const extent = this.analysis.extentOfLetter(name, this.statement);
      const ends = this.written.ranges.get(name);
      if (extent !== undefined) {
        const { origin, size } = extent;
        return { origin, size, ...(ends !== undefined && !covers(ends, extent) && ends) };
      }
      return ends === undefined ? undefined : { origin: 1, size: { scale: 0, offset: 0, least: 0 }, ...ends };
    });
    return ranges.every((range) => range !== undefined) ? ranges : undefined;
  }

  /** Whether the text gives an index several ends. */
  isUneven(letters: readonly Name[]): boolean {
    return letters.some(({ name }) => this.analysis.extentOfLetter(name, this.statement)?.uneven === true);
  }

  private rewrite(expr: Expr, bound: Bound): Expr {
    const change = (part: Expr): Expr => this.rewrite(part, bound);
    switch (expr.kind) {
      case 'name':
        return expr.scripts === undefined ? expr : (this.entry(expr, bound) ?? expr);
      case 'sum':
        return this.sum(expr, bound);
      case 'derivative': {
        const { quotient, ...changed } = mapParts(expr, change) as typeof expr;
        return quotient === undefined || changed.target !== expr.target ? changed : { ...changed, quotient };
      }
      default:
        return mapParts(expr, change);
    }
  }

  private sum(expr: Extract<Expr, { kind: 'sum' }>, bound: Bound): Expr {
    const inner = bind(expr, this.analysis.sumsOf(this.statement).get(expr) ?? '', bound);
    const ranges = expr.indices.map(({ name }): IndexRange | undefined => {
      const binder = inner.get(name)!;
      return binder.open ? undefined : this.analysis.extentOfBinder(binder);
    });
    return {
      ...expr,
      ...(expr.from && { from: this.rewrite(expr.from, bound) }),
      ...(expr.to && { to: this.rewrite(expr.to, bound) }),
      conditions: expr.conditions.map((condition) => this.rewrite(condition, inner)),
      body: this.rewrite(expr.body, inner),
      ...(ranges.every((range) => range !== undefined) && { ranges }),
    };
  }
}

/** How much of a name as it is written stands before its scripts. */
function baseLength(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if (depth === 0 && i > 0 && (char === '_' || char === '^')) return text.slice(0, i).trimEnd().length;
  }
  return text.length;
}

/** Whether a range goes over all entries of an axis. */
function covers({ from, to }: IndexEnds, { origin, size }: Extent): boolean {
  const low = from === undefined ? undefined : linearOf(from);
  const high = to === undefined ? undefined : linearOf(to);
  if (low !== undefined && (low.terms.size > 0 || low.constant !== origin)) return false;
  if (high === undefined) return to === undefined;
  if (high.constant !== size.offset + origin - 1) return false;
  if (size.name === undefined) return high.terms.size === 0;
  return high.terms.size === 1 && high.terms.get(size.name) === size.scale;
}

export const familyOf = (
  letters: readonly Name[],
  ranges: readonly IndexRange[],
  conditions: readonly Expr[],
  perhaps: readonly Expr[],
  body: Expr,
  hidden = false,
): Family => ({
  kind: 'family',
  indices: letters,
  ranges,
  conditions,
  ...(perhaps.length > 0 && { perhaps }),
  ...(hidden && { hidden }),
  body,
  span: body.span,
});
