import type { Expr, Name } from '../../syntax/ast';

/** How many indices stand above and below the name of an array. */
export interface Ranks {
  readonly above: number;
  readonly below: number;
}

/** A name with scripts as an array with indices; those above stand for the leading axes, as samples do. */
export interface Slots {
  readonly base: string;
  readonly above: readonly Expr[];
  readonly below: readonly Expr[];
}

/**
 * The array and the indices that a name with scripts may be; undefined where its scripts are words.
 *
 * @param isIndexAbove whether what stands above in brackets are indices, and not the number of a layer
 */
export function slotsOf(name: Name, isIndexAbove: (base: string) => boolean): Slots | undefined {
  const { scripts } = name;
  if (scripts === undefined) return undefined;
  const { below, above } = scripts;
  const rest = name.name.slice(scripts.base.length);
  const hat = rest.lastIndexOf('^');
  const word = below.length === 0 ? (hat < 0 ? rest : rest.slice(0, hat)) : '';
  const base = scripts.base + word;
  const isIndexed = above.length > 0 && isIndexAbove(base);
  if (below.length === 0 && !isIndexed) return undefined;
  const layer = isIndexed || hat < 0 ? '' : rest.slice(hat);
  return { base: base + layer, above: isIndexed ? above : [], below };
}
