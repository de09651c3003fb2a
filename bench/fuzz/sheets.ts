/**
 * Random sheets: declarations, definitions over every function, domains, given values, and claims of every kind. Names have the
 * shapes that `HEADS` declare, so that most expressions fit; some do not, and some functions have wrong arguments.
 */
import fc from 'fast-check';
import { functions } from '../../src/core/graph/operations/index';

type Text = fc.Arbitrary<string>;

const SCALARS = ['s', 't', 'z'];
const VECTORS = ['u', 'v'];
const MATRICES = ['A', 'B'];
const TENSORS = ['T'];
/** Definitions, by their shape. */
const DEFINED = { scalar: ['p', 'q', 'L'], vector: ['g', 'h'], matrix: ['M', 'N'], tensor: ['K'] } as const;
const INPUTS = [...SCALARS, ...VECTORS, ...MATRICES, ...TENSORS];
const OUTPUTS = Object.values(DEFINED).flat();

/** Each function once, whatever its names. */
const ENTRIES = [...new Set(functions.values())];

/** Numbers at which arithmetic has its edges. */
export const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '0.5',
  '-1',
  '-0',
  '1/3',
  '7.25',
  '1e-3',
  '100',
  '1e5',
  '1e308',
  '5e-324',
  '1e-308',
  '1e400',
  '9007199254740993',
  'NaN',
  'inf',
  '-inf',
  'pi',
  'e',
] as const;

const number: Text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('2', '3', '0.5', '1/3', '7.25', '1.5') },
  { weight: 1, arbitrary: fc.constantFrom(...NUMBERS) },
);

const SMOOTH = [
  'exp',
  'sin',
  'cos',
  'tanh',
  'sigmoid',
  'log',
  'sqrt',
  'atan',
  'softplus',
  'relu',
  'abs',
  'square',
];
const SUMS = ['sum', 'mean', 'max', 'min', 'prod', 'norm', 'logsumexp', 'var', 'std'];
const ALONG = ['softmax', 'cumsum', 'cumprod', 'sort', 'flip', 'log_softmax'];
const SQUARE = ['inv', 'transpose', 'cofactor', 'adjugate'];
const NUMBER_OF = ['tr', 'det', 'logdet', 'sum', 'norm'];

const called =
  (names: readonly string[]) =>
  (argument: Text): Text =>
    fc.tuple(fc.constantFrom(...names), argument).map(([f, x]) => `${f}(${x})`);

/** A call of any function with any arguments: few of them fit. */
const anyCall = (argument: Text): Text =>
  fc
    .tuple(
      fc.constantFrom(...ENTRIES),
      fc.array(argument, { minLength: 1, maxLength: 3 }),
      fc.nat(3),
      fc.constantFrom(
        '',
        'axis=0',
        'axis=-1',
        'axis=7',
        'axis=(0, 1)',
        'axis=0, keepdims=true',
        'ddof=1',
        '"ij,jk->ik"',
        '"ii"',
      ),
    )
    .map(([{ names, arity }, args, spare, option]) => {
      const count = spare === 3 ? args.length : Math.min(args.length, Math.max(1, arity[0]));
      const list = args.slice(0, count);
      while (spare !== 3 && list.length < arity[0]) list.push(list[0]!);
      if (spare === 2 && option !== '') list[option.startsWith('"') ? 'unshift' : 'push'](option);
      return `${names[0]}(${list.join(', ')})`;
    });

type Expressions = Record<'scalar' | 'vector' | 'matrix' | 'tensor' | 'any', string>;

