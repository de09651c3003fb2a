import type { Derivative, Expr, Name } from '../ast';
import { binary, deeper, fail, failAt, lastOffset, missingAt, spanFrom, startOffset } from '../token-parser';
import { parseArguments } from './brackets';
import { afterAtom, differentialAt, type Marker, markerAt, readVariables } from './differentials';
import { Precedence, parseExpression, startsFactor } from './expressions';
import { parseTarget } from './nabla';
import { asName, failVariable, isVariable } from './named-operators';
import { parsePower, parseSuffixes } from './operands';
import { kindAt, type Parser, refuse, textAt, within } from './parser';
import { argumentAt, type Range } from './scripts';
import { Kind } from './tokens';

export { parseNabla } from './nabla';

/** `\frac{\partial f}{\partial x}` and `\frac{d}{dx}` from the two parts of a fraction; undefined where it is an ordinary one. */
export function parseQuotientOfDifferentials(
  p: Parser,
  above: Range,
  below: Range,
  after: number,
  start: number,
): Expr | undefined {
  const marker = markerAt(p, above.from, above.to);
  if (marker === undefined) return undefined;
  const isPartial = kindAt(p, above.from) === Kind.Partial;
  if (!isPartial && !differentialAt(p, below.from, below.to)) return undefined;
  if (isQuotientInside(p, marker, above.to)) return undefined;
  if (marker.order === 0) {
    return refuse(
      p,
      'A derivative of an order that is no number is not read.',
      start,
      p.tokens[after - 1]!.end,
    );
  }
  if (!differentialAt(p, below.from, below.to)) {
    const message = 'A derivative has a ∂ below as well: \\frac{\\partial f}{\\partial x}. Write it.';
    return failAt(p, message, Math.min(below.from, after - 1));
  }
  let target: Expr | undefined;
  if (marker.target < above.to) {
    target = within<Expr>(p, marker.target, above.to, after, missingAt(start), (q) =>
      parseExpression(q, Precedence.Lowest),
    );
  }
  if (p.error !== undefined) return missingAt(start);
  const variables = within<Variables | undefined>(p, below.from, below.to, after, undefined, (q) =>
    readVariables(q, marker.order),
  );
  if (p.error !== undefined || variables === undefined) return missingAt(start);
  return target === undefined ? operatorForm(p, variables, start) : derivativeOf(p, target, variables, start);
}

/** `dy/dt` above is a derivative of its own. */
function isQuotientInside(p: Parser, { target }: Marker, to: number): boolean {
  const bar = kindAt(p, target) === Kind.Slash ? target : target < to ? afterAtom(p, target) : -1;
  return bar > 0 && bar < to && kindAt(p, bar) === Kind.Slash && denominatorAt(p, bar + 1) !== undefined;
}

interface Variables {
  /** In the order in which they are written. */
  readonly variables: readonly Expr[];
  /** Whether one of them is transposed, as in `\partial x \partial x^T`. */
  readonly transposed: boolean;
}

function derivativeOf(p: Parser, target: Expr, { variables, transposed }: Variables, start: number): Expr {
  const wrong = variables.find((variable) => !isVariable(variable));
  if (wrong) return failVariable(p, wrong);
  const taken = [...variables].reverse();
  const node: Derivative = {
    kind: 'derivative',
    operator: transposed ? (taken.length === 1 ? 'jacobian' : 'hessian') : 'leibniz',
    target: asName(target),
    variables: taken,
    span: spanFrom(p, start),
  };
  return takenAt(p, node, start);
}

/** `\frac{df}{dx}(a, b)` is taken at a point; with one argument it may be a product as well. */
function takenAt(p: Parser, node: Derivative, start: number): Expr {
  const isBracket = kindAt(p, p.pos) === Kind.Open && textAt(p, p.pos) === '(';
  if (!isBracket || node.target.kind !== 'name') return node;
  // In `\frac{dL}{dy}(1 - y)^2` the bracket is a factor.
  const behind = kindAt(p, p.match[p.pos]! + 1);
  if (behind === Kind.Sup || behind === Kind.Sub || behind === Kind.Prime) return node;
  const args = parseArguments(p);
  if (p.error !== undefined || args.length === 0) return node;
  const at = args.map(({ value }) => value);
  return { ...node, at, ...(at.length === 1 && { perhapsFactor: true }), span: spanFrom(p, start) };
}

