import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

check(
  'a side that is a number counts to the digits written',
  `
f = x^2/6
d2f/dx2 = 0.33             # => agree
d2f/dx2 = 0.3333333        # => agree
d2f/dx2 = 0.34             # => wrong-derivative
d2f/dx2 = 0.3333332        # => wrong-derivative
d2f/dx2 ≈ 0.33             # => agree
1/3 = 0.33                 # => agree
0.33 = 1/3                 # => agree
0.34 = 1/3                 # => wrong-value
g = 1e-3*x
dg/dx = 1e-3               # => agree
dg/dx = 0.001              # => agree
dg/dx = 1.1e-3             # => wrong-derivative
k = -2.5*x
dk/dx = -2.50              # => agree
dk/dx = -2.49              # => wrong-derivative
p = pi*x
dp/dx = 3.14               # => agree
dp/dx = 3                  # => wrong-derivative
dp/dx ≈ 3                  # => agree
dp/dx ≈ 4                  # => wrong-derivative
`,
);

check(
  'arrays of numbers count entry by entry',
  `
f = x/3 - 2.5*y
grad(f, [x, y]) = [0.33, -2.50]       # => agree
grad(f, [x, y]) = [0.33; -2.50]'      # => agree
grad(f, [x, y]) = [0.34, -2.50]       # => wrong-derivative
grad(f, [x, y]) = [0.33, -2.51]       # => wrong-derivative
`,
);

check(
  'decimals inside an expression are exact, except beside ≈',
  `
f = x^2/6
df/dx = 0.33*x             # => wrong-derivative
df/dx ≈ 0.33*x             # => agree
df/dx ≈ 0.34*x             # => approximate
df/dx = 2*x/6              # => agree
g = x^2/8
dg/dx = 0.25*x             # => agree
`,
);

/** The notes and the first fix of the only claim. */
async function saidOf(text: string): Promise<{ notes: readonly string[]; fix: string | undefined }> {
  const checked = await checkDocument(
    { path: 'sheet.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  const [claim] = checked!.claims;
  return { notes: claim!.verdict.notes, fix: claim!.fixes[0]?.text };
}

test.each([
  [
    'f = x^2/6\ndf/dx = 0.33*x',
    '0.33 is 1/3 rounded; inside an expression decimals are exact, so write 1/3.',
    '1/3*x',
  ],
  [
    'f = x^3/9\ndf/dx = 0.33x^2',
    '0.33 is 1/3 rounded; inside an expression decimals are exact, so write 1/3.',
    '(1/3)x^2',
  ],
  [
    'f = pi*x^2\ndf/dx = 2*3.1416*x',
    '3.1416 is pi rounded; inside an expression decimals are exact, so write pi.',
    '2*pi*x',
  ],
  [
    'f = x^(4/3)\ndf/dx = 1.333*x^0.333',
    '1.333 is 4/3 rounded, and 0.333 is 1/3 rounded; inside an expression decimals are exact, so write the exact numbers.',
    '4/3*x^(1/3)',
  ],
])('%s', async (text, note, fix) => {
  const said = await saidOf(text);
  expect(said.notes[0]).toBe(note);
  expect(said.fix).toBe(fix);
});

test('a rounded number agrees with a note', async () => {
  expect((await saidOf('f = x^2/6\nd2f/dx2 = 0.33')).notes).toEqual(['0.33 is 0.33333 rounded.']);
  expect((await saidOf('f = x^2/8\nd2f/dx2 = 0.25')).notes).toEqual([]);
  expect((await saidOf('f = x^2/6\ndf/dx ≈ 0.33*x')).notes).toEqual(['0.33 is 1/3 rounded.']);
  expect((await saidOf('f = x^2/6\ndf/dx = 0.34*x')).notes[0]).toBe(
    'The claim is 1.02 times what is right, everywhere.',
  );
});

check(
  'whole numbers that differ by 1 where doubles do not',
  `
9007199254740993 == 9007199254740992     # => wrong-value
2^53 + 1 == 9007199254740993             # => agree
10^16 + 1 == 10^16                       # => wrong-value
factorial(20) = 2432902008176640001      # => wrong-value
factorial(20) = 2432902008176640000      # => agree
x = 9007199254740993
x == 9007199254740992                    # => wrong-value
n = 3*x
n = 27021597764222979                    # => agree
n = 27021597764222976                    # => wrong-value
f = 9007199254740993*z
df/dz = 9007199254740992                 # => wrong-derivative
df/dz = 9007199254740993                 # => agree
E = m*299792458^2
dE/dm = 8.987551787368176e16             # => agree
dE/dm = 89875517873681764                # => agree
dE/dm = 89875517873681765                # => wrong-derivative
`,
);
