import { describe, expect, it } from 'vitest';
import { adjoints } from '../../../src/core/diff/reverse';
import { graphBuilder } from '../../../src/core/graph/graph';
import { functions } from '../../../src/core/graph/operations/index';
import { compile } from '../../../src/core/graph/program';
import { type Shape, sizeOf } from '../../../src/core/graph/shape';
import {
  along,
  type Build,
  difference,
  entriesFor,
  evaluate,
  inner,
  pulledBack,
  scalar,
  tensor,
} from './array-run';

const call =
  (name: string, ...literals: readonly number[]): Build =>
  (b, inputs) => {
    const before = literals.map((value) => b.constant(value, true));
    const result = functions.get(name)!.build(b, [...before, ...inputs], {});
    if (typeof result !== 'number') throw new Error(result.mismatch);
    return result;
  };

type Interval = readonly [low: number, high: number];

/** Where each argument of a function is taken from: away from kinks, poles and the ends of the domain. */
interface Row {
  readonly name: string;
  readonly build: Build;
  readonly domains: readonly Interval[];
}

const LINE: Interval = [-3, 3];
const POSITIVE: Interval = [0.3, 5];
const UNIT: Interval = [-0.8, 0.8];
const BELOW: Interval = [-3, -0.3];

const row = (name: string, ...domains: readonly Interval[]): Row => ({ name, build: call(name), domains });

const SMOOTH_ON_LINE =
  'exp exp2 expm1 square sin cos atan sinh cosh tanh asinh sech erf erfc normal_cdf sigmoid gelu gelu_tanh silu softplus ' +
  'logsigmoid tanhshrink mish deg2rad rad2deg negative';
const ON_POSITIVE =
  'log log1p log2 log10 sqrt cbrt reciprocal coth csch gamma lgamma digamma trigamma factorial relu selu elu leaky_relu abs softsign';
const ON_NEGATIVE = 'cbrt reciprocal coth relu selu elu leaky_relu abs softsign';

const ROWS: readonly Row[] = [
  ...SMOOTH_ON_LINE.split(' ').map((name) => row(name, LINE)),
  ...ON_POSITIVE.split(' ').map((name) => row(name, POSITIVE)),
  ...ON_NEGATIVE.split(' ').map((name) => row(name, BELOW)),
  ...['asin', 'acos', 'atanh'].map((name) => row(name, UNIT)),
  row('acosh', [1.2, 5]),
  row('logit', [0.1, 0.9]),
  ...['tan', 'sec'].map((name) => row(name, [-1.2, 1.2])),
  ...['cot', 'csc'].map((name) => row(name, [0.4, 2.7])),
  { name: 'polygamma 2', build: call('polygamma', 2), domains: [POSITIVE] },
  row('add', LINE, LINE),
  row('subtract', LINE, LINE),
  row('multiply', LINE, LINE),
  row('divide', LINE, POSITIVE),
  row('power', POSITIVE, LINE),
  row('atan2', LINE, POSITIVE),
  row('hypot', LINE, POSITIVE),
  row('hypot', LINE, POSITIVE, LINE),
  row('max', LINE, [4, 5]),
  row('max', LINE, [-5, -4], [4, 5]),
  row('min', LINE, [4, 5]),
  row('mod', [5.2, 5.8], [2, 2.4]),
  row('clip', [-0.9, 0.9], [-2, -1], [1, 2]),
  row('clip', [3, 4], [-2, -1], [1, 2]),
  row('leaky_relu', BELOW, LINE),
  row('elu', BELOW, POSITIVE),
  row('beta', POSITIVE, POSITIVE),
  row('where', [0.5, 1], LINE, LINE),
];

/** Shapes that broadcast to 2×3. */
const SHAPES: readonly Shape[] = [[2, 3], [3], [2, 1]];

const entriesIn = ([low, high]: Interval, shape: Shape, seed: number): number[] =>
  entriesFor(shape, seed).map((x) => low + ((x + 1.25) / 2.5) * (high - low));

/** Arguments that broadcast, the first one the smallest on odd seeds. */
function argumentsFor({ domains }: Row, seed: number): { shape: Shape; entries: number[] }[] {
  return domains.map((domain, k) => {
    const shape = SHAPES[(k + (domains.length > 1 ? seed : 0)) % SHAPES.length]!;
    return { shape, entries: entriesIn(domain, shape, seed * 7 + k) };
  });
}

