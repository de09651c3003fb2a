import type { Definition, Sheet } from './model';

/** Definitions by sheet and name, in document order. */
export interface Scope {
  readonly sheets: readonly Pick<Sheet, 'index' | 'parent'>[];
  readonly bySheet: readonly Map<string, Definition[]>[];
}

export function emptyScope(sheets: Scope['sheets']): Scope {
  return { sheets, bySheet: sheets.map(() => new Map()) };
}

export function define(scope: Scope, definition: Definition): void {
  const names = scope.bySheet[definition.sheet]!;
  const known = names.get(definition.name);
  if (known === undefined) names.set(definition.name, [definition]);
  else known.push(definition);
}

/** The sheet itself, then its parents, nearest first. */
export function chain(scope: Scope, sheet: number): number[] {
  const result: number[] = [];
  for (let at: number | undefined = sheet; at !== undefined; at = scope.sheets[at]?.parent) result.push(at);
  return result;
}

/** A definition in prose that could not be read: it says nothing of what stands before it. */
export const isUnread = (definition: Definition): boolean =>
  definition.unannotated === true && definition.kind === 'expression' && definition.expr.kind === 'missing';

/**
 * What `name` means at a place of the document: its latest earlier definition in scope, else the first later one.
 * A definition counts as earlier when its statement ends before `offset`, so that a right side sees what came before it.
 */
export function resolve(scope: Scope, sheet: number, name: string, offset: number): Definition | undefined {
  let earlier: Definition | undefined;
  let later: Definition | undefined;
  for (const at of chain(scope, sheet)) {
    for (const candidate of scope.bySheet[at]!.get(name) ?? []) {
      if (candidate.kind === 'free') later ??= candidate;
      else if (isUnread(candidate) && !(candidate.span.end <= offset)) continue;
      else if (candidate.nameSpan.start < offset && candidate.span.end <= offset) {
        if (earlier === undefined || candidate.span.end > earlier.span.end) earlier = candidate;
      } else if (later === undefined || later.kind === 'free' || candidate.span.start < later.span.start) {
        later = candidate;
      }
    }
  }
  return earlier ?? later;
}
