import type { Binary, Call, Expr } from '../../syntax/ast';
import type { SheetGraph } from './sheet-graph';

/**
 * Where the argument of `\sin x`, which stands without brackets, may end elsewhere: `\sin \omega t` as `\sin(\omega) t`,
 * `\sin x (1 + x)` as `\sin(x) (1 + x)`, and `\sin \pi x / L` as `\sin(\pi x / L)`. Undefined where the tree is what is meant.
 */
export function otherArgument(sheetGraph: SheetGraph, expr: Expr): Expr | undefined {
  if (expr.kind === 'call') return shortened(sheetGraph, expr, expr);
  if (expr.kind !== 'binary') return undefined;
  const { operator, left, right } = expr;
  if (operator === '^' && left.kind === 'call') return shortened(sheetGraph, left, expr);
  if ((operator !== 'juxtapose' && operator !== '/') || !isPlain(right)) return undefined;
  const { start, end } = expr.operatorSpan;
  // The sign of a fraction stands before its parts, and the fraction leaves no doubt.
  if (start < left.span.end || right.span.start < end) return undefined;
  const call = lastCall(left);
  if (call === undefined) return undefined;
  sheetGraph.ambiguous.bareArguments = true;
  if (sheetGraph.reading.bareArguments !== 'long') return undefined;
  return remembered(expr, 'long', () => extended(left, expr));
}

const readings = new WeakMap<Expr, Map<string, Expr>>();

/** The same tree each time, since graphs remember what a tree became. */
function remembered(expr: Expr, reading: string, make: () => Expr): Expr {
  const known = readings.get(expr) ?? new Map<string, Expr>();
  readings.set(expr, known);
  const made = known.get(reading) ?? make();
  known.set(reading, made);
  return made;
}

/** `whole`, which is `call` or a power of it, with the end of the argument as a factor. */
function shortened(sheetGraph: SheetGraph, call: Call, whole: Call | Binary): Expr | undefined {
  const argument = call.bare === true && call.args.length === 1 ? call.args[0]!.value : undefined;
  if (argument === undefined) return undefined;
  const products: Binary[] = [];
  let at = argument;
  for (; at.kind === 'binary' && at.operator === 'juxtapose'; at = at.left) products.unshift(at);
  const isOpen = products.filter((product) => !isConstant(product.left));
  if (isOpen.length === 0) return undefined;
  sheetGraph.ambiguous.bareArguments = true;
  const { bareArguments } = sheetGraph.reading;
  if (bareArguments !== 'short' && bareArguments !== 'brackets') return undefined;
  const cut = bareArguments === 'short' ? isOpen[0] : isOpen.find(({ right }) => !isPlain(right));
  if (cut === undefined) return undefined;
  return remembered(whole, bareArguments, () => {
    const { bare: _, ...rest } = call;
    const inner: Call = { ...rest, args: [{ value: cut.left }] };
    const first: Expr = whole === call ? inner : { ...(whole as Binary), left: inner };
    return products
      .slice(products.indexOf(cut))
      .reduce<Expr>((left, product) => ({ ...product, left, span: whole.span }), first);
  });
}

/** The function without brackets that `expr` ends with. */
function lastCall(expr: Expr): Call | undefined {
  if (expr.kind === 'call') return expr.bare === true ? expr : undefined;
  if (expr.kind === 'unary') return lastCall(expr.operand);
  if (expr.kind !== 'binary') return undefined;
  if (expr.operator === '^') return expr.left.kind === 'call' ? lastCall(expr.left) : undefined;
  return expr.operator === 'juxtapose' || expr.operator === '*' ? lastCall(expr.right) : undefined;
}

/** `expr` with what stands on the right of `by` in the argument that it ends with. */
function extended(expr: Expr, by: Binary): Expr {
  const { span } = by;
  switch (expr.kind) {
    case 'call': {
      const { bare: _, ...rest } = expr;
      return { ...rest, args: [{ value: { ...by, left: expr.args[0]!.value } }], span };
    }
    case 'unary':
      return { ...expr, operand: extended(expr.operand, by), span };
    case 'binary':
      return expr.operator === '^'
        ? { ...expr, left: extended(expr.left, by), span }
        : { ...expr, right: extended(expr.right, by), span };
    default:
      return expr;
  }
}

const isConstant = (expr: Expr): boolean =>
  expr.kind === 'number' ||
  (expr.kind === 'name' && expr.name === 'pi') ||
  (expr.kind === 'binary' && isConstant(expr.left) && isConstant(expr.right));

/** A letter, a number, a power of one or a derivative by time, rather than a bracket or a function. */
const isPlain = (expr: Expr): boolean =>
  expr.kind === 'name' ||
  expr.kind === 'number' ||
  (expr.kind === 'derivative' && expr.dotted !== undefined) ||
  (expr.kind === 'transpose' && isPlain(expr.operand)) ||
  (expr.kind === 'binary' && expr.operator === '^' && isPlain(expr.left));