/** Expressions by their shape; wild ones have functions of arguments that hardly ever fit. */
const expressions = (wild: boolean) =>
  fc.letrec<Expressions>((tie) => {
    const [scalars, vectors, matrices, tensors, all] = [
      tie('scalar'),
      tie('vector'),
      tie('matrix'),
      tie('tensor'),
      tie('any'),
    ];
    const bounded = { maxDepth: 3, withCrossShrink: true };
    const entrywise = (one: Text): Text =>
      fc.oneof(
        fc
          .tuple(one, fc.constantFrom('+', '-', '.*', './'), one)
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(one, number).map(([a, n]) => `${a}.^${n}`),
        fc.tuple(scalars, one).map(([a, b]) => `${a}*${b}`),
        called(SMOOTH)(one),
        one.map((a) => `(-${a})`),
        fc.tuple(one, one, one).map(([a, b, c]) => `where(${a} > ${b}, ${b}, ${c})`),
        fc.tuple(one, one).map(([a, b]) => `maximum(${a}, ${b})`),
      );
    return {
      scalar: fc.oneof(
        bounded,
        fc.constantFrom(...SCALARS, ...DEFINED.scalar),
        number,
        fc
          .tuple(scalars, fc.constantFrom('+', '-', '*', '/'), scalars)
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(scalars, number).map(([a, n]) => `${a}^${n}`),
        fc.tuple(scalars, scalars).map(([a, b]) => `(${a})^(${b})`),
        called(SMOOTH)(scalars),
        called(ENTRIES.filter(({ arity }) => arity[0] === 1).map(({ names }) => names[0]!))(scalars),
        called(SUMS)(fc.oneof(vectors, matrices, tensors)),
        called(NUMBER_OF)(matrices),
        fc.tuple(vectors, vectors).map(([a, b]) => `${a}'*${b}`),
        fc.tuple(vectors, fc.integer({ min: 0, max: 4 })).map(([a, i]) => `(${a})[${i}]`),
        fc.tuple(scalars, scalars, scalars).map(([a, b, c]) => `(if ${a} > ${b} then ${b} else ${c})`),
        scalars.map((a) => `|${a}|`),
        fc.tuple(scalars, scalars).map(([a, b]) => `mod(${a}, ${b})`),
        fc.tuple(fc.constantFrom('f', "f'", "f''"), scalars).map(([f, a]) => `${f}(${a})`),
        ...(wild ? [anyCall(all)] : []),
      ),
      vector: fc.oneof(
        bounded,
        fc.constantFrom(...VECTORS, ...DEFINED.vector),
        fc.constantFrom('[1, -2, 0.5]', 'ones(3)', 'zeros(3)', '[1, 1, 1]', '[1e300, -1e300, 0]'),
        entrywise(vectors),
        called(ALONG)(vectors),
        fc.tuple(matrices, vectors).map(([a, b]) => `${a}*${b}`),
        fc.tuple(matrices, vectors).map(([a, b]) => `solve(${a}, ${b})`),
        fc
          .tuple(fc.constantFrom(...SUMS), matrices, fc.integer({ min: -2, max: 1 }))
          .map(([f, a, k]) => `${f}(${a}, axis=${k})`),
        matrices.map((a) => `diag(${a})`),
        fc.tuple(scalars, scalars, scalars).map((items) => `[${items.join(', ')}]`),
        fc.tuple(matrices, vectors).map(([a, b]) => `einsum("ij,j->i", ${a}, ${b})`),
        ...(wild ? [anyCall(all)] : []),
      ),
      matrix: fc.oneof(
        bounded,
        fc.constantFrom(...MATRICES, ...DEFINED.matrix),
        fc.constantFrom('eye(3)', 'ones(3, 3)', '[1, 2, 3; 4, 5, 6; 7, 8, 9]', 'zeros(3, 3)'),
        entrywise(matrices),
        called(ALONG)(matrices),
        called(SQUARE)(matrices),
        fc.tuple(matrices, matrices).map(([a, b]) => `${a}*${b}`),
        fc.tuple(matrices, fc.integer({ min: -2, max: 5 })).map(([a, n]) => `${a}^${n}`),
        matrices.map((a) => `${a}'`),
        fc.tuple(vectors, vectors).map(([a, b]) => `outer(${a}, ${b})`),
        vectors.map((a) => `diag(${a})`),
        fc.tuple(matrices, matrices).map(([a, b]) => `einsum("ij,kj->ik", ${a}, ${b})`),
        fc.tuple(tensors, fc.integer({ min: -2, max: 3 })).map(([a, k]) => `sum(${a}, axis=${k})`),
        ...(wild ? [anyCall(all)] : []),
      ),
      tensor: fc.oneof(
        bounded,
        fc.constantFrom(...TENSORS, ...DEFINED.tensor),
        entrywise(tensors),
        fc.tuple(tensors, matrices).map(([a, b]) => `${a}*${b}`),
        fc.tuple(tensors, fc.integer({ min: -3, max: 2 })).map(([a, k]) => `softmax(${a}, axis=${k})`),
        fc.tuple(tensors, tensors).map(([a, b]) => `einsum("bij,bkj->bik", ${a}, ${b})`),
        tensors.map((a) => `permute(${a}, (0, 2, 1))`),
        ...(wild ? [anyCall(all)] : []),
      ),
      any: fc.oneof(scalars, vectors, matrices, tensors),
    };
  });

const HEADS = ['s, t, z : R', 'u, v : R^3', 'A, B : 3x3', 'T : 2x3x3'];
const ODD_HEADS = [
  'u : R^1',
  'v : R^0',
  'A : 0x3',
  'A : 1x1',
  'T : 2x0x3',
  'T : 1x1x1x1',
  'u : R^1000000',
  'A : R^(n x n)',
  'u, v : R^n',
  's : R^3',
  'A : 2x4',
  'A symmetric',
  'B positive definite',
  'u in simplex',
  'A diagonal',
  'B orthogonal',
  'n in 1..4',
  '@grad ignore',
  '@grad off',
  '---',
  'f(x) = x^3 - sin(x)',
  'f(x, y) = x*y/(x + y)',
  'E = 3',
];

