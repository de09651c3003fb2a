import type { Expr, Name } from '../ast';
import { spanFrom } from '../token-parser';
import { Precedence, parseExpression } from './expressions';
import { failOperand, kindAt, nameOf, type Parser, refuse, textAt, within } from './parser';
import { argumentAt } from './scripts';
import { Kind } from './tokens';
import { italicWord, nameOfText } from './words';

interface Word extends Name {
  readonly tokens: number;
}

/** An upright word, or letters in italics that spell a known one. */
export function wordAt(p: Parser): Word | undefined {
  const token = p.tokens[p.pos]!;
  const length = italicWord(p, p.pos);
  if (length > 0) {
    const name = p.tokens.slice(p.pos, p.pos + length).map(({ text }) => text);
    return { ...nameOf(name.join(''), token.start, p.tokens[p.pos + length - 1]!.end), tokens: length };
  }
  if (token.style !== 'upright' || token.text.length < 2) return undefined;
  return { ...nameOf(token.text, token.start, token.end), style: 'upright', tokens: 1 };
}

const EXPECTATIONS: ReadonlySet<string> = new Set(['E', 'Var', 'Cov', 'V', 'P', 'Prob', 'var', 'cov']);

/** `\mathbb{E}[X]`, `\operatorname{Var}(X)`, `E[X]`. */
export function isExpectation(p: Parser): boolean {
  const { text, style } = p.tokens[p.pos]!;
  if (!EXPECTATIONS.has(text) || kindAt(p, p.pos) !== Kind.Letter) return false;
  if (style === 'blackboard') return true;
  const next = p.pos + 1;
  const opens = kindAt(p, next) === Kind.Open ? textAt(p, next) : '';
  if (style === 'upright') return opens !== '' || (text === 'E' && kindAt(p, next) === Kind.Sub);
  return text === 'E' && opens === '[';
}

/** `+ O(x^3)`, `- o(h)`, `+ \mathcal{O}(h^2)`: what an expansion leaves out. */
export function isRemainder(p: Parser): boolean {
  const before = p.pos > 0 ? kindAt(p, p.pos - 1) : Kind.End;
  return (
    /^[Oo]$/.test(p.tokens[p.pos]!.text) &&
    kindAt(p, p.pos) === Kind.Letter &&
    (before === Kind.Plus || before === Kind.Minus) &&
    kindAt(p, p.pos + 1) === Kind.Open &&
    textAt(p, p.pos + 1) === '('
  );
}

/** A letter, a word or an accented letter, without scripts; `dots` counts Newton's. */
export function parseBase(p: Parser): { readonly name: Name; readonly dots: number } {
  const token = p.tokens[p.pos]!;
  const { start, end, text, style } = token;
  if (token.kind === Kind.Accent) return parseAccent(p);
  if (token.kind === Kind.Text) {
    p.pos += 1;
    return { name: nameOf(nameOfText(text), start, end), dots: 0 };
  }
  const word = wordAt(p);
  if (word) {
    p.pos += word.tokens;
    const { tokens: _, ...name } = word;
    return { name, dots: 0 };
  }
  p.pos += 1;
  const prefix = isDifferentialPrefix(p, p.pos - 1) ? text : '';
  if (prefix !== '') {
    const { name } = parseBase(p);
    return { name: { ...name, name: prefix + name.name, span: { start, end: name.span.end } }, dots: 0 };
  }
  return { name: { ...nameOf(text, start, end), ...(style && { style }) }, dots: 0 };
}

/** The `d` of `dW` and the `Δ` of `Δx`, which are one name with the letter behind it. */
function isDifferentialPrefix(p: Parser, index: number): boolean {
  const { text, style } = p.tokens[index]!;
  const next = kindAt(p, index + 1);
  if (next !== Kind.Letter && next !== Kind.Accent) return false;
  const following = p.tokens[index + 1]!;
  if (text === 'Delta') return next === Kind.Letter && following.style !== 'upright';
  if (text !== 'd' || (style !== undefined && style !== 'upright')) return false;
  if (following.style === 'upright' && following.text.length > 1) return false;
  if (style === 'upright') return true;
  const previous = p.tokens[index - 1];
  const isInside =
    previous?.kind === Kind.Letter && !p.tokens[index]!.spaced && previous.end === p.tokens[index]!.start;
  return !following.spaced && !isInside;
}

function parseAccent(p: Parser): { readonly name: Name; readonly dots: number } {
  const token = p.tokens[p.pos]!;
  const range = argumentAt(p, p.pos + 1);
  if (range === undefined) {
    p.pos += 1;
    failOperand(p);
    return { name: nameOf('', token.start, token.end), dots: 0 };
  }
  const expr = within<Expr>(p, range.from, range.to, range.after, nameOf('', token.start, token.end), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  const span = spanFrom(p, token.start);
  if (expr.kind !== 'name') {
    const message = 'A sign above more than one letter is not read. Give the whole a name.';
    if (p.error === undefined) refuse(p, message, span.start, span.end);
    return { name: nameOf('', span.start, span.end), dots: 0 };
  }
  const dots = DOTS.get(token.text) ?? 0;
  if (dots > 0) return { name: { ...expr, span }, dots };
  return { name: { ...accented(expr, token.text), span }, dots: 0 };
}

const DOTS: ReadonlyMap<string, number> = new Map([
  ['dot', 1],
  ['ddot', 2],
  ['dddot', 3],
]);

/** `x_1` with a hat is `x_hat_1`. */
export function accented(name: Name, accent: string): Name {
  const { scripts } = name;
  if (scripts === undefined) return { ...name, name: `${name.name}_${accent}` };
  const base = `${scripts.base}_${accent}`;
  return { ...name, name: base + name.name.slice(scripts.base.length), scripts: { ...scripts, base } };
}

/** `\dot{x}`; the sheet may define it as a name of its own. */
export function timeDerivative(p: Parser, name: Name, dots: number, start: number): Expr {
  const span = spanFrom(p, start);
  const time = nameOf('t', start, start);
  const accent = dots === 1 ? 'dot' : dots === 2 ? 'ddot' : 'dddot';
  return {
    kind: 'derivative',
    operator: 'leibniz',
    target: name,
    variables: new Array<Expr>(dots).fill(time),
    dotted: { ...accented(name, accent), span },
    span,
  };
}
