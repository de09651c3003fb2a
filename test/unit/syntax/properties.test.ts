import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expr, MAX_DEPTH } from '../../../src/core/syntax/ast';
import { printExpr } from '../../../src/core/syntax/debug';
import { readDirective } from '../../../src/core/syntax/infix/directives';
import { readExpression, readInfix } from '../../../src/core/syntax/infix/read';
import type { Statement } from '../../../src/core/syntax/statements';
import { forEachOperand } from '../../../src/core/syntax/walk';
import type { Span } from '../../../src/core/text/span';
import { expressions, PIECES, spell, VALID } from './arbitrary';

const within = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;

function checkSpans(expr: Expr, outer: Span, depth = 1): void {
  if (!within(expr.span, outer)) throw new Error(`${printExpr(expr)} ${JSON.stringify([expr.span, outer])}`);
  if (depth > MAX_DEPTH) throw new Error('too deep');
  if (expr.kind === 'binary' && !within(expr.operatorSpan, expr.span)) throw new Error('operator outside');
  if ((expr.kind === 'call' || expr.kind === 'prime-call') && !within(expr.callee.span, expr.span)) {
    throw new Error('callee outside');
  }
  if (expr.kind === 'derivative' && expr.quotient) checkSpans(expr.quotient, expr.span, depth + 1);
  forEachOperand(expr, (operand) => checkSpans(operand, expr.span, depth + 1));
}

function checkStatement(statement: Statement, outer: Span): void {
  const { span } = statement;
  if (!within(span, outer)) throw new Error(`${statement.kind} ${JSON.stringify([span, outer])}`);
  switch (statement.kind) {
    case 'relation':
      for (const side of statement.sides) checkSpans(side, span);
      for (const relation of statement.relationSpans) expect(within(relation, span)).toBe(true);
      for (const name of statement.also) checkSpans(name, span);
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

/** What holds for every text. */
function checkText(text: string): void {
  const whole = { start: 0, end: text.length };
  const result = readInfix(text);
  let end = 0;
  for (const statement of result.statements) {
    checkStatement(statement, whole);
    expect(statement.span.start).toBeGreaterThanOrEqual(end);
    end = statement.span.end;
  }
  for (const { span, message } of [...result.errors, ...result.notes]) {
    expect(within(span, whole)).toBe(true);
    expect(span.end).toBeGreaterThan(span.start);
    expect(message).toMatch(/^\S.*[.?…]$/su);
  }
  const { expr, errors } = readExpression(text);
  checkSpans(expr, whole);
  expect(errors.length).toBeLessThanOrEqual(1);
  expect(hasMissing(expr)).toBe(hasMissing(expr) && errors.length === 1);
  readDirective(text);
}

function hasMissing(expr: Expr): boolean {
  let found = expr.kind === 'missing';
  forEachOperand(expr, (operand) => {
    found ||= hasMissing(operand);
  });
  return found;
}

describe('any text gives a result', () => {
  it('of any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), checkText), { numRuns: 500 });
  });

  it('of signs and words in any order', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(texts, checkText), { numRuns: 1500 });
  });

  it('of words with blanks between', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(' '));
    fc.assert(fc.property(texts, checkText), { numRuns: 700 });
  });

  it('of statements cut and joined anywhere', () => {
    const cut = fc
      .tuple(fc.constantFrom(...VALID), fc.nat(40), fc.nat(40))
      .map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length));
    const texts = fc.array(fc.oneof(cut, fc.constantFrom(...PIECES, ...VALID)), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.constantFrom('', ' ', '\n', '; '), (pieces, glue) =>
        checkText(pieces.join(glue)),
      ),
      { numRuns: 1500 },
    );
  });

  it('of valid statements, each on its line, as those statements', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...VALID), { maxLength: 10 }), (lines) => {
        const together = readInfix(lines.join('\n\n'));
        const apart = lines.flatMap((line) => readInfix(line).statements);
        expect(together.errors).toEqual([]);
        expect(together.statements.map(({ kind }) => kind)).toEqual(apart.map(({ kind }) => kind));
      }),
    );
  });
});

describe('a tree reads back from its spelling', () => {
  it('with every operand in brackets', () => {
    fc.assert(
      fc.property(expressions, (expr) => {
        const { expr: read, errors } = readExpression(spell(expr));
        expect(errors).toEqual([]);
        expect(printExpr(read)).toBe(printExpr(expr));
      }),
      { numRuns: 1000 },
    );
  });
});
