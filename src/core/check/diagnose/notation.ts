import { functions } from '../../graph/operations/index';
import type { ReadBook } from '../../sheet/book';
import type { Claim } from '../../sheet/model';
import type { Expr } from '../../syntax/ast';
import { readExpression } from '../../syntax/infix/read';
import { mapOperands } from '../../syntax/map';
import { readCallsAsProducts } from '../../syntax/products';
import type { RelationStatement, Statement } from '../../syntax/statements';
import { calleesIn } from '../../syntax/walk';
import type { Span } from '../../text/span';

/** How the document of a claim is written, and read again when some of it is replaced. */
export interface Notation {
  readonly isTex: boolean;
  /** What stands at a span of a changed text of the claim's fragment; undefined where that is not read as one side. */
  readSide(fragmentText: string, side: Span): Expr | undefined;
  /** What was read, with the calls of names that are no functions in `meant` as the products that they are. */
  settled(read: Expr, meant: Expr): Expr;
}

export function notationOf({ sourceOf, edited }: ReadBook, { fragment }: Claim): Notation {
  const source = sourceOf(fragment);
  const isTex = source?.syntax === 'latex';
  const known = new Map<string, readonly Statement[]>();
  const statementsOf = (text: string): readonly Statement[] => {
    const statements = known.get(text) ?? edited(fragment, text)?.statements() ?? [];
    known.set(text, statements);
    return statements;
  };
  return {
    isTex,
    readSide: (text, { start, end }) => {
      if (isTex) return sideAt(statementsOf(text), { start, end });
      // Blanks keep all offsets those of the fragment.
      const { expr, errors } = readExpression(' '.repeat(start) + text.slice(start, end));
      return errors.length > 0 ? undefined : expr;
    },
    settled: (expr, meant) => {
      const called = new Set(calleesIn(meant).map(({ name }) => name));
      const settled = readCallsAsProducts(expr, (name) => functions.has(name) || called.has(name));
      return isTex ? withoutJuxtaposition(settled) : settled;
    },
  };
}

/** Products by their sign: formulas in TeX have none. */
function withoutJuxtaposition(expr: Expr): Expr {
  const changed = mapOperands(expr, withoutJuxtaposition);
  return changed.kind === 'binary' && changed.operator === 'juxtapose'
    ? { ...changed, operator: '*' }
    : changed;
}

/** The side of a relation that stands at a span, or in brackets there. */
function sideAt(statements: readonly Statement[], { start, end }: Span): Expr | undefined {
  const relations = statements.flatMap((statement): RelationStatement[] =>
    statement.kind === 'relation' ? [statement] : statement.kind === 'function' ? [statement.relation] : [],
  );
  const inside = relations
    .flatMap(({ sides }) => sides)
    .filter(({ span }) => start <= span.start && span.end <= end);
  return inside.length === 1 ? inside[0] : undefined;
}
