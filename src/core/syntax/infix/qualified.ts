import type { Argument, Call, Expr } from '../ast';
import { fail, failAt, lastOffset } from '../token-parser';
import { parseArguments } from './brackets';
import { isAdjacent, kindAt, nameAt, type Parser, tokenText } from './parser';
import { Kind } from './tokens';

/** Libraries and their parts, before a function: `np.exp(x)`, `torch.nn.functional.softmax(z)`, `std::exp(x)`. */
const NAMESPACES: ReadonlySet<string> = new Set(
  (
    'np numpy jnp cp cupy torch tf tensorflow keras mx jax lax scipy sp special linalg nn functional F K math cmath Math ' +
    'std Eigen random stats backend ops'
  ).split(' '),
);

/** The same function under the name that Nabla knows. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['reduce_sum', 'sum'],
  ['reduce_mean', 'mean'],
  ['reduce_max', 'max'],
  ['reduce_min', 'min'],
  ['reduce_prod', 'prod'],
]);

/** Functions that only make an array of what they are given. */
const MAKERS: ReadonlySet<string> = new Set(['array', 'asarray', 'tensor', 'as_tensor']);

/** Whether a dot right behind the token before it and right before a name stands at `index`. */
const isAccess = (p: Parser, index: number): boolean =>
  kindAt(p, index) === Kind.Dot &&
  isAdjacent(p, index) &&
  kindAt(p, index + 1) === Kind.Name &&
  isAdjacent(p, index + 1);

/** Passes `np.linalg.` before a name; what follows is read without it. */
export function passNamespace(p: Parser): string | undefined {
  let passed: string | undefined;
  while (NAMESPACES.has(tokenText(p, p.pos)) && isAccess(p, p.pos + 1)) {
    passed = passed === undefined ? tokenText(p, p.pos) : passed;
    p.pos += 2;
  }
  return passed;
}

/** What a call behind a namespace means: `np.array(x)` is `x`; `torch.var` has another divisor than NumPy's. */
export function settleQualified(p: Parser, expr: Expr, namespace: string): Expr {
  if (expr.kind !== 'call') return expr;
  const { name } = expr.callee;
  if (MAKERS.has(name) && expr.args.length > 0) return { ...expr.args[0]!.value, span: expr.span };
  const isTorch = namespace === 'torch' && (name === 'var' || name === 'std');
  if (
    isTorch &&
    !expr.args.some(({ keyword }) => keyword !== undefined && /^(unbiased|correction)$/.test(keyword.name))
  ) {
    return fail(
      p,
      `torch.${name} divides by n - 1. Write ${name}(x, ddof=1) for that, ${name}(x) for the divisor n.`,
      expr.span.start,
      expr.span.end,
    );
  }
  const alias = ALIASES.get(name);
  return alias === undefined ? expr : { ...expr, callee: { ...expr.callee, name: alias } };
}

/** `x.T`, `a.dot(b)`, `x.sum(axis=0)` behind `operand`, which started at `start`; undefined where nothing of that kind follows. */
export function parseAccess(p: Parser, operand: Expr, start: number): Expr | undefined {
  if (!isAccess(p, p.pos)) return undefined;
  const at = p.pos + 1;
  const word = tokenText(p, at);
  const isMethod = kindAt(p, at + 1) === Kind.OpenParen && isAdjacent(p, at + 1);
  if (word === 'T' && !isMethod) {
    p.pos = at + 1;
    return { kind: 'transpose', operand, span: { start, end: lastOffset(p) } };
  }
  if (!isMethod) {
    return failAt(
      p,
      `'.${word}' is not read. Of the spellings of NumPy, x.T, x.sum(…), a.dot(b) and np.exp(x) are. Elementwise operators are '.*', './', '.^'.`,
      at,
    );
  }
  const callee = nameAt(p, at);
  p.pos = at + 1;
  const first: Argument = { value: operand };
  const args = [first, ...parseArguments(p)];
  const call: Call = { kind: 'call', callee, args, span: { start, end: lastOffset(p) } };
  return call;
}
