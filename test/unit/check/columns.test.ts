import { expect, test } from 'vitest';
import { checkText } from '../examples/verdicts';

const codesOf = async (markdown: string): Promise<readonly string[]> =>
  (await checkText('notes.md', markdown)).claims.map(({ verdict }) => `${verdict.kind} ${verdict.code}`);

const SHAPES =
  '$X \\in \\mathbb{R}^{4 \\times 2}$, $W \\in \\mathbb{R}^{2 \\times 1}$, $b \\in \\mathbb{R}$.';

test('a column beside a vector accuses nobody in prose', async () => {
  const text = `${SHAPES}
$t \\in \\mathbb{R}^{4 \\times 1}$. Let $y = X W + b \\mathbf{1}_4$ and $L = \\frac{1}{2} \\lVert y - t \\rVert^2$.
Then $\\frac{\\partial L}{\\partial W} = X^T (y - t)$.`;
  expect(await codesOf(text)).toEqual([expect.stringMatching(/^inconclusive /)]);
});

test('a column beside columns is judged', async () => {
  const text = `${SHAPES}
$c, t \\in \\mathbb{R}^{4 \\times 1}$. Let $y = X W + b c$ and $L = \\frac{1}{2} \\lVert y - t \\rVert^2$.
Then $\\frac{\\partial L}{\\partial W} = X^T (y - t)$, and not $\\frac{\\partial L}{\\partial W} = X^T (t - y)$.`;
  expect(await codesOf(text)).toEqual(['agree agree', 'disagree wrong-derivative']);
});
