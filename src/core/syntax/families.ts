import type { Expr } from './ast';

/** What a side of a claim says for each value of its indices; the side itself where it has none. */
export const bodyOf = (expr: Expr): Expr => (expr.kind === 'family' ? expr.body : expr);
