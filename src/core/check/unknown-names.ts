import { directDependencies } from '../sheet/dependencies';
import { chain, resolve } from '../sheet/scope';
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
  for (const { name } of [...bareNamesIn(claim.left), ...bareNamesIn(claim.right)]) {
    const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
    if (definition?.kind !== 'free') continue;
    const declared = chain(book.scope, claim.sheet).some((sheet) => book.sheets[sheet]!.shapes.has(name));
    const used = book.definitions.some(
      (other) => other !== definition && directDependencies(book, other).includes(definition),
    );
    const restricted = book.domains.some((domain) =>
      domain.kind === 'relation'
        ? domain.sides.some((side) => bareNamesIn(side).some((n) => n.name === name))
        : domain.names.some((n) => n.name === name),
    );
    const claimsOnly = book.claims
      .filter((other) => other !== claim)
      .some((other) =>
        [other.left, other.right].some((side) => bareNamesIn(side).some((n) => n.name === name)),
      );
    if (!declared && !used && !restricted && !claimsOnly) unknown.add(name);
  }
  return claim.kind === 'derivative' ? [...unknown] : [];
}
