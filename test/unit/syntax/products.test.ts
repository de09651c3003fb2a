import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExpr } from '../../../src/core/syntax/debug';
import { readExpression } from '../../../src/core/syntax/infix/read';
import { readCallsAsProducts } from '../../../src/core/syntax/products';
import { expressions, spell } from './arbitrary';

const isFunction = (name: string): boolean => name === 'f' || name === 'sin';

describe('names before brackets that are no functions', () => {
  it.each([
    ['b(c)', '(_ b c)'],
    ['f(c)', 'f(c)'],
    ['a/b(c)', '(_ (/ a b) c)'],
    ['a/(b(c))', '(/ a (_ b c))'],
    ['a*b(c + 1)*d', '(* (_ (* a b) (+ c 1)) d)'],
    ['a - b(c)', '(- a (_ b c))'],
    ['x^n(c)', '(_ (^ x n) c)'],
    ['x^(n(c))', '(^ x (_ n c))'],
    ['x^n(c)^2', '(_ (^ x n) (^ c 2))'],
    ['2^-n(c)', '(_ (^ 2 (- n)) c)'],
    ['b(c)^2', '(_ b (^ c 2))'],
    ['(b(c))^2', '(^ (_ b c) 2)'],
    ["b(c)'", '(_ b (T c))'],
    ['b(c)[1]', '(_ b (at c 1))'],
    ["A'(b)", '(_ (T A) b)'],
    ['-b(c)', '(_ (- b) c)'],
    ['-(b(c))', '(- (_ b c))'],
    ['a/b(c)^2', '(_ (/ a b) (^ c 2))'],
    ['f(b(c))', 'f((_ b c))'],
    ['sin(x)(y)', '(_ sin(x) y)'],
    ['b(c, d)', 'b(c, d)'],
    ['[b(c), d]', '[(_ b c), d]'],
    ['|b(c)|', '(abs (_ b c))'],
    ['if b(c) > 0 then d(e) else x[b(c)]', '(if (compare (_ b c) > 0) (_ d e) (at x (_ b c)))'],
  ])('%s', (text, tree) => {
    expect(printExpr(readCallsAsProducts(readExpression(text).expr, isFunction))).toBe(tree);
  });

  it('a tree without such calls is itself', () => {
    const { expr } = readExpression('f(x)/2x + sin(y)');
    expect(readCallsAsProducts(expr, isFunction)).toBe(expr);
  });

  it('nothing is left to do after it', () => {
    fc.assert(
      fc.property(expressions, (expr) => {
        const { expr: read } = readExpression(spell(expr));
        const products = readCallsAsProducts(read, () => false);
        expect(printExpr(readCallsAsProducts(products, () => false))).toBe(printExpr(products));
      }),
    );
  });
});
