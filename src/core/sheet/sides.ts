import type { Expr } from '../syntax/ast';
import type { RelationStatement } from '../syntax/statements';

/** A bracket as it stands before and behind what it holds, in TeX with its size. */
const OPENING = /(?:\\left\s*|\\[bB]igg?l?\s*)?\(\s*$/;
const CLOSING = /^\s*(?:\\right\s*|\\[bB]igg?r?\s*)?\)/;

/** A side of a relation with the brackets around it, which are not part of the tree but of what is written. */
export function withBrackets(statement: RelationStatement, side: number, text: string): Expr {
  const expr = statement.sides[side]!;
  const from = side === 0 ? statement.span.start : statement.relationSpans[side - 1]!.end;
  const to = statement.relationSpans[side]?.start ?? statement.span.end;
  let { start, end } = expr.span;
  for (;;) {
    const open = OPENING.exec(text.slice(from, start))?.index;
    const close = CLOSING.exec(text.slice(end, to))?.[0].length;
    if (open === undefined || close === undefined) break;
    start = from + open;
    end += close;
  }
  return start === expr.span.start ? expr : { ...expr, span: { start, end } };
}
