import type { Span } from './span';

/**
 * A text that was cut or decoded out of a document, with the way back.
 *
 * Piece `i` covers the fragment's offsets from `starts[i]` up to the next piece's start. A piece whose length in the
 * document equals its length in the fragment maps offset by offset; any other piece (an escape, a synthetic word) maps
 * as a whole.
 */
export interface Fragment {
  readonly text: string;
  readonly starts: readonly number[];
  readonly documentStarts: readonly number[];
  readonly documentEnds: readonly number[];
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Collects the pieces of a fragment in reading order. */
export interface FragmentBuilder {
  /** Appends document text as it stands, from `start` to `end`. */
  copy(document: string, start: number, end: number): void;
  /** Appends `text` that stands for the document's `start` to `end`, whatever their lengths. */
  decoded(text: string, start: number, end: number): void;
  readonly length: number;
  build(): Fragment;
}

export function fragmentBuilder(): FragmentBuilder {
  const pieces: Piece[] = [];
  let length = 0;
  const push = (text: string, start: number, end: number): void => {
    if (text.length === 0) return;
    pieces.push({ text, start, end });
    length += text.length;
  };
  return {
    copy: (document, start, end) => push(document.slice(start, end), start, end),
    decoded: push,
    get length() {
      return length;
    },
    build: () => assemble(pieces),
  };
}

function assemble(pieces: readonly Piece[]): Fragment {
  const starts: number[] = [];
  let offset = 0;
  for (const piece of pieces) {
    starts.push(offset);
    offset += piece.text.length;
  }
  return {
    text: pieces.map((piece) => piece.text).join(''),
    starts,
    documentStarts: pieces.map((piece) => piece.start),
    documentEnds: pieces.map((piece) => piece.end),
  };
}

/** A fragment that is one stretch of the document. */
export function sliceFragment(document: string, start = 0, end = document.length): Fragment {
  const builder = fragmentBuilder();
  builder.copy(document, start, end);
  return builder.build();
}

/** The document's span of a span of the fragment. An empty fragment maps to the empty span at 0. */
export function toDocument(fragment: Fragment, span: Span): Span {
  const start = documentOffset(fragment, span.start, false);
  const end = span.end > span.start ? documentOffset(fragment, span.end - 1, true) : start;
  return { start, end: Math.max(start, end) };
}

/** The fragment's offset that shows the document's `offset`, or undefined where the fragment does not show it. */
export function fromDocument(fragment: Fragment, offset: number): number | undefined {
  for (let i = 0; i < fragment.starts.length; i++) {
    const start = fragment.documentStarts[i]!;
    const end = fragment.documentEnds[i]!;
    if (offset < start || offset > end) continue;
    const from = fragment.starts[i]!;
    return pieceLength(fragment, i) === end - start ? from + (offset - start) : from;
  }
  return undefined;
}

const pieceLength = (fragment: Fragment, piece: number): number =>
  (fragment.starts[piece + 1] ?? fragment.text.length) - fragment.starts[piece]!;

function documentOffset(fragment: Fragment, offset: number, asEnd: boolean): number {
  const last = fragment.starts.length - 1;
  if (last < 0) return 0;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fragment.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  const start = fragment.documentStarts[low]!;
  const end = fragment.documentEnds[low]!;
  const identical = pieceLength(fragment, low) === end - start;
  if (!identical) return asEnd ? end : start;
  return Math.min(start + (offset - fragment.starts[low]!) + (asEnd ? 1 : 0), end);
}
