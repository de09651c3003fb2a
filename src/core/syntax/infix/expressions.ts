import type { BinaryOperator, Comparison, Conditional, Expr } from '../ast';
import { isGreekWord } from '../names';
import { binary, fail, failAt, failTooDeep, lastOffset, note, startOffset } from '../token-parser';
import { parsePower } from './operands';
import { failUnexpected, isAdjacent, kindAt, type Parser, tokenText } from './parser';
import { KINDS, Kind, STARTS_OPERAND } from './tokens';

/** Precedences from the loosest to the tightest; a rule reads operators of at least its own. */
export const Precedence = {
  Lowest: 1,
  Or: 2,
  And: 3,
  Compare: 5,
  Range: 6,
  Sum: 7,
  Product: 8,
  Unary: 9,
} as const;

/** How many operators of one chain are read: `a + b + c` has two. It keeps trees below `MAX_DEPTH`. */
const MAX_CHAIN = 990;

const PRECEDENCE = new Uint8Array(KINDS);
const OPERATORS: (BinaryOperator | undefined)[] = new Array<BinaryOperator | undefined>(KINDS).fill(
  undefined,
);
const COMPARISONS: (Comparison | undefined)[] = new Array<Comparison | undefined>(KINDS).fill(undefined);

function define(kind: Kind, precedence: number, operator?: BinaryOperator): void {
  PRECEDENCE[kind] = precedence;
  OPERATORS[kind] = operator;
}
define(Kind.If, Precedence.Lowest);
define(Kind.Question, Precedence.Lowest);
define(Kind.Or, Precedence.Or, 'or');
define(Kind.And, Precedence.And, 'and');
define(Kind.Range, Precedence.Range);
define(Kind.Plus, Precedence.Sum, '+');
define(Kind.Minus, Precedence.Sum, '-');
define(Kind.Times, Precedence.Product, '*');
define(Kind.Divide, Precedence.Product, '/');
define(Kind.ElementTimes, Precedence.Product, '.*');
define(Kind.ElementDivide, Precedence.Product, './');
define(Kind.MatrixTimes, Precedence.Product, '@');
define(Kind.Backslash, Precedence.Product);

function defineComparison(kind: Kind, comparison: Comparison): void {
  PRECEDENCE[kind] = Precedence.Compare;
  COMPARISONS[kind] = comparison;
}
defineComparison(Kind.Equal, '==');
defineComparison(Kind.NotEqual, '!=');
defineComparison(Kind.Less, '<');
defineComparison(Kind.LessEqual, '<=');
defineComparison(Kind.Greater, '>');
defineComparison(Kind.GreaterEqual, '>=');

/** Reads an expression of operators that bind at least as tightly as `minimum`. */
export function parseExpression(p: Parser, minimum: number): Expr {
  if (p.nesting >= p.depth.most) return failTooDeep(p);
  p.nesting += 1;
  const start = startOffset(p);
  const expr = parseOperators(p, parsePrefix(p, minimum), start, minimum);
  p.nesting -= 1;
  return expr;
}

/** Reads one side of a relation: everything but comparisons, which belong to the statement. */
export function parseSide(p: Parser): Expr {
  const start = startOffset(p);
  const expr = parseExpression(p, Precedence.Range);
  return kindAt(p, p.pos) === Kind.If ? finishPythonConditional(p, expr, start) : expr;
}

function parsePrefix(p: Parser, minimum: number): Expr {
  const start = startOffset(p);
  switch (kindAt(p, p.pos)) {
    case Kind.Minus:
    case Kind.Plus: {
      const operator = kindAt(p, p.pos) === Kind.Minus ? '-' : '+';
      p.pos += 1;
      const operand = parseExpression(p, Precedence.Unary);
      return { kind: 'unary', operator, operand, span: { start, end: lastOffset(p) } };
    }
    case Kind.Not: {
      p.pos += 1;
      const operand = parseNegated(p, minimum);
      return { kind: 'unary', operator: 'not', operand, span: { start, end: lastOffset(p) } };
    }
    case Kind.If:
      return parseConditional(p, start);
    default:
      return parsePower(p);
  }
}

/** `not x > 3` negates the comparison; `3*not(x) + 1` calls `not` like any function. */
function parseNegated(p: Parser, minimum: number): Expr {
  const open = p.pos;
  if (kindAt(p, open) === Kind.OpenParen && isAdjacent(p, open) && p.match[open]! > 0) {
    const compared =
      minimum <= Precedence.Compare && COMPARISONS[kindAt(p, p.match[open]! + 1)] !== undefined;
    if (!compared) return parsePower(p);
  }
  return parseExpression(p, minimum > Precedence.Compare ? Precedence.Unary : Precedence.Compare);
}

