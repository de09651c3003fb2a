import { describe, expect, it } from 'vitest';
import { differentiate } from '../../../bench/random/differentiate';
import { randomClaim, randomness } from '../../../bench/random/generate';
import { binary, call, name, negative, number, print, type Tree } from '../../../bench/random/tree';
import { verdictOn } from '../../../bench/verdict';

const x = name('x');
const ROWS: readonly (readonly [Tree, string, string])[] = [
  [binary('*', x, call('sin', x)), 'x*sin(x)', 'sin(x) + x*cos(x)'],
  [binary('^', x, number(3)), 'x^3', '3*x^2'],
  [binary('^', x, negative(number(2))), 'x^(-2)', '-2*x^-3'],
  [binary('/', number(1), binary('+', x, number(2))), '1/(x + 2)', '(-1)/(x + 2)^2'],
  [call('hypot', x, name('y')), 'hypot(x, y)', 'x/hypot(x, y)'],
  [call('relu', x), 'relu(x)', '(if x > 0 then 1 else 0)'],
  [negative(binary('-', x, negative(x))), '-(x - (-x))', '-(1 - (-1))'],
];

describe('the differentiator of the random claims', () => {
  it.each(ROWS)('$1', (tree, text, derivative) => {
    expect(print(tree)).toBe(text);
    expect(print(differentiate(tree, 'x'))).toBe(derivative);
  });
});

describe('random claims', () => {
  it('are the same for the same seed', () => {
    const drawn = (seed: number) => {
      const random = randomness(seed);
      return Array.from({ length: 20 }, () => randomClaim(random));
    };
    expect(drawn(4)).toEqual(drawn(4));
    expect(drawn(4)).not.toEqual(drawn(5));
  });

  it('are never accused, and nearly all agree', async () => {
    const random = randomness(11);
    const verdicts: string[] = [];
    for (let i = 0; i < 150; i++) {
      const { head, left, right } = randomClaim(random);
      verdicts.push((await verdictOn(`${head}\n${left} = ${right}\n`)).kind);
    }
    expect(verdicts).not.toContain('disagree');
    expect(verdicts.filter((kind) => kind === 'agree').length).toBeGreaterThan(140);
  });
});
