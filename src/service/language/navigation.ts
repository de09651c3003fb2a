import type { Span } from '../../core/text/span';
import type { Highlight, Target } from './model';
import type { Occurrence } from './names';
import type { ReadDocument } from './reading';

/** Where the name at an offset is defined, else declared, else first used; undefined where no name of a sheet stands. */
export function definitionsAt(read: ReadDocument, offset: number): Target | undefined {
  const names = read.names();
  const origin = names.at(offset);
  if (origin === undefined) return undefined;
  const same = names.same(origin);
  return { origin: origin.span, places: definitionsIn(same).map(({ span }) => span) };
}

/** The occurrences that say what a name is: its definitions, else its declarations, else its first use. */
function definitionsIn(same: readonly Occurrence[]): readonly Occurrence[] {
  for (const role of ['definition', 'declaration'] as const) {
    const found = same.filter((occurrence) => occurrence.role === role);
    if (found.length > 0) return found;
  }
  return same.slice(0, 1);
}

/** Every place of the name at an offset, in document order. */
export function referencesAt(
  read: ReadDocument,
  offset: number,
  options: { readonly withDefinition: boolean },
): readonly Span[] {
  const names = read.names();
  const origin = names.at(offset);
  if (origin === undefined) return [];
  const same = names.same(origin);
  const definitions = new Set(options.withDefinition ? [] : definitionsIn(same));
  return same.filter((occurrence) => !definitions.has(occurrence)).map(({ span }) => span);
}

/** The same places, told apart by whether they give the name its meaning. */
export function highlightsAt(read: ReadDocument, offset: number): readonly Highlight[] {
  const names = read.names();
  const origin = names.at(offset);
  if (origin === undefined) return [];
  return names
    .same(origin)
    .map(({ span, role }) => ({ span, kind: role === 'definition' ? 'write' : 'read' }));
}
