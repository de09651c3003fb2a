import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derivative } from '../../../src/core/diff/derivative';
import type { NodeId } from '../../../src/core/graph/graph';
import { compile } from '../../../src/core/graph/program';
import {
  broadcastShapes,
  broadcastStrides,
  type Shape,
  sizeOf,
  stridesOf,
} from '../../../src/core/graph/shape';
import { printInfix } from '../../../src/core/print/graph';
import { type SheetOnPaper, sheetOnPaper } from './sheet';

const DECLARED = `
A : 3x3
T : 2x3x4
v : R^3
s, t : R
use = s*t + sum(A*v) + sum(T)
`;

function derivativeOf(text: string, name: string): { sheet: SheetOnPaper; node: NodeId } {
  const sheet = sheetOnPaper(`${DECLARED}q = ${text}`);
  const [q, variable] = [sheet.node('q'), sheet.node(name)];
  if (typeof q === 'string' || typeof variable === 'string') throw new Error(`${text}: ${q} ${variable}`);
  const result = derivative(sheet.graph, q, variable);
  if (!('node' in result)) throw new Error(`${text} has no derivative by ${name}`);
  return { sheet, node: result.node };
}

it.each([
  ['einsum("ijk,ijk->", T, T)/2', 'T', 'T'],
  ['einsum("ijk,ijk->", T, T)', 'T', '2*T'],
  ['einsum("ijk->", T)', 'T', '1'],
  ['3*einsum("ijk->", T)', 'T', '3'],
  ['sum(einsum("ijk->kij", T).^2)', 'T', '2*T'],
  ['sum(einsum("ij->ji", A).^2)', 'A', '2*A'],
  ['s*einsum("ij,j->", A, v)', 's', 'einsum("ij,j->", A, v)'],
  ['sum(einsum("ijk->jki", T)[:, :, 1])', 'A', '0'],
  ['log(det(A))', 'A', "inv(A)'"],
  ['det(A)', 'A', "det(A)*inv(A)'"],
  ['det(A)^2', 'A', "2*det(A)^2*inv(A)'"],
  ['s*log(det(A))', 'A', "s*inv(A)'"],
  ['log(s*t)', 's', '1/s'],
  ['log(s*t*sum(v))', 't', '1/t'],
  ['0.5*s + 0.25*s*1', 's', '0.75'],
  ['e^(2*s)', 's', '2*2.718281828459045^(2*s)'],
  ['1/2*t*s^2', 's', 't*s'],
  ['sqrt(s^2)', 's', 's/sqrt(s^2)'],
  ['sin(s)/s', 's', 'cos(s)/s - sin(s)/s^2'],
  ['norm(A)^2', 'A', '2*A'],
  ['norm(v)', 'v', 'v/norm(v)'],
  ['t*(s - 0.5*t)', 't', 's - t'],
  ['where(s < t, s^2, 3*s)', 's', 'where(s < t, 2*s, 3)'],
  ['where(abs(s) <= t, 0.5*s*s, t*(abs(s) - 0.5*t))', 's', 'where(abs(s) <= t, s, t*sign(s))'],
])('%s by %s', (text, name, printed) => {
  const { sheet, node } = derivativeOf(text, name);
  expect(printInfix(sheet.graph, node).text).toBe(printed);
});

const entriesOf = (name: string, shape: Shape): number[] =>
  Array.from(
    { length: sizeOf(shape) },
    (_, i) => ((((name.charCodeAt(0) % 13) + 3) * (i + 2) * 7919) % 997) / 700 + 0.2,
  );

function valuesOf({ graph, given }: SheetOnPaper, id: NodeId): { shape: Shape; entries: Float64Array } {
  const program = compile(graph, [id]);
  for (const input of program.inputs) {
    const { name, shape } = graph.node(input);
    program.write(input, given(input) ?? entriesOf(name ?? '', shape));
  }
  program.run();
  return { shape: graph.node(id).shape, entries: program.read(id) };
}

/** Entries of an array repeated to a shape. */
function spread({ shape, entries }: ReturnType<typeof valuesOf>, to: Shape): number[] {
  const strides = broadcastStrides(shape, to);
  const own = stridesOf(to);
  return Array.from({ length: sizeOf(to) }, (_, k) => {
    let at = 0;
    own.forEach((stride, axis) => {
      at += (Math.floor(k / stride) % to[axis]!) * strides[axis]!;
    });
    return entries[at]!;
  });
}

const INNER = [
  'det(A)',
  'einsum("ij,ij->", A, A)',
  'einsum("ij->", A)',
  'einsum("ij,j,i->", A, v, v)',
  'einsum("ii->", A)',
  'einsum(",ij->", s, A)',
  'einsum("i,j->", v, v)',
  'sum(einsum("ij->ji", A).^2)',
  'sum(einsum("ijk->kij", T).^2)',
  'sum(einsum("ij,jk->ki", A, A))',
  'einsum("ijk,j->", T, v)',
  's*t',
  's*t*sum(v)',
  '(s + s)',
  '(0.5*s + t)',
];
const OUTER = ['log(u)', 'sqrt(u)', 'u^2', 'u*s', 't/u', '1/u', 'u/s + u', '0.1*u + 0.2*u', 'log(u*t)*u'];

it('a simplified derivative has the same values', () => {
  const expression = fc
    .tuple(fc.constantFrom(...INNER), fc.array(fc.constantFrom(...OUTER), { maxLength: 2 }))
    .map(([inner, outer]) => outer.reduce((text, form) => form.replaceAll('u', `(${text})`), inner));
  fc.assert(
    fc.property(expression, fc.constantFrom('A', 'T', 'v', 's', 't'), (text, name) => {
      const { sheet, node } = derivativeOf(text, name);
      const printed = printInfix(sheet.graph, node, { limit: 1000 });
      if (!printed.complete || /\bcofactor\(/.test(printed.text)) return;
      const again = sheetOnPaper(`${DECLARED}q = ${printed.text}`);
      const back = again.node('q');
      if (typeof back === 'string') throw new Error(`${text} by ${name}: ${printed.text}: ${back}`);
      const [a, b] = [valuesOf(sheet, node), valuesOf(again, back)];
      const shape = broadcastShapes(a.shape, b.shape);
      expect(shape, printed.text).toEqual(a.shape);
      const [xs, ys] = [spread(a, shape!), spread(b, shape!)];
      // A derivative that is 0 leaves only what rounding does to its terms.
      const scale = Math.max(1, ...xs.map(Math.abs));
      xs.forEach((x, i) => {
        if (Number.isNaN(x)) return;
        expect(Math.abs(x - ys[i]!), `${text} by ${name}: ${printed.text}`).toBeLessThanOrEqual(1e-9 * scale);
      });
    }),
    { numRuns: 1000 },
  );
}, 60_000);
