/** A neuron with a squared loss, compiled: the loss and its derivatives by all names, beside mathjs. */
import { measure } from './measure';
import { mathJs as math } from './peers.mjs';
import { programsOf } from './programs';
import { type Row, showTime } from './rows';

const LOSS = '(tanh(w1*x1 + w2*x2 + b) - t)^2/2';
const NAMES = ['w1', 'w2', 'b', 'x1', 'x2', 't'];

const SHEET = `
w1 = 0.3
w2 = -0.7
b = 0.1
x1 = 1.25
x2 = 0.6
t = 0.4
y = tanh(w1*x1 + w2*x2 + b)
L = (y - t)^2/2
`;

export function scalarRows(): Row[] {
  const [neuron] = programsOf('neuron.nabla', SHEET);
  const program = neuron!.gradientOf(NAMES);
  const compiled = [
    math.parse(LOSS).compile(),
    ...NAMES.map((name) => math.derivative(LOSS, name).compile()),
  ];
  const scope = { w1: 0.3, w2: -0.7, b: 0.1, x1: 1.25, x2: 0.6, t: 0.4 };
  const theirs = (): void => {
    for (const expression of compiled) expression.evaluate(scope);
  };
  const [own, other] = measure([() => program.run(), theirs]) as [number, number];
  return [
    { name: 'neuron, loss and six derivatives', figure: own / 1e3, unit: 'µs', limit: { most: 0.2 } },
    {
      name: 'neuron: times faster than mathjs',
      figure: other / own,
      unit: '',
      limit: { least: 20 },
      detail: `${showTime(own)}, ${showTime(other)}`,
    },
  ];
}
