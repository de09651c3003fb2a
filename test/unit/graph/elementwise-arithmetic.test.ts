import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSTANT, type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import {
  add,
  divide,
  multiply,
  negate,
  power,
  reciprocal,
  scale,
  square,
  subtract,
} from '../../../src/core/graph/operations/arithmetic';
import { sqrt } from '../../../src/core/graph/operations/elementary';
import { maximum, minimum } from '../../../src/core/graph/operations/selection';
import { atMost, exact, magnitude, minus, over, plus, type Rational, rational, times } from './array-exact';
import { evaluate, scalar, tensor } from './array-run';

/** An expression over x0, x1, x2 as a graph and, independently, as an exact rational; undefined where it divides by 0. */
interface Expression {
  readonly text: string;
  readonly build: (b: GraphBuilder, x: readonly NodeId[]) => NodeId;
  readonly exactly: (x: readonly Rational[]) => Rational | undefined;
}

const leaf = (k: number): Expression => ({
  text: `x${k}`,
  build: (_, x) => x[k]!,
  exactly: (x) => x[k]!,
});

const literal = (value: number): Expression => ({
  text: `${value}`,
  build: (b) => b.constant(value, true),
  exactly: () => exact(value),
});

type Combine = (x: Rational, y: Rational) => Rational | undefined;

const pair =
  (sign: string, build: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId, combine: Combine) =>
  (left: Expression, right: Expression): Expression => ({
    text: `(${left.text} ${sign} ${right.text})`,
    build: (b, x) => build(b, left.build(b, x), right.build(b, x)),
    exactly: (x) => {
      const [l, r] = [left.exactly(x), right.exactly(x)];
      return l === undefined || r === undefined ? undefined : combine(l, r);
    },
  });

const isLess = (x: Rational, y: Rational): boolean => minus(x, y).n < 0n;

const PAIRS = [
  pair('+', add, plus),
  pair('-', subtract, minus),
  pair('*', multiply, times),
  pair('/', divide, (x, y) => (y.n === 0n ? undefined : over(x, y))),
  pair('max', maximum, (x, y) => (isLess(x, y) ? y : x)),
  pair('min', minimum, (x, y) => (isLess(x, y) ? x : y)),
];

const powerOf =
  (n: number) =>
  (base: Expression): Expression => ({
    text: `${base.text}^${n}`,
    build: (b, x) => power(b, base.build(b, x), b.constant(n)),
    exactly: (x) => {
      const value = base.exactly(x);
      if (value === undefined || (n < 0 && value.n === 0n)) return undefined;
      let product = rational(1n);
      for (let i = 0; i < Math.abs(n); i++) product = times(product, value);
      return n < 0 ? over(rational(1n), product) : product;
    },
  });

const { expression } = fc.letrec<{ expression: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: 0, max: 2 }).map(leaf),
    fc.constantFrom(0, 1, -1, 2, 0.5, -3, 0.1, 7).map(literal),
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom(...PAIRS), tie('expression'), tie('expression'))
      .map(([combine, left, right]) => combine(left, right)),
    fc.tuple(fc.constantFrom(0, 1, 2, 3, 5, -1, -2), tie('expression')).map(([n, base]) => powerOf(n)(base)),
  ),
}));

/** Short and long dyadic numbers of several sizes. */
const dyadic = fc
  .tuple(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), fc.integer({ min: -40, max: 8 }))
  .map(([n, e]) => n * 2 ** e);