const moved = (entries: readonly number[], direction: readonly number[], t: number): number[] =>
  entries.map((x, i) => x + t * direction[i]!);

const closeTo = (actual: readonly number[], expected: readonly number[], relative: number): void => {
  const scale = Math.max(1, ...expected.map(Math.abs));
  actual.forEach((x, i) => {
    expect(Math.abs(x - expected[i]!), `${x} is not ${expected[i]}`).toBeLessThanOrEqual(relative * scale);
  });
};

describe.each(ROWS.map((r) => [`${r.name} on ${r.domains.map((d) => `[${d}]`)}`, r] as const))(
  '%s',
  (_, r) => {
    const count = r.domains.length;

    it.each([1, 2, 3])('has tangents that differences confirm (sample %d)', (seed) => {
      const inputs = argumentsFor(r, seed);
      const directions = inputs.map(({ shape }, k) => entriesFor(shape, seed * 31 + k));
      const tangents = evaluate(along(r.build, count), [
        ...inputs.map(({ shape, entries }) => tensor(shape, entries)),
        ...inputs.map(({ shape }, k) => tensor(shape, directions[k]!)),
      ]);
      const { value } = difference(
        (t) =>
          evaluate(
            r.build,
            inputs.map(({ shape, entries }, k) => tensor(shape, moved(entries, directions[k]!, t))),
          ).entries,
        2 ** -8,
      );
      closeTo(tangents.entries, value, 1e-8);
    });

    it.each([1, 2, 3])('has adjoints that match its tangents (sample %d)', (seed) => {
      const inputs = argumentsFor(r, seed).map(({ shape, entries }) => tensor(shape, entries));
      const output = evaluate(r.build, inputs).shape;
      const cotangent = entriesFor(output, seed + 50);
      inputs.forEach(({ shape }, k) => {
        const direction = entriesFor(shape, seed * 31 + k);
        const zeros = inputs.map((x) => tensor(x.shape, new Array(sizeOf(x.shape)).fill(0)));
        zeros[k] = tensor(shape, direction);
        const pushed = evaluate(along(r.build, count), [...inputs, ...zeros]);
        const pulled = evaluate(pulledBack(r.build, count, k), [...inputs, tensor(output, cotangent)]);
        expect(pushed.shape).toEqual(output);
        expect(pulled.shape).toEqual(shape);
        closeTo([inner(pulled.entries, direction)], [inner(cotangent, pushed.entries)], 1e-12);
      });
    });

    it('has second derivatives that differences of the adjoint confirm', () => {
      const inputs = argumentsFor(r, 4);
      const output = evaluate(
        r.build,
        inputs.map(({ shape, entries }) => tensor(shape, entries)),
      ).shape;
      const cotangent = tensor(output, entriesFor(output, 60));
      const directions = inputs.map(({ shape }, k) => entriesFor(shape, 90 + k));
      inputs.forEach((_input, k) => {
        const adjoint = pulledBack(r.build, count, k);
        const exact = evaluate(along(adjoint, count + 1), [
          ...inputs.map(({ shape, entries }) => tensor(shape, entries)),
          cotangent,
          ...inputs.map(({ shape }, i) => tensor(shape, directions[i]!)),
          tensor(output, new Array(sizeOf(output)).fill(0)),
        ]);
        const { value } = difference(
          (t) =>
            evaluate(adjoint, [
              ...inputs.map(({ shape, entries }, i) => tensor(shape, moved(entries, directions[i]!, t))),
              cotangent,
            ]).entries,
          2 ** -8,
        );
        closeTo(exact.entries, value, 1e-8);
      });
    });
  },
);

