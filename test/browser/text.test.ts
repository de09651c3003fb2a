import { describe, expect, it } from 'vitest';
import { setName, setSymbol, shorten } from '../../src/webview/names';
import { formatNumber, formatTensor } from '../../src/webview/numbers';
import { matrix, scalar, vector } from './views';

describe('numbers', () => {
  it.each<[number | 'NaN' | 'Infinity' | '-Infinity', string]>([
    [0, '0'],
    [-0, '0'],
    [3, '3'],
    [-11, '−11'],
    [0.5, '0.5'],
    [-0.069186, '−0.06919'],
    [2.3e-16, '2.3e−16'],
    [0.0001, '0.0001'],
    [0.00009999, '9.999e−5'],
    [0.99999, '1'],
    [1234.5678, '1235'],
    [98765.4, '98765'],
    [999999, '999999'],
    [1234567, '1.235e6'],
    [-6.02e23, '−6.02e23'],
    [5e-324, '4.941e−324'],
    ['NaN', 'NaN'],
    ['Infinity', '∞'],
    ['-Infinity', '−∞'],
  ])('%s is written %s', (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });

  it('writes arrays with all their entries', () => {
    expect(formatTensor(scalar(2))).toBe('2');
    expect(formatTensor(vector([1, -2]))).toBe('[1, −2]');
    expect(formatTensor(vector([]))).toBe('[]');
    expect(
      formatTensor(
        matrix([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toBe('[[1, 2], [3, NaN]]');
    expect(formatTensor({ shape: [2, 2], entries: [1, 2, 3] })).toBe(
      '[[1, 2], [3, …]] (first 3 of 4 entries)',
    );
  });
});

describe('names', () => {
  const show = (name: string): string =>
    setName(name)
      .map(({ text, face, subscript }) => `${subscript ? '_' : ''}${text}:${face}`)
      .join(' ');

  it.each([
    ['x', 'x:italic'],
    ['x_1', 'x:italic _1:upright'],
    ['h2', 'h:italic _2:upright'],
    ['W_{ij}', 'W:italic _ij:upright'],
    ['x_i', 'x:italic _i:italic'],
    ['W_out', 'W:italic _out:upright'],
    ["y'", 'y′:italic'],
    ['loss', 'loss:upright'],
    ['conv2', 'conv2:upright'],
    ['sigma_alpha', 'σ:italic _α:italic'],
    ['θ', 'θ:italic'],
    ['constructor', 'constructor:upright'],
    ['a b', 'a b:code'],
    ['__proto__', '__proto__:code'],
    ['a\nb', 'a␣b:code'],
    ['<b>', '<b>:code'],
  ])('%j is set as %s', (name, pieces) => {
    expect(show(name)).toBe(pieces);
  });

  it.each([
    ['*', '×'],
    ['-', '−'],
    ['relu', 'relu'],
    ['sigmoid', 'σ'],
    ['toString', 'toString'],
    ['^2', '(·)²'],
    ['^-1', '(·)⁻¹'],
    ['^0.5', '^0.5'],
  ])('the operation %s has the sign %s', (label, sign) => {
    expect(setSymbol(label).text).toBe(sign);
  });

  it('shortens without breaking a surrogate pair', () => {
    expect(shorten('abcdef', 4)).toBe('abc…');
    expect(shorten('𝛼𝛽𝛾𝛿', 3)).toBe('𝛼𝛽…');
    expect(shorten('abc', 3)).toBe('abc');
  });
});