const declaration: Text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HEADS, 'f(x) = x^3 - sin(x)') },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_HEADS) },
);

const given: Text = fc.oneof(
  fc.tuple(fc.constantFrom(...SCALARS), fc.constantFrom(...NUMBERS)).map(([a, n]) => `${a} = ${n}`),
  fc
    .tuple(fc.constantFrom(...VECTORS), fc.array(fc.constantFrom(...NUMBERS), { minLength: 3, maxLength: 3 }))
    .map(([a, items]) => `${a} = [${items.join(', ')}]`),
  fc.constantFrom(
    'A = [1, 2, 3; 4, 5, 6; 7, 8, 9]',
    'A = zeros(3, 3)',
    'u = [2, 2, 1]',
    'v = [0, 0, 0]',
    'B = eye(3)',
  ),
);

type Shaped = Record<'scalar' | 'vector' | 'matrix' | 'tensor', Text>;

const defining = ({ scalar, vector, matrix, tensor }: Shaped): Text =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...DEFINED.scalar), scalar).map(([a, x]) => `${a} = ${x}`),
    fc.tuple(fc.constantFrom(...DEFINED.vector), vector).map(([a, x]) => `${a} = ${x}`),
    fc.tuple(fc.constantFrom(...DEFINED.matrix), matrix).map(([a, x]) => `${a} = ${x}`),
    fc.tuple(fc.constantFrom(...DEFINED.tensor), tensor).map(([a, x]) => `${a} = ${x}`),
  );

const wild = expressions(true);
const tame = expressions(false);
const { scalar, vector, any } = wild;
const definition = defining(wild);

const relation = fc.constantFrom('<', '<=', '>', '>=', '!=', '==');

const domain: Text = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...SCALARS),
      fc.constantFrom('> 0', '< 0', '> 5', '>= 1e300', '< -1e5', '!= 0', '== 2'),
    )
    .map(([a, r]) => `${a} ${r}`),
  fc
    .tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...SCALARS), fc.constantFrom(...NUMBERS))
    .map(([a, x, b]) => `${a} < ${x} < ${b}`),
  fc.constantFrom(
    's in {0, 1}',
    't in [0, 2]',
    'z in (0, 0)',
    's in {}',
    'n in 1..10',
    '0 < det(A)',
    "u'*u = 1",
    's + t = 1',
    's*t < 0',
    'sum(u) = 1',
    '1 < s < 0',
  ),
  fc.tuple(scalar, relation, scalar).map(([a, sign, b]) => `assume ${a} ${sign} ${b}`),
);

const output = fc.constantFrom(...OUTPUTS);
const input = fc.constantFrom(...INPUTS, ...OUTPUTS);

/** The derivatives of the notation, in all their spellings. */
const derivative: Text = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(output, input).map(([y, x]) => `d${y}/d${x}`) },
  fc.tuple(output, input).map(([y, x]) => `∂${y}/∂${x}`),
  fc.tuple(any, input).map(([y, x]) => `d/d${x} (${y})`),
  fc.tuple(any, input).map(([y, x]) => `d(${y})/d(${x})`),
  fc
    .tuple(
      fc.constantFrom('grad', 'jacobian', 'hessian', 'laplacian', 'div', 'curl'),
      fc.oneof(output, any),
      input,
    )
    .map(([f, y, x]) => `${f}(${y}, ${x})`),
  fc.tuple(fc.constantFrom('grad', 'hessian', 'laplacian'), output).map(([f, y]) => `${f}(${y})`),
  fc.tuple(output, input).map(([y, x]) => `d2${y}/d${x}2`),
  fc.tuple(output, input, input).map(([y, x, w]) => `∂²${y}/∂${x}∂${w}`),
  fc.tuple(output, input, input).map(([y, x, w]) => `grad(${y}, [${x}, ${w}])`),
  fc.tuple(output, input, input).map(([y, x, w]) => `hessian(${y}, [${x}, ${w}])`),
  fc
    .tuple(fc.constantFrom('hvp', 'jvp', 'vjp'), output, input, any)
    .map(([f, y, x, w]) => `${f}(${y}, ${x}, ${w})`),
  fc
    .tuple(fc.constantFrom('∇', 'Δ', 'H_', 'J_', 'D', '∇²', '∇_u ', '∇_A^2 ', 'D_v ', '∇·', '∇×'), output)
    .map(([f, y]) => `${f}${y}`),
  fc.constantFrom("f'(s)", "f''(t)", 'f_x', "f'''(2)", '∇f(1, 2)', 'df/dx', "p'", 'L_s', 'L_st'),
  fc.tuple(output, input, vector).map(([y, x, w]) => `hessian(${y}, ${x})*${w}`),
);

const shift = (text: string): string => `${text} + 0`;

