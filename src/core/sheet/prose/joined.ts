import type { Expr, Name } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import { type Fragment, fragmentBuilder, toDocument } from '../../text/fragment';
import type { Span } from '../../text/span';

/** An expression of another formula. */
export interface Foreign {
  readonly expr: Expr;
  readonly fragment: Fragment;
}

/**
 * A fragment that holds its own text, so that its spans stay as they are, and behind it what expressions of other formulas were
 * read from; and these expressions with their spans in it. A display that starts with `=` is read beside the formula before it.
 */
export function joined(
  fragment: Fragment,
  others: readonly Foreign[],
): { readonly fragment: Fragment; readonly exprs: readonly Expr[] } {
  const builder = fragmentBuilder();
  copy(builder, fragment, { start: 0, end: fragment.text.length });
  const exprs = others.map(({ expr, fragment: from }) => {
    const { start } = toDocument(from, expr.span);
    builder.decoded('\n', start, start);
    const by = builder.length - expr.span.start;
    copy(builder, from, expr.span);
    return shifted(expr, by);
  });
  return { fragment: builder.build(), exprs };
}

/** Appends a stretch of a fragment piece by piece, so that each character keeps its place in the document. */
function copy(builder: ReturnType<typeof fragmentBuilder>, fragment: Fragment, { start, end }: Span): void {
  const { text, starts } = fragment;
  let piece = 0;
  while (piece + 1 < starts.length && starts[piece + 1]! <= start) piece++;
  for (let at = start; at < end; piece++) {
    const to = Math.min(end, starts[piece + 1] ?? text.length);
    const place = toDocument(fragment, { start: at, end: to });
    builder.decoded(text.slice(at, to), place.start, place.end);
    at = to;
  }
}

/** The same tree, so many characters further on. */
export function shifted(expr: Expr, by: number): Expr {
  const change = (part: Expr): Expr => shifted(part, by);
  const name = <N extends Name>(part: N): N => ({ ...part, span: moved(part.span, by) });
  const result = mapOperands(expr, change);
  const span = moved(expr.span, by);
  switch (result.kind) {
    case 'binary':
      return { ...result, operatorSpan: moved(result.operatorSpan, by), span };
    case 'call':
    case 'prime-call':
      return { ...result, callee: name(result.callee), span };
    case 'derivative':
      return { ...result, variables: result.variables.map(change), span };
    case 'operator':
      return { ...result, ...(result.variable && { variable: change(result.variable) }), span };
    case 'evaluated':
      return {
        ...result,
        at: result.at.map((binding) => ({
          ...binding,
          ...(binding.variable && { variable: change(binding.variable) }),
        })),
        span,
      };
    default:
      return { ...result, span };
  }
}

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
