/** The documents whose claims are judged against the clock; all of their claims are right. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const claimsOf = (...files: readonly string[]): string =>
  files
    .map((file) => readFileSync(path.join(process.cwd(), 'bench', 'claims', `${file}.nabla`), 'utf8'))
    .join('\n---\n');

export type DocumentName = 'scalars' | 'matrices' | 'thousand';

export function documentOf(name: DocumentName): string {
  if (name === 'scalars') return claimsOf('scalar-functions', 'scalar-hand', 'scalar-two');
  return name === 'matrices' ? MATRICES : thousandClaims();
}

const MATRICES = `
A, B, C : 5x5
S : 5x5
x, y : R^5
S positive definite
0.5 < det(A)
q = x'*A*x
dq/dx = (A + A')*x
dq/dA = x*x'
t = trace(A*B)
dt/dA = B'
dt/dB = A'
s = sum((A*B - C).^2)
ds/dA = 2*(A*B - C)*B'
ds/dB = 2*A'*(A*B - C)
ds/dC = -2*(A*B - C)
d = det(A)
dd/dA = det(A)*inv(A)'
l = log(det(S))
dl/dS = inv(S)
i = y'*inv(A)*x
di/dA = -(inv(A)'*y)*(inv(A)*x)'
di/dx = inv(A)'*y
p = sum(softmax(A) .* B)
dp/dB = softmax(A)
dp/dA = softmax(A) .* (B - sum(softmax(A) .* B, axis=1, keepdims=1))
r = sum(relu(A*B))
dr/dA = step(A*B)*B'
n = norm(A)
dn/dA = A/n
m = sum(tanh(A*x + y).^2)
dm/dy = 2*tanh(A*x + y) .* (1 - tanh(A*x + y).^2)
dm/dA = (2*tanh(A*x + y) .* (1 - tanh(A*x + y).^2))*x'
`;

const FUNCTIONS = ['sin', 'cos', 'tanh', 'exp', 'sigmoid'] as const;
const SLOPES: Readonly<Record<(typeof FUNCTIONS)[number], (u: string) => string>> = {
  sin: (u) => `cos(${u})`,
  cos: (u) => `(-sin(${u}))`,
  tanh: (u) => `(1 - tanh(${u})^2)`,
  exp: (u) => `exp(${u})`,
  sigmoid: (u) => `(sigmoid(${u})*(1 - sigmoid(${u})))`,
};

/** One sheet with 200 definitions over ten names, and five claims about each. */
function thousandClaims(): string {
  const lines = ['x0, x1, x2, x3, x4, x5, x6, x7, x8, x9 : R'];
  const claims: string[] = [];
  for (let i = 0; i < 200; i++) {
    const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((k) => `x${(i + k) % 10}`) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const f = FUNCTIONS[i % FUNCTIONS.length]!;
    const u = `${a}*${b}`;
    lines.push(`f${i} = ${f}(${u})*${c} + ${d}^2*${e} + ${i}`);
    claims.push(
      `df${i}/d${a} = ${SLOPES[f](u)}*${b}*${c}`,
      `df${i}/d${b} = ${SLOPES[f](u)}*${a}*${c}`,
      `df${i}/d${c} = ${f}(${u})`,
      `df${i}/d${d} = 2*${d}*${e}`,
      `df${i}/d${e} = ${d}^2`,
    );
  }
  return [...lines, ...claims].join('\n');
}
