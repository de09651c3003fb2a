import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';

const NETWORK = String.raw`
$$z_i = \sum_j W_{ij} x_j + b_i$$
$$a_i = \sigma(z_i)$$
$$L = \frac12 \sum_i (a_i - t_i)^2$$
`;

const SOFTMAX = String.raw`
$$p_i = \frac{e^{u_i}}{\sum_k e^{u_k}}$$
`;

async function claimsOf(text: string) {
  const checked = await checkDocument(
    { path: 'notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  return checked?.claims ?? [];
}

/** Checks that the claim is wrong, what its message says, and that each fix makes it right. */
async function mended(definitions: string, claim: string, repaired: string, says: string): Promise<void> {
  const text = `# Notes\n${definitions}\n$$${claim}$$\n`;
  const start = text.indexOf(claim);
  const [found] = (await claimsOf(text)).filter(({ span }) => span.start === start);
  expect(found?.verdict.kind).toBe('disagree');
  expect(found?.verdict.notes[0]).toBe(says);
  const texts = (found?.fixes ?? []).map(
    (fix) => text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end),
  );
  expect(texts[0]).toBe(text.replace(claim, repaired));
  for (const each of texts) {
    const again = (await claimsOf(each)).filter(({ span }) => span.start === start);
    expect(again.map(({ verdict }) => verdict.kind)).toEqual(['agree']);
  }
}

const cases: readonly (readonly [string, string, string, string, string])[] = [
  [
    'a missing factor of two parts',
    NETWORK,
    String.raw`\frac{\partial L}{\partial W_{ij}} = (a_i - t_i) x_j`,
    String.raw`\frac{\partial L}{\partial W_{ij}} = (a_i - t_i) x_j a_i (1 - a_i)`,
    'The factor `a_i (1 - a_i)` is missing: `(a_i - t_i) x_j` should be `(a_i - t_i) x_j a_i (1 - a_i)`.',
  ],
  [
    'a wrong index, which makes the axes longer than they are said to be',
    NETWORK,
    String.raw`\frac{\partial L}{\partial W_{ij}} = (a_i - t_i) a_i (1 - a_i) x_i`,
    String.raw`\frac{\partial L}{\partial W_{ij}} = (a_i - t_i) a_i (1 - a_i) x_j`,
    'The index is wrong: `x_i` should be `x_j`.',
  ],
  [
    'a sign',
    NETWORK,
    String.raw`\frac{\partial L}{\partial W_{ij}} = -(a_i - t_i) a_i (1 - a_i) x_j`,
    String.raw`\frac{\partial L}{\partial W_{ij}} = (a_i - t_i) a_i (1 - a_i) x_j`,
    'The sign is wrong: the claim is the negative of what is right.',
  ],
  [
    'a missing factor',
    NETWORK,
    String.raw`\frac{\partial L}{\partial b_i} = (a_i - t_i) (1 - a_i)`,
    String.raw`\frac{\partial L}{\partial b_i} = (a_i - t_i) (1 - a_i) a_i`,
    'The factor `a_i` is missing: `(a_i - t_i) (1 - a_i)` should be `(a_i - t_i) (1 - a_i) a_i`.',
  ],
  [
    'a missing factor under a sum',
    NETWORK,
    String.raw`\frac{\partial L}{\partial x_j} = \sum_i (a_i - t_i) W_{ij}`,
    String.raw`\frac{\partial L}{\partial x_j} = \sum_i (a_i - t_i) W_{ij} a_i (1 - a_i)`,
    'The factor `a_i (1 - a_i)` is missing: `(a_i - t_i) W_{ij}` should be `(a_i - t_i) W_{ij} a_i (1 - a_i)`.',
  ],
  [
    'a missing Kronecker delta',
    SOFTMAX,
    String.raw`\frac{\partial p_i}{\partial u_j} = p_i (1 - p_j)`,
    String.raw`\frac{\partial p_i}{\partial u_j} = p_i (\delta_{ij} - p_j)`,
    String.raw`${'`1`'} should be ${'`\\delta_{ij}`'}.`,
  ],
  [
    'a sign beside a Kronecker delta',
    SOFTMAX,
    String.raw`\frac{\partial p_i}{\partial u_j} = p_i (\delta_{ij} + p_j)`,
    String.raw`\frac{\partial p_i}{\partial u_j} = p_i (\delta_{ij} - p_j)`,
    'A sign is wrong: `\\delta_{ij} + p_j` should be `\\delta_{ij} - p_j`.',
  ],
];

describe('claims in index notation are mended in index notation', () => {
  test.each(cases)('%s', (_what, definitions, claim, repaired, says) =>
    mended(definitions, claim, repaired, says),
  );
});
