/** Where a block comment ends, without and with its closing marker. */
export interface BlockEnd {
  readonly contentEnd: number;
  readonly end: number;
}

export function findClose(source: string, close: string, from: number): BlockEnd {
  const found = source.indexOf(close, from);
  return found < 0
    ? { contentEnd: source.length, end: source.length }
    : { contentEnd: found, end: found + close.length };
}

/** What searching for the end of a comment keeps from one comment to the next. */
export interface Search {
  readonly source: string;
  work: number;
  /** No quote from here on is closed, so quotes inside comments are prose. */
  noQuoteInComments: boolean;
}

/** The end of a comment that nests or holds strings. */
export function findBlockEnd(state: Search, inside: RegExp, from: number): BlockEnd {
  const { source } = state;
  let depth = 1;
  inside.lastIndex = from;
  for (let match = inside.exec(source); match; match = inside.exec(source)) {
    state.work++;
    if (match.groups?.nest !== undefined) {
      depth++;
    } else if (match.groups?.quote !== undefined) {
      inside.lastIndex = skipQuoted(state, inside.lastIndex);
    } else if (match.groups?.close !== undefined && --depth === 0) {
      return { contentEnd: match.index, end: match.index + match[0].length };
    }
  }
  return { contentEnd: source.length, end: source.length };
}

/** The end of a string inside a comment; a quote that is never closed is prose. */
function skipQuoted(state: Search, from: number): number {
  if (state.noQuoteInComments) return from;
  for (let i = from; i < state.source.length; i++) {
    state.work++;
    const character = state.source[i];
    if (character === '\\') i++;
    else if (character === '"') return i + 1;
  }
  state.noQuoteInComments = true;
  return from;
}
