import type { Excerpt } from '../core/extract/excerpts';
import type { CheckedBook } from './checked';
import type { Settings } from './model';

/**
 * Finds the excerpts of an earlier version of a document whose verdicts those of the next version have, word for word. Most
 * excerpts follow the one that they followed before, so they are compared with that one first.
 */
export function knownBooks(
  books: readonly CheckedBook[],
  settings: Settings,
): (excerpt: Excerpt) => CheckedBook | undefined {
  let next = 0;
  let placesOf: ReadonlyMap<string, readonly number[]> | undefined;
  return (excerpt) => {
    const isKnown = (place: number): boolean => hasVerdictsOf(books[place], excerpt, settings);
    let place: number | undefined = next;
    if (!isKnown(place)) {
      placesOf ??= placesByText(books);
      place = placesOf.get(excerpt.document.text)?.find(isKnown);
    }
    next = (place ?? next) + 1;
    return place === undefined ? undefined : books[place];
  };
}

function placesByText(books: readonly CheckedBook[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  books.forEach(({ excerpt }, place) => {
    const { text } = excerpt.document;
    const known = places.get(text);
    if (known === undefined) places.set(text, [place]);
    else known.push(place);
  });
  return places;
}

/**
 * Whether a checked excerpt has the verdicts of another one: it says the same, the same of it is its own, and both or neither tell what
 * could not be extracted.
 */
function hasVerdictsOf(book: CheckedBook | undefined, excerpt: Excerpt, settings: Settings): boolean {
  if (book?.settings === undefined) return false;
  const { document, pieces, isWhole } = book.excerpt;
  const other = excerpt.document;
  return (
    isWhole === excerpt.isWhole &&
    document.text === other.text &&
    document.path === other.path &&
    document.language === other.language &&
    document.macros === other.macros &&
    book.settings.points === settings.points &&
    (book.settings.explain === true) === (settings.explain === true) &&
    pieces.length === excerpt.pieces.length &&
    pieces.every(({ at, own }, i) => at === excerpt.pieces[i]!.at && own === excerpt.pieces[i]!.own)
  );
}
