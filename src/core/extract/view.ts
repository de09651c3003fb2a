import type { Fragment, FragmentBuilder } from '../text/fragment';
import { fragmentBuilder, toDocument } from '../text/fragment';
import type { Span } from '../text/span';

/**
 * A text that a front reads: a whole document, or a part of one whose gutters are stripped or whose escapes are decoded.
 * Fronts work on `text` and hand back document spans, so that one front can read inside another.
 */
export interface View {
  readonly text: string;
  /** Appends the view's text from `start` to `end` to a fragment of the document. */
  copyTo(builder: FragmentBuilder, start: number, end: number): void;
  /** The document's span of a span of the view. */
  toDocument(span: Span): Span;
}

export const documentView = (text: string): View => ({
  text,
  copyTo: (builder, start, end) => builder.copy(text, start, end),
  toDocument: (span) => span,
});

export function fragmentView(fragment: Fragment): View {
  const { text, starts, documentStarts, documentEnds } = fragment;
  const pieceAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    text,
    copyTo: (builder, start, end) => {
      for (let piece = pieceAt(start); piece < starts.length && starts[piece]! < end; piece++) {
        const pieceStart = starts[piece]!;
        const pieceEnd = starts[piece + 1] ?? text.length;
        const from = Math.max(start, pieceStart);
        const to = Math.min(end, pieceEnd);
        if (from >= to) continue;
        const documentStart = documentStarts[piece]!;
        const identical = documentEnds[piece]! - documentStart === pieceEnd - pieceStart;
        if (identical) {
          const shift = documentStart - pieceStart;
          builder.decoded(text.slice(from, to), from + shift, to + shift);
        } else {
          builder.decoded(text.slice(from, to), documentStart, documentEnds[piece]!);
        }
      }
    },
    toDocument: (span) => toDocument(fragment, span),
  };
}

/** Collects stretches of a view, in reading order, into one fragment; stretches that touch become one piece. */
export interface Collector {
  add(start: number, end: number): void;
  /** Appends text that stands for a stretch of the view: a decoded escape, or a sign that the view spells otherwise. */
  addDecoded(text: string, start: number, end: number): void;
  readonly isEmpty: boolean;
  /** The fragment so far; the collector starts anew. */
  take(): Fragment;
}

export function collector(view: View): Collector {
  let builder = fragmentBuilder();
  let start = 0;
  let end = 0;
  const flush = (): void => {
    if (end > start) view.copyTo(builder, start, end);
    start = 0;
    end = 0;
  };
  return {
    add: (from, to) => {
      if (to <= from) return;
      if (from === end && end > start) {
        end = to;
        return;
      }
      flush();
      start = from;
      end = to;
    },
    addDecoded: (text, from, to) => {
      flush();
      const span = view.toDocument({ start: from, end: to });
      builder.decoded(text, span.start, span.end);
    },
    get isEmpty() {
      return end <= start && builder.length === 0;
    },
    take: () => {
      flush();
      const fragment = builder.build();
      builder = fragmentBuilder();
      return fragment;
    },
  };
}
