import type { Expr } from '../../syntax/ast';

/** A sum of names with whole coefficients, and a whole number: `2i - 1`. */
export interface Linear {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/** `\infty` is no number to count to. */
const ENDLESS: ReadonlySet<string> = new Set(['inf', 'infty']);

/** The expression as a linear form of its names; undefined for anything else. */
export function linearOf(expr: Expr): Linear | undefined {
  switch (expr.kind) {
    case 'number':
      return Number.isInteger(expr.value) ? { terms: new Map(), constant: expr.value } : undefined;
    case 'name':
      if (expr.scripts !== undefined || ENDLESS.has(expr.name)) return undefined;
      return { terms: new Map([[expr.name, 1]]), constant: 0 };
    case 'unary': {
      const operand = expr.operator === 'not' ? undefined : linearOf(expr.operand);
      return operand && (expr.operator === '-' ? scaled(operand, -1) : operand);
    }
    case 'binary': {
      const left = linearOf(expr.left);
      const right = linearOf(expr.right);
      if (left === undefined || right === undefined) return undefined;
      if (expr.operator === '+') return plus(left, right);
      if (expr.operator === '-') return plus(left, scaled(right, -1));
      if (expr.operator !== '*' && expr.operator !== 'juxtapose') return undefined;
      if (left.terms.size === 0) return scaled(right, left.constant);
      return right.terms.size === 0 ? scaled(left, right.constant) : undefined;
    }
    default:
      return undefined;
  }
}

export function plus(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [name, factor] of b.terms) {
    const sum = (terms.get(name) ?? 0) + factor;
    if (sum === 0) terms.delete(name);
    else terms.set(name, sum);
  }
  return { terms, constant: a.constant + b.constant };
}

export const constantOf = (constant: number): Linear => ({ terms: new Map(), constant });

const scaled = ({ terms, constant }: Linear, factor: number): Linear => ({
  terms: new Map(factor === 0 ? [] : [...terms].map(([name, each]) => [name, each * factor])),
  constant: constant * factor,
});

/** The only name of a linear form, with its coefficient. */
export function onlyTerm({ terms }: Linear): { readonly name: string; readonly factor: number } | undefined {
  const [first] = terms;
  return first === undefined || terms.size > 1 ? undefined : { name: first[0], factor: first[1] };
}
