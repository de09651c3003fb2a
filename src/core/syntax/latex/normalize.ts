import type { Style } from '../ast';
import {
  BARS,
  BRACES,
  CLOSING,
  DROPPED,
  GAPS,
  IGNORED,
  type Meaning,
  meaningOf,
  OPENING,
  STYLES,
  SWITCHES,
  TEXTS,
  WORDS,
} from './commands';
import { gatherWords, joinBrokenBrackets } from './gather';
import { Raw, type RawToken } from './lexer';
import { closings, inWord, isSign, meaningOfWord, plainOf } from './raw';
import { PAIRS, SIGNS } from './signs';
import { above, below, braces, type Cursor, substack } from './stacked';
import { Kind, type Token } from './tokens';

/** How deep constructions that are reordered may nest; deeper ones are left out. */
const MAX_REORDERED = 40;

/** Environments with an argument that tells of their columns. */
const TAKES_COLUMNS: ReadonlySet<string> = new Set(
  'array alignat alignedat xalignat xxalignat tabular IEEEeqnarray IEEEeqnarraybox'.split(' '),
);

/** How deep faces, texts and braces with remarks may nest. */
const MAX_STEPS = 60;

interface Face {
  /** The index at which the face ends. */
  readonly until: number;
  readonly style: Style;
  /** Whether letters side by side are one word. */
  readonly word: boolean;
}

/**
 * The tokens of a formula: commands have their meaning, faces and texts are gathered, and what only changes the looks is left
 * out.
 */
export function normalize(raw: readonly RawToken[]): readonly Token[] {
  const out: Token[] = [];
  new Normalizer(raw, out, 0).run();
  return joinBrokenBrackets(gatherWords(out));
}

class Normalizer implements Cursor {
  private readonly close: Int32Array;
  private readonly faces: Face[] = [];
  private readonly groups: number[] = [];
  i = 0;
  /** Whether a space was written right before what comes next. */
  private gap = false;
  /** How many steps are under way inside of each other. */
  private steps = 0;

  constructor(
    readonly raw: readonly RawToken[],
    private readonly out: Token[],
    private readonly depth: number,
  ) {
    this.close = closings(raw);
  }

  run(): void {
    while (this.i < this.raw.length) this.step();
  }

  /** Goes on up to, and not including, the token `end`. */
  runTo(end: number): void {
    while (this.i < end) this.step();
  }

  put(kind: Kind, text: string, token: RawToken, style?: Style, end = token.end): void {
    const { start, spaced } = token;
    const gap = this.gap && { gap: true as const };
    this.gap = false;
    this.out.push({
      kind,
      text,
      start,
      end: Math.max(end, token.end),
      spaced,
      ...(style && { style }),
      ...gap,
    });
  }

  private face(at = this.i): Face | undefined {
    for (let face = this.faces.at(-1); face; face = this.faces.at(-1)) {
      if (face.until > at) return face;
      this.faces.pop();
    }
    return undefined;
  }

  private step(): void {
    if (this.steps >= MAX_STEPS) {
      const { start, end } = this.raw[this.i]!;
      const text = 'This is nested too deeply to be read.';
      this.out.push({ kind: Kind.Refused, text, start, end, spaced: false });
      this.i += 1;
      return;
    }
    this.steps += 1;
    this.take();
    this.steps -= 1;
  }

  private take(): void {
    const token = this.raw[this.i]!;
    switch (token.kind) {
      case Raw.Letter:
        this.letter(token);
        return;
      case Raw.Digit:
        this.put(Kind.Digit, token.text, token, this.face()?.style);
        this.i += 1;
        return;
      case Raw.Open:
        this.groups.push(this.i);
        this.put(Kind.GroupOpen, '{', token);
        this.i += 1;
        return;
      case Raw.Close:
        this.groups.pop();
        this.put(Kind.GroupClose, '}', token);
        this.i += 1;
        return;
      case Raw.Parameter:
        this.put(Kind.Unknown, `#${token.text}`, token);
        this.i += 1;
        return;
      case Raw.Sign:
        this.sign(token);
        return;
      default:
        this.command(token);
    }
  }

  private letter(token: RawToken): void {
    const face = this.face();
    if (!face?.word) {
      this.put(Kind.Letter, token.text, token, face?.style);
      this.i += 1;
      return;
    }
    let name = '';
    let { end } = token;
    for (; this.i < face.until; this.i++) {
      const next = this.raw[this.i]!;
      const letter =
        next.kind === Raw.Letter || (name !== '' && next.kind === Raw.Digit)
          ? next.text
          : inWord(next, name !== '');
      if (letter === undefined) break;
      name += letter;
      end = next.end;
    }
    this.word(name.replace(/_+$/, ''), token, end);
  }

  /** An upright word: a function that has a command of its own, or a name. */
  private word(name: string, token: RawToken, end: number): void {
    const meaning = meaningOfWord(name);
    if (meaning) this.put(meaning.kind, meaning.text, token, undefined, end);
    else this.put(Kind.Letter, name, token, 'upright', end);
  }

