import type { Expr } from '../syntax/ast';
import { isGreekWord } from '../syntax/names';
import { walk } from '../syntax/walk';

/** How a document uses the names that it does not define: bare, as in `a*x`, or only before brackets, as in `g(x)`. */
export interface Uses {
  readonly bare: ReadonlySet<string>;
  /** Names that are applied in a way in which nobody writes a product. */
  readonly applied: ReadonlySet<string>;
  /** Those of them that stand before names alone, or carry a prime: `F(x)` and `F'(2x)`, not `F(1 + y)`. */
  readonly plain: ReadonlySet<string>;
}

/** Reads the uses of names off the expressions of one scope. */
export function usesIn(exprs: Iterable<Expr>): Uses {
  const bare = new Set<string>();
  const applied = new Set<string>();
  const plain = new Set<string>();
  for (const expr of exprs) {
    const targets = new Set<Expr>();
    walk(expr, (part) => {
      if (part.kind === 'derivative' || part.kind === 'operator') targets.add(part.target);
      for (let of = part; of.kind === 'transpose' && of.prime === true; of = of.operand)
        targets.add(of.operand);
      // `dg/dx` and `g'` say nothing against a function `g`.
      if (part.kind === 'name' && !targets.has(part)) bare.add(part.name);
      if (part.kind === 'call' || part.kind === 'prime-call') {
        const argument = part.args[0]?.value;
        if (part.kind === 'prime-call' || part.args.length !== 1 || argument?.kind === 'name')
          plain.add(part.callee.name);
        if (part.args.length !== 1 || argument?.kind === 'name' || namesFunction(part.callee.name)) {
          applied.add(part.callee.name);
        }
      }
    });
  }
  return { bare, applied, plain };
}

/** `f`, `g_1`, `phi` and words of several letters, which are no factors by custom. */
function namesFunction(name: string): boolean {
  const [base] = name.split('_') as [string];
  return isGreekWord(base) ? /^(phi|psi|Phi|Psi)$/.test(base) : base.length > 1 || /^[fghFGH]$/.test(base);
}
