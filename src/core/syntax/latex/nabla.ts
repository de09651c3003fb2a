import type { Expr, Name, OperatorName } from '../ast';
import { deeper, fail, failAt, lastOffset, missingAt, spanFrom, startOffset } from '../token-parser';
import { parseArguments, parseBars, parseBracket } from './brackets';
import { Precedence, parseExpression, startsFactor } from './expressions';
import { parseFraction, parseGroup } from './fractions';
import { parseFunction } from './functions';
import { parseBase } from './letters';
import { failVariable, isVariable, operatorWord } from './named-operators';
import { failOperand, kindAt, nameOf, type Parser, refuse, textAt, within } from './parser';
import { layerEnd, type Range, readMarks, withScripts } from './scripts';
import { parseSum } from './sums';
import { Kind } from './tokens';
import { isFunctionWord } from './words';

/** `\nabla f`, `\nabla_\theta L(\theta)`, `\nabla^2 f`, `\nabla_x^2 f`, `\nabla \cdot F`, `\nabla \times F`. */
export const parseNabla = (p: Parser): Expr => deeper(p, readNabla);

function readNabla(p: Parser): Expr {
  const start = startOffset(p);
  const sign = p.pos;
  p.pos += 1;
  const { above, below, primes } = readMarks(p);
  if (p.error !== undefined) return missingAt(start);
  const isSquare = above !== undefined && above.to === above.from + 1 && textAt(p, above.from) === '2';
  if ((above !== undefined && !isSquare) || primes > 0) {
    return refuse(
      p,
      "Only '∇' and '∇²' are read. Write higher derivatives as quotients.",
      p.tokens[sign]!.start,
      lastOffset(p),
    );
  }
  const variables = below === undefined ? [] : readVariablesBelow(p, below);
  if (p.error !== undefined) return missingAt(start);
  let operator: OperatorName = isSquare ? 'nabla2' : 'gradient';
  const product = kindAt(p, p.pos) === Kind.Times ? textAt(p, p.pos) : '';
  if (product !== '') {
    if (isSquare || (product !== '*' && product !== '×')) return failOperand(p);
    operator = product === '×' ? 'curl' : 'divergence';
    p.pos += 1;
  }
  if (!startsFactor(p)) {
    return refuse(
      p,
      'What ∇ is applied to is missing behind it. Write it.',
      p.tokens[sign]!.start,
      lastOffset(p),
    );
  }
  const target = parseTarget(p, start);
  if (p.error !== undefined) return target;
  const span = spanFrom(p, start);
  if (variables.length > 1) {
    if (operator !== 'nabla2' || variables.length !== 2) {
      return fail(
        p,
        'The gradient is taken for one name here. Separate several by commas.',
        start,
        lastOffset(p),
      );
    }
    const isHessian = variables.every((variable) => sameName(variable, variables[0]!));
    return {
      kind: 'derivative',
      operator: isHessian ? 'hessian' : 'leibniz',
      target,
      variables: [...variables].reverse(),
      span,
    };
  }
  const [variable] = variables;
  return { kind: 'operator', operator, target, ...(variable && { variable }), span };
}

const sameName = (a: Expr, b: Expr): boolean => a.kind === 'name' && b.kind === 'name' && a.name === b.name;

/** One variable, a list of them as an array, or the two letters of `\nabla_{xx}^2`. */
function readVariablesBelow(p: Parser, { from, to }: Range): readonly Expr[] {
  const after = p.pos;
  const isPair =
    to === from + 2 &&
    [from, from + 1].every((i) => kindAt(p, i) === Kind.Letter && textAt(p, i).length === 1);
  if (isPair) {
    return [from, from + 1].map((i): Name => nameOf(textAt(p, i), p.tokens[i]!.start, p.tokens[i]!.end));
  }
  const items: Expr[] = [];
  within<undefined>(p, from, to, after, undefined, (q) => {
    do {
      if (items.length > 0) q.pos += 1;
      items.push(parseExpression(q, Precedence.Sum));
    } while (kindAt(q, q.pos) === Kind.Comma && q.error === undefined);
    return undefined;
  });
  if (p.error !== undefined) return items;
  const wrong = items.find((item) => !isVariable(item));
  if (wrong !== undefined) failVariable(p, wrong);
  if (items.length <= 1) return items;
  return [
    { kind: 'array', rows: [items], span: { start: items[0]!.span.start, end: items.at(-1)!.span.end } },
  ];
}

