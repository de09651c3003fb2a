import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derivative } from '../../../src/core/diff/derivative';
import type { FunctionEntry } from '../../../src/core/graph/function';
import type { NodeId } from '../../../src/core/graph/graph';
import { functions } from '../../../src/core/graph/operations/index';
import { compile } from '../../../src/core/graph/program';
import {
  broadcastShapes,
  broadcastStrides,
  type Shape,
  sizeOf,
  stridesOf,
} from '../../../src/core/graph/shape';
import { printInfix, printTex } from '../../../src/core/print/graph';
import { texToSvg } from '../../../src/service/math/mathjax';
import { type SheetOnPaper, sheetOnPaper } from './sheet';

/** Every name stands in an expression, so that none is left out of the graph. */
const DECLARED = `
A, B : 2x2
W : 3x2
T : 3x2x2
v, w : R^2
z : R^3
s, t : R
use_s = s*t
use_v = v .* w
use_A = A*B
use_T = T .* A
use_W = W*v + z
`;

type Kind = 'scalar' | 'vector' | 'matrix';

const ENTRYWISE = ['exp', 'sin', 'tanh', 'sigmoid', 'relu', 'softplus', 'cos', 'abs'];

const grammar = fc.letrec<Record<Kind, string>>((tie) => {
  const [scalar, vector, matrix] = [tie('scalar'), tie('vector'), tie('matrix')];
  const binary = (
    a: fc.Arbitrary<string>,
    operators: string[],
    b: fc.Arbitrary<string>,
  ): fc.Arbitrary<string> =>
    fc.tuple(a, fc.constantFrom(...operators), b).map(([x, operator, y]) => `(${x} ${operator} ${y})`);
  const call = (a: fc.Arbitrary<string>, names: string[]): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(...names), a).map(([name, x]) => `${name}(${x})`);
  const power = (a: fc.Arbitrary<string>, operator: string): fc.Arbitrary<string> =>
    fc.tuple(a, fc.constantFrom('2', '3', '(-1)')).map(([x, n]) => `(${x})${operator}${n}`);
  const negative = (a: fc.Arbitrary<string>): fc.Arbitrary<string> => a.map((x) => `(-${x})`);
  const size = { depthSize: 'small', maxDepth: 4 } as const;
  return {
    scalar: fc.oneof(
      size,
      fc.constantFrom('s', 't', '2', '0.5', '-3', '0.1', '1/3'),
      binary(scalar, ['+', '-', '*', '/'], scalar),
      negative(scalar),
      call(scalar, ENTRYWISE),
      power(scalar, '^'),
      call(vector, ['sum', 'mean', 'norm', 'prod', 'max', 'logsumexp']),
      call(matrix, ['sum', 'mean', 'tr', 'det', 'max']),
      binary(vector, ["' *"], vector).map((text) => text.replace(" ' *", "'*")),
      vector.map((x) => `(${x})[2]`),
      fc.tuple(scalar, scalar, scalar).map(([c, a, b]) => `(if ${c} > 0 then ${a} else ${b})`),
    ),
    vector: fc.oneof(
      size,
      fc.constantFrom('v', 'w', '[1, -2]', '[s, t]'),
      binary(vector, ['+', '-', '.*', './'], vector),
      binary(scalar, ['*', '+', '-'], vector),
      binary(vector, ['*', '/'], scalar),
      binary(matrix, ['*'], vector),
      negative(vector),
      call(vector, [...ENTRYWISE, 'softmax', 'log_softmax', 'cumsum']),
      power(vector, '.^'),
      matrix.map((x) => `sum(${x}, axis=0)`),
      matrix.map((x) => `(${x})[1, :]`),
      fc.constant("(W'*(W*v + z))"),
    ),
    matrix: fc.oneof(
      size,
      fc.constantFrom('A', 'B', '[1, s; -1, 2]', "(W'*W)"),
      binary(matrix, ['+', '-', '.*', '*', './'], matrix),
      binary(scalar, ['*', '+'], matrix),
      binary(matrix, ['*', '/'], scalar),
      binary(vector, ['*'], vector).map((text) => `${text.slice(0, -1)}')`),
      matrix.map((x) => `(${x})'`),
      negative(matrix),
      call(matrix, ENTRYWISE),
      call(matrix, ['inv']),
      call(vector, ['diag']),
      power(matrix, '.^'),
    ),
  };
});

