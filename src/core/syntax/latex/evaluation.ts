import type { Binding, Expr } from '../ast';
import { failAt, spanFrom } from '../token-parser';
import { Precedence, parseExpression } from './expressions';
import { kindAt, matchAt, type Parser, refuse, textAt, within } from './parser';
import { argumentAt, type Range } from './scripts';
import { Kind } from './tokens';

/** Whether the bar that comes next is that of `f|_{x=1}`, rather than one that closes `|x|`. */
export function isPointBar(p: Parser, kind: Kind): boolean {
  if (kindAt(p, p.pos + 1) !== Kind.Sub) return false;
  const range = argumentAt(p, p.pos + 2);
  if (range === undefined) return false;
  if (kind === Kind.Close) return textAt(p, p.pos) === '|' && matchAt(p, p.pos) < 0 && p.match[p.pos]! < 0;
  if (textAt(p, p.pos) !== '|') return false;
  return (p.bar !== '|' && p.bar !== '||') || hasRelation(p, range);
}

export function hasRelation(p: Parser, { from, to }: Range): boolean {
  for (let i = from; i < to; i++) {
    if (kindAt(p, i) === Kind.Relation) return true;
    const close = p.match[i]!;
    if (close > i && close < to) i = close;
  }
  return false;
}

/** Reads the point behind `target`, from the bar on. */
export function parseEvaluation(p: Parser, target: Expr, start: number): Expr {
  p.pos += 1;
  return parsePoint(p, target, start);
}

/** Reads `_{x=1, y=2}`. */
export function parsePoint(p: Parser, target: Expr, start: number): Expr {
  const range = argumentAt(p, p.pos + 1);
  if (range === undefined) return failAt(p, 'The point is missing here. Write |_{x=1}.', p.pos);
  const at = within<readonly Binding[]>(p, range.from, range.to, range.after, [], parseBindings);
  if (kindAt(p, p.pos) === Kind.Sup) {
    const { start: from, end } = p.tokens[p.pos]!;
    return refuse(p, 'A difference between two ends is not read. Write both values.', from, end);
  }
  return { kind: 'evaluated', target, at, span: spanFrom(p, start) };
}

export function parseBindings(p: Parser): readonly Binding[] {
  const bindings: Binding[] = [];
  do {
    if (bindings.length > 0) p.pos += 1;
    const first = parseExpression(p, Precedence.Sum);
    if (kindAt(p, p.pos) === Kind.Relation && textAt(p, p.pos) === '=') {
      p.pos += 1;
      bindings.push({ variable: first, value: parseExpression(p, Precedence.Sum) });
    } else bindings.push({ value: first });
  } while (kindAt(p, p.pos) === Kind.Comma || kindAt(p, p.pos) === Kind.Semicolon);
  return bindings;
}
