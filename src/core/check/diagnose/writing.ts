import { printExprInfix } from '../../print/expr-infix';
import { printExprTex } from '../../print/expr-tex';
import type { Claim } from '../../sheet/model';
import type { BinaryOperator, Expr } from '../../syntax/ast';
import { readExpression } from '../../syntax/infix/read';
import { mapOperands } from '../../syntax/map';
import { walk } from '../../syntax/walk';
import type { Span } from '../../text/span';
import type { Notation } from './notation';
import { compact } from './tex-spelling';
import { isPower, isProduct, isQuotient, nameOf, type Position, replacedAt } from './tree';

/** Text that stands for a name in a replacement, such as the printed derivative of a function. */
export type Pieces = ReadonlyMap<string, string>;

/** An edit of a claim's text, and the right side that it makes. */
export interface WrittenEdit {
  readonly span: Span;
  readonly text: string;
  /** What stands in the place of the edited sub-expression then. */
  readonly replaced: string;
  /** The whole right side, as text and as it was read again. */
  readonly right: string;
  readonly expr: Expr;
  /** The fragment's text with the edit, in which the spans of `expr` lie. */
  readonly fragmentText: string;
}

/**
 * Writes `replacement` in the place of a sub-expression, in the author's spelling. Parts of the replacement that stand in
 * the claim already are copied from its text. Undefined where no brackets make the text read as what is meant.
 */
export function writeEdit(
  claim: Claim,
  position: Position,
  replacement: Expr,
  pieces: Pieces,
  notation: Notation,
): WrittenEdit | undefined {
  const source = claim.fragment.text;
  const text = notation.isTex
    ? texOf(replacement, claim, pieces)
    : pieceText(replacement, claim, pieces, notation);
  const whole = withPieces(replacedAt(position, replacement), pieces);
  const wanted = printExprInfix(flattened(notation.settled(whole, whole)));
  const { span } = position.expr;
  const around = bracketsAround(source, position, sideOf(claim));
  const short = notation.isTex ? compact(text, sourceOfSide(claim)) : text;
  const shortly: readonly (readonly [Span, string])[] = !notation.isTex
    ? []
    : [
        ...(around === undefined ? [] : [[around, short] as const]),
        [span, short],
        [around ?? span, `(${short})`],
      ];
  const tries: (readonly [Span, string])[] = [
    ...shortly,
    ...(around === undefined ? [] : [[around, text] as const]),
    [span, text],
    [around ?? span, notation.isTex ? `\\left(${text}\\right)` : `(${text})`],
  ];
  let other: WrittenEdit | undefined;
  for (const [i, [place, inserted]] of tries.entries()) {
    // `a*-b` can be read, but nobody writes it.
    if (/^[-+]/.test(inserted) && /[*/^+-]\s*$/.test(source.slice(sideOf(claim).start, place.start)))
      continue;
    const edit = applied(claim, place, inserted, whole, notation);
    if (edit === undefined) continue;
    const { expr } = edit;
    // The edit is in the body of what holds for all values of the indices.
    if (printExprInfix(flattened(expr.kind === 'family' ? expr.body : expr)) === wanted)
      return { ...(notation.isTex ? appended(source, edit) : trimmed(source, edit)), replaced: short };
    // TeX has one spelling for what sheets write in several ways; the check decides whether it says the same.
    if (notation.isTex && i >= shortly.length && (other === undefined || position.depth > 0))
      other = { ...edit, replaced: text };
  }
  return other;
}

const WHOLE = '⟦whole⟧';

/** Writes a formula, given as sheets have it, in the place of the whole right side. */
export function writeWhole(claim: Claim, formula: string, notation: Notation): WrittenEdit | undefined {
  const position = { expr: claim.right, depth: 0, nesting: 0 };
  return writeEdit(claim, position, nameOf(WHOLE), new Map([[WHOLE, formula]]), notation);
}

/** An expression in the author's spelling. */
export function pieceText(expr: Expr, claim: Claim, pieces: Pieces, { isTex }: Notation): string {
  if (isTex) return compact(texOf(expr, claim, pieces), sourceOfSide(claim));
  const { start, end } = claim.right.span;
  return write(expr, claim, styleOf(claim.fragment.text.slice(start, end)), pieces).text;
}

