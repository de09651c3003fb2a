import type { RelationStatement } from './statements';

/** One relation for each name of a list: `0 < x, y < 1` as `0 < x < 1` and `0 < y < 1`. */
export function expandList(statement: RelationStatement): readonly RelationStatement[] {
  const { also, place, sides } = statement;
  if (also.length === 0) return [statement];
  const names = [sides[place]!, ...also].sort((a, b) => a.span.start - b.span.start);
  return names.map((name) => ({ ...statement, also: [], sides: sides.with(place, name) }));
}
