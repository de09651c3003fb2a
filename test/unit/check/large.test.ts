import { expect, test } from 'vitest';
import type { Operation } from '../../../src/core/graph/operation';
import { TANH } from '../../../src/core/graph/operations/hyperbolic';
import { OUTER } from '../../../src/core/graph/operations/linear';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

const checked = async (text: string) =>
  (await checkDocument({ path: 'sheet.nabla', language: 'nabla', text }, { settings: DEFAULT_SETTINGS }))!;

/** Runs an action and counts how often kernels of an operation run meanwhile. */
async function runsOf(operation: Operation, action: () => Promise<void>): Promise<number> {
  const { forward } = operation;
  let runs = 0;
  operation.forward = (site) => {
    const kernel = forward.call(operation, site);
    return (memory) => {
      runs++;
      kernel(memory);
    };
  };
  try {
    await action();
  } finally {
    operation.forward = forward;
  }
  return runs;
}

const LAYER = `W : 1000x1000
x : R^1000
L = sum(tanh(W*x))
dL/dW = (1 - tanh(W*x).^2)*x'
`;

// The function, its derivative and the claim share the one hyperbolic tangent, and the last two the one outer product.
test('a right claim on a million weights takes 20 evaluations of the function at most', async () => {
  const runs = await runsOf(TANH, async () => {
    const { claims } = await checked(LAYER);
    expect(claims.map(({ verdict }) => verdict.code)).toEqual(['agree']);
  });
  expect(runs).toBeGreaterThan(3);
  expect(runs).toBeLessThanOrEqual(20);
});

test('a right claim on a million weights takes three evaluations of its derivative and of the claim', async () => {
  const runs = await runsOf(OUTER, async () => {
    const { claims } = await checked(LAYER);
    expect(claims.map(({ verdict }) => verdict.code)).toEqual(['agree']);
  });
  expect(runs).toBe(3);
});

test('one part in a million is seen, and the entry that differs most is named', async () => {
  const { claims } = await checked(LAYER.replace('tanh(W*x).^2', '1.000001*tanh(W*x).^2'));
  expect(claims.map(({ verdict }) => verdict.code)).toEqual(['wrong-derivative']);
  expect(claims[0]!.verdict.message).toMatch(/is claimed in entry \(\d+, \d+\)/);
});

check(
  'a network of 784, 256 and 10 units on a batch of 32',
  `
X : 32x784
W1 : 784x256
b1 : R^256
W2 : 256x10
b2 : R^10
Y : 32x10
Z = X*W1 + b1
H = relu(Z)
P = softmax(H*W2 + b2)
L = -sum(Y .* log(P))/32
G = (P .* sum(Y, axis=1, keepdims=true) - Y)/32
dL/dW2 = H'*G                              # => agree
dL/dW1 = X'*((G*W2') .* (Z > 0))           # => agree
dL/db1 = sum((G*W2') .* (Z > 0), axis=0)   # => agree
dL/dW1 = X'*((G*W2') .* (H > 1))           # => wrong-derivative
dL/dW2 = H'*(P - Y)/32                     # => wrong-derivative
`,
);

check(
  'a network for digits, a batch of 32 at once',
  `
  X : 32x784
  W : 784x256
  b : R^256
  V : 256x10
  c : R^10
  T : 32x10
  H = relu(X*W + b)
  P = softmax(H*V + c, axis=1)
  L = -sum(T .* log(P))/32
  dL/dV = H'*(P .* sum(T, axis=1, keepdims=true) - T)/32              # => agree
  dL/dc = sum(P .* sum(T, axis=1, keepdims=true) - T, axis=0)/32      # => agree
  dL/dc = sum(P - T, axis=0)/32                                       # => wrong-derivative
  `,
);