/** Deterministic entries for an input, away from where functions are special. */
function entriesOf(name: string, shape: Shape): number[] {
  const seed = Array.from(name).reduce((sum, char) => sum + char.charCodeAt(0), 0);
  return Array.from(
    { length: sizeOf(shape) },
    (_, i) => (((seed * 7919 + i * 104729) % 997) / 997) * 1.5 + 0.2,
  );
}

interface Values {
  readonly shape: Shape;
  readonly entries: Float64Array;
  readonly radii: Float64Array;
}

function valuesOf({ graph, given }: SheetOnPaper, id: NodeId): Values {
  const program = compile(graph, [id]);
  for (const input of program.inputs) {
    const { name, shape } = graph.node(input);
    program.write(input, given(input) ?? entriesOf(name ?? '', shape));
  }
  program.run();
  program.runRadii();
  return { shape: graph.node(id).shape, entries: program.read(id), radii: program.readRadii(id) };
}

/** Where two values differ by more than their error bounds, after broadcasting; undefined where nowhere. */
function difference(a: Values, b: Values): string | undefined {
  const shape = broadcastShapes(a.shape, b.shape);
  if (shape === undefined) return `shapes ${a.shape.join('x')} and ${b.shape.join('x')}`;
  const [xs, ys] = [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)];
  const strides = stridesOf(shape);
  for (let k = 0; k < sizeOf(shape); k++) {
    let [i, j] = [0, 0];
    strides.forEach((stride, axis) => {
      const at = Math.floor(k / stride) % shape[axis]!;
      i += at * xs[axis]!;
      j += at * ys[axis]!;
    });
    const [u, v] = [a.entries[i]!, b.entries[j]!];
    if (Number.isNaN(u) || Number.isNaN(v)) continue;
    if (Math.abs(u - v) > a.radii[i]! + b.radii[j]!) return `entry ${k}: ${u} and ${v}`;
  }
  return undefined;
}

