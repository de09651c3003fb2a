/**
 * What the words around a formula say of it. `denied`: it is told as a mistake, a guess, an assumption to be refuted or a question.
 * `restricted`: it holds at a place, in a state or approximately, as in "at equilibrium".
 */
export type WordsAround = 'denied' | 'restricted';

/** How far from a formula words are looked for, in characters. */
const REACH = 400;

const DENIED =
  /\b(?:wrong(?:ly)?|incorrect(?:ly)?|false(?!\s+(?:positive|negative|alarm)s?)|falsely|mistakes?|mistaken(?:ly)?|erroneous(?:ly)?|(?:the|an) errors? in|confus(?:es?|ed|ing)|forgets?|forgot(?:ten)?|fallac\w+|not true|untrue|true or false|contradiction|tempting|naive(?:ly)?|(?:might|may|would|could|will) (?:guess|think|expect|believe|conclude)|would (?:be|get|give|have|imply|mean|yield)|were (?:true|right|correct)|student['’]s)\b|\b(?:find|determine|choose|solve for)\s+(?:the |all |an? )?(?:\w+ )?◆\s+(?:with|such that|so that|for which)\b|[“"‘]\s*●|●\s*[”"’]|~~[^~]*●/i;

/** What a question says is no claim; other sentences may end with a mark inside of a formula. */
const QUESTION = /\?["”’)\s]*$/;

const DENIED_BEHIND =
  /^\W*(?:(?:but |and )?(?:this|that|it|which) (?:is|was|would be) (?:not (?:true|correct|right)|never|wrong|false|incorrect|impossible|nonsense)|no\b|not so\b|wrong\b|false\b|incorrect\b|forgets?\b|(?:a |the )?contradiction\b)/i;

const RESTRICTED =
  /\b(?:(?:at|in|near|around) (?:the |an? |this |its |such an? |any )*(?:\w+[ -]){0,2}(?:equilibri\w+|steady states?|stationary (?:state|point)|fixed points?|critical points?|optim\w+|solutions?|maximum|minimum|threshold|boundary|origin|resonance|limit|saddle point|turning points?)|in (?:natural |such |these |suitable )?units|(?:when|if|while|whenever|where) (?:it is |they are )?(?:\w+ )?(?:active|inactive|correct|violated|positive|negative|satisfied)|otherwise|for (?:small|large|weak|strong|low|high|long|short|slow)|to (?:first|lowest|leading|second) order|approximat\w+|roughly|neglect\w*|ignor\w+|negligible|asymptotic\w*)\b/i;

/** `at $a = b$`: an equation that holds there, and not everywhere. */
const UNDER_EQUATION = /\b(?:at|when|whenever|in case|unless)\s+▲/i;

const FORMULA =
  /\$\$[\s\S]*?\$\$|\\\[[\s\S]*?\\\]|\\begin\{(equation|align|gather|multline|eqnarray|displaymath|math)(\*?)\}[\s\S]*?\\end\{\1\2\}|\\\([\s\S]*?\\\)|\$[^$]*\$/g;

/** An equation between names, which says of what it speaks that it is a special case; `i = j` only tells entries apart. */
const isEquation = (formula: string): boolean => {
  const plain = formula.replace(/^[$\\([\s]+|[$\\)\]\s]+$/g, '');
  const sides = /^([^=<>]*[^=<>:!\\])=([^=]+)$/.exec(plain);
  if (sides === null || /\\n?eq|\\ne\b/.test(plain)) return false;
  const [, left, right] = sides;
  return (
    !/^\s*[i-n]\s*$/.test(left!) && /[A-Za-z]/.test(right!.replace(/\\(?:frac|pi|sqrt|tfrac|infty)\b/g, ''))
  );
};

/** Words of which at least one stands wherever a formula is denied or restricted. */
const HINT =
  /\?|~~|[“"‘]|\b(?:wrong|incorrect|false|mista|erroneous|errors? in|confus|forg[eo]t|fallac|not true|untrue|true or|contradiction|tempting|naive|would|might|may|could|will|were|student|find|determine|choose|solve for|not |no\b|never|equilibri|steady|stationary|fixed point|critical point|optim|solution|maximum|minimum|threshold|boundary|origin|resonance|limit|units|saddle|turning|active|inactive|violated|positive|negative|satisfied|otherwise|for (?:small|large|weak|strong|low|high|long|short|slow)|order\b|approximat|roughly|neglect|ignor|negligible|asymptotic|(?:at|when|whenever|unless|in case)\s+[$\\])/gi;

/** A function that tells what the words around a formula of the text say of it; the text is searched for words once. */
export function wordsOf(text: string): (start: number, end: number) => WordsAround | undefined {
  const hints: number[] = [];
  for (const { index } of text.matchAll(HINT)) hints.push(index);
  return (start, end) => {
    let low = 0;
    let high = hints.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (hints[middle]! < start - REACH) low = middle + 1;
      else high = middle;
    }
    return low < hints.length && hints[low]! < end + REACH ? wordsAround(text, start, end) : undefined;
  };
}

/**
 * What the sentence around a formula says of it.
 *
 * @param start the offset behind the opening delimiter of the formula in `text`
 * @param end the offset of its closing delimiter
 */
function wordsAround(text: string, start: number, end: number): WordsAround | undefined {
  const before = paragraphBefore(text.slice(Math.max(0, start - REACH), start));
  const behind = paragraphBehind(text.slice(end, end + REACH));
  const plain = `${before}●${behind}`.replace(FORMULA, (formula) => {
    if (formula.includes('●')) return endsSentence(text.slice(start, end)) ? ' ●. ' : ' ● ';
    return `${isEquation(formula) ? ' ▲' : ' ◆'}${endsSentence(formula) ? '.' : ''} `;
  });
  const at = plain.indexOf('●');
  if (at < 0) return undefined;
  const from = lastBoundary(plain.slice(0, at));
  const stop = SENTENCE_END.exec(plain.slice(at));
  const to = stop === null ? plain.length : at + stop.index + 1;
  const sentence = plain.slice(from, to);
  if (DENIED.test(sentence) || QUESTION.test(sentence) || DENIED_BEHIND.test(plain.slice(to)))
    return 'denied';
  // What stands behind the next formula speaks of that one.
  const near = /^[^◆▲]*●[^◆▲]*|^.*●[^◆▲]*/s.exec(sentence)?.[0] ?? sentence;
  const isUnder = UNDER_EQUATION.test(plain.slice(from, at)) || DIRECTLY_UNDER.test(plain.slice(at, to));
  return isUnder || RESTRICTED.test(near) ? 'restricted' : undefined;
}

const DIRECTLY_UNDER = /^●\s*,?\s*(?:at|when|whenever|unless)\s+▲/i;

const endsSentence = (formula: string): boolean => /[.][\s$\\\])}]*$/.test(formula);

