import { calleesIn } from '../syntax/walk';
import { expressionsOf } from './indices/occurrences';
import { asProducts, mapStatement } from './indices/statements';
import type { PlacedStatement, Sheet } from './model';

/** Factors that are functions where infix text spells them out. In formulas the functions are `\Gamma` and `B`. */
const FACTORS: ReadonlySet<string> = new Set(['gamma', 'beta']);

/** `\gamma (x - \mu)` of a formula is a product, unless some sheet defines `\gamma` as a function. */
export function settleGreek<S extends Sheet>(written: readonly S[]): readonly S[] {
  const functions = new Set<string>();
  let found = false;
  for (const { statements } of written) {
    for (const { statement, fragment } of statements) {
      if (statement.kind === 'function') functions.add(statement.name.name);
      found ||= expressionsOf(statement).some((expr) =>
        calleesIn(expr).some(({ name, span }) => FACTORS.has(name) && fragment.text[span.start] === '\\'),
      );
    }
  }
  if (!found) return written;
  const settle = (placed: PlacedStatement): PlacedStatement => {
    if (placed.fragment.text.indexOf('\\') < 0) return placed;
    const statement = mapStatement(placed.statement, (expr) =>
      asProducts(expr, (name) => !FACTORS.has(name) || functions.has(name)),
    );
    return { ...placed, statement };
  };
  return written.map((sheet) => ({ ...sheet, statements: sheet.statements.map(settle) }));
}