describe('radii of arithmetic', () => {
  it('bound the distance to exact rational arithmetic', () => {
    let finite = 0;
    fc.assert(
      fc.property(expression, fc.array(dyadic, { minLength: 3, maxLength: 3 }), (e, x) => {
        const expected = e.exactly(x.map(exact));
        const { entries, radii } = evaluate(e.build, x.map(scalar));
        if (expected === undefined || !Number.isFinite(radii[0]!)) return;
        finite++;
        const error = magnitude(minus(exact(entries[0]!), expected));
        expect(atMost(error, exact(radii[0]!)), `${e.text} at ${x}: ${entries[0]} ± ${radii[0]}`).toBe(true);
      }),
      { numRuns: 3000, seed: 17 },
    );
    expect(finite).toBeGreaterThan(2000);
  });

  it('bound it as well where the inputs are balls, at any point of the balls', () => {
    const ball = fc.tuple(dyadic, fc.integer({ min: -60, max: -4 }), fc.integer({ min: -8, max: 8 }));
    fc.assert(
      fc.property(expression, fc.array(ball, { minLength: 3, maxLength: 3 }), (e, balls) => {
        const radiiIn = balls.map(([x, k]) => Math.abs(x) * 2 ** k);
        const inputs = balls.map(([x], i) => tensor([], [x], [radiiIn[i]!]));
        const { entries, radii } = evaluate(e.build, inputs);
        const at = balls.map(([x, , share], i) =>
          plus(exact(x), times(exact(radiiIn[i]!), rational(BigInt(share), 8n))),
        );
        const expected = e.exactly(at);
        if (!Number.isFinite(radii[0]!)) return;
        if (expected === undefined) {
          // A finite radius promises that nothing in the balls divides by 0; but products with the constant 0 and powers
          // with the exponent 0 forget their other operand.
          expect(e.text, `at ${balls}`).toMatch(/\*|\^0/);
          return;
        }
        const error = magnitude(minus(exact(entries[0]!), expected));
        expect(atMost(error, exact(radii[0]!)), `${e.text} at ${balls}: ${entries[0]} ± ${radii[0]}`).toBe(
          true,
        );
      }),
      { numRuns: 3000, seed: 18 },
    );
  });

  it.each<[string, (b: GraphBuilder, x: readonly NodeId[]) => NodeId, readonly number[]]>([
    ['a sum of short numbers', (b, [x, y]) => add(b, x!, y!), [0.375, -12.5]],
    ['a product of short numbers', (b, [x, y]) => multiply(b, x!, y!), [0.375, -12.5]],
    ['an exact quotient', (b, [x, y]) => divide(b, x!, y!), [-4.6875, 0.375]],
    ['an exact square', (b, [x]) => square(b, x!), [1.625, 0]],
    ['an exact power', (b, [x]) => power(b, x!, b.constant(5)), [1.5, 0]],
    ['an exact negative power', (b, [x]) => power(b, x!, b.constant(-3)), [0.25, 0]],
    ['an exact root', (b, [x]) => sqrt(b, x!), [2.25, 0]],
    ['a difference that vanishes', (b, [x, y]) => subtract(b, square(b, x!), y!), [3, 9]],
  ])('are 0 for %s', (_, build, x) => {
    expect(evaluate(build, x.map(scalar)).radii).toEqual([0]);
  });

  it.each<[string, (b: GraphBuilder, x: readonly NodeId[]) => NodeId, number, number]>([
    ['a divisor whose ball holds 0', (b, [x]) => reciprocal(b, x!), 1, 1],
    ['a division by 0', (b, [x]) => reciprocal(b, x!), 0, 0],
    ['a root across 0', (b, [x]) => sqrt(b, x!), 0.5, 1],
    ['a root of a negative number', (b, [x]) => sqrt(b, x!), -0.5, 0],
    ['a fractional power across 0', (b, [x]) => power(b, x!, b.constant(1.5, true)), 0.5, 1],
    ['a negative power across 0', (b, [x]) => power(b, x!, b.constant(-2)), 0.5, 1],
    ['a product that overflows', (b, [x]) => square(b, x!), 1e200, 0],
    ['an input that is no number', (b, [x]) => add(b, x!, b.constant(1)), Number.NaN, 0],
    ['an input without a bound', (b, [x]) => multiply(b, x!, x!), 0, Number.POSITIVE_INFINITY],
  ])('are Infinity for %s', (_, build, x, r) => {
    expect(evaluate(build, [tensor([], [x], [r])]).radii).toEqual([Number.POSITIVE_INFINITY]);
  });

  it('cover what underflow loses', () => {
    const { entries, radii } = evaluate((b, [x, y]) => multiply(b, x!, y!), [scalar(1e-200), scalar(1e-200)]);
    expect(entries).toEqual([0]);
    expect(radii[0]).toBeGreaterThan(0);
    expect(radii[0]).toBeLessThan(1e-322);
  });
});

describe('powers', () => {
  it.each([
    [-2, 3, -8],
    [-2, -3, -0.125],
    [-8, 2, 64],
    [0, 0, 1],
    [5, 0, 1],
    [0, 3, 0],
    [0, -1, Number.POSITIVE_INFINITY],
    [-8, 1 / 3, Number.NaN],
    [-2, 0.5, Number.NaN],
    [2.25, 0.5, 1.5],
  ])('%d to the %d is %d, with a written and with a computed exponent', (x, n, expected) => {
    expect(evaluate((b, [base]) => power(b, base!, b.constant(n, true)), [scalar(x)]).entries).toEqual([
      expected,
    ]);
    expect(evaluate((b, [base, e]) => power(b, base!, e!), [scalar(x), scalar(n)]).entries).toEqual([
      expected,
    ]);
  });
});