/** `\operatorname{grad} f` without brackets; undefined for any other word. */
export function parseNamedOperator(p: Parser, word: Name, tokens: number): Expr | undefined {
  const operator = operatorWord(word.name);
  const next = kindAt(p, p.pos + tokens);
  const isBare = next === Kind.Letter || next === Kind.Accent || next === Kind.Nabla;
  if (operator === undefined || !isBare) return undefined;
  p.pos += tokens;
  const target = parseTarget(p, word.span.start);
  return { kind: 'operator', operator, target, span: spanFrom(p, word.span.start) };
}

/** What an operator is applied to: one name with its arguments, a bracket, a function, a sum, another operator. */
export function parseTarget(p: Parser, start: number): Expr {
  return deeper(p, () => readTarget(p, start));
}

function readTarget(p: Parser, operatorStart: number): Expr {
  const kind = kindAt(p, p.pos);
  switch (kind) {
    case Kind.Nabla:
      return parseNabla(p);
    case Kind.Open:
      return parseBracket(p);
    case Kind.GroupOpen:
      return parseGroup(p);
    case Kind.Bar:
      return parseBars(p);
    case Kind.Sum:
      return parseSum(p);
    case Kind.Function:
      return parseFunction(p, nameOf(textAt(p, p.pos), startOffset(p), p.tokens[p.pos]!.end), 1);
    case Kind.Frac: {
      const fraction = parseFraction(p);
      if (p.error !== undefined || !startsFactor(p)) return fraction;
      return fail(
        p,
        'It is not clear where the operand of this derivative ends. Put it in brackets.',
        operatorStart,
        lastOffset(p),
      );
    }
    case Kind.Letter:
    case Kind.Accent:
    case Kind.Text:
      return namedTarget(p);
    default:
      return failOperand(p);
  }
}

function namedTarget(p: Parser): Expr {
  const start = startOffset(p);
  const { text, style } = p.tokens[p.pos]!;
  if (style === 'upright' && isFunctionWord(text))
    return parseFunction(p, nameOf(text, start, p.tokens[p.pos]!.end), 1);
  const { name } = parseBase(p);
  if (p.error !== undefined) return name;
  const before = p.pos;
  const { above, below, primes } = readMarks(p);
  if (p.error !== undefined) return name;
  const close = above ? layerEnd(p, above) : -1;
  const isLayer = above !== undefined && close === above.to - 1;
  if ((above !== undefined && !isLayer) || primes > 0) {
    // A transpose belongs to the gradient; `\nabla f^2` may be the gradient of a square or its square.
    p.pos = before;
    const low = readBelow(p);
    return withScripts(p, name, low, undefined);
  }
  const inName = isLayer ? { from: above!.from, to: close + 1, after: close + 1 } : undefined;
  const callee = withScripts(p, name, below, inName);
  if (kindAt(p, p.pos) !== Kind.Open || !/^[([]$/.test(textAt(p, p.pos))) return callee;
  const args = parseArguments(p);
  return { kind: 'call', callee, args, span: spanFrom(p, start) };
}

/** Passes a subscript and nothing else; a power of a name leaves it open what is differentiated. */
function readBelow(p: Parser): Range | undefined {
  let below: Range | undefined;
  if (kindAt(p, p.pos) === Kind.Sub) {
    const marks = { pos: p.pos };
    const read = readMarks(p);
    below = read.below;
    p.pos = below?.after ?? marks.pos;
  }
  if (kindAt(p, p.pos) === Kind.Sup && isDigitsAhead(p)) {
    failAt(p, 'Is this the gradient of a power or the power of a gradient? Put brackets.', p.pos);
  }
  return below;
}

const isDigitsAhead = (p: Parser): boolean => {
  const next = p.pos + 1;
  return kindAt(p, kindAt(p, next) === Kind.GroupOpen ? next + 1 : next) === Kind.Digit;
};
