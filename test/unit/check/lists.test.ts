import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

check(
  'names between two numbers share both',
  `
-1 < x, y < 1
z = asin(x) + asin(y)
sqrt(1 - x^2) = cos(asin(x))          # => agree
sqrt((1 - x)^2) = 1 - x               # => agree
sqrt((1 + y)^2) = 1 + y               # => agree
sqrt(x^2) = x                         # => wrong-identity
`,
);

check(
  'the same with more names, and with names at the end',
  `
0 < x, y, z < 1
0 < a, b
u, v > 0
w, q in [0, 1]
sqrt((x - 1)^2) = 1 - x               # => agree
sqrt((y - 1)^2) = 1 - y               # => agree
sqrt(y^2) = y                         # => agree
sqrt((z - 1)^2) = 1 - z               # => agree
sqrt(z^2) = z                         # => agree
sqrt(a^2*b^2) = a*b                   # => agree
sqrt(u^2*v^2) = u*v                   # => agree
sqrt(w^2*q^2) = w*q                   # => agree
sqrt((w - 1)^2) = 1 - w               # => agree
`,
);

check(
  'relations that share nothing',
  `
0 < x, y > 1
r < s, s < 5
sqrt(x^2) = x                         # => agree
sqrt((y - 1)^2) = y - 1               # => agree
sqrt((x - 1)^2) = 1 - x               # => wrong-identity
sqrt((s - r)^2) = s - r               # => agree
sqrt((5 - s)^2) = 5 - s               # => agree
`,
);

check(
  'a list of claims claims of each name',
  `
a, b > 0
y = a + b
z = a - b
y, z > 0                              # => agree wrong-inequality
0 < y, z                              # => agree wrong-inequality
m, n = 3
m + n = 6                             # => agree
`,
);

check(
  'ends with names may mean one relation for each name or two: a domain takes both, a claim neither',
  `
a < x, y < b
sqrt((x - a)^2) = x - a               # => agree
sqrt((b - x)^2) = b - x               # => agree
s = x - a
t = b - y
a < s, t < b                          # => syntax
`,
);

test('an unclear list is remarked upon', async () => {
  const text = 'a < x, y < b';
  const checked = await checkDocument(
    { path: 'sheet.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  expect(checked!.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    [
      'reading-note',
      'This may be one relation for each name of the list, or several relations. Write each on a line of its own, such as `a < x < b`.',
    ],
  ]);
});

check(
  'several names of a value that may be unpacked',
  `
v = [1, 2]
a, b = v                              # => syntax
`,
);
