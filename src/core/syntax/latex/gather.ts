import { Kind, type Token } from './tokens';

/** Words that people write between formulas without `\text`. */
const ITALIC_PHRASES: ReadonlySet<string> = new Set('and or for if where with when otherwise'.split(' '));

/** `\quad and \quad`: letters that stand apart and spell such a word are words. */
export function gatherWords(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.kind === Kind.Quad || token.kind === Kind.Amp)) return tokens;
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const end = isPlainLetter(token) && standsApart(tokens[i - 1]) ? wordEnd(tokens, i) : i;
    const word = tokens
      .slice(i, end)
      .map(({ text }) => text)
      .join('');
    const next = tokens[end];
    if (
      end > i &&
      ITALIC_PHRASES.has(word) &&
      (standsApart(tokens[i - 1], true) || standsApart(next, true))
    ) {
      out.push({ kind: Kind.Text, text: word, start: token.start, end: tokens[end - 1]!.end, spaced: true });
      i = end - 1;
    } else out.push(token);
  }
  return out;
}

const isPlainLetter = (token: Token): boolean =>
  token.kind === Kind.Letter && token.text.length === 1 && token.style === undefined;

/** Whether a gap is here, or, unless it has to be `written`, the start or end of the text. */
const standsApart = (token: Token | undefined, written = false): boolean =>
  token === undefined
    ? !written
    : token.kind === Kind.Quad || token.kind === Kind.Amp || token.kind === Kind.Row;

function wordEnd(tokens: readonly Token[], from: number): number {
  let end = from + 1;
  while (end < tokens.length && end - from < 12 && isPlainLetter(tokens[end]!) && !tokens[end]!.spaced)
    end += 1;
  return end;
}

/** `\left( a \right. \\ \left. + b \right)` is one bracket over two lines. */
export function joinBrokenBrackets(tokens: readonly Token[]): readonly Token[] {
  const isEmpty = (token: Token, kind: Kind): boolean => token.kind === kind && token.text === '.';
  if (!tokens.some((token) => isEmpty(token, Kind.Open))) return tokens;
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    let next = i + 1;
    if (isEmpty(token, Kind.Close)) {
      let rows = 0;
      for (; next < tokens.length && isGap(tokens[next]!.kind); next++)
        rows += tokens[next]!.kind === Kind.Row ? 1 : 0;
      if (rows > 0 && next < tokens.length && isEmpty(tokens[next]!, Kind.Open)) {
        i = next;
        continue;
      }
    }
    out.push(token);
  }
  return out;
}

const isGap = (kind: Kind): boolean => kind === Kind.Row || kind === Kind.Amp || kind === Kind.Quad;
