import type { Extraction } from '../core/extract/sheet-source';
import type { Reader } from '../core/sheet/book';
import { readInfix } from '../core/syntax/infix/read';
import { readLatex, readMacros } from '../core/syntax/latex/read';
import type { ReadResult } from '../core/syntax/read-result';

/** Reads the fragments of a document, each by its syntax; the macros of the document hold for all of its formulas. */
export function readerOf({ macros }: Extraction): Reader {
  const options = macros === undefined ? {} : { macros: readMacros(macros) };
  return ({ fragment, syntax, dialect }) =>
    syntax === 'latex' ? readLatex(fragment.text, options) : readInfix(fragment.text, { dialect });
}

/**
 * The same, without reading again what was read before.
 *
 * @param known what other versions of the document with the same macros were read as
 * @param used gets what this one is read as
 */
export function rememberingReader(
  extraction: Extraction,
  known: ReadonlyMap<string, ReadResult> | undefined,
  used: Map<string, ReadResult>,
): Reader {
  const read = readerOf(extraction);
  return (source) => {
    const key = `${source.syntax} ${source.dialect}\n${source.fragment.text}`;
    const result = used.get(key) ?? known?.get(key) ?? read(source);
    used.set(key, result);
    return result;
  };
}
