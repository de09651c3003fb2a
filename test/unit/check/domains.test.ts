import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

check(
  'narrow domains of operations are found',
  `
f = acos(100*x - 3)
df/dx = -100/sqrt(1 - (100*x - 3)^2)     # => agree
df/dx = 100/sqrt(1 - (100*x - 3)^2)      # => wrong-derivative
---
f = sqrt(1 - x^2 - y^2 - z^2 - w^2)
df/dx = -x/f                             # => agree
df/dx = x/f                              # => wrong-derivative
---
f = sqrt(x - 1000)
df/dx = 1/(2*f)                          # => agree
df/dx = 1/f                              # => wrong-derivative
---
f = log(log(log(x)))
df/dx = 1/(x*log(x)*log(log(x)))         # => agree
df/dx = 1/(x*log(x))                     # => wrong-derivative
---
f = asin(1000*x + 20*y)^2 + log(y - 500)
df/dx = 2000*asin(1000*x + 20*y)/sqrt(1 - (1000*x + 20*y)^2)   # => agree
df/dx = 2000*asin(1000*x + 20*y)                               # => wrong-derivative
---
f = (x - 300)^1.5 + (x - 400)^0.3
df/dx = 1.5*(x - 300)^0.5 + 0.3*(x - 400)^-0.7   # => agree
---
f = acosh(y/1000) + atanh(1e4*x)
df/dx = 1e4/(1 - 1e8*x^2)                # => agree
---
X : 4x4
f = log(det(X))
df/dX = inv(X)'                          # => agree
df/dX = -inv(X)'                         # => wrong-derivative
---
v : R^50
f = sqrt(1 - v'*v)
df/dv = -v/f                             # => agree
---
acos(100*x - 3) == pi/2 - asin(100*x - 3)   # => agree
`,
);

check(
  'conditions on expressions are met, however narrow',
  `
x > 1e5
f = x^2
df/dx = 2*x                              # => agree
df/dx = 2*x + 1                          # => wrong-derivative
---
x^2 + y^2 < 1e-8
f = x*y^2
df/dy = 2*x*y                            # => agree
df/dy = x*y                              # => wrong-derivative
---
assume x < y < z
assume z < x + 1e-3
f = x*y*z
df/dx = y*z                              # => agree
df/dx = y*x                              # => wrong-derivative
---
X : 3x3
0.2 < det(X)
det(X) < 0.201
f = log(det(X))
df/dX = inv(X)'                          # => agree
`,
);

check(
  'points of any scale that the domain allows',
  `
f = log(1 + 1e-9*x^2)
df/dx = 2e-9*x/(1 + 1e-9*x^2)            # => agree
---
f = x
df/dx = tanh(1e4*x)^2                    # => wrong-derivative
---
f = 2*x
df/dx = if x > 500 then 3 else 2         # => wrong-derivative
df/dx = if |x| < 0.001 then 3 else 2     # => wrong-derivative
---
f = exp(x)
df/dx = exp(x)                           # => agree
`,
);

check(
  'structures are drawn without further symmetries, well conditioned',
  `
Q : 4x4
Q orthogonal
Q*Q == eye(4)                            # => wrong-value
Q*Q' == eye(4)                           # => agree
det(Q) == -1                             # => wrong-value
det(Q) == 1                              # => wrong-value
---
S : 40x40
S positive definite
f = log(det(S))
S == S'                                  # => agree
trace(inv(S)*S) == 40                    # => agree
`,
);

const messageOf = async (text: string): Promise<string> => {
  const document = { path: 'sheet.nabla', language: 'nabla', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
  return checked!.claims[0]!.verdict.message;
};

test('an empty domain is told by the condition that cannot be met', async () => {
  expect(await messageOf('x^2 < -1\nf = x^2\ndf/dx = 2*x')).toContain('where `x^2 < -1` holds');
  expect(await messageOf('f = log(-1 - x^2)\ndf/dx = 2*x')).toContain('where `log(-1 - x^2)` is defined');
});