describe('simplification', () => {
  type Rule = readonly [what: string, build: (b: GraphBuilder, x: NodeId, y: NodeId) => [NodeId, NodeId]];
  const zero = (b: GraphBuilder): NodeId => b.constant(0);
  const one = (b: GraphBuilder): NodeId => b.constant(1);

  it.each<Rule>([
    ['x·1 = x', (b, x) => [multiply(b, x, one(b)), x]],
    ['1·x = x', (b, x) => [multiply(b, one(b), x), x]],
    ['x·0 = 0', (b, x) => [multiply(b, x, zero(b)), b.filled(0, [2, 3])]],
    ['x + 0 = x', (b, x) => [add(b, x, zero(b)), x]],
    ['0 + x = x', (b, x) => [add(b, zero(b), x), x]],
    ['x − 0 = x', (b, x) => [subtract(b, x, zero(b)), x]],
    ['0 − x = −x', (b, x) => [subtract(b, zero(b), x), negate(b, x)]],
    ['−−x = x', (b, x) => [negate(b, negate(b, x)), x]],
    ['x/1 = x', (b, x) => [divide(b, x, one(b)), x]],
    ['x·(−1) = −x', (b, x) => [multiply(b, x, b.constant(-1)), negate(b, x)]],
    ['x^1 = x', (b, x) => [power(b, x, one(b)), x]],
    ['x^0 = 1', (b, x) => [power(b, x, zero(b)), b.filled(1, [2, 3])]],
    ['x·x = x²', (b, x) => [multiply(b, x, x), square(b, x)]],
    ['½·(2·x) = x', (b, x) => [scale(b, scale(b, x, 2), 0.5), x]],
    ['(−x)·(−y) = x·y', (b, x, y) => [multiply(b, negate(b, x), negate(b, y)), multiply(b, x, y)]],
    ['(−x)/y = −(x/y)', (b, x, y) => [divide(b, negate(b, x), y), negate(b, divide(b, x, y))]],
    ['x − (−y) = x + y', (b, x, y) => [subtract(b, x, negate(b, y)), add(b, x, y)]],
    ['x + (−y) = x − y', (b, x, y) => [add(b, x, negate(b, y)), subtract(b, x, y)]],
    ['−(x − y) = y − x', (b, x, y) => [negate(b, subtract(b, x, y)), subtract(b, y, x)]],
    ['2·3 = 6', (b) => [multiply(b, b.constant(2), b.constant(3)), b.constant(6)]],
    ['1/4 = ¼', (b) => [divide(b, one(b), b.constant(4)), b.constant(0.25, true)]],
    ['2^10 = 1024', (b) => [power(b, b.constant(2), b.constant(10)), b.constant(1024)]],
  ])('%s', (_, build) => {
    const b = graphBuilder();
    const [simplified, expected] = build(b, b.input('x', [2, 3]), b.input('y', [3]));
    expect(simplified).toBe(expected);
  });

  it('keeps 1/3 as a quotient, which says more than its decimals', () => {
    const b = graphBuilder();
    expect(b.node(divide(b, one(b), b.constant(3))).operation.name).toBe('divide');
  });

  it('keeps the radii of constants that had to be rounded', () => {
    const b = graphBuilder();
    const sum = b.node(add(b, b.constant(0.1), b.constant(0.2)));
    expect(sum.operation).toBe(CONSTANT);
    // 0.1 and 0.2 are off by up to half an ulp each, and their sum was rounded.
    const error = Math.abs(Number(exact(sum.data![0]!).n) / Number(exact(sum.data![0]!).d) - 0.3);
    expect(sum.dataRadii![0]).toBeGreaterThan(Math.max(error, 2 ** -55));
    expect(sum.dataRadii![0]).toBeLessThan(2 ** -52);
  });

  it('does not drop a factor or a summand that stretches the shape', () => {
    const b = graphBuilder();
    const x = b.input('x', [3]);
    for (const node of [add(b, x, b.filled(0, [2, 3])), multiply(b, x, b.filled(1, [2, 3]))]) {
      expect(b.node(node).shape).toEqual([2, 3]);
    }
    expect(b.node(multiply(b, x, b.filled(0, [2, 1]))).shape).toEqual([2, 3]);
  });
});