describe('ties', () => {
  /** The value and the first derivative by the first argument. */
  const derivativeAt = (build: Build, x: readonly number[], tie: number): number => {
    const b = graphBuilder();
    const inputs = x.map((_, k) => b.input(`x${k}`, []));
    const [d] = adjoints(b, build(b, inputs), b.constant(1), [inputs[0]!]);
    const program = compile(b, [d!]);
    x.forEach((value, k) => {
      program.write(inputs[k]!, [value]);
    });
    program.setTie(tie);
    program.run();
    program.runRadii();
    expect(program.readRadii(d!)[0]).toBeLessThan(1e-14);
    return program.read(d!)[0]!;
  };

  it.each<[string, Build, readonly number[], readonly [number, number, number]]>([
    ['relu', call('relu'), [0], [0, 0.5, 1]],
    ['abs', call('abs'), [0], [-1, 0, 1]],
    ['max of equals, by the first', call('max'), [2, 2], [1, 0.5, 0]],
    ['min of equals, by the first', call('min'), [2, 2], [1, 0.5, 0]],
    [
      'clip at its lower end',
      (b, [x]) => call('clip')(b, [x!, b.constant(-1), b.constant(1)]),
      [-1],
      [1, 0.5, 0],
    ],
    [
      'clip at its upper end',
      (b, [x]) => call('clip')(b, [x!, b.constant(-1), b.constant(1)]),
      [1],
      [1, 0.5, 0],
    ],
    ['leaky relu', call('leaky_relu'), [0, 0.25], [0.25, 0.625, 1]],
    ['elu with another α', call('elu'), [0, 0.5], [0.5, 0.75, 1]],
    ['elu, which has no kink', call('elu'), [0], [1, 1, 1]],
  ])('%s takes the side below, the mean, the side above', (_, build, x, expected) => {
    expect([0, 0.5, 1].map((tie) => derivativeAt(build, x, tie))).toEqual(expected);
  });

  it.each<[string, readonly [number, number, number]]>([
    ['less', [1, 0, 0]],
    ['less_equal', [1, 1, 0]],
    ['greater', [0, 0, 1]],
    ['greater_equal', [0, 1, 1]],
    ['equal', [0, 1, 0]],
    ['not_equal', [1, 0, 1]],
  ])('%s of equals is as if x lay below y, as written, as if above', (name, expected) => {
    const results = [0, 0.5, 1].map((tie) => evaluate(call(name), [scalar(2), scalar(2)], tie));
    expect(results.map(({ entries }) => entries[0])).toEqual(expected);
    expect(results.map(({ radii }) => radii[0])).toEqual([0, 0, 0]);
  });

  it('a comparison of balls that touch may be either', () => {
    const ball = (x: number): ReturnType<typeof tensor> => tensor([], [x], [0.25]);
    expect(evaluate(call('less'), [ball(1), ball(1.5)]).radii).toEqual([1]);
    expect(evaluate(call('less'), [ball(1), ball(2)]).radii).toEqual([0]);
    expect(evaluate(call('less'), [ball(1), scalar(Number.NaN)]).radii).toEqual([Number.POSITIVE_INFINITY]);
  });

  it('an uncertain condition gives the reach of both branches', () => {
    const { entries, radii } = evaluate(call('where'), [tensor([], [1], [1]), scalar(2), scalar(5)]);
    expect(entries).toEqual([2]);
    expect(radii[0]).toBeCloseTo(3, 12);
    expect(radii[0]).toBeGreaterThanOrEqual(3);
  });
});

describe('branches', () => {
  it.each<[string, readonly number[], readonly number[], number]>([
    ['relu', [0.25], [-0.25], 0.25],
    ['abs', [-0.5], [0.5], 0.5],
    ['sign', [-0.5], [0.5], 0.5],
    ['step', [3], [-1], 3],
    ['leaky_relu', [-0.75], [0.75], 0.75],
    ['elu', [-0.75], [0.75], 0.75],
    ['selu', [2], [-2], 2],
    ['floor', [2.25], [1.75], 0.25],
    ['ceil', [2.25], [1.75], 0.25],
    ['round', [2.25], [2.75], 0.25],
    ['max', [1, 3], [3, 1], 2],
    ['min', [1, 3], [3, 1], 2],
    ['mod', [5.5, 2], [6.5, 2], 0.5],
    ['less', [1, 1.5], [1.5, 1], 0.5],
    ['atan2', [0.5, -1], [-0.5, -1], 0.5],
  ])('%s knows its branch and the distance to the other one', (name, x, other, distance) => {
    const here = evaluate(call(name), x.map(scalar)).branches;
    const there = evaluate(call(name), other.map(scalar)).branches;
    expect(here.distance).toBe(distance);
    expect(here.hash).not.toBe(there.hash);
    expect(evaluate(call(name), x.map(scalar)).branches.hash).toBe(here.hash);
  });

  it('a smooth function has none', () => {
    expect(evaluate(call('sigmoid'), [scalar(1)]).branches.distance).toBe(Number.POSITIVE_INFINITY);
  });
});
