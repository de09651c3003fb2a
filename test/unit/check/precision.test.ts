import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

describe('points where rounding hides the answer are judged in more digits', () => {
  check(
    'a quotient that cancels close to zero',
    `
    1e-6 < x < 1e-5
    y = (1 - cos(x))/x^2
    dy/dx = sin(x)/x^2 - 2*(1 - cos(x))/x^3       # => agree
    dy/dx = sin(x)/x^2 - 2*(1 - cos(x))/x^3 + 1e-9 # => wrong-derivative
    `,
  );

  check(
    'sums that no double holds',
    `
    u = (1e20 + t) - 1e20
    du/dt = 1          # => agree
    s = 1e200*x - 1e200*x*(1 + 1e-30)
    ds/dx = -1e170     # => agree
    ds/dx = -1.001e170 # => wrong-derivative
    `,
  );

  check(
    'hyperbolic functions far out',
    `
    300 < x < 340
    y = cosh(x)^2 - sinh(x)^2
    dy/dx = 0          # => agree
    dy/dx = 1e-3       # => wrong-derivative
    `,
  );

  check(
    'decimals mean what is written',
    `
    y = 0.1 + 0.2 - 0.3
    y == 0             # => agree
    y == 1e-17         # => wrong-value
    x = 0.1
    w = (1e20 + x) - 1e20
    w == 0.1           # => agree
    w == 0.1000001     # => wrong-value
    `,
  );

  check(
    'derivatives far below the least double',
    `
    900 < k < 1100
    900 < q < 1100
    p = exp(-k*q)
    dp/dq = -k*p       # => agree
    dp/dq = k*p        # => wrong-derivative
    dp/dq = -1.0001*k*p # => wrong-derivative
    s = sigmoid(k*q)
    ds/dq = k*s*(1 - s) # => conditioning
    `,
  );

  check(
    'no number of digits tells 0 from almost 0',
    `
    y = sign(sin(pi))
    y = 0              # => conditioning
    y = 1              # => conditioning
    y = 2              # => wrong-value
    `,
  );

  check(
    'a nearly singular matrix',
    `
    A = [1, 1; 1, 1.000000000000001]
    d = det(A)
    d == 1e-15         # => agree
    d == 1.2e-15       # => wrong-value
    `,
  );

  test('the numbers of a disagreement are certain in all digits shown', async () => {
    const text = 'x = 0.1\nw = (1e20 + x) - 1e20\nw == 0.1000001\n';
    const document = { path: 'sheet.nabla', language: 'nabla', text };
    const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
    expect(checked!.claims[0]!.verdict.message).toBe(
      'w has another value. At the given values: 0.1 is right, 0.1000001 is claimed.',
    );
  });
});
