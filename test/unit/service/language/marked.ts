import { type ReadDocument, readSheets } from '../../../../src/service/language/reading';

/** A text in which `|` marks the cursor. */
export interface Marked {
  readonly read: ReadDocument;
  readonly text: string;
  readonly offset: number;
}

/** Reads a document whose text has one mark; the ending of its path says what kind it is. */
export function marked(text: string, path = 'a.nabla', mark = '|'): Marked {
  const offset = text.indexOf(mark);
  if (offset < 0 || text.includes(mark, offset + 1)) throw new Error(`The text needs one ${mark}.`);
  const plain = text.slice(0, offset) + text.slice(offset + mark.length);
  return { read: readSheets({ path, language: '', text: plain }), text: plain, offset };
}