/** As TeX: what stands in the claim as it is keeps its text. */
function texOf(expr: Expr, claim: Claim, pieces: Pieces): string {
  const { text } = claim.fragment;
  if (isUnchanged(expr, pieces)) return text.slice(expr.span.start, expr.span.end);
  const kept: string[] = [];
  const keeping = (part: Expr, least: number): Expr => {
    const own = isUnchanged(part, pieces) ? text.slice(part.span.start, part.span.end) : undefined;
    const bind = own === undefined ? undefined : bindOfTex(part, own);
    if (own === undefined || bind === undefined) {
      return mapOperands(part, (operand) => keeping(operand, leastOfTex(part, operand)));
    }
    kept.push(bind < least ? `(${own})` : own);
    return { kind: 'name', name: String.fromCodePoint(KEPT + kept.length - 1), span: part.span };
  };
  const printed = printExprTex(flattened(withPieces(keeping(expr, 0), pieces)));
  return printed.replace(
    /\\text\{([\uE000-\uF8FF])\}/g,
    (_, char: string) => kept[char.codePointAt(0)! - KEPT] ?? '',
  );
}

/** Characters that stand for text that is kept. */
const KEPT = 0xe000;

/** How strongly what is written in TeX holds together; undefined where it is better printed anew. */
function bindOfTex(expr: Expr, text: string): number | undefined {
  switch (expr.kind) {
    case 'name':
    case 'number':
    case 'index':
      return Bind.atom;
    case 'call':
    case 'prime-call':
      return /[)}]$/.test(text) ? Bind.postfix : undefined;
    case 'binary':
      if (isQuotient(expr.operator)) return /^\\[dt]?frac\b/.test(text) ? Bind.postfix : Bind.sum;
      return expr.operator === 'and' || expr.operator === 'or' ? undefined : bindOfOperator(expr.operator);
    case 'unary':
      return expr.operator === '-' ? Bind.sum : undefined;
    case 'sum':
      return Bind.sum;
    default:
      return undefined;
  }
}

/** How strongly an operand must hold together beside what is printed around it. */
function leastOfTex(parent: Expr, operand: Expr): number {
  switch (parent.kind) {
    case 'binary': {
      if (isQuotient(parent.operator)) return 0;
      if (isPower(parent.operator)) return operand === parent.left ? Bind.atom : 0;
      const least = bindOfOperator(parent.operator);
      return operand === parent.left || least === Bind.product ? least : least + 1;
    }
    case 'unary':
      return Bind.product;
    case 'transpose':
    case 'index':
      return Bind.atom;
    case 'sum':
      return Bind.product;
    default:
      return 0;
  }
}

const sourceOfSide = ({ fragment: { text }, left, right }: Claim): string =>
  text.slice(left.span.start, right.span.end);

/** What is put behind the text that stands there changes none of it. */
function appended<T extends Pick<WrittenEdit, 'span' | 'text'>>(source: string, edit: T): T {
  const { start, end } = edit.span;
  const old = source.slice(start, end);
  if (!edit.text.startsWith(`${old} `) || edit.text.length === old.length) return edit;
  return { ...edit, span: { start: end, end }, text: edit.text.slice(old.length) };
}

function applied(
  claim: Claim,
  place: Span,
  inserted: string,
  meant: Expr,
  notation: Notation,
): Omit<WrittenEdit, 'replaced'> | undefined {
  const source = claim.fragment.text;
  const { start, end } = sideOf(claim);
  const right = source.slice(start, place.start) + inserted + source.slice(place.end, end);
  const fragmentText = source.slice(0, start) + right + source.slice(end);
  const expr = notation.readSide(fragmentText, { start, end: start + right.length });
  if (expr === undefined) return undefined;
  return { span: place, text: inserted, right, expr: notation.settled(expr, meant), fragmentText };
}

/** The right side with the brackets around it. */
function sideOf({ fragment: { text }, left, right }: Claim): Span {
  let { start, end } = right.span;
  for (;;) {
    let [before, after] = [start - 1, end];
    while (before > left.span.end && /\s/.test(text[before]!)) before--;
    while (after < text.length && /\s/.test(text[after]!)) after++;
    if (before <= left.span.end || text[before] !== '(' || text[after] !== ')') return { start, end };
    [start, end] = [before, after + 1];
  }
}

