import { directDependencies } from '../sheet/dependencies';
import { factorsOfName } from '../sheet/letters';
import { chain, resolve } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import { bareNamesIn } from '../syntax/walk';
import type { Subject } from './subject';

/**
 * Names of a claim that nothing else in the document speaks of: not defined, not declared, and in no definition. They may
 * be misspelt or explained elsewhere, so a claim that fails with them is not accused.
 */
export function unknownNames(subject: Subject): string[] {
  const { claim, sheetGraph } = subject;
  const { book } = sheetGraph;
  const unknown = new Set<string>();
  const products = sheetGraph.reading.letters === 'product';
  for (const { name } of [...bareNamesIn(claim.left), ...bareNamesIn(claim.right)]) {
    const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
    if (definition?.kind !== 'free') continue;
    if (products && factorsOfName(book, definition) !== undefined) continue;
    const declared =
      sheetGraph.shapes.sizeNamed(claim.sheet, name, sheetGraph.assignment) !== undefined ||
      chain(book.scope, claim.sheet).some((sheet) => book.sheets[sheet]!.shapes.has(name));
    const used = book.definitions.some(
      (other) =>
        other !== definition &&
        (directDependencies(book, other).includes(definition) ||
          (products && factorsOfName(book, other)?.includes(definition) === true)),
    );
    const restricted = book.domains.some((domain) =>
      domain.kind === 'relation'
        ? domain.sides.some((side) => bareNamesIn(side).some((n) => n.name === name))
        : domain.names.some((n) => n.name === name),
    );
    const differentiated = book.claims.some((other) => namesDifferentiated(other.left).has(name));
    if (!declared && !used && !restricted && !differentiated) unknown.add(name);
  }
  return claim.kind === 'derivative' ? [...unknown] : [];
}

/** The names in the formulas that a side differentiates, as in `d/dx (x^2*y)`, or takes a product with, as in `hvp(f, x, v)`. */
function namesDifferentiated(side: Expr): ReadonlySet<string> {
  if (side.kind !== 'derivative' && side.kind !== 'operator') return new Set();
  const formulas: Expr[] = side.target.kind === 'name' ? [] : [side.target];
  if (side.kind === 'operator' && side.along !== undefined) formulas.push(side.along);
  return new Set(formulas.flatMap(bareNamesIn).map(({ name }) => name));
}
