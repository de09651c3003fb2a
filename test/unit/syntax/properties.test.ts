import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/core/syntax/ast';
import { printExpr } from '../../../src/core/syntax/debug';
import { readDirective } from '../../../src/core/syntax/infix/directives';
import { readExpression, readInfix } from '../../../src/core/syntax/infix/read';
import { forEachOperand } from '../../../src/core/syntax/walk';
import { expressions, PIECES, spell, VALID } from './arbitrary';
import { checkSpans, checkStatement, within } from './spans';

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
