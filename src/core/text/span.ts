/** A half-open range of UTF-16 offsets: `start` is inside, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

export const contains = (outer: Span, offset: number): boolean =>
  outer.start <= offset && offset <= outer.end;