  private sign(token: RawToken): void {
    const next = this.raw[this.i + 1];
    const pair = next?.kind === Raw.Sign && !next.spaced ? PAIRS.get(token.text + next.text) : undefined;
    if (pair) {
      this.put(pair.kind, pair.text, token, undefined, next!.end);
      this.i += 2;
      return;
    }
    if (token.text === '.' && isSign(next, '.') && isSign(this.raw[this.i + 2], '.')) {
      this.put(Kind.Ellipsis, 'dots', token, undefined, this.raw[this.i + 2]!.end);
      this.i += 3;
      return;
    }
    this.i += 1;
    if (token.text === '~') {
      this.gap = true;
      return;
    }
    const meaning = SIGNS.get(token.text);
    this.put(meaning?.kind ?? Kind.Unknown, meaning?.text ?? token.text, token);
  }

  private command(token: RawToken): void {
    const name = token.text;
    this.i += 1;
    const meaning = meaningOf(name);
    if (meaning !== undefined) {
      this.meaning(token, meaning);
      return;
    }
    if (IGNORED.has(name)) {
      this.gap ||= GAPS.has(name);
      return;
    }
    const style = STYLES.get(name);
    if (style !== undefined) this.styled(style, false, token);
    else if (SWITCHES.has(name)) this.switchTo(SWITCHES.get(name)!, false);
    else if ((name === 'rm' || name === 'sf') && !this.opensGroup()) this.switchTo('upright', true);
    else if (WORDS.has(name)) this.upright(token);
    else if (TEXTS.has(name)) this.text(token, name.endsWith('intertext'));
    else if (DROPPED.has(name)) this.drop(DROPPED.get(name)!);
    else if (name === 'left' || name === 'right') this.delimiter(token, name);
    else if (OPENING.has(name)) this.put(Kind.Open, OPENING.get(name)!, token);
    else if (CLOSING.has(name)) this.put(Kind.Close, CLOSING.get(name)!, token);
    else if (BARS.has(name)) this.put(Kind.Bar, BARS.get(name)!, token);
    else if (name.startsWith('begin{')) this.begin(token);
    else if (name.startsWith('end{')) this.put(Kind.Finish, name.slice(4, -1), token);
    else if (BRACES.has(name)) braces(this);
    else if (name === 'substack') substack(this);
    else if (name === 'overset' || name === 'stackrel') above(this, token);
    else if (name === 'underset') below(this, token);
    else if (name === 'not') this.negated(token);
    else this.put(Kind.Unknown, `\\${name}`, token);
  }

  private meaning(token: RawToken, meaning: Meaning): void {
    const style = meaning.kind === Kind.Letter ? this.face(this.i - 1)?.style : undefined;
    this.put(meaning.kind, meaning.text, token, style);
    if (meaning.kind === Kind.Row) this.skipRowGap();
  }

  /** The end of the group that comes next, or -1. */
  groupEnd(): number {
    return this.opensGroup() ? this.close[this.i]! : -1;
  }

  private opensGroup(): boolean {
    return this.raw[this.i]?.kind === Raw.Open;
  }

  /** `\mathbf{x}`: a group of one letter is that letter. */
  private styled(style: Style, word: boolean, command?: RawToken): void {
    const end = this.groupEnd();
    if (end < 0) {
      this.faces.push({ until: this.i + 1, style, word: false });
      if (this.i < this.raw.length && !this.opensGroup()) this.step();
      return;
    }
    this.faces.push({ until: end, style, word });
    if (end === this.i + 2) {
      this.i += 1;
      const { length } = this.out;
      this.runTo(end);
      this.i = end + 1;
      const letter = this.out[length];
      if (letter !== undefined && command !== undefined && this.out.length === length + 1) {
        const last = this.raw[end]!;
        const [start, close] = [Math.min(command.start, letter.start), Math.max(letter.end, last.end)];
        this.out[length] = { ...letter, start, end: close };
      }
    }
  }

  private switchTo(style: Style, word: boolean): void {
    const group = this.groups.at(-1);
    const end = group === undefined ? this.raw.length : this.close[group]!;
    this.faces.push({ until: end < 0 ? this.raw.length : end, style, word });
  }

  /** `\mathrm{ReLU}`; a group that holds more than a word keeps its braces. */
  private upright(token: RawToken): void {
    if (isSign(this.raw[this.i], '*')) this.i += 1;
    const end = this.groupEnd();
    if (end < 0) {
      this.styled('upright', false);
      return;
    }
    let name = '';
    let at = this.i + 1;
    for (; at < end; at++) {
      const next = this.raw[at]!;
      const letter =
        next.kind === Raw.Letter || (next.kind === Raw.Digit && name !== '') ? next.text : inWord(next, true);
      if (letter === undefined) break;
      name += letter;
    }
    if (at < end || name === '') {
      this.styled('upright', true);
      return;
    }
    this.word(name.replace(/^_+|_+$/g, ''), token, this.raw[end]!.end);
    this.i = end + 1;
  }

