import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument, fixesAt } from '../../../../src/service/service';
import { findings } from './fixture';

const check = (text: string) =>
  checkDocument({ path: 'sheet.nabla', language: 'nabla', text }, { settings: DEFAULT_SETTINGS });

test('a claim beyond repair says so plainly', async () => {
  const checked = await check('y = x*sin(x)\ndy/dx = x^7\n');
  expect(checked!.claims[0]!.verdict.notes[0]).toBe('No single edit mends this.');
});

test('a repair that holds at the given values alone is not offered', async () => {
  const checked = await check('x = 2\ny = x^2*x\ndy/dx = 6*x\n');
  for (const { text } of checked!.claims[0]!.fixes) expect(text).not.toMatch(/^12$/);
  const [found] = await findings('x = 2\ny = x^3\ndy/dx = x + 2\n');
  for (const { repair } of found?.diagnoses ?? []) expect(repair?.right).not.toBe('x + 10');
});

test('at most three repairs, and the derivative as a whole', async () => {
  const checked = await check('y = x^2 + 2*x + 1\ndy/dx = 2*x\n');
  expect(checked!.claims[0]!.fixes.length).toBeLessThanOrEqual(4);
});

test('each fix makes its claim right', async () => {
  const sheets = [
    'z = w*x + b\nh = sigmoid(z)\nL = (h - t)^2/2\ndL/dw = (h - t)*x\n',
    'u = (log(x))/x\ndu/dx = ((1/x)*x + log(x))/(x^2)\n',
    'W : 3x2\nx : R^2\nt : R^3\nL = sum((W*x - t).^2)/2\ndL/dx = (W*(W*x - t))\n',
    'y = x**3\ndy/dx = 3 * x**3\n',
  ];
  for (const text of sheets) {
    const checked = await check(text);
    const claim = checked!.claims.at(-1)!;
    const fixes = fixesAt(checked!, claim.span);
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of claim.fixes) {
      const mended = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
      const again = await check(mended);
      expect([mended, again!.counts.disagree]).toEqual([mended, 0]);
    }
  }
});

test('an expression of hundreds of operations is searched within the budget', async () => {
  const terms = Array.from({ length: 300 }, (_, i) => `sin(${i + 1}*x)`).join(' + ');
  const checked = await check(`y = x^2\ndy/dx = ${terms}\n`);
  expect(checked!.claims[0]!.verdict.kind).toBe('disagree');
});

test('any wrong side ends in a diagnosis or in none, never in an error', async () => {
  const part = fc.constantFrom('x', '2', 'sin(x)', 'exp(x)', 'x^2', '(1 - x)', 'h', 'z');
  const operator = fc.constantFrom('*', '/', ' + ', ' - ', '^', ' .* ');
  const side = fc
    .array(fc.tuple(part, operator), { minLength: 1, maxLength: 5 })
    .map((pairs) => `${pairs.map(([p, o]) => p + o).join('')}x`);
  await fc.assert(
    fc.asyncProperty(side, async (right) => {
      const text = `z = 3*x\nh = tanh(z)\ny = h*x\ndy/dx = ${right}\n`;
      const checked = await check(text);
      const [claim] = checked!.claims;
      expect(claim!.verdict.code).not.toBe('internal');
      for (const fix of claim!.fixes) {
        const mended = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
        const again = await check(mended);
        expect([mended, again!.claims[0]!.verdict.kind]).toEqual([mended, 'agree']);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
