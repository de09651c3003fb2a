import { describe, expect, test } from 'vitest';
import { checkText } from '../examples/verdicts';

const verdictsOf = async (text: string): Promise<string[]> =>
  (await checkText('sheet.nabla', text)).claims.map(
    ({ text: claim, verdict }) => `${claim} → ${verdict.code}`,
  );

describe('a constant that a claim has put in', () => {
  test.each([
    ['k = 3\ny = k*t^2\ndy/dt = 6*t', 'dy/dt = 6*t → agree-reading'],
    ['V = 32\nh = V/a^2\nS = a^2 + 4*a*h\ndS/da = 2*a - 128/a^2', 'dS/da = 2*a - 128/a^2 → agree-reading'],
    ['x = 2\nw = 3\ny = w*x\nL = (y - 1)^2\ndL/dw = 2*(y - 1)*2', 'dL/dw = 2*(y - 1)*2 → agree-reading'],
  ])('%s', async (text, expected) => expect(await verdictsOf(text)).toEqual([expected]));
});

describe('what holds by the chance of a value is wrong', () => {
  test.each([
    ['of the variable', 'x = 2\ny = x^2\ndy/dx = x + 2', 'dy/dx = x + 2 → values-only'],
    [
      'of a name that the claim writes',
      'k = 3\ny = k*t^2\ndy/dt = k^2*t*2/3',
      'dy/dt = k^2*t*2/3 → values-only',
    ],
    ['of no name', 'k = 3\ny = k*t^2\ndy/dt = 7*t', 'dy/dt = 7*t → wrong-derivative'],
  ])('%s', async (_, text, expected) => expect(await verdictsOf(text)).toEqual([expected]));
});

describe('a function of a name that other names are computed from', () => {
  const box = 'h = 32/a^2\nS(a) = a^2 + 4*a*h\n';
  test.each([
    ["S'(a) = 2*a - 128/a^2", 'agree'],
    ["S''(a) = 2 + 256/a^3", 'agree'],
    ["S'(a) = 2*a + 64/a^2", 'wrong-derivative'],
    ["S'(a) = 2*a + 4*h", 'agree-partial'],
  ])('%s', async (claim, code) =>
    expect(await verdictsOf(`${box}${claim}\n`)).toEqual([`${claim} → ${code}`]),
  );
});
