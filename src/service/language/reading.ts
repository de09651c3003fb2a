import { extract } from '../../core/extract/extract';
import type { Extraction, SourceDocument } from '../../core/extract/sheet-source';
import { type ReadBook, readBook } from '../../core/sheet/book';
import type { ReadResult } from '../../core/syntax/read-result';
import type { Fragment } from '../../core/text/fragment';
import { rememberingReader } from '../read-source';
import { type NameIndex, nameIndex } from './names';

/** A document's names and statements before anything is computed: all that writing and navigating need. */
export interface ReadDocument {
  readonly document: SourceDocument;
  readonly extraction: Extraction;
  readonly book: ReadBook;
  /** Every name at every place; made when it is first asked for. */
  readonly names: () => NameIndex;
  /** What each text was read as, so that the next version reads only the texts that have changed. */
  readonly results: ReadonlyMap<string, ReadResult>;
}

/**
 * Reads a document without checking it. Work is linear in its length.
 *
 * @param before an earlier version, whose unchanged stretches are not read again
 */
export function readSheets(document: SourceDocument, before?: ReadDocument): ReadDocument {
  const extraction = extract(document);
  const results = new Map<string, ReadResult>();
  const known = before?.extraction.macros === extraction.macros ? before?.results : undefined;
  const book = readBook(extraction, rememberingReader(extraction, known, results));
  let names: NameIndex | undefined;
  return {
    document,
    extraction,
    book,
    results,
    names: () => {
      names ??= nameIndex(book, formulasIn(extraction));
      return names;
    },
  };
}

/** The stretches that are written in TeX, where names have spellings of their own. */
export const formulasIn = ({ sheets }: Extraction): ReadonlySet<Fragment> =>
  new Set(
    sheets.flatMap(({ fragments }) =>
      fragments.flatMap(({ fragment, syntax }) => (syntax === 'latex' ? [fragment] : [])),
    ),
  );