/** Goes on after the operand `left`, which started at `start`. */
export function parseOperators(p: Parser, left: Expr, start: number, minimum: number): Expr {
  let expr = left;
  let afterQuotient = false;
  for (let steps = 0; ; steps++) {
    const kind = kindAt(p, p.pos);
    if (p.spaced && startsNextEntry(p, kind)) return expr;
    const isOr = kind === Kind.Bar && p.bar === 'none' && isLogicalOr(p);
    const precedence = isOr ? Precedence.Or : PRECEDENCE[kind]!;
    if (kind === Kind.Backslash && isCommand(p)) return expr;
    const juxtaposed = precedence === 0 && STARTS_OPERAND[kind] === 1 && !closesBar(p, kind);
    if (juxtaposed ? minimum > Precedence.Product : precedence === 0 || precedence < minimum) return expr;
    if (steps >= MAX_CHAIN) {
      return failAt(
        p,
        `A chain of more than ${MAX_CHAIN} operators is too long. Give a part a name on a line of its own.`,
        p.pos,
      );
    }
    if (juxtaposed) {
      expr = parseJuxtaposed(p, expr, start, afterQuotient);
      afterQuotient = false;
      continue;
    }
    if (COMPARISONS[kind] !== undefined) expr = parseComparison(p, expr, start);
    else if (kind === Kind.If) expr = finishPythonConditional(p, expr, start);
    else if (kind === Kind.Question) expr = finishTernary(p, expr, start);
    else if (kind === Kind.Range) expr = finishRange(p, expr, start);
    else if (kind === Kind.Backslash) expr = finishSolution(p, expr, start);
    else {
      const operator = isOr ? 'or' : OPERATORS[kind]!;
      const operatorStart = p.starts[p.pos]!;
      p.pos += isOr ? 2 : 1;
      const operatorEnd = lastOffset(p);
      const right = parseExpression(p, precedence + 1);
      expr = binary(p, operator, expr, right, start, operatorStart, operatorEnd);
    }
    afterQuotient = kind === Kind.Divide || kind === Kind.ElementDivide;
  }
}

/** Inside `|…|` a bar after an operand closes; outside it opens a factor. */
function closesBar(p: Parser, kind: Kind): boolean {
  if (kind === Kind.Bar) return p.bar === 'single' || p.bar === 'double';
  return kind === Kind.DoubleBar && p.bar === 'wide';
}

/** `a || b`; but `2||x||` is a product with a norm. */
function isLogicalOr(p: Parser): boolean {
  if (kindAt(p, p.pos + 1) !== Kind.Bar || !isAdjacent(p, p.pos + 1)) return false;
  return kindAt(p, p.pos - 1) !== Kind.Number || !isAdjacent(p, p.pos);
}

/** In a row without commas, `a -b` is two entries and `a - b` one. */
function startsNextEntry(p: Parser, kind: Kind): boolean {
  if (kind === Kind.End || isAdjacent(p, p.pos)) return false;
  if (kind === Kind.Plus || kind === Kind.Minus) return p.pos + 1 < p.end && isAdjacent(p, p.pos + 1);
  return STARTS_OPERAND[kind] === 1 && !closesBar(p, kind);
}

const LONGEST_QUOTE = 40;

/** The `2x` of `(1 + x^2)^(-1/2) 2x`: a number apart from a bracket before it, with its own factor right behind it. */
function startsFactor(p: Parser): boolean {
  const before = kindAt(p, p.pos - 1);
  const after = kindAt(p, p.pos + 1);
  return (
    (before === Kind.CloseParen || before === Kind.CloseBrace) &&
    !isAdjacent(p, p.pos) &&
    (after === Kind.Name || after === Kind.OpenParen) &&
    isAdjacent(p, p.pos + 1)
  );
}

function parseJuxtaposed(p: Parser, left: Expr, start: number, afterQuotient: boolean): Expr {
  if (kindAt(p, p.pos) === Kind.Number && !startsFactor(p)) return failUnexpected(p);
  const leftEnd = lastOffset(p);
  const rightStart = startOffset(p);
  if (isAdjacent(p, p.pos) && kindAt(p, p.pos - 1) === Kind.Number && p.text[rightStart] === '_') {
    return failAt(p, "Digits are written without '_'. Write 1000 instead of 1_000.", p.pos);
  }
  const right = parsePower(p);
  const expr = binary(p, 'juxtapose', left, right, start, leftEnd, rightStart);
  if (afterQuotient) {
    const end = lastOffset(p);
    const reading =
      end - start <= LONGEST_QUOTE
        ? `Read as (${p.text.slice(start, leftEnd)})*${p.text.slice(rightStart, end)}.`
        : 'Read from the left: the quotient first, then the product.';
    note(p, `${reading} Put brackets around the denominator if you mean it whole.`, start, end);
  }
  return expr;
}