const claim: Text = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(derivative, any).map(([d, x]) => `${d} = ${x}`) },
  { weight: 3, arbitrary: derivative.map((d) => `${d} = ?`) },
  fc.tuple(derivative, number).map(([d, x]) => `${d} = ${x}`),
  fc.tuple(derivative, derivative).map(([a, b]) => `${a} = ${b}`),
  fc.tuple(derivative, fc.constantFrom('0', '1')).map(([a, b]) => `${a} == ${b}`),
  fc.tuple(any, any).map(([a, b]) => `${a} == ${b}`),
  any.map((a) => `${a} == ${shift(a)}`),
  fc.tuple(output, number).map(([a, n]) => `${a} = ${n}`),
  fc.tuple(output, number).map(([a, n]) => `${a} ≈ ${n}`),
  fc.tuple(any, relation, any).map(([a, sign, b]) => `${a} ${sign} ${b}`),
  fc.tuple(derivative, relation, scalar).map(([a, sign, b]) => `${a} ${sign} ${b}`),
  fc.tuple(output, any, number, number).map(([a, x, m, n]) => `${a} = ${x} = ${m} = ${n}`),
  fc.tuple(scalar, relation, scalar, relation, scalar).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom(...INPUTS, ...OUTPUTS), number, derivative, any)
    .map(([a, n, d, x]) => `at ${a} = ${n}: ${d} = ${x}`),
  fc
    .tuple(number, number, derivative, any)
    .map(([m, n, d, x]) => `at s = ${m}, t = ${n}:\n  ${d} = ${x}\n  L = ${m}`),
  fc.tuple(fc.constantFrom('R', 'S', 'L', 'h'), input).map(([y, x]) => `given d${y}/d${x}`),
  fc.tuple(input, any).map(([x, a]) => `given dR/d${x} = ${a}`),
  fc.tuple(input, any).map(([x, a]) => `dR/d${x} = ${a}`),
  fc.constantFrom(
    'z ~ Normal(0, 1)',
    'E[z] = 0',
    'sigmoid(x) = 1/2 + O(x^3)',
    'L is convex in s',
    '(2, 1) is a minimum of f',
  ),
);

const statement: Text = fc.oneof(
  { weight: 5, arbitrary: definition },
  { weight: 6, arbitrary: claim },
  { weight: 1, arbitrary: declaration },
  { weight: 1, arbitrary: given },
  { weight: 1, arbitrary: domain },
);

/** What stands for a definition before there is one. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ...DEFINED.scalar.map((name) => [name, 's'] as const),
  ...DEFINED.vector.map((name) => [name, 'u'] as const),
  ...DEFINED.matrix.map((name) => [name, 'A'] as const),
  ...DEFINED.tensor.map((name) => [name, 'T'] as const),
]);

/** Definitions that use only those before them, so that none goes in a circle. */
function inOrder(definitions: readonly string[]): string[] {
  const known = new Set<string>();
  return definitions.map((line) => {
    const name = line.slice(0, line.indexOf(' = '));
    const body = line
      .slice(name.length)
      .replace(/\b[a-zA-Z]\b/g, (word) => (known.has(word) ? word : (STAND_INS.get(word) ?? word)));
    known.add(name);
    return name + body;
  });
}

/** Whole sheets, most of them with shapes declared first. */
export const sheets: Text = fc
  .tuple(
    fc.constantFrom(HEADS.length, HEADS.length, HEADS.length, 1, 0),
    fc.array(fc.oneof({ weight: 2, arbitrary: given }, declaration, domain), { maxLength: 3 }),
    fc.uniqueArray(definition, { maxLength: 5, selector: (line) => line[0] }),
    fc.array(statement, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\n', '\n', '; '),
  )
  .map(([heads, first, definitions, rest, glue]) =>
    [...HEADS.slice(0, heads), ...first, ...inOrder(definitions), rest.join(glue), ''].join('\n'),
  );

/** Definitions, and a derivative whose formula can be asked for. */
export interface Question {
  readonly head: string;
  readonly left: string;
}

export const questions: fc.Arbitrary<Question> = fc
  .tuple(
    fc.uniqueArray(defining(tame), { maxLength: 4, selector: (line) => line[0] }),
    fc.option(given, { nil: '', freq: 3 }),
    fc.option(domain, { nil: '', freq: 3 }),
    tame.scalar,
    derivative,
    fc.constantFrom(...INPUTS),
    fc.boolean(),
  )
  .map(([definitions, values, region, last, anyDerivative, x, isGradient]) => ({
    head: [
      ...HEADS,
      'f(x) = x^3 - sin(x)',
      values,
      region,
      ...inOrder([...definitions.filter((line) => !line.startsWith('L')), `L = ${last}`]),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    left: isGradient ? `dL/d${x}` : anyDerivative,
  }));
