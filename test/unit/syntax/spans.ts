import { expect } from 'vitest';
import { type Expr, MAX_DEPTH } from '../../../src/core/syntax/ast';
import { printExpr } from '../../../src/core/syntax/debug';
import type { Statement } from '../../../src/core/syntax/statements';
import { forEachOperand } from '../../../src/core/syntax/walk';
import type { Span } from '../../../src/core/text/span';

/** Whether a span lies inside another. */
export const within = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;

/** Every part of an expression lies inside what it is a part of, and none too deep. */
export function checkSpans(expr: Expr, outer: Span, depth = 1): void {
  if (!within(expr.span, outer)) throw new Error(`${printExpr(expr)} ${JSON.stringify([expr.span, outer])}`);
  if (depth > MAX_DEPTH) throw new Error('too deep');
  if (expr.kind === 'binary' && !within(expr.operatorSpan, expr.span)) {
    throw new Error(`operator outside: ${printExpr(expr)} ${JSON.stringify([expr.operatorSpan, expr.span])}`);
  }
  if ((expr.kind === 'call' || expr.kind === 'prime-call') && !within(expr.callee.span, expr.span)) {
    throw new Error(`callee outside: ${printExpr(expr)} ${JSON.stringify([expr.callee.span, expr.span])}`);
  }
  if (expr.kind === 'derivative' && expr.quotient) checkSpans(expr.quotient, expr.span, depth + 1);
  forEachOperand(expr, (operand) => checkSpans(operand, expr.span, depth + 1));
}

/** Every part of a statement lies inside of it. */
export function checkStatement(statement: Statement, outer: Span): void {
  const { span } = statement;
  if (!within(span, outer)) throw new Error(`${statement.kind} ${JSON.stringify([span, outer])}`);
  switch (statement.kind) {
    case 'relation':
      for (const side of statement.sides) checkSpans(side, span);
      for (const relation of statement.relationSpans) expect(within(relation, span)).toBe(true);
      for (const name of statement.also) checkSpans(name, span);
      for (const condition of statement.when ?? []) checkStatement(condition, span);
      expect(statement.sides).toHaveLength(statement.relations.length + 1);
      return;
    case 'function':
      checkStatement(statement.relation, span);
      return;
    case 'declaration':
    case 'membership':
    case 'property':
      for (const name of statement.names) checkSpans(name, span);
      return;
    case 'given':
      checkSpans(statement.derivative, span);
      if (statement.value) checkSpans(statement.value, span);
      return;
    case 'at':
      for (const value of statement.point) checkStatement(value, span);
      for (const claim of statement.body) checkStatement(claim, span);
      return;
    case 'assume':
      checkStatement(statement.statement, span);
      return;
    case 'query':
      checkSpans(statement.target, span);
      return;
    case 'mention':
      checkSpans(statement.expr, span);
      return;
    case 'directive':
    case 'unread':
      return;
  }
}
