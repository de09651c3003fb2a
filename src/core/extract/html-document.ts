import { type FragmentBuilder, fragmentBuilder } from '../text/fragment';
import type { Span } from '../text/span';
import type { DocumentPart, FormulaPiece } from './document-part';
import { decodedEntity, ENTITY } from './html-entities';
import { definitionsIn } from './macro-definitions';
import { mathJaxFormulas } from './markdown-inline';
import { blockComment, piecesOf } from './run';
import { type Sections, SectionWriter } from './sections';
import type { View } from './view';

/** The sheets of an HTML document: one a heading, with the formulas between MathJax's delimiters below it. */
export function sheetsInHtml(view: View): Sections {
  const { text } = view;
  const writer = new SectionWriter(view.toDocument({ start: 0, end: text.length }));
  const scan = new HtmlScan(text);
  writer.read(view, scan.parts());
  for (const macro of definitionsIn(text, scan.literals)) writer.define(macro);
  return writer.result();
}

const SIGNS = /<!--|<(\/?)([a-zA-Z][\w:-]*)|&/g;
/** Elements whose text is none of the page's, as MathJax has it. */
const LITERAL = /^(?:script|noscript|style|textarea|pre|code|annotation|annotation-xml|template|title|svg)$/;
const MATH_SCRIPT = /\btype\s*=\s*["']?math\/tex/i;
/** A page that takes single dollars for delimiters says so to MathJax or to KaTeX. */
const DOLLARS = /inlineMath[^;]{0,80}?\[\s*["']\$["']\s*,|left["']?\s*:\s*["']\$["']/;
/** Tags that may stand inside of a formula. */
const BREAK = /^(?:br|wbr)$/;

class HtmlScan {
  /** Programs and listings. */
  readonly literals: Span[] = [];
  private at = 0;
  private run: FragmentBuilder = fragmentBuilder();
  private readonly dollars: boolean;
  /** Closing marks that are nowhere behind where they were searched for. */
  private readonly absent = new Set<string>();

  constructor(private readonly text: string) {
    this.dollars = DOLLARS.test(text);
  }

  *parts(): Generator<DocumentPart> {
    const { text } = this;
    while (this.at < text.length) {
      SIGNS.lastIndex = this.at;
      const match = SIGNS.exec(text);
      const next = match?.index ?? text.length;
      this.run.copy(text, this.at, next);
      this.at = next;
      if (match?.[0] === '&') this.entity();
      else if (match?.[0] === '<!--') yield* this.comment();
      else if (match) yield* this.tag(match[2]!.toLowerCase(), match[1] !== '');
    }
    yield* this.flush();
  }

  /** The formulas of the text since the last tag. */
  private *flush(): Generator<DocumentPart> {
    if (this.run.length === 0) return;
    const run = this.run.build();
    this.run = fragmentBuilder();
    for (const { start, end } of mathJaxFormulas(run.text, this.dollars)) {
      yield { kind: 'formula', pieces: piecesOf(run, start, end) };
    }
  }

  private entity(): void {
    const { text, at } = this;
    ENTITY.lastIndex = at;
    const match = ENTITY.exec(text);
    const decoded = match && decodedEntity(match[1]!);
    const end = at + (decoded ? match[0].length : 1);
    this.run.decoded(decoded ?? '&', at, end);
    this.at = end;
  }

  private *comment(): Generator<DocumentPart> {
    const { text, at } = this;
    yield* this.flush();
    const close = text.indexOf('-->', at + 2);
    const end = close < 0 ? text.length : close;
    this.at = close < 0 ? text.length : close + 3;
    if (text.slice(at, end).includes('@grad'))
      yield blockComment(text, at, Math.min(at + 4, end), end, close >= 0);
  }

  private *tag(name: string, isClosing: boolean): Generator<DocumentPart> {
    const { text, at } = this;
    const end = this.tagEnd(at);
    if (end === undefined) {
      this.run.copy(text, at, at + 1);
      this.at = at + 1;
      return;
    }
    this.at = end;
    if (BREAK.test(name)) {
      this.run.decoded('\n', at, end);
      return;
    }
    yield* this.flush();
    if (isClosing || text[end - 2] === '/') return;
    if (LITERAL.test(name)) yield* this.literal(name, at, end);
    else if (/^h[1-6]$/.test(name)) {
      yield { kind: 'heading', level: Number(name[1]), title: this.title(name, end), start: at };
    }
  }

  /** Behind the `>` of a tag, outside of the quotes of its attributes. */
  private tagEnd(at: number): number | undefined {
    if (this.absent.has('>')) return undefined;
    const { text } = this;
    let quote = '';
    for (let i = at; i < text.length; i++) {
      const sign = text[i]!;
      if (quote !== '') quote = sign === quote ? '' : quote;
      else if (sign === '>') return i + 1;
      else if ((sign === '"' || sign === "'") && text[i - 1] === '=') quote = sign;
    }
    this.absent.add('>');
    return undefined;
  }

  private *literal(name: string, at: number, from: number): Generator<DocumentPart> {
    const { text } = this;
    const close = this.closingTag(name, from) ?? text.length;
    this.at = close;
    if (name === 'script' && MATH_SCRIPT.test(text.slice(at, from))) {
      yield { kind: 'formula', pieces: [withoutCdata(text, from, close)] };
    } else {
      this.literals.push({ start: at, end: close });
    }
  }

  private closingTag(name: string, from: number): number | undefined {
    if (this.absent.has(name)) return undefined;
    const mark = new RegExp(`</${name}(?![\\w-])`, 'gi');
    mark.lastIndex = from;
    const match = mark.exec(this.text);
    if (!match) this.absent.add(name);
    return match?.index;
  }

  private title(name: string, from: number): string {
    const close = this.closingTag(name, from) ?? from;
    return this.text
      .slice(from, Math.min(close, from + 1000))
      .replace(/<[^<>]*>/g, '')
      .replace(/&(#?\w{1,10});/g, (whole, entity: string) => decodedEntity(entity) ?? whole)
      .replace(/\s+/g, ' ')
      .trim();
  }
}

/** Scripts of formulas may stand in marks that keep XML from reading them. */
function withoutCdata(text: string, start: number, end: number): FormulaPiece {
  const match = /^\s*%?\s*<!\[CDATA\[([\s\S]*?)(?:%\s*)?\]\]>\s*$/d.exec(text.slice(start, end));
  const [from, to] = match?.indices?.[1] ?? [0, end - start];
  return { start: start + from, end: start + to };
}
