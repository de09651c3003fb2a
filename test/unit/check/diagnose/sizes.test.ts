import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';
import { diagnosed } from './fixture';

diagnosed(
  'a mean over an open size',
  `
X : n x d
w : R^d
y : R^n
L = mean((X*w - y).^2)
dL/dw = 2*X'*(X*w - y)
        ^^^^^^^^^^^^^^`,
  {
    mistake: 'mean-or-sum',
    repair: "2*X'*(X*w - y)/n",
    says: 'The claim is n times what is right: a mean over n divides by n.',
  },
);

diagnosed(
  'a mean over an open size and a number',
  `
x : R^n
L = mean(x.^3)
dL/dx = x.^2
        ^^^^`,
  {
    mistake: 'mean-or-sum',
    repair: '3*x.^2/n',
    says: 'The claim is n/3 times what is right: a mean over n divides by n.',
  },
);

diagnosed(
  'a mean over two open sizes',
  `
X : n x d
L = mean(X.^2)
dL/dX = 2*X
        ^^^`,
  {
    mistake: 'mean-or-sum',
    repair: '2*X/(n*d)',
    says: 'The claim is n*d times what is right: a mean over n*d divides by (n*d).',
  },
);

diagnosed(
  'a sum for a mean over an open size',
  `
x : R^n
L = sum((x - 1).^2)
dL/dx = 2*(x - 1)/n
                  ^`,
  {
    mistake: 'mean-or-sum',
    repair: '2*(x - 1)',
    says: 'The factor n is missing: this would be right for a mean over n, but it is a sum.',
  },
);

diagnosed(
  'another number of points',
  `
x : R^n
L = sum(x.^2)/(n - 1)
dL/dx = 2*x/n
            ^`,
  { mistake: 'missing-term', repair: '2*x/(n - 1)', says: '`n` should be `n - 1`.' },
);

diagnosed(
  'a mean over entries whose number has no name',
  `
L = mean((x - t).^2)
dL/dx = 2*(x - t)
        ^^^^^^^^^`,
  {
    mistake: 'mean-or-sum',
    says: 'The claim is as many times what is right as x has entries: a mean divides by their number. Declare its size, such as `x : R^n`, to write n.',
  },
);

test.each([
  ['agrees with the size by its name', 'x : R^n\nL = mean(x.^2)\ndL/dx = 2*x/n\n', 'agree'],
  ['is not excused by it', 'x : R^n\nL = sum(x.^2)\ndL/dx = 2*x/n\n', 'wrong-derivative'],
])('a claim %s', async (_what, text, code) => {
  const document = { path: 'a.nabla', language: 'nabla', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
  expect(checked?.claims.map(({ verdict }) => verdict.code)).toEqual([code]);
});

test('no formula is shown that holds for one of the open sizes only', async () => {
  const text = 'x : R^n\nL = mean(x.^2)\ndL/dx = x\n';
  const checked = await checkDocument(
    { path: 'a.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  const { verdict, fixes } = checked!.claims[0]!;
  expect(verdict.notes).toEqual(['The claim is n/2 times what is right: a mean over n divides by n.']);
  expect(fixes.map(({ title }) => title)).toEqual(['Replace by 2*x/n']);
});
