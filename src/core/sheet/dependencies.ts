import type { Expr } from '../syntax/ast';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import type { ReadBook } from './book';
import { componentName } from './component';
import type { Definition } from './model';
import { resolve } from './scope';

/** The definitions that a definition's right side mentions directly. */
export function directDependencies(book: ReadBook, definition: Definition): Definition[] {
  const parameters = new Set(
    definition.kind === 'function' ? definition.parameters.map(({ name }) => name) : [],
  );
  const expressions: Expr[] =
    definition.kind === 'free'
      ? []
      : definition.kind === 'upstream'
        ? definition.given.flatMap(({ variable, value }) =>
            value === undefined ? [variable] : [variable, value],
          )
        : [definition.expr];
  const found = new Set<Definition>();
  for (const expr of expressions) {
    for (const { name } of [...bareNamesIn(expr), ...calleesIn(expr)]) {
      if (parameters.has(name)) continue;
      const { start } = definition.span;
      // `x_2` that nothing defines may be an entry of `x`.
      const used =
        resolve(book.scope, definition.sheet, name, start) ??
        resolve(book.scope, definition.sheet, componentName(name)?.base ?? name, start);
      if (used !== undefined) found.add(used);
    }
  }
  if (definition.kind === 'function') {
    // As a value of its own, the function is its body at the free names of its parameters.
    for (const { name } of definition.parameters) {
      const used = resolve(book.scope, definition.sheet, name, definition.span.start);
      if (used !== undefined) found.add(used);
    }
  }
  return [...found];
}

/**
 * All definitions, each behind those it depends on, and the circles that make this impossible, each as the definitions
 * along it. Depth-first with its own stack, so that long chains of definitions are no deep recursion.
 */
export function inDependencyOrder(book: ReadBook): { order: Definition[]; circles: Definition[][] } {
  const order: Definition[] = [];
  const circles: Definition[][] = [];
  const state = new Map<Definition, 'open' | 'done'>();
  for (const start of book.definitions) {
    if (state.has(start)) continue;
    const path: { definition: Definition; rest: Definition[] }[] = [];
    const enter = (definition: Definition): void => {
      state.set(definition, 'open');
      path.push({ definition, rest: directDependencies(book, definition) });
    };
    enter(start);
    while (path.length > 0) {
      const top = path.at(-1)!;
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.definition, 'done');
        order.push(top.definition);
        path.pop();
      } else if (state.get(next) === 'open') {
        const from = path.findIndex(({ definition }) => definition === next);
        circles.push(path.slice(from).map(({ definition }) => definition));
      } else if (!state.has(next)) enter(next);
    }
  }
  return { order, circles };
}

/** Whether `definition` depends on `on`, directly or through others. */
export function dependsOn(book: ReadBook, definition: Definition, on: Definition): boolean {
  const seen = new Set<Definition>();
  const stack = [definition];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at === on) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    stack.push(...directDependencies(book, at));
  }
  return false;
}
