import { isGreekWord } from '../names';
import { Kind } from './tokens';

/** The lists that both the raw and the laid-out tokens have. */
export interface TokenLists {
  readonly text: string;
  readonly kinds: readonly Kind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Words of sentences that nobody takes for the names of quantities. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'the is are was were be been being of to for from with where when while that this these those which who we you let ' +
    'our your its it as by on if then so hence thus therefore because since has have had can could may might will would ' +
    'should must do does did an at given assume otherwise such subject all any every each both but only now note see using use used compute computes called between into than over per via also ' +
    'der die das und ist mit für von wird werden ein eine den dem des wir auf bei aus nach durch'
  ).split(' '),
);

const WORD = /^\p{L}[\p{L}\p{M}]+$/u;

/** Words that are names of functions, so that `det cov` is no prose. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  'sin cos tan cot sec csc sinh cosh tanh exp log ln sqrt det tr relu sigmoid softmax sum mean max min diag'.split(
    ' ',
  ),
);

/** Operators that stand side by side in `div grad f`. */
const OPERATORS: ReadonlySet<string> = new Set(['grad', 'div', 'curl']);

/**
 * Whether the tokens read as a sentence: two words of three letters or more side by side, or a stop word beside another
 * word. A product of two such names needs a `*`, which people write there anyway.
 */
export function looksLikeProse(tokens: TokenLists, from: number, to: number): boolean {
  const { text, kinds, starts, ends } = tokens;
  for (let i = from + 1; i < to; i++) {
    if (kinds[i - 1] !== Kind.Name || kinds[i] !== Kind.Name) continue;
    if (ends[i - 1] === starts[i]) continue;
    const left = text.slice(starts[i - 1], ends[i - 1]);
    const right = text.slice(starts[i], ends[i]);
    if (isStopWord(left) || isStopWord(right)) return true;
    if (isLongWord(left) && isLongWord(right) && !(OPERATORS.has(left) && OPERATORS.has(right))) return true;
  }
  return false;
}

const isStopWord = (word: string): boolean => STOP_WORDS.has(word.toLowerCase());

const isLongWord = (word: string): boolean =>
  word.length >= 3 && WORD.test(word) && !isGreekWord(word) && !FUNCTION_WORDS.has(word);
