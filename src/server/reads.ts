import { type ReadDocument, readSheets } from '../service/language/reading';
import type { DocumentText } from './documents';
import { type PositionMap, positionMap } from './positions';

/** A text that was read, but not checked. */
export interface ReadText extends DocumentText {
  readonly positions: PositionMap;
  readonly read: ReadDocument;
}

/** The open documents as they are read; each version once. */
export interface Reads {
  /** The newest text. */
  current(uri: string): ReadText | undefined;
  /**
   * The newest text with the sheets of a text that may be some edits older, where reading the newest one would keep the
   * reader waiting.
   */
  recent(uri: string): ReadText | undefined;
  forget(uri: string): void;
}

/** Characters beyond which a text is not read at every letter. */
const LONG = 100_000;

/** Milliseconds until a long text is read anew. */
const LATER = 300;

export function createReads(textOf: (uri: string) => DocumentText | undefined): Reads {
  const known = new Map<string, ReadText>();
  const timers = new Map<string, NodeJS.Timeout>();

  const current = (uri: string): ReadText | undefined => {
    const text = textOf(uri);
    if (text === undefined) return undefined;
    const before = known.get(uri);
    if (before?.version === text.version) return before;
    const read: ReadText = {
      ...text,
      positions: positionMap(text.source.text),
      read: readSheets(text.source, before?.read),
    };
    known.set(uri, read);
    return read;
  };

  const readLater = (uri: string): void => {
    clearTimeout(timers.get(uri));
    const timer = setTimeout(() => {
      timers.delete(uri);
      current(uri);
    }, LATER);
    timer.unref();
    timers.set(uri, timer);
  };

  return {
    current,
    recent(uri) {
      const text = textOf(uri);
      const before = known.get(uri);
      if (text === undefined || before === undefined || text.source.text.length < LONG) return current(uri);
      if (before.version === text.version) return before;
      readLater(uri);
      return { ...text, positions: positionMap(text.source.text), read: before.read };
    },
    forget(uri) {
      known.delete(uri);
      clearTimeout(timers.get(uri));
      timers.delete(uri);
    },
  };
}