function parseComparison(p: Parser, first: Expr, start: number): Expr {
  const operators: Comparison[] = [];
  const operands: Expr[] = [first];
  for (
    let comparison = COMPARISONS[kindAt(p, p.pos)];
    comparison;
    comparison = COMPARISONS[kindAt(p, p.pos)]
  ) {
    operators.push(comparison);
    p.pos += 1;
    operands.push(parseExpression(p, Precedence.Range));
  }
  return { kind: 'compare', operators, operands, span: { start, end: lastOffset(p) } };
}

function finishRange(p: Parser, from: Expr, start: number): Expr {
  p.pos += 1;
  const to = parseExpression(p, Precedence.Sum);
  return { kind: 'range', from, to, span: { start, end: lastOffset(p) } };
}

/** `A\b`: the solution x of A*x = b. */
function finishSolution(p: Parser, matrix: Expr, start: number): Expr {
  const sign = { start: startOffset(p), end: p.ends[p.pos]! };
  p.pos += 1;
  const right = parseExpression(p, Precedence.Product + 1);
  return {
    kind: 'call',
    callee: { kind: 'name', name: 'solve', span: sign },
    args: [{ value: matrix }, { value: right }],
    span: { start, end: lastOffset(p) },
  };
}

/** Words that stand behind a `\` in LaTeX and are no names of right sides; all Greek letters are, too. */
const COMMANDS: ReadonlySet<string> = new Set(
  (
    'cdot cdots times frac dfrac tfrac left right sum prod int sqrt log ln exp sin cos tan tanh top partial nabla ' +
    'mathbf mathrm mathbb mathcal boldsymbol bm text operatorname quad qquad le ge leq geq ne neq in to ldots dots ' +
    'odot otimes oplus circ prime hat bar tilde vec dot infty det tr lVert rVert lvert rvert Vert mid'
  ).split(' '),
);

/** `x \cdot y`: a command of LaTeX, not a quotient from the left. */
function isCommand(p: Parser): boolean {
  const name = p.pos + 1;
  if (name >= p.end || kindAt(p, name) !== Kind.Name || !isAdjacent(p, name)) return name >= p.end;
  const word = tokenText(p, name);
  return COMMANDS.has(word) || isGreekWord(word);
}

/** `if c then a else b` */
function parseConditional(p: Parser, start: number): Conditional {
  const keyword = p.pos;
  p.pos += 1;
  const test = parseExpression(p, Precedence.Or);
  expectKeyword(p, Kind.Then, 'then', keyword);
  const whenTrue = parseExpression(p, Precedence.Or);
  expectKeyword(p, Kind.Else, 'else', keyword);
  const whenFalse = parseExpression(p, Precedence.Lowest);
  return { kind: 'conditional', test, whenTrue, whenFalse, span: { start, end: lastOffset(p) } };
}

/** `a if c else b` */
function finishPythonConditional(p: Parser, whenTrue: Expr, start: number): Conditional {
  const keyword = p.pos;
  p.pos += 1;
  const test = parseExpression(p, Precedence.Or);
  expectKeyword(p, Kind.Else, 'else', keyword);
  const whenFalse = parseExpression(p, Precedence.Lowest);
  return { kind: 'conditional', test, whenTrue, whenFalse, span: { start, end: lastOffset(p) } };
}

function expectKeyword(p: Parser, kind: Kind, word: string, start: number): void {
  if (kindAt(p, p.pos) === kind) p.pos += 1;
  else {
    const shape = "Write 'if c then a else b' or 'a if c else b'.";
    fail(p, `'${word}' is missing after this 'if'. ${shape}`, p.starts[start]!, p.ends[start]!);
  }
}

/** `c ? a : b` */
function finishTernary(p: Parser, test: Expr, start: number): Conditional {
  const question = p.pos;
  p.pos += 1;
  const whenTrue = parseExpression(p, Precedence.Lowest);
  if (kindAt(p, p.pos) === Kind.Colon) p.pos += 1;
  else failAt(p, "':' is missing after this '?'. Write 'c ? a : b'.", question);
  const whenFalse = parseExpression(p, Precedence.Lowest);
  return { kind: 'conditional', test, whenTrue, whenFalse, span: { start, end: lastOffset(p) } };
}
