import { expect } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import { compileEnclosure } from '../../../src/core/graph/enclosure/program';
import { graphBuilder } from '../../../src/core/graph/graph';
import type { Shape } from '../../../src/core/graph/shape';
import * as exactly from './array-exact';
import type { Build } from './array-run';

const DIGITS = 50;
export const arithmetic = intervalArithmetic(DIGITS);

/** Runs a graph on interval inputs. */
export function enclose(
  build: Build,
  shapes: readonly Shape[],
  inputs: readonly (readonly Interval[])[],
): readonly Interval[] {
  const b = graphBuilder();
  const ids = shapes.map((shape, i) => b.input(`x${i}`, shape));
  const output = build(b, ids);
  const program = compileEnclosure(b, [output], DIGITS);
  if (program === undefined) throw new Error('an operation has no enclosure');
  ids.forEach((id, i) => {
    if (program.has(id)) program.write(id, inputs[i]!);
  });
  program.run();
  return program.read(output);
}

export const exactIntervals = (entries: readonly (readonly number[])[]): Interval[][] =>
  entries.map((list) => list.map(arithmetic.fromDouble));

/** The decimal end of an interval as a rational number. */
export function exactEnd(end: Interval['low']): exactly.Rational {
  const [mantissa, exponent] = end.toExponential().split('e') as [string, string];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power < 0
    ? exactly.rational(digits, 10n ** BigInt(-power))
    : exactly.rational(digits * 10n ** BigInt(power));
}

export const isBounded = ({ low, high }: Interval): boolean => low.isFinite() && high.isFinite();

export const shown = ({ low, high }: Interval): string => `[${low.toString()}, ${high.toString()}]`;

/** Where the reference needs logarithms it has 100 digits behind the point. */
const SLACK = exactly.rational(1n, 10n ** 70n);

export function expectToHold(x: Interval, value: exactly.Rational): void {
  const low = !x.low.isFinite() || exactly.atMost(exactEnd(x.low), exactly.plus(value, SLACK));
  const high = !x.high.isFinite() || exactly.atMost(exactly.minus(value, SLACK), exactEnd(x.high));
  expect(!x.low.isNaN() && low && high, `${exactly.toNumber(value)} in ${shown(x)}`).toBe(true);
}