/** Derivatives need operations that no sheet can write. */
const UNWRITTEN = /\b(?:pad|prod_others|reverse_cumsum)\(|\bcofactor\((?:[^()]|\([^()]*\))*,/;

/** Whether what is printed of a node reads, and as the same values. */
function checkPrinted(what: string, sheet: SheetOnPaper, id: NodeId): void {
  const printed = printInfix(sheet.graph, id, { limit: 1000 });
  if (!printed.complete || printed.where.length > 0 || UNWRITTEN.test(printed.text)) return;
  const message = `${what} → ${printed.text}`;
  const again = sheetOnPaper(`${DECLARED}q = ${printed.text}`);
  const back = again.node('q');
  if (typeof back === 'string') expect(back, message).toBe('');
  else expect(difference(valuesOf(sheet, id), valuesOf(again, back)), message).toBeUndefined();
}

it('printed text means what the graph means', () => {
  fc.assert(
    fc.property(fc.oneof(grammar.scalar, grammar.vector, grammar.matrix), (text) => {
      const sheet = sheetOnPaper(`${DECLARED}q = ${text}`);
      const q = sheet.node('q');
      if (typeof q === 'string') throw new Error(`${text}: ${q}`);
      const [definition] = sheet.graph.node(q).inputs;
      if (definition !== undefined) checkPrinted(text, sheet, definition);
    }),
    { numRuns: 1500 },
  );
}, 60_000);

it('a printed derivative means the derivative', () => {
  const names = fc.constantFrom('s', 't', 'v', 'A', 'W', 'z');
  fc.assert(
    fc.property(grammar.scalar, names, (text, name) => {
      const sheet = sheetOnPaper(`${DECLARED}q = ${text}`);
      const { graph } = sheet;
      const [q, variable] = [sheet.node('q'), sheet.node(name)];
      if (typeof q === 'string' || typeof variable === 'string') throw new Error(`${q} ${variable}`);
      const result = derivative(graph, q, variable);
      if (!('node' in result)) return;
      checkPrinted(`d(${text})/d${name}`, sheet, result.node);
      const tex = printTex(graph, result.node).text;
      expect(() => texToSvg(tex, true), tex).not.toThrow();
    }),
    { numRuns: 500 },
  );
}, 60_000);

/** Calls of functions whose arguments name axes or labels. */
const CALLS_WITH_AXES: Readonly<Record<string, readonly string[]>> = {
  permute: ['permute(A, (1, 0))', 'permute(T, (2, 0, 1))', 'permute(stack(A, A), axes=(1, 0, 2))'],
  swapaxes: ['swapaxes(T, 0, 2)', 'swapaxes(A, -1, 0)'],
  moveaxis: ['moveaxis(T, 0, 2)'],
  flip: ['flip(T, axis=(0, 2))', 'flip(T, axis=1)'],
  stack: ['stack([A, A], axis=1)', 'stack(v, v, axis=1)'],
  tensordot: ['tensordot(A, T, axes=((0,), (2,)))', 'tensordot(T, A, axes=1)'],
  kron: ['kron(v, v)'],
  einsum: [
    'einsum("ij,jk->ik", A, A)',
    'einsum("ii", A)',
    'einsum("ii->i", A)',
    'einsum("i->ii", v)',
    'einsum("ij,j,i->", A, v, v)',
    'einsum("...j,j->...", T, v)',
    'einsum("ij->j", A)',
  ],
  tile: ['tile(v, (2, 3))'],
  repeat: ['repeat(A, 2, axis=1)', 'repeat(v, 3)'],
  sum: ['sum(T, axis=(0, 2))', 'sum(T, axis=(-1, 0), keepdims=1)'],
  softmax: ['softmax(T, axis=(1, 2))', 'softmax(T, axis=(0, 2))'],
  logsumexp: ['logsumexp(T, axis=(0, 2))'],
  tr: ['tr(T .* 2)', 'tr(stack(A, A))'],
  inv: ['inv(stack(A, 2*A))'],
  solve: ['solve(stack(A, 2*A), v)'],
};

/** Calls of a function with arguments of several shapes; those that do not fit are passed over. */
function* callsOf(entry: FunctionEntry): Generator<string> {
  const [name] = entry.names;
  yield* CALLS_WITH_AXES[name!] ?? [];
  const pool = ['s', 'v', 'A', '2', '(s - t)', '0.5*v'];
  let calls: string[][] = [[]];
  for (let arity = 0; arity <= Math.min(3, entry.arity[1]); arity++) {
    if (arity >= entry.arity[0]) for (const args of calls) yield `${name}(${args.join(', ')})`;
    calls = calls.flatMap((args) => pool.map((arg) => [...args, arg]));
  }
  if (entry.rule === 'reduce') {
    for (const options of ['axis=0', 'axis=1', 'axis=0, keepdims=1']) yield `${name}(A, ${options})`;
  }
}

const ENTRIES = [...new Set(functions.values())].map((entry): [string, FunctionEntry] => [
  entry.names[0]!,
  entry,
]);

it.each(ENTRIES)('%s prints so that it reads and renders', (_, entry) => {
  let fitting = 0;
  for (const text of callsOf(entry)) {
    // A factor with a name makes an expression also of what is a number.
    const sheet = sheetOnPaper(`${DECLARED}q = s*(${text})`);
    const q = sheet.node('q');
    if (typeof q === 'string') continue;
    fitting += 1;
    const { graph } = sheet;
    const definition = graph.node(q).inputs[0] ?? q;
    const nodes = [definition];
    for (const name of ['s', 'v', 'A', 'T']) {
      const result = derivative(graph, q, Number(sheet.node(name)));
      if ('node' in result) nodes.push(result.node);
    }
    for (const node of nodes) {
      checkPrinted(text, sheet, node);
      const { text: tex } = printTex(graph, node);
      expect(() => texToSvg(tex, true), tex).not.toThrow();
    }
    if (fitting === 16) break;
  }
  expect(fitting).toBeGreaterThan(0);
});
