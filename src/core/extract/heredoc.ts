import { lineAt, skipBlanks, trimEnd } from './lines';

/**
 * The lines that a heredoc could end at, by their tag. They are listed once, so that an operator `<<` costs no search to
 * the end of the text.
 */
export interface TagLines {
  /** Starts of lines that consist of the tag. */
  readonly whole: ReadonlyMap<string, readonly number[]>;
  /** Starts of lines that begin with the tag. */
  readonly prefix: ReadonlyMap<string, readonly number[]>;
}

const LONGEST_TAG = 64;

export function tagLines(source: string): TagLines {
  const whole = new Map<string, number[]>();
  const prefix = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, tag: string, start: number): void => {
    const starts = map.get(tag);
    if (starts) starts.push(start);
    else map.set(tag, [start]);
  };
  for (let start = 0; ; ) {
    const { end, next } = lineAt(source, start);
    const from = skipBlanks(source, start, end);
    let to = from;
    while (to < end && to - from <= LONGEST_TAG && /\w/.test(source.charAt(to))) to++;
    if (to > from) {
      const tag = source.slice(from, to);
      put(prefix, tag, start);
      if (trimEnd(source, from, end) === to) put(whole, tag, start);
    }
    if (next === end) return { whole, prefix };
    start = next;
  }
}

/** The first of ascending numbers that is not below `least`. */
export function firstFrom(ascending: readonly number[], least: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return ascending[low];
}
