import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  numberTex,
  showCertain,
  showDistinct,
  showExact,
  showNumber,
  showTensor,
  showTensorExactTex,
} from '../../../src/core/print/numbers';

describe('showNumber', () => {
  const cases: [x: number, text: string, digits?: number][] = [
    [0, '0'],
    [-0, '0'],
    [9, '9'],
    [-11, '-11'],
    [1234567, '1234567'],
    [9999999999, '9999999999'],
    [1e10, '1e10'],
    [-12345678901, '-1.235e10'],
    [0.5, '0.5'],
    [-0.069186, '-0.06919'],
    [2.319522830243569e-16, '2.3e-16', 2],
    [2.319522830243569e-16, '2.32e-16'],
    [1 / 3, '0.3333'],
    [0.0001234, '0.0001234'],
    [0.00001234, '1.234e-5'],
    [12345.678, '12350'],
    [123456.5, '123457', 6],
    [1234567.5, '1.235e6'],
    [9.99996, '10'],
    [0.99996, '1'],
    [99999.6, '100000'],
    [999999.6, '1e6'],
    [54.0000001, '54'],
    [5e-324, '4.941e-324'],
    [Number.MAX_VALUE, '1.798e308'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ];
  it.each(cases)('%s is %s', (x, text, digits) => {
    expect(showNumber(x, digits)).toBe(text);
  });

  it('is within half a unit of the last digit', () => {
    const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 17 }), (x, d) => {
        const error = Math.abs(Number(showNumber(x, d)) - x);
        expect(error).toBeLessThanOrEqual(Math.abs(x) * 0.5001 * 10 ** (1 - d));
      }),
    );
  });
});

it('showExact reads back as the same number', () => {
  expect(showExact(1e21)).toBe('1e21');
  expect(showExact(0.1)).toBe('0.1');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Number(showExact(x))).toBe(x === 0 ? 0 : x);
    }),
  );
});

describe('showTensor', () => {
  const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
  const cases: [shape: number[], entries: number[], text: string, limit?: number][] = [
    [[], [0.25], '0.25'],
    [[2], [9, 0], '[9, 0]'],
    [[2], [1, 2.319522830243569e-16], '[1, 2.32e-16]'],
    [[0], [], '[]'],
    [[2, 2], [1, 2, 3, 4], '[[1, 2], [3, 4]]'],
    [[1, 3], [0.1168, 0, 0.1536], '[[0.1168, 0, 0.1536]]'],
    [[2, 0], [], '[[], []]'],
    [[2, 1, 2], [1, 2, 3, 4], '[[[1, 2]], [[3, 4]]]'],
    [[100], range(100), '[1, 2, 3, …, 100]', 4],
    [[4, 100], range(400), '[[1, …, 100], …, [301, …, 400]]', 4],
    [[2, 100], range(200), '[[1, 2, …, 100], [101, 102, …, 200]]', 6],
    [[17], range(17), '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …, 17]'],
  ];
  it.each(cases)('%j %j is %s', (shape, entries, text, limit) => {
    expect(showTensor({ shape, entries }, 4, limit)).toBe(text);
  });

  it('stays short for large arrays', () => {
    const text = showTensor({ shape: [1000, 1000], entries: new Float64Array(1e6).fill(0.12345) });
    expect(text.length).toBeLessThan(200);
  });

  const tex: [shape: number[], entries: number[], text: string, limit?: number][] = [
    [[], [-0.5], '-0.5'],
    [[], [2.3e-16], '2.3 \\cdot 10^{-16}'],
    [[2], [9, 0], '\\begin{pmatrix} 9 \\\\ 0 \\end{pmatrix}'],
    [[2, 2], [1, 2, 3, 4], '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}'],
    [[9], range(9), '\\begin{pmatrix} 1 \\\\ \\vdots \\\\ 9 \\end{pmatrix}', 2],
    [[2, 9], range(18), '\\begin{pmatrix} 1 & \\cdots & 9 \\\\ 10 & \\cdots & 18 \\end{pmatrix}', 4],
    [[9, 2], range(18), '\\begin{pmatrix} 1 & 2 \\\\ \\vdots \\\\ 17 & 18 \\end{pmatrix}', 4],
  ];
  it.each(tex)('%j %j is %s in TeX', (shape, entries, text, limit) => {
    expect(showTensorExactTex({ shape, entries }, limit)).toBe(text);
  });
});

it('numberTex writes powers of ten', () => {
  expect(numberTex('-1.5e-7')).toBe('-1.5 \\cdot 10^{-7}');
  expect(numberTex('-∞')).toBe('-\\infty');
  expect(numberTex('0.3 ± 2e5')).toBe('0.3 \\pm 2 \\cdot 10^{5}');
});

describe('showCertain', () => {
  const cases: [value: number, radius: number, text: string][] = [
    [0.3333333, 1e-6, '0.33333'],
    [0.25, 0, '0.25'],
    [54, 1e-13, '54'],
    [123456, 900, '1.2e5'],
    [1.25, 1e-6, '1.25000'],
    [-2.732, 1e-5, '-2.7320'],
    [1.2500001e-8, 1e-13, '1.2500e-8'],
    [0.3, 0.5, '0.3 ± 0.5'],
    [1e-20, 1e-16, '0 ± 1e-16'],
    [0, 1e-16, '0 ± 1e-16'],
    [0, 0, '0'],
    [1, Number.POSITIVE_INFINITY, '1 ± ∞'],
    [Number.NaN, 1, 'NaN'],
    [Number.POSITIVE_INFINITY, 1, '∞'],
  ];
  it.each(cases)('%s within %s is %s', (value, radius, text) => {
    expect(showCertain(value, radius)).toBe(text);
  });

  it('shows no digit that the ball leaves open', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, fc.double({ min: -18, max: 3, noNaN: true }), (x, logRadius) => {
        const radius = 10 ** logRadius;
        const text = showCertain(x, radius);
        if (text.includes('±')) return;
        const digits = text.replace(/e.*/, '').replace(/[-.]/g, '').replace(/^0+/, '').length;
        for (const end of [x - radius, x + radius]) {
          expect(Math.abs(Number(text) - end)).toBeLessThanOrEqual(
            Math.abs(Number(text)) * 0.51 * 10 ** (1 - digits),
          );
        }
      }),
    );
  });
});

it('showDistinct adds digits until two numbers differ', () => {
  expect(showDistinct(0.05, 0.050001)).toEqual(['0.05', '0.050001']);
  expect(showDistinct(1, 2)).toEqual(['1', '2']);
  expect(showDistinct(0.1, 0.1)).toEqual(['0.1', '0.1'].map(() => showNumber(0.1, 17)));
});
