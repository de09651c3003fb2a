import { IGNORED, type Meaning, meaningOf } from './commands';
import { Raw, type RawToken } from './lexer';
import { Kind } from './tokens';

/** What a sign, a digit or a command adds to an upright word. */
export function inWord(token: RawToken, inside: boolean): string | undefined {
  if (token.kind === Raw.Command && (token.text === '_' || token.text === '-')) return inside ? '_' : '';
  if (token.kind === Raw.Command && IGNORED.has(token.text)) return '';
  if (token.kind === Raw.Sign && (token.text === '-' || token.text === '~')) return inside ? '_' : undefined;
  return undefined;
}

export const plainOf = (token: RawToken): string => {
  if (token.kind !== Raw.Command) return token.text === '~' ? ' ' : token.text;
  return IGNORED.has(token.text) ? ' ' : token.text;
};

/** Words that mean what the command of that name means. */
export function meaningOfWord(word: string): Meaning | undefined {
  const plain = word.replace(/[ _]/g, '');
  if (/^arg(?:min|max)$/i.test(plain)) return meaningOf('argmax');
  if (plain !== word || !/^[a-z]{2,6}$/.test(word)) return undefined;
  const meaning = meaningOf(word);
  if (meaning?.kind === Kind.Function || meaning?.kind === Kind.Refused) {
    return REFUSED_WORDS.has(word) || meaning.kind === Kind.Function ? meaning : undefined;
  }
  return word === 'max' || word === 'min' ? meaning : undefined;
}

const REFUSED_WORDS: ReadonlySet<string> = new Set(['lim', 'sup', 'inf', 'mod']);

export const isSign = (token: RawToken | undefined, sign: string): boolean =>
  token?.kind === Raw.Sign && token.text === sign;

/** The closing brace of each opening one, or -1. */
export function closings(raw: readonly RawToken[]): Int32Array {
  const close = new Int32Array(raw.length).fill(-1);
  const stack: number[] = [];
  for (let i = 0; i < raw.length; i++) {
    if (raw[i]!.kind === Raw.Open) stack.push(i);
    else if (raw[i]!.kind === Raw.Close) {
      const open = stack.pop();
      if (open !== undefined) close[open] = i;
    }
  }
  return close;
}
