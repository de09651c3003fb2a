import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import { beta } from '../../../src/core/graph/enclosure/special';
import { graphBuilder } from '../../../src/core/graph/graph';
import { functions } from '../../../src/core/graph/operations/index';
import { compile } from '../../../src/core/graph/program';
import { expectHolds, expectSound, HOSTILE, overlap, show, VALUES, Wide } from './special-samples';

describe('beta', () => {
  const values = VALUES.filter((value) => value.name === 'beta');

  it.each([30, 50, 200])('holds the values of the table in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    expect(values.length).toBeGreaterThan(20);
    for (const { x, second, y } of values) {
      const interval = beta(a, a.fromDouble(x), a.fromDouble(second!));
      expectHolds(interval, y, `beta at ${x}, ${second}`);
      const width = new Wide(interval.high).minus(interval.low);
      expect(width.lte(y.abs().times(`1e-${digits - 8}`)), `${x}, ${second}: ${show(interval)}`).toBe(true);
    }
  });

  it('of doubles neither overflows on the way nor leaves its radius', () => {
    for (const { x, second, y } of values) {
      const { value, radius } = betaBall([x, second!], [0, 0]);
      expect(new Wide(value).minus(y).abs().lte(radius), `${x}, ${second}: ${value} ± ${radius}`).toBe(true);
      expect(radius, `${x}, ${second}: ${value}`).toBeLessThanOrEqual(1e-12 * Math.abs(value) + 1e-319);
    }
  });

  it('lies within the ball of the program', () => {
    const a = intervalArithmetic(40);
    const argument = fc.oneof(
      fc.double({ min: 1e-3, max: 30, noNaN: true }),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      fc.double({ min: 5, max: 2000, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
    );
    const share = fc.constantFrom(0, 1e-16, 1e-12, 1e-6, 1e-2, 0.3);
    fc.assert(
      fc.property(argument, argument, share, share, (x, y, left, right) => {
        const radii = [Math.abs(x) * left, Math.abs(y) * right];
        const { value, radius } = betaBall([x, y], radii);
        if (!Number.isFinite(value) || radius === Number.POSITIVE_INFINITY) return;
        const image = beta(a, a.fromBall(x, radii[0]!), a.fromBall(y, radii[1]!));
        const what = `at ${x}, ${y} ± ${radii}: ${show(image)} and ${value} ± ${radius}`;
        if (x > 0 && y > 0) {
          const slack = new Wide(Math.abs(value)).plus(radius).times('1e-36');
          expect(new Wide(value).minus(radius).minus(slack).lte(image.low), what).toBe(true);
          expect(new Wide(value).plus(radius).plus(slack).gte(image.high), what).toBe(true);
        } else {
          // Both bound what is computed in three parts, each in its own way.
          const reach = new Wide(radius);
          expect(overlap(image, { low: reach.neg().plus(value), high: reach.plus(value) }), what).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([30, 250])('answers for hostile arguments in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    for (const x of HOSTILE) {
      for (const y of ['1e300', '-1e300', '1e-300', '-0.5', '3', '1e-4000000', '1e4000000']) {
        expectSound(beta(a, a.fromDecimal(x), a.fromDecimal(y)), `beta at ${x}, ${y}`);
      }
      expectSound(beta(a, a.fromDecimal(x), a.whole), `beta at ${x}, everything`);
    }
  });
});

const betaGraph = graphBuilder();
const betaArguments = [betaGraph.input('x', []), betaGraph.input('y', [])] as const;
const betaNode = functions.get('beta')!.build(betaGraph, betaArguments, {});
if (typeof betaNode !== 'number') throw new Error(betaNode.mismatch);
const betaProgram = compile(betaGraph, [betaNode]);

function betaBall(at: readonly number[], radii: readonly number[]): { value: number; radius: number } {
  betaArguments.forEach((id, k) => {
    betaProgram.write(id, [at[k]!], [radii[k]!]);
  });
  betaProgram.run();
  betaProgram.runRadii();
  return {
    value: betaProgram.read(betaNode as number)[0]!,
    radius: betaProgram.readRadii(betaNode as number)[0]!,
  };
}
