import { expect, test } from 'vitest';
import { checkText } from '../examples/verdicts';

const verdictOf = async (markdown: string): Promise<string> =>
  (await checkText('notes.md', markdown)).claims.map(({ verdict }) => verdict.kind).join();

test('a partial derivative inside of a formula may hold other definitions fixed', async () => {
  const text = 'Let $c = a + b$ and $e = c b$. Then $2 \\frac{\\partial e}{\\partial b} = 2 c$.';
  expect(await verdictOf(text)).toBe('agree');
});

test('but not all that a function depends on, which would make it 0', async () => {
  const text = 'Let $y = w x$ and $J = y^2$. Then $x \\frac{\\partial J}{\\partial w} = 0$.';
  expect(await verdictOf(text)).not.toBe('agree');
});
