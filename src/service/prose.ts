import type { Book } from '../core/sheet/model';
import type { Span } from '../core/text/span';

/**
 * Prose that nobody marked to be checked is told about its mistakes, and about nothing else: what of it could not be read or
 * computed is listed on demand.
 *
 * @returns whether a span lies in such prose
 */
export function proseOf({ sheets }: Book): (span: Span) => boolean {
  const prose = sheets
    .flatMap(({ statements }) =>
      statements.flatMap(({ span, unannotated }) => (unannotated === true ? [span] : [])),
    )
    .sort((a, b) => a.start - b.start);
  return ({ start, end }) => {
    let low = 0;
    let high = prose.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (prose[middle]!.start <= start) low = middle + 1;
      else high = middle;
    }
    // Statements of prose do not overlap, except that conditions stand inside of what they belong to.
    for (let i = low - 1; i >= 0 && i >= low - LOOKED_BACK; i--) if (end <= prose[i]!.end) return true;
    return false;
  };
}

const LOOKED_BACK = 8;
