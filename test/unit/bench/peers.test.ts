import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../bench/peers';
import { ridders } from '../../../bench/peers/ceres';
import { centralFdm, centralStep } from '../../../bench/peers/finite-differences';
import { derivative } from '../../../bench/peers/numdifftools';
import type { Answer, Question } from '../../../bench/peers/rule';
import { RULES } from '../../../bench/peers/rules';

const question = (f: (x: number) => number, x: number, claimed: number): Question => ({
  f,
  x,
  claimed,
  tangent: 1,
});
const named = (name: string) => RULES.find((rule) => rule.name === name)!;

describe('numbers that the tools document', () => {
  it('FiniteDifferences.jl: the step and the derivative of sin at 1', () => {
    // The documentation's example has no limit to the range.
    expect(centralStep((t) => Math.sin(1 + t), Number.POSITIVE_INFINITY)).toBeCloseTo(
      0.001065235154086019,
      5,
    );
    expect(Math.abs(centralFdm((t) => Math.sin(1 + t)) - Math.cos(1))).toBeLessThan(2e-13);
  });

  it('numdifftools: the derivative of exp at 1', () => {
    const { value, error } = derivative(Math.exp, 1);
    expect(Math.abs(value - Math.E)).toBeLessThan(error);
    // What Derivative(np.exp, full_output=True)(1.0) gives.
    expect(error).toBeCloseTo(6.92779167e-14, 14);
  });

  it("Ridders' method: the derivative of exp at 1", () => {
    expect(Math.abs(ridders(Math.exp, 1) - Math.E)).toBeLessThan(1e-9);
  });
});

type Row = readonly [what: string, asked: Question, answers: Readonly<Record<string, Answer>>];

const TOOLS = RULES.map(({ name }) => name);
const all = (answer: Answer): Record<string, Answer> =>
  Object.fromEntries(TOOLS.map((name) => [name, answer]));

const ROWS: readonly Row[] = [
  ['a right derivative', question((x) => x ** 3, 0.7, 3 * 0.7 ** 2), all('accepts')],
  ['a wrong one', question((x) => x ** 3, 0.7, 2 * 0.7 ** 2), all('accuses')],
  [
    'an error of 0.01 %, which a relative tolerance of 1e-3 lets pass',
    question(Math.sin, 1, 1.0001 * Math.cos(1)),
    { ...all('accuses'), 'torch gradcheck': 'accepts' },
  ],
  [
    'a function beside a large constant',
    question((x) => x ** 3 + 1e6, 0.7, 3 * 0.7 ** 2),
    { 'torch gradcheck': 'accepts', 'SciPy check_grad': 'accuses', 'FiniteDifferences.jl': 'accuses' },
  ],
  [
    'a kink within the step',
    question(Math.abs, 1e-8, 1),
    {
      'torch gradcheck': 'accuses',
      'JAX check_grads': 'accuses',
      'SciPy check_grad': 'accepts',
      Ceres: 'accuses',
    },
  ],
  [
    'a derivative twice as large, where both are small',
    question((x) => 1e-7 * x ** 2, 0.7, 4e-7 * 0.7),
    {
      'torch gradcheck': 'accepts',
      'JAX check_grads': 'accepts',
      'SciPy check_grad': 'accepts',
      Ceres: 'accuses',
    },
  ],
  [
    'a step that leaves the domain',
    question(Math.sqrt, 1e-9, 0.5 / Math.sqrt(1e-9)),
    { 'torch gradcheck': 'none' },
  ],
];

describe('the rules of other tools', () => {
  it.each(ROWS)('%s', (_, asked, answers) => {
    const found = Object.keys(answers).map((name) => [name, named(name).answer(asked)]);
    expect(Object.fromEntries(found)).toEqual(answers);
  });

  it('accuse a claim for one bad point, and have no answer without a number', () => {
    const torch = named('torch gradcheck');
    const good = question(Math.sin, 1, Math.cos(1));
    const bad = question(Math.sin, 1, 2);
    const none = question(Math.sqrt, 1e-9, 1);
    expect(answerOf(torch, { questions: [good, good] })).toBe('agree');
    expect(answerOf(torch, { questions: [good, none, bad] })).toBe('disagree');
    expect(answerOf(torch, { questions: [none, good] })).toBe('open');
  });
});
