import type { Expr } from '../syntax/ast';
import type { RelationStatement } from '../syntax/statements';

/** A side of a relation with the brackets around it, which are not part of the tree but of what is written. */
export function withBrackets(statement: RelationStatement, side: number, text: string): Expr {
  const expr = statement.sides[side]!;
  const from = side === 0 ? statement.span.start : statement.relationSpans[side - 1]!.end;
  const to = statement.relationSpans[side]?.start ?? statement.span.end;
  let { start, end } = expr.span;
  const skip = (at: number, step: 1 | -1): number => {
    let next = at;
    while (/\s/.test(text[next] ?? '')) next += step;
    return next;
  };
  for (;;) {
    const open = skip(start - 1, -1);
    const close = skip(end, 1);
    if (open < from || close >= to || text[open] !== '(' || text[close] !== ')') break;
    start = open;
    end = close + 1;
  }
  return start === expr.span.start ? expr : { ...expr, span: { start, end } };
}