const SENTENCE_END = /[.!?][*_"”’)]*(?=\s+[^\sa-z])|;\s/;

/** Where the last sentence of a text begins. */
function lastBoundary(text: string): number {
  let from = 0;
  for (const { index } of text.matchAll(/[.!?][*_"”’)]*\s+(?=[^\sa-z])|;\s/g)) from = index + 1;
  return from;
}

const EMPTY_LINES = /\n[ \t>]*\n/g;

/** The paragraph that a text ends with; a display of its own goes on with the one before it. */
function paragraphBefore(text: string): string {
  const parts = text.split(EMPTY_LINES);
  const last = parts.at(-1)!;
  const isDisplay = /^\s*(?:\$\$|\\\[|\\begin\{\w+\*?\})\s*$/.test(last);
  return isDisplay && parts.length > 1 ? `${parts.at(-2)!}\n${last}` : last;
}

/** The paragraph that a text begins with; behind a display of its own, with the next one. */
function paragraphBehind(text: string): string {
  const [first, second] = text.split(EMPTY_LINES);
  const isDisplay = /^\s*(?:\$\$|\\\]|\\end\{\w+\*?\})\s*$/.test(first!);
  if (!isDisplay || second === undefined) return first!;
  return /^\s*\p{Lu}/u.test(second) ? `${first}. ${second}` : `${first}\n${second}`;
}