/** `\frac{d}{dx}` before what it is applied to. */
function operatorForm(p: Parser, variables: Variables, start: number): Expr {
  const operatorEnd = lastOffset(p);
  const first = p.pos;
  if (!startsFactor(p)) {
    // A sign that is known and not read, such as an integral's, says so itself.
    if (kindAt(p, first) === Kind.Refused) return parseExpression(p, Precedence.Lowest);
    return refuse(p, 'What is differentiated is missing behind this operator. Write it.', start, operatorEnd);
  }
  const target = deeper(p, parseReach);
  if (p.error !== undefined) return target;
  if (!endsReach(p, first, target)) {
    return fail(
      p,
      'It is not clear where the operand of this derivative ends. Put it in brackets.',
      start,
      operatorEnd,
    );
  }
  return derivativeOf(p, target, variables, start);
}

/** A bracket with its powers, or a run of factors without signs. */
function parseReach(p: Parser): Expr {
  const start = startOffset(p);
  let expr = parsePower(p);
  if (isBracketed(p, start)) return expr;
  while (p.error === undefined && startsFactor(p)) {
    if (startsDerivative(p)) break;
    const end = lastOffset(p);
    const next = startOffset(p);
    if (kindAt(p, p.pos) === Kind.Digit) break;
    const right = parsePower(p);
    expr = binary(p, 'juxtapose', expr, right, start, Math.min(end, next), next);
  }
  return expr;
}

function isBracketed(p: Parser, start: number): boolean {
  let first = p.pos - 1;
  while (first > 0 && p.tokens[first - 1]!.start >= start) first -= 1;
  return p.tokens[first]?.kind === Kind.Open;
}

/** Whether what follows the operand leaves no doubt that it ended there. */
function endsReach(p: Parser, first: number, target: Expr): boolean {
  const isBracket = kindAt(p, first) === Kind.Open;
  if (startsFactor(p)) {
    if (startsDerivative(p)) return isBracket;
    return isBracket && !(kindAt(p, p.pos) === Kind.Open && textAt(p, first) === '(');
  }
  const kind = kindAt(p, p.pos);
  const nextIsDerivative = isDerivativeAt(p, p.pos + 1);
  if (kind === Kind.Times) return isBracket || nextIsDerivative;
  if (kind === Kind.Slash) return isBracket;
  if (kind === Kind.Plus || kind === Kind.Minus)
    return isBracket || nextIsDerivative || CLOSED.has(target.kind);
  return true;
}

/** Operands that nobody takes for the start of a longer one. */
const CLOSED: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>([
  'name',
  'call',
  'prime-call',
  'derivative',
  'operator',
  'sum',
  'absolute',
  'evaluated',
]);

const startsDerivative = (p: Parser): boolean => isDerivativeAt(p, p.pos);

function isDerivativeAt(p: Parser, index: number): boolean {
  const kind = kindAt(p, index);
  if (kind === Kind.Partial || kind === Kind.Nabla) return true;
  if (kind !== Kind.Frac) return false;
  const above = argumentAt(p, index + 1);
  const below = above && argumentAt(p, above.after);
  if (above === undefined || below === undefined) return false;
  return markerAt(p, above.from, above.to) !== undefined && differentialAt(p, below.from, below.to);
}

/** `dL/dw`, `d/dx f(x)`: undefined where the letters are an ordinary product. */
export function parseSlashed(p: Parser): Expr | undefined {
  if (kindAt(p, p.pos) !== Kind.Letter || textAt(p, p.pos) !== 'd') return undefined;
  return parseInline(p);
}

/** `\partial L/\partial w`, `\partial_x f`. */
export function parsePartial(p: Parser): Expr {
  const start = startOffset(p);
  if (kindAt(p, p.pos + 1) === Kind.Sub) return parseSuffixes(p, parseSubscripted(p), start, false);
  const derivative = parseInline(p);
  if (derivative) return parseSuffixes(p, derivative, start, false);
  if (p.error !== undefined) return missingAt(start);
  return failAt(
    p,
    "'∂' is read only in a derivative such as \\frac{\\partial L}{\\partial w}. Write it whole.",
    p.pos,
  );
}

