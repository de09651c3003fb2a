/**
 * The cost of a full gradient in units of one forward evaluation. Reverse mode promises a small constant (Baur and Strassen
 * 1983).
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from './measure';
import { programsOf } from './programs';
import { type Row, showTime } from './rows';

/** Multiply-adds from which a network counts as large. */
const LARGE = 1e4;

export function gradientRows(): Row[] {
  const examples = path.join(process.cwd(), 'examples');
  const files = readdirSync(examples, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.nabla') && !file.includes('wrong'))
    .sort();
  const documents: [string, string][] = [
    ...files.map((file): [string, string] => [file, readFileSync(path.join(examples, file), 'utf8')]),
    ...Object.entries(NETWORKS),
  ];
  return documents.flatMap(([file, text]) =>
    programsOf(file, text).map((programs) => {
      const { forward, title } = programs;
      const gradient = programs.gradientOf();
      const [one, all] = measure([() => forward.run(), () => gradient.run()], {
        rounds: 15,
        milliseconds: 5,
      }) as [number, number];
      const isLarge = forward.work >= 2 * LARGE;
      return {
        name: `gradient over forward: ${title}`,
        figure: all / one,
        unit: '',
        limit: { most: isLarge ? 3 : 5 },
        detail: `${showTime(all)}, ${showTime(one)}`,
      };
    }),
  );
}

/** Networks of at least `LARGE` multiply-adds; the examples are smaller. */
const NETWORKS: Readonly<Record<string, string>> = {
  'three layers of 64': `
X : 16x64
T : 16x64
A : 64x64
B : 64x64
C : 64x64
H = tanh(X*A)
G = relu(H*B)
L = mean((G*C - T)^2)
`,
  'softmax with cross-entropy': `
X : 32x100
T : 32x10
W : 100x50
V : 50x10
b : R^50
H = sigmoid(X*W + b)
L = -sum(T .* log_softmax(H*V))/32
`,
  'attention of 32 tokens': `
X : 32x32
A : 32x32
B : 32x32
C : 32x32
Q = X*A
K = X*B
V = X*C
P = softmax(Q*K'/5)
L = sum((P*V)^2)
`,
};
