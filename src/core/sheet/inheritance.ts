import { bareNamesIn, calleesIn } from '../syntax/walk';
import type { Definition } from './model';
import { chain, type Scope } from './scope';

/**
 * The definitions of its parents that a sheet sees anew because it defines names that they use and leave open: with
 * `y = x^2` above and `x = 3` below a subheading, `y` is 9 there. They belong to the sheet, and stand where they were written.
 */
export function inheritedDefinitions(scope: Scope, sheet: number): Definition[] {
  const [own, ...parents] = chain(scope, sheet).map((at) => scope.bySheet[at]!);
  if (own === undefined || parents.length === 0) return [];
  const visible = new Map<string, Definition>();
  for (const names of parents) {
    for (const [name, definitions] of names) {
      const last = definitions.at(-1);
      if (last !== undefined && last.kind !== 'free' && !visible.has(name)) visible.set(name, last);
    }
  }
  const changed = new Set([...own.keys()].filter((name) => !visible.has(name)));
  if (changed.size === 0) return [];
  const candidates = [...visible.values()].filter(({ name }) => !own.has(name));
  const found: Definition[] = [];
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const definition of candidates) {
      if (changed.has(definition.name) || !namesUsed(definition).some((name) => changed.has(name))) continue;
      changed.add(definition.name);
      found.push({ ...definition, sheet, inherited: true });
    }
  }
  return found;
}

function namesUsed(definition: Definition): string[] {
  if (definition.kind === 'free') return [];
  if (definition.kind === 'upstream') return definition.given.map(({ variable }) => variable.name);
  const parameters = new Set(
    definition.kind === 'function' ? definition.parameters.map(({ name }) => name) : [],
  );
  return [...bareNamesIn(definition.expr), ...calleesIn(definition.expr)]
    .map(({ name }) => name)
    .filter((name) => !parameters.has(name));
}