/** The edit without the characters at its ends that stay what they are. */
function trimmed<T extends Pick<WrittenEdit, 'span' | 'text'>>(source: string, edit: T): T {
  const old = source.slice(edit.span.start, edit.span.end);
  const { text } = edit;
  const isWord = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}_.]/u.test(c);
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  while (head > 0 && isWord(old[head - 1]) && (isWord(old[head]) || isWord(text[head]))) head--;
  let tail = 0;
  const most = Math.min(old.length, text.length) - head;
  while (tail < most && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  while (
    tail > 0 &&
    isWord(old[old.length - tail]) &&
    (isWord(old[old.length - tail - 1]) || isWord(text[text.length - tail - 1]))
  )
    tail--;
  const cut = (from: number, to: number): T => ({
    ...edit,
    span: { start: edit.span.start + from, end: edit.span.end - to },
    text: text.slice(from, text.length - to),
  });
  for (const candidate of [cut(head, tail), cut(head, 0), cut(0, tail)]) {
    const { start, end } = candidate.span;
    if (isBalanced(candidate.text) && isBalanced(source.slice(start, end))) return candidate;
  }
  return edit;
}

function isBalanced(text: string): boolean {
  let open = 0;
  for (const c of text) {
    if ('([{'.includes(c)) open++;
    if (')]}'.includes(c) && --open < 0) return false;
  }
  return open === 0;
}

/** The span of an operand with the brackets around it that are its own, where there are any. */
function bracketsAround(source: string, { expr, parent }: Position, side: Span): Span | undefined {
  const span = parent?.expr.span ?? side;
  const isCall = parent?.expr.kind === 'call' || parent?.expr.kind === 'prime-call';
  let { start, end } = expr.span;
  let found = false;
  for (;;) {
    let [before, after] = [start - 1, end];
    while (before >= span.start && /\s/.test(source[before]!)) before--;
    while (after < span.end && /\s/.test(source[after]!)) after++;
    if (before < span.start || after >= span.end || source[before] !== '(' || source[after] !== ')') break;
    if (isCall && after === span.end - 1) break;
    [start, end, found] = [before, after + 1, true];
  }
  return found ? { start, end } : undefined;
}

function withPieces(expr: Expr, pieces: Pieces): Expr {
  if (expr.kind === 'name') {
    const piece = pieces.get(expr.name);
    return piece === undefined ? expr : readExpression(piece).expr;
  }
  return mapOperands(expr, (operand) => withPieces(operand, pieces));
}

/** How the author writes what may be written in several ways. */
interface Style {
  readonly power: string;
  readonly transpose: string;
  /** Blanks around products and quotients. */
  readonly spaced: boolean;
  /** Blanks around sums. */
  readonly tight: boolean;
}

function styleOf(text: string): Style {
  return {
    power: text.includes('**') ? '**' : '^',
    transpose: /\.T\b/.test(text) ? '.T' : /\^T\b/.test(text) ? '^T' : /\^\{T\}/.test(text) ? '^{T}' : "'",
    spaced: / [*/] /.test(text),
    tight: /[^\s*^/(,eE][+-]\S/.test(text) && !/ [+-] /.test(text),
  };
}

const Bind = {
  conditional: 0,
  or: 2,
  and: 4,
  not: 6,
  compare: 8,
  range: 9,
  sum: 10,
  product: 20,
  unary: 30,
  power: 40,
  postfix: 50,
  atom: 60,
} as const;

interface Written {
  readonly text: string;
  readonly bind: number;
}

const bindOfOperator = (operator: BinaryOperator): number =>
  operator === '+' || operator === '-'
    ? Bind.sum
    : isPower(operator)
      ? Bind.power
      : operator === 'and'
        ? Bind.and
        : operator === 'or'
          ? Bind.or
          : Bind.product;

function bindOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary':
      return bindOfOperator(expr.operator);
    case 'unary':
      return expr.operator === 'not' ? Bind.not : Bind.unary;
    case 'compare':
      return Bind.compare;
    case 'conditional':
      return Bind.conditional;
    case 'range':
      return Bind.range;
    case 'derivative':
      return expr.operator === 'leibniz' ? Bind.unary : Bind.postfix;
    case 'operator':
      return Bind.unary;
    case 'transpose':
    case 'call':
    case 'prime-call':
    case 'index':
      return Bind.postfix;
    default:
      return Bind.atom;
  }
}

