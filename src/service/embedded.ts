import type { Fix } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';

export const isJson = ({ path, language }: SourceDocument): boolean =>
  /\.json[c5]?$/i.test(path) || /^json/.test(language);

/** A fix as it is written inside the strings of the document, such as those of a JSON network. */
export const embedded = (document: SourceDocument, fix: Fix): Fix =>
  isJson(document) ? { ...fix, text: JSON.stringify(fix.text).slice(1, -1) } : fix;