function parseInline(p: Parser): Expr | undefined {
  const start = startOffset(p);
  const marker = markerAt(p, p.pos, p.end);
  if (marker === undefined || marker.order === 0) return undefined;
  const bar = kindAt(p, marker.target) === Kind.Slash ? marker.target : afterAtom(p, marker.target);
  if (bar < 0 || kindAt(p, bar) !== Kind.Slash) return undefined;
  const range = denominatorAt(p, bar + 1);
  if (range === undefined) return undefined;
  return deeper(p, () => inlineOf(p, marker, bar, range, start));
}

/** `(\partial x \partial y)` and `{\partial w}` whole; else what starts with a differential. */
function denominatorAt(p: Parser, index: number): Range | undefined {
  const kind = kindAt(p, index);
  if (kind === Kind.Open || kind === Kind.GroupOpen) {
    const close = p.match[index]!;
    if (close < 0 || close >= p.end || !differentialAt(p, index + 1, close)) return undefined;
    return { from: index + 1, to: close, after: close + 1 };
  }
  return differentialAt(p, index, p.end) ? { from: index, to: -1, after: -1 } : undefined;
}

function inlineOf(p: Parser, marker: Marker, bar: number, range: Range, start: number): Expr {
  let target: Expr | undefined;
  if (marker.target < bar) {
    target = within<Expr>(p, marker.target, bar, bar + 1, missingAt(start), (q) =>
      parseExpression(q, Precedence.Lowest),
    );
    if (p.error !== undefined) return target;
  }
  let variables: Variables | undefined;
  if (range.to < 0) {
    p.pos = range.from;
    variables = readVariables(p, marker.order, true);
  } else {
    variables = within<Variables | undefined>(p, range.from, range.to, range.after, undefined, (q) =>
      readVariables(q, marker.order),
    );
  }
  if (p.error !== undefined || variables === undefined) return missingAt(start);
  return target === undefined ? operatorForm(p, variables, start) : derivativeOf(p, target, variables, start);
}

/** `\partial_x f`, `\partial_{xy} f`, `\partial_t^2 u` */
function parseSubscripted(p: Parser): Expr {
  const start = startOffset(p);
  p.pos += 1;
  const below = argumentAt(p, p.pos + 1);
  if (below === undefined) return failAt(p, 'The variable is missing behind ∂. Write it.', p.pos);
  p.pos = below.after;
  let order = 1;
  if (kindAt(p, p.pos) === Kind.Sup) {
    const above = argumentAt(p, p.pos + 1);
    const digit = above && above.to === above.from + 1 ? Number(textAt(p, above.from)) : Number.NaN;
    if (!(digit >= 1 && digit <= 9))
      return failAt(p, 'The order of this derivative is not read. Write a number.', p.pos);
    order = digit;
    p.pos = above!.after;
  }
  const names: Expr[] = [];
  for (let i = below.from; i < below.to; i++) {
    const { kind, text, start: from, end } = p.tokens[i]!;
    if (kind === Kind.Comma) continue;
    if (kind !== Kind.Letter) {
      return refuse(
        p,
        'The variable of ∂ is not read here. Write \\frac{\\partial f}{\\partial x}.',
        from,
        end,
      );
    }
    if (/^[i-n]$/.test(text)) {
      return refuse(
        p,
        'An index below ∂ stands for a variable that is not named. Write \\frac{\\partial f}{\\partial x_i}.',
        from,
        end,
      );
    }
    names.push({ kind: 'name', name: text, span: { start: from, end } } satisfies Name);
  }
  if (order > 1 && names.length > 1)
    return failAt(p, 'The order and the variables of ∂ do not fit. Write a quotient.', below.from);
  const variables = order > 1 ? new Array<Expr>(order).fill(names[0]!) : names.reverse();
  const target = parseTarget(p, start);
  if (p.error !== undefined) return target;
  return { kind: 'derivative', operator: 'leibniz', target, variables, span: spanFrom(p, start) };
}
