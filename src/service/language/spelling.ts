import { canonicalName } from '../../core/syntax/names';
import type { Span } from '../../core/text/span';

/**
 * Where `text`, the characters of a larger name such as `x_1`, `J_f` or `Df`, spells `name`: its beginning, or its end.
 * Offsets count from the start of `text`.
 */
export function spellingIn(text: string, name: string): Span | undefined {
  for (let end = text.length; end > 0; end--) {
    if (canonicalName(text.slice(0, end)) === name) return { start: 0, end };
  }
  for (let start = 1; start < text.length; start++) {
    if (canonicalName(text.slice(start)) === name) return { start, end: text.length };
  }
  return undefined;
}

/** The `index`-th letter of the subscript of `f_xy`, where it spells `name`. */
export function subscriptLetter(text: string, name: string, index: number): Span | undefined {
  const start = text.lastIndexOf('_') + 1 + index;
  return start > 0 && text[start] === name ? { start, end: start + 1 } : undefined;
}
