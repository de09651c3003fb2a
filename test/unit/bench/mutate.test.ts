import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../../bench/mutate';

interface Case {
  readonly right: string;
  readonly head?: string;
  readonly kind?: 'scalar' | 'array';
  /** Some of the mutants: the kind of edit and the right side. */
  readonly includes: readonly (readonly [edit: string, right: string])[];
  readonly lacks?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    right: '2*x',
    head: 'f = x^2 + y',
    includes: [
      ['factor', '3*x'],
      ['factor', 'x'],
      ['operand', '2*y'],
      ['sign', '-(2*x)'],
      ['factor', '2*(2*x)'],
      ['small', '1.0001*(2*x)'],
    ],
  },
  {
    right: 'x^3 - sin(x)',
    includes: [
      ['exponent', 'x^4 - sin(x)'],
      ['exponent', 'x^2 - sin(x)'],
      ['function', 'x^3 - cos(x)'],
      ['sign', 'x^3 + sin(x)'],
      ['dropped', 'x^3'],
      ['dropped', '-sin(x)'],
    ],
  },
  { right: 'a/b', includes: [['operator', 'a*b']] },
  { right: 'x1*c', head: 'f = x1*x2*c', includes: [['index', 'x2*c']], lacks: ['x1*x1'] },
  {
    right: "sum(B, axis=0)'*x[1]",
    kind: 'array',
    includes: [
      ['index', "sum(B, axis=0)'*x[2]"],
      ['index', "sum(B, axis=1)'*x[1]"],
      ['transpose', 'sum(B, axis=0)*x[1]'],
      ['function', "mean(B, axis=0)'*x[1]"],
    ],
  },
  {
    right: 'A*x',
    kind: 'array',
    includes: [['transpose', "A'*x"]],
  },
  { right: 'if x > 0 then 1 else 0', includes: [['operand', 'if x > 0 then 0 else 1']] },
  // A comparison alone would be read as a chain of claims.
  { right: '-(x > 0)', includes: [['sign', '(x > 0)']] },
];

describe('one-edit mutants', () => {
  it.each(CASES)('$right', ({ right, head = '', kind = 'scalar', includes, lacks = [] }) => {
    const found = mutantsOf(right, head, kind).map((mutant) => [mutant.edit, mutant.right]);
    expect(found).toEqual(expect.arrayContaining(includes.map((each) => [...each])));
    for (const text of lacks) expect(found.map(([, written]) => written)).not.toContain(text);
  });

  it('are at most twelve, none of them the claim itself, none twice', () => {
    const right = 'a*b*sin(c) + b^2*exp(-c)/a - 3*c*tanh(a*b)';
    const found = mutantsOf(right, '', 'scalar').map((mutant) => mutant.right);
    expect(found).toHaveLength(12);
    expect(new Set([...found, right]).size).toBe(13);
  });

  it('leave numbers without a transpose', () => {
    expect(mutantsOf('A*B', '', 'scalar').filter(({ edit }) => edit === 'transpose')).toEqual([]);
  });
});
