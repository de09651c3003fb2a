import { expect, it } from 'vitest';
import type { TokenKind } from '../../../../src/service/language/model';
import { readSheets } from '../../../../src/service/language/reading';
import { tokensOf } from '../../../../src/service/language/tokens';

const tokens = (text: string, path = 'a.nabla'): string[] =>
  tokensOf(readSheets({ path, language: '', text })).map(
    ({ span, kind }) => `${text.slice(span.start, span.end)}:${kind satisfies TokenKind}`,
  );

const cases: readonly [what: string, text: string, expected: string][] = [
  [
    'definitions and inputs',
    'x = 3\ny = 2*x + z',
    'x:definition 3:number y:definition 2:number x:input z:input',
  ],
  ['uses of definitions', 'y = x\nz = y', 'y:definition x:input z:definition y:name'],
  [
    'derivatives and claims',
    'y = x^2\ndy/dx = 2*x',
    'y:definition x:input 2:number d:derivative y:name d:derivative x:input =:claim 2:number x:input',
  ],
  [
    'signs',
    'L = x\n∂²L/∂x² = 0\n∇L = 1',
    'L:definition x:input ∂:derivative L:name ∂:derivative x:input =:claim 0:number ∇:derivative L:name =:claim 1:number',
  ],
  [
    'd/dx',
    'y = x\nd/dx (y) = 1\nd(y)/d(x) = 1',
    'y:definition x:input d:derivative d:derivative x:input y:name =:claim 1:number d:derivative y:name d:derivative x:input =:claim 1:number',
  ],
  [
    'functions',
    'f(x) = sin(pi*x)\ny = f(2)',
    'f:function x:parameter sin:builtin pi:constant x:parameter y:definition f:function 2:number',
  ],
  ['options', 's = sum(A, axis=0)', 's:definition sum:builtin A:input axis:keyword 0:number'],
  [
    'operators',
    'y = x^2\ngrad(y, x) = 2*x',
    'y:definition x:input 2:number grad:builtin y:name x:input =:claim 2:number x:input',
  ],
  [
    'words',
    'at x = 1: y = 2\nif_ = 3',
    'at:directive x:input 1:number y:input =:claim 2:number if_:definition 3:number',
  ],
  [
    'directives',
    '@grad ignore\ny = 1\nassume a < b',
    '@grad:directive ignore:directive y:input 1:number assume:directive a:input b:input',
  ],
  [
    'conditionals',
    'y = if x > 0 then x else 0',
    'y:definition if:directive x:input 0:number then:directive x:input else:directive 0:number',
  ],
  ['shapes', 'W : 3xn\nx : R^n', 'W:input n:parameter x:input n:parameter'],
  ['sentences', 'This is a remark about it\ny = x', 'This is a remark about it:unread y:definition x:input'],
  ['a chain', 'y = x = 3', 'y:definition x:input =:claim 3:number'],
  ['lines with mistakes', 'y = x\nz = (y', 'y:definition x:input z:definition y:name'],
  [
    'one token a place',
    'f(x, y) = x*y\nf_xy = 1\nJ_f = [y, x]',
    'f:function x:parameter y:parameter x:parameter y:parameter f:function x:input y:input =:claim 1:number f:function =:claim y:input x:input',
  ],
];
it.each(cases)('%s', (_what, text, expected) => {
  expect(tokens(text).join(' ')).toBe(expected);
});

it('in comments and strings', () => {
  expect(tokens('# @grad\n# y = 2*x\nz = 3\n', 'a.py')).toEqual(['y:definition', '2:number', 'x:input']);
  expect(tokens('{"nodes": {"y": "2*x"}}', 'a.nabla.json')).toEqual(['y:definition', '2:number', 'x:input']);
});

it('on one line each', () => {
  expect(tokens('The words that (go on\n  in the next line) here\n')).toEqual([
    'The words that (go on:unread',
    'in the next line) here:unread',
  ]);
});
