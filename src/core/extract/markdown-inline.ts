import type { Span } from '../text/span';
import type { Comment, Formula } from './document-part';
import { environmentAt, environmentEnd, isMathEnvironment } from './latex-formula';
import { isSpace } from './lines';
import type { Paragraph } from './paragraph';

/** The markers of comments: `<!-- … -->`, and in MDX also `{/* … *\/}`. */
export interface CommentMarkers {
  readonly open: string;
  readonly close: string;
  /** How many characters both markers may share: `<!-->` is a whole comment. */
  readonly shared: number;
}

export interface InlineOptions {
  readonly comments: readonly CommentMarkers[];
  /** Blanks may stand inside of single dollars, as MathJax has it in notebooks. */
  readonly looseDollars: boolean;
  /** Two backticks begin a formula, as in the Markdown of Julia. */
  readonly backtickMath: boolean;
  /** Only comments count: the text is raw HTML. */
  readonly onlyComments: boolean;
  /** The text is no Markdown: only the delimiters of MathJax count, single dollars where the document says so. */
  readonly mathJax?: { readonly dollars: boolean };
}

const SIGNS = /[\\$`<{\]]|https?:\/\//g;
const TEX_SIGNS = /[\\$]/g;
const URL_REST = /[^\s<>`"')\]}]*/y;
const TAG =
  /<(?:[a-z][a-z0-9+.-]*:[^\s<>]*|\/?([a-z][\w-]*)(?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>/iy;
const LINK =
  /\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
const ROLE = /\{math(?::numref)?\}(?=`)/y;
/** Elements whose text is no prose. */
const LITERAL = new Set(['code', 'pre', 'script', 'style', 'textarea', 'kbd', 'samp', 'tt', 'svg', 'math']);
/** Escaped brackets around words are a remark, no formula. */
const WORDS = /^[\p{L}\p{M}\s.,;:!?'’"“”()-]*$/u;
const WORD = /\p{L}{3}/u;
const LINKS = /\]\(|:\/\/|`/;
const TEX = /\\[a-zA-Z]|[_^]/;

/** The formulas and the comments of a paragraph, in order. */
export function* inlineParts(paragraph: Paragraph, options: InlineOptions): Generator<Formula | Comment> {
  const { text } = paragraph;
  if (!mayHold(text, options)) return;
  const scan = new InlineScan(text, options);
  for (let found = scan.next(); found; found = scan.next()) {
    if (found.kind === 'comment') yield paragraph.comment(found.opening, found.start, found.end);
    else yield { kind: 'formula', pieces: paragraph.pieces(found.start, found.end) };
  }
}

/** The formulas between MathJax's delimiters in a text that is not Markdown. */
export function* mathJaxFormulas(text: string, dollars: boolean): Generator<Span> {
  if (!text.includes('$') && !text.includes('\\')) return;
  const scan = new InlineScan(text, {
    comments: [],
    looseDollars: false,
    backtickMath: false,
    onlyComments: false,
    mathJax: { dollars },
  });
  for (let found = scan.next(); found; found = scan.next()) yield { start: found.start, end: found.end };
}

const mayHold = (text: string, { comments, onlyComments }: InlineOptions): boolean =>
  (!onlyComments &&
    (text.includes('$') || text.includes('\\') || text.includes('``') || text.includes('{math}'))) ||
  comments.some(({ open }) => text.includes(open));

interface Found {
  readonly kind: 'formula' | 'comment';
  /** Where its opening marker begins. */
  readonly opening: number;
  readonly start: number;
  readonly end: number;
}

/** Walks over a paragraph once; what is searched for and not found is not searched for again. */
class InlineScan {
  private at = 0;
  private spans: ReadonlyMap<number, number> | undefined;
  /** Closing markers that are nowhere behind where they were searched for. */
  private readonly absent = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly options: InlineOptions,
  ) {}

  next(): Found | undefined {
    const { text } = this;
    const signs = this.options.mathJax ? TEX_SIGNS : SIGNS;
    while (this.at < text.length) {
      signs.lastIndex = this.at;
      const match = signs.exec(text);
      if (!match) break;
      this.at = match.index;
      const found = this.step(match[0]);
      if (found) return found;
    }
    this.at = text.length;
    return undefined;
  }

  /** Reads what begins with a sign and moves behind it. */
  private step(sign: string): Found | undefined {
    const { text, at } = this;
    const { onlyComments } = this.options;
    switch (sign) {
      case '\\':
        return this.backslash();
      case '$':
        return onlyComments ? this.skip(1) : this.dollar();
      case '`':
        return this.backticks(at, this.options.backtickMath);
      case '<':
        return this.comment() ?? this.tag();
      case '{':
        return this.comment() ?? this.role();
      case ']':
        LINK.lastIndex = at;
        return this.skip(LINK.test(text) ? LINK.lastIndex - at : 1);
      default:
        URL_REST.lastIndex = at + sign.length;
        URL_REST.test(text);
        return this.skip(URL_REST.lastIndex - at);
    }
  }

  private skip(length: number): undefined {
    this.at += Math.max(1, length);
    return undefined;
  }

  private take(kind: Found['kind'], start: number, end: number, next: number): Found {
    const opening = this.at;
    this.at = next;
    return { kind, opening, start, end };
  }

  /** The offset of a closing marker; pairs of a backslash and another sign are passed over. */
  private find(close: string, from: number): number {
    if (this.absent.has(close)) return -1;
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      if (text.startsWith(close, at)) return at;
      if (text[at] === '\\') at++;
    }
    this.absent.add(close);
    return -1;
  }

  private backslash(): Found | undefined {
    const { text, at } = this;
    let end = at;
    while (text[end] === '\\') end++;
    const count = end - at;
    const bracket = text[end];
    if (!this.options.onlyComments && count <= 2 && (bracket === '(' || bracket === '[')) {
      const mark = text.slice(at, end);
      const close = this.find(mark + (bracket === '(' ? ')' : ']'), end + 1);
      if (close < 0) return this.skip(count + 1);
      const after = close + count + 1;
      if (!this.isBracketMath(end + 1, close, after)) return this.skip(after - at);
      return this.take('formula', end + 1, close, after);
    }
    if (!this.options.onlyComments && count === 1 && bracket === 'b') {
      const environment = environmentAt(text, at);
      if (environment) return this.environment(environment);
    }
    // A sign behind an odd number of backslashes stands for itself.
    return this.skip(count % 2 === 1 ? count + 1 : count);
  }

  private isBracketMath(start: number, end: number, after: number): boolean {
    const content = this.text.slice(start, end);
    if (content.trim() === '' || this.text[after] === '(' || LINKS.test(content)) return false;
    return !(WORDS.test(content) && WORD.test(content));
  }

  private environment({ name, end }: { readonly name: string; readonly end: number }): Found | undefined {
    if (!isMathEnvironment(name) || this.absent.has(name)) return this.skip(end - this.at);
    const close = environmentEnd(this.text, end, name);
    if (close) return this.take('formula', this.at, close.end, close.end);
    this.absent.add(name);
    return this.skip(end - this.at);
  }

  private dollar(): Found | undefined {
    const { text, at } = this;
    let end = at;
    while (text[end] === '$') end++;
    const count = end - at;
    if (count > 2) return this.skip(count);
    if (count === 2) {
      const close = this.find('$$', end);
      if (close < 0 || text.slice(end, close).trim() === '') return this.skip(2);
      return this.take('formula', end, close, close + 2);
    }
    if (this.options.mathJax?.dollars === false) return this.skip(1);
    if (text[end] === '`' && text[end + 1] !== '`') {
      const close = this.find('`$', end + 1);
      if (close > end + 1) return this.take('formula', end + 1, close, close + 2);
    }
    const close = this.find('$', end);
    if (close <= end) return this.skip(1);
    return this.isDollarMath(end, close) ? this.take('formula', end, close, close + 1) : this.skip(1);
  }

  /**
   * The rule of Pandoc, which tells formulas from prices: no blank inside of the dollars, and no digit behind the second.
   * Blanks on both sides are let pass where the text is TeX beyond doubt.
   */
  private isDollarMath(start: number, end: number): boolean {
    const { text } = this;
    const next = text.charCodeAt(end + 1);
    if (next >= 48 && next <= 57) return false;
    // Braces behind both dollars are those of a program's template.
    if (text[start] === '{' && text[end + 1] === '{') return false;
    const content = text.slice(start, end);
    if (content.includes('`')) return false;
    const before = isSpace(text.charCodeAt(start));
    const after = isSpace(text.charCodeAt(end - 1)) && text[end - 2] !== '\\';
    if (!before && !after) return true;
    if (content.trim() === '') return false;
    return this.options.looseDollars || (before && after && TEX.test(content));
  }

  /** A code span, or a formula in the notation of Julia or of MyST's role. */
  private backticks(at: number, isMath: boolean): Found | undefined {
    const { text } = this;
    this.spans ??= codeSpans(text);
    let end = at;
    while (text[end] === '`') end++;
    const close = this.spans.get(at);
    if (close === undefined) return this.skip(end - this.at);
    const count = end - at;
    if (isMath && count <= 2 && (count === 2 || at > this.at) && !this.options.onlyComments) {
      return this.take('formula', end, close - count, close);
    }
    return this.skip(close - this.at);
  }

  private role(): Found | undefined {
    ROLE.lastIndex = this.at;
    if (!ROLE.test(this.text)) return this.skip(1);
    return this.backticks(ROLE.lastIndex, true);
  }

  private comment(): Found | undefined {
    const { text, at } = this;
    const markers = this.options.comments.find(({ open }) => text.startsWith(open, at));
    if (!markers || this.absent.has(markers.close)) return undefined;
    const { open, close, shared } = markers;
    const end = text.indexOf(close, at + open.length - shared);
    if (end < 0) {
      this.absent.add(close);
      return undefined;
    }
    let start = at + open.length;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    return this.take('comment', Math.min(start, end), end, end + close.length);
  }

  /** A tag with its attributes, or an address in angle brackets; the content of some elements is skipped with them. */
  private tag(): undefined {
    const { text, at } = this;
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (!match) return this.skip(1);
    const name = match[1]?.toLowerCase();
    const isOpening = text[at + 1] !== '/' && !match[0].endsWith('/>');
    if (name === undefined || !isOpening || !LITERAL.has(name)) return this.skip(match[0].length);
    if (this.absent.has(name)) return this.skip(match[0].length);
    const closing = new RegExp(`</${name}`, 'gi');
    closing.lastIndex = TAG.lastIndex;
    const close = closing.exec(text);
    if (!close) this.absent.add(name);
    return this.skip(close ? close.index - at : match[0].length);
  }
}

/** Where code spans begin, with where they end. A run of backticks pairs with the next of its length. */
function codeSpans(content: string): ReadonlyMap<number, number> {
  const runs: { readonly start: number; readonly length: number }[] = [];
  for (let at = content.indexOf('`'); at >= 0; at = content.indexOf('`', at)) {
    const start = at;
    while (content[at] === '`') at++;
    runs.push({ start, length: at - start });
  }
  const nextOfLength = new Map<number, number>();
  const partner: (number | undefined)[] = [];
  for (let i = runs.length - 1; i >= 0; i--) {
    partner[i] = nextOfLength.get(runs[i]!.length);
    nextOfLength.set(runs[i]!.length, i);
  }
  const spans = new Map<number, number>();
  for (let i = 0; i < runs.length; i++) {
    const closing = partner[i];
    if (closing === undefined) continue;
    const { start, length } = runs[closing]!;
    spans.set(runs[i]!.start, start + length);
  }
  return spans;
}