/** Whether `a ∘ (b ∙ c)` is `a ∘ b ∙ c`. */
const joins = (outer: BinaryOperator, inner: BinaryOperator): boolean =>
  JOINED.get(outer)?.includes(inner) === true;

const JOINED: ReadonlyMap<BinaryOperator, readonly BinaryOperator[]> = new Map([
  ['*', ['*', 'juxtapose', '/']],
  ['juxtapose', ['*', 'juxtapose', '/']],
  ['.*', ['.*', './']],
  ['@', ['@']],
  ['+', ['+', '-']],
]);

/** Products and sums from left to right, as text without brackets is read. */
function flattened(expr: Expr): Expr {
  const changed = mapOperands(expr, flattened);
  if (changed.kind !== 'binary' || changed.right.kind !== 'binary') return changed;
  const { operator, left, right } = changed;
  if (!joins(operator, right.operator)) return changed;
  return flattened({ ...right, left: { ...changed, right: right.left, left }, right: right.right });
}

/** The expression that a piece of text is. */
function unpieced(expr: Expr, pieces: Pieces): Expr {
  const piece = expr.kind === 'name' ? pieces.get(expr.name) : undefined;
  return piece === undefined ? expr : readExpression(piece).expr;
}

const atLeast = ({ text, bind }: Written, least: number): string => (bind >= least ? text : `(${text})`);

function write(expr: Expr, claim: Claim, style: Style, pieces: Pieces): Written {
  const inner = (part: Expr): Written => write(part, claim, style, pieces);
  if (isUnchanged(expr, pieces)) {
    return { text: claim.fragment.text.slice(expr.span.start, expr.span.end), bind: bindOf(expr) };
  }
  switch (expr.kind) {
    case 'name': {
      const piece = pieces.get(expr.name);
      if (piece === undefined) return { text: expr.name, bind: Bind.atom };
      return { text: piece, bind: bindOf(readExpression(piece).expr) };
    }
    case 'binary': {
      const bind = bindOfOperator(expr.operator);
      const isRaised = isPower(expr.operator);
      const left = atLeast(inner(expr.left), isRaised ? Bind.postfix : bind);
      const joined = unpieced(expr.right, pieces);
      const isFlat = joined.kind === 'binary' && joins(expr.operator, joined.operator);
      let right = atLeast(inner(expr.right), isRaised ? Bind.atom : isFlat ? bind : bind + 1);
      if (/^[-+]/.test(right)) right = `(${right})`;
      return { text: `${left}${spelled(expr.operator, style)}${right}`, bind };
    }
    case 'unary': {
      const operand = atLeast(inner(expr.operand), Bind.product);
      return { text: `${expr.operator}${operand}`, bind: Bind.unary };
    }
    case 'transpose':
      return { text: `${atLeast(inner(expr.operand), Bind.postfix)}${style.transpose}`, bind: Bind.postfix };
    case 'call': {
      const args = expr.args.map(
        ({ keyword, value }) => `${keyword === undefined ? '' : `${keyword.name}=`}${inner(value).text}`,
      );
      return { text: `${expr.callee.name}(${args.join(', ')})`, bind: Bind.postfix };
    }
    default:
      return { text: printExprInfix(withPieces(expr, pieces)), bind: bindOf(expr) };
  }
}

/** Whether an expression stands in the claim as it is: new nodes have empty spans. */
function isUnchanged(expr: Expr, pieces: Pieces): boolean {
  let unchanged = true;
  walk(expr, (part) => {
    if (part.span.end === part.span.start || (part.kind === 'name' && pieces.has(part.name)))
      unchanged = false;
  });
  return unchanged;
}

function spelled(operator: BinaryOperator, { power, spaced, tight }: Style): string {
  if (operator === '^') return power;
  if (operator === 'juxtapose') return '*';
  if (operator === '.*' || operator === './' || operator === '@') return ` ${operator} `;
  if (isProduct(operator) || isQuotient(operator)) return spaced ? ` ${operator} ` : operator;
  return tight ? operator : ` ${operator} `;
}
