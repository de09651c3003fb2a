import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, type Source } from '../../../bench/fuzz/damage';
import { answered, flawsOf, isSettled } from '../../../bench/fuzz/properties';
import { questions, sheets } from '../../../bench/fuzz/sheets';

const SECONDS = 60_000;

const sources = sheets.map((text): Source => ({ path: 'sheet.nabla', text }));

/** What `npm run bench:fuzz` does with a hundred thousand documents. */
describe('random sheets', () => {
  const hold = async (source: Source): Promise<void> => {
    expect(await flawsOf(source)).toEqual([]);
  };

  it(
    'get a verdict for every claim, and none at which Nabla finds itself at fault',
    () => fc.assert(fc.asyncProperty(sources, hold), { numRuns: 150 }),
    SECONDS,
  );

  it('may be damaged', () => fc.assert(fc.asyncProperty(damaged(sources), hold), { numRuns: 100 }), SECONDS);

  it(
    'get the same verdicts again',
    () =>
      fc.assert(
        fc.asyncProperty(sources, async (source) => {
          expect(await isSettled(source)).toBe(true);
        }),
        { numRuns: 40 },
      ),
    SECONDS,
  );

  it(
    'have derivatives whose printed form is not called wrong, nor 1.001 times it right',
    () =>
      fc.assert(
        fc.asyncProperty(questions, async (question) => {
          expect((await answered(question))?.flaws ?? []).toEqual([]);
        }),
        { numRuns: 60 },
      ),
    SECONDS,
  );
});

const QUESTIONS: readonly (readonly [head: string, left: string, formula: string])[] = [
  ["f(x) = x^3 - sin(x)\ny = f'(s)", 'dy/ds', '6*s + sin(s)'],
  ['f(x) = x^3 - sin(x)', "f'''(2)", '6 + cos(2)'],
  ['t : R\nf(x) = x^3 - sin(x)', "f''(t)", '6*t + sin(t)'],
  ['s : R\ng(u, v) = u^2*v', '∇g(s, 2*s)', '[4*s^2, s^2]'],
];

describe('printed derivatives of functions speak of their arguments, not of parameters', () => {
  it.each(QUESTIONS)('%s: %s', async (head, left, formula) => {
    expect(await answered({ head, left })).toMatchObject({
      formula,
      own: 'agree',
      changed: 'wrong-derivative',
    });
  });
});