  /** `\text{if $x > 0$}`: words, and math between dollars. */
  private text(token: RawToken, isLine: boolean): void {
    const end = this.groupEnd();
    if (end < 0) {
      this.styled('upright', false);
      return;
    }
    if (isLine) this.put(Kind.Row, '\\', token);
    let words = '';
    let from = token;
    let inMath = false;
    this.i += 1;
    const first = this.i;
    while (this.i < end) {
      const next = this.raw[this.i]!;
      if (isSign(next, '$')) {
        if (!inMath) this.words(words, from, next.start);
        words = '';
        inMath = !inMath;
        this.i += 1;
      } else if (inMath) this.step();
      else {
        if (words === '' && this.i > first) from = next;
        words += `${next.spaced ? ' ' : ''}${plainOf(next)}`;
        this.i += 1;
      }
    }
    this.i = end + 1;
    this.words(words, from, this.raw[end]!.end);
    if (isLine) this.put(Kind.Row, '\\', token);
  }

  private words(written: string, from: RawToken, end: number): void {
    const text = written.replace(/\s+/g, ' ').trim();
    const token = { ...from, spaced: true };
    if (text === '') return;
    if (/^[,;]$/.test(text)) this.put(Kind.Comma, ',', token, undefined, end);
    else if (text === '.') this.put(Kind.Period, '.', token, undefined, end);
    else if (/^[A-Za-z]$/.test(text)) this.put(Kind.Letter, text, from, 'upright', end);
    else {
      const meaning = meaningOfWord(text);
      if (meaning) this.put(meaning.kind, meaning.text, from, undefined, end);
      else this.put(Kind.Text, text, token, undefined, end);
    }
  }

  private drop(groups: number): void {
    if (isSign(this.raw[this.i], '*')) this.i += 1;
    for (let k = 0; k < groups; k++) {
      const end = this.groupEnd();
      if (end >= 0) this.i = end + 1;
    }
  }

  /** `\left(`, `\right.` */
  private delimiter(token: RawToken, side: 'left' | 'right'): void {
    const next = this.raw[this.i];
    const isDelimiter = next?.kind === Raw.Sign || next?.kind === Raw.Command;
    if (!isDelimiter) {
      this.put(Kind.Unknown, `\\${side}`, token);
      return;
    }
    this.i += 1;
    const bar = next.kind === Raw.Sign ? (next.text === '|' ? '|' : undefined) : BARS.get(next.text);
    const known = OPENING.get(next.text) ?? CLOSING.get(next.text);
    const angle = next.text === '<' ? '⟨' : next.text === '>' ? '⟩' : undefined;
    const text = bar ?? angle ?? known ?? next.text;
    const kind = side === 'left' ? Kind.Open : Kind.Close;
    const gap = this.gap && { gap: true as const };
    this.gap = false;
    this.out.push({
      ...gap,
      kind,
      text,
      start: token.start,
      end: Math.max(token.end, next.end),
      spaced: token.spaced,
      strong: true,
    });
  }

  private begin(token: RawToken): void {
    const name = token.text.slice(6, -1);
    this.put(Kind.Begin, name, token);
    if (isSign(this.raw[this.i], '[')) this.skipOption();
    if (TAKES_COLUMNS.has(name)) this.drop(1);
  }

  /** Passes `[t]` and `[2pt]`. */
  private skipOption(): void {
    for (let at = this.i + 1; at < this.raw.length && at < this.i + 12; at++) {
      if (!isSign(this.raw[at], ']')) continue;
      this.i = at + 1;
      return;
    }
  }

  /** `\\[2pt]`; but `\\[x]_1 = 2` starts a line with a bracket. */
  private skipRowGap(): void {
    if (isSign(this.raw[this.i], '*')) this.i += 1;
    if (!isSign(this.raw[this.i], '[')) return;
    let gap = '';
    for (let at = this.i + 1; at < this.raw.length && at < this.i + 12; at++) {
      if (isSign(this.raw[at], ']')) break;
      gap += this.raw[at]!.text;
    }
    if (/^-?[\d.]+(?:pt|ex|em|cm|mm|in|mu|baselineskip)$/.test(gap)) this.skipOption();
  }

  nested(raw: readonly RawToken[]): void {
    if (this.depth < MAX_REORDERED) new Normalizer(raw, this.out, this.depth + 1).run();
  }

  private negated(token: RawToken): void {
    const next = this.raw[this.i];
    if (next === undefined) return;
    this.i += 1;
    if (next.text === '=') this.put(Kind.Relation, '!=', token, undefined, next.end);
    else this.put(Kind.Refused, 'A negated sign other than ≠ is not read.', token, undefined, next.end);
  }
}
