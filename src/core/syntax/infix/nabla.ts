import type { Expr, Name, OperatorName } from '../ast';
import { deeper, failAt, lastOffset, startOffset } from '../token-parser';
import { parseArray, parseParenthesised } from './brackets';
import { afterPower, orderOf } from './differentials';
import { parseSuffixes } from './operands';
import { withOperator, wordOperator } from './operators';
import { isAdjacent, kindAt, nameAt, type Parser, tokenText } from './parser';
import { Kind } from './tokens';

/** `∇L`, `∇_w L`, `∇(x^2*y)`, `∇²f`, `∇_x^2 f`, `∇·F`, `∇×F`. */
export const parseNabla = (p: Parser): Expr => deeper(p, readNabla);

/** Whether the word `nabla` stands for the sign here: before what it may be applied to. */
export function isNablaWord(p: Parser, index: number): boolean {
  const text = tokenText(p, index);
  if (text !== 'nabla' && !text.startsWith('nabla_')) return false;
  const next = kindAt(p, index + 1);
  return next === Kind.Name || next === Kind.OpenParen || afterPower(p, index + 1) > index + 1;
}

/** `grad f` and `div F` as calls of the words. */
export function parseOperatorWord(p: Parser): Expr {
  return deeper(p, () => {
    const callee = nameAt(p, p.pos);
    p.pos += 1;
    const value = parseTarget(p, p.pos - 1);
    const span = { start: callee.span.start, end: lastOffset(p) };
    return withOperator(p, { kind: 'call', callee, args: [{ value }], span });
  });
}

function readNabla(p: Parser): Expr {
  const nabla = p.pos;
  const start = startOffset(p);
  let variable = subscriptOfWord(p, nabla);
  p.pos += 1;
  let squared = passSquare(p);
  if (squared === undefined) return missing(p);
  if (!variable && kindAt(p, p.pos) === Kind.Name && p.text[startOffset(p)] === '_') {
    const subscript = nameAt(p, p.pos);
    variable = withoutSubscriptSign(subscript);
    if (!/^[\p{L}]/u.test(variable.name)) {
      return failAt(p, 'The gradient is taken for one name here. Write grad(L, [w, b]) for a list.', p.pos);
    }
    p.pos += 1;
    squared ||= passSquare(p) === true;
  }
  const operator = squared ? 'nabla2' : productSign(p);
  if (operator === undefined) {
    return failAt(p, "Is this the divergence or the curl? Write '∇·F' or '∇×F', div(F) or curl(F).", nabla);
  }
  const target = parseTarget(p, nabla);
  const span = { start, end: lastOffset(p) };
  return { kind: 'operator', operator, target, span, ...(variable && { variable }) };
}

const missing = (p: Parser): Expr =>
  failAt(p, "Only '∇' and '∇²' are read. Write higher derivatives as d3L/dx3.", p.pos);

/** Passes `²` and `^2`; undefined at any other power. */
function passSquare(p: Parser): boolean | undefined {
  const kind = kindAt(p, p.pos);
  if (kind !== Kind.Superscript && kind !== Kind.Power) return false;
  const after = afterPower(p, p.pos);
  if (after === p.pos || orderOf(p, p.pos) !== 2) return undefined;
  p.pos = after;
  return true;
}

/** `∇·F` and `∇×F`; a star may mean either. */
function productSign(p: Parser): OperatorName | undefined {
  if (kindAt(p, p.pos) !== Kind.Times) return 'gradient';
  const sign = tokenText(p, p.pos);
  if (sign === '*' || sign === '∗') return undefined;
  p.pos += 1;
  return sign === '×' ? 'curl' : 'divergence';
}

/** The `x` of `nabla_x`. */
function subscriptOfWord(p: Parser, index: number): Name | undefined {
  if (kindAt(p, index) !== Kind.Name || tokenText(p, index).length <= 6) return undefined;
  return nameAt(p, index, 6);
}

const withoutSubscriptSign = ({ name, span }: Name): Name => ({
  kind: 'name',
  name: name.slice(1),
  span: { start: span.start + 1, end: span.end },
});

function parseTarget(p: Parser, nabla: number): Expr {
  switch (kindAt(p, p.pos)) {
    case Kind.OpenParen:
      return parseParenthesised(p);
    case Kind.OpenBracket:
      return parseArray(p);
    case Kind.Nabla:
      return parseNabla(p);
    case Kind.Name: {
      if (isNablaWord(p, p.pos)) return parseNabla(p);
      if (wordOperator(p, p.pos)) return parseOperatorWord(p);
      const start = startOffset(p);
      const name = nameAt(p, p.pos);
      p.pos += 1;
      const isCall = kindAt(p, p.pos) === Kind.OpenParen && isAdjacent(p, p.pos);
      return isCall || kindAt(p, p.pos) === Kind.OpenBracket
        ? parseSuffixes(p, name, start, true, false)
        : name;
    }
    default:
      return failAt(
        p,
        "After '∇' stands a name, or an expression in brackets: ∇L, ∇(x^2*y). Write it so.",
        nabla,
      );
  }
}
