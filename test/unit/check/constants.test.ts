import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';

/** The formulas that verdicts on wrong claims show. */
const CASES: readonly (readonly [what: string, text: string, formula: string | RegExp])[] = [
  ['a period', 'y = sin(2*pi*x)\ndy/dx = x\n', 'cos(2*pi*x)*2*pi'],
  ['a root', 'y = erf(x)\ndy/dx = x\n', '2/sqrt(pi)*exp(-x^2)'],
  [
    'a name that means something else',
    'pi = 3*x\ny = erf(x)\ndy/dx = x\n',
    '2/sqrt(3.141592653589793)*exp(-x^2)',
  ],
  ['a divisor', 'y = x^2/(2*pi)\ndy/dx = x^7\n', /\/\(2\*pi\)/],
];

test.each(CASES)('constants have their names: %s', async (_what, text, formula) => {
  const document = { path: 'a.nabla', language: 'nabla', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
  const expected = checked!.claims[0]!.verdict.expected;
  if (typeof formula === 'string') expect(expected).toBe(formula);
  else expect(expected).toMatch(formula);
});
