/** The gradient of networks of two layers, beside TensorFlow.js. */
import type { Program } from '../../src/core/graph/program';
import { measure } from './measure';
import { tensorFlow as tf } from './peers.mjs';
import { programsOf } from './programs';
import { type Row, showTime } from './rows';

interface Network {
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

const LARGE: Network = { batch: 32, inputs: 784, hidden: 256, outputs: 10 };
const SMALL: Network = { batch: 4, inputs: 2, hidden: 3, outputs: 1 };

const nameOf = ({ batch, inputs, hidden, outputs }: Network): string =>
  `network ${inputs}-${hidden}-${outputs}, batch ${batch}`;

/** relu and a mean of squares: what both sides do in as few steps as they can. */
const sheetOf = ({ batch, inputs, hidden, outputs }: Network): string => `
X : ${batch}x${inputs}
T : ${batch}x${outputs}
W : ${inputs}x${hidden}
b : R^${hidden}
V : ${hidden}x${outputs}
c : R^${outputs}
H = relu(X*W + b)
Y = H*V + c
L = mean((Y - T)^2)
`;

/** The program of a network's gradient, by its parameters or by its data as well. */
function ours(network: Network): Program {
  const [programs] = programsOf('network.nabla', sheetOf(network));
  return programs!.gradientOf(['W', 'b', 'V', 'c']);
}

/** One step of the same network, with the loss read back. */
function theirs({ batch, inputs, hidden, outputs }: Network): () => void {
  const entries = (size: number): Float32Array =>
    Float32Array.from({ length: size }, (_, i) => ((i * 0.6180339887498949) % 1) - 0.5);
  const x = tf.tensor2d(entries(batch * inputs), [batch, inputs]);
  const t = tf.tensor2d(entries(batch * outputs), [batch, outputs]);
  const parameters = [
    tf.tensor2d(entries(inputs * hidden), [inputs, hidden]),
    tf.tensor1d(entries(hidden)),
    tf.tensor2d(entries(hidden * outputs), [hidden, outputs]),
    tf.tensor1d(entries(outputs)),
  ];
  const step = tf.valueAndGrads((w, b, v, c) => {
    const h = tf.relu(tf.add(tf.matMul(x, w!), b!));
    return tf.mean(tf.square(tf.sub(tf.add(tf.matMul(h, v!), c!), t)));
  });
  return () => {
    const { value, grads } = step(parameters);
    value.dataSync();
    tf.dispose([value, ...grads]);
  };
}

/** TensorFlow.js falls back to another backend where one does not start; a table must not hide that. */
async function use(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js did not start its backend ${backend}.`);
  await tf.ready();
}

export async function layerRows(): Promise<Row[]> {
  const rows: Row[] = [];
  const large = ours(LARGE);
  const small = ours(SMALL);
  for (const [backend, limit] of [
    ['wasm', { most: 1.2 }],
    ['cpu', { most: 1 }],
  ] as const) {
    await use(backend);
    const step = theirs(LARGE);
    const [own, other] = measure([() => large.run(), step], { rounds: 15, milliseconds: 30 }) as [
      number,
      number,
    ];
    rows.push({
      name: `${nameOf(LARGE)}: time over that of tfjs-${backend}, float32`,
      figure: own / other,
      unit: '',
      limit,
      detail: `${showTime(own)}, ${showTime(other)}`,
    });
  }
  for (const backend of ['wasm', 'cpu']) {
    await use(backend);
    const [own, other] = measure([() => small.run(), theirs(SMALL)]) as [number, number];
    rows.push({
      name: `${nameOf(SMALL)}: times faster than tfjs-${backend}`,
      figure: other / own,
      unit: '',
      limit: { least: 20 },
      detail: `${showTime(own)}, ${showTime(other)}`,
    });
  }
  return rows;
}
