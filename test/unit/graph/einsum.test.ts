import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import { compileEnclosure } from '../../../src/core/graph/enclosure/program';
import { graphBuilder } from '../../../src/core/graph/graph';
import { tryEinsum } from '../../../src/core/graph/operations/einsum/einsum';
import { compile } from '../../../src/core/graph/program';
import type { Shape } from '../../../src/core/graph/shape';
import { sizeOf } from '../../../src/core/graph/shape';
import * as exactly from './array-exact';
import { along, type Build, entriesFor, evaluate, inner, pulledBack, type Tensor } from './array-run';

/** A contraction of operands with these labels, each of which has one size. */
interface Contraction {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly sizes: Readonly<Record<string, number>>;
}

const labels = fc.array(fc.constantFrom(...'ijkl'), { maxLength: 3 }).map((list) => list.join(''));

const contractions: fc.Arbitrary<Contraction> = fc
  .record({
    inputs: fc.array(labels, { minLength: 1, maxLength: 4 }),
    picks: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }),
    sizes: fc.record({
      i: fc.integer({ min: 1, max: 3 }),
      j: fc.constant(2),
      k: fc.constant(3),
      l: fc.constant(2),
    }),
  })
  .map(({ inputs, picks, sizes }) => {
    const known = inputs.join('');
    const output = known === '' ? '' : picks.map((pick) => known[pick % known.length]!).join('');
    return { inputs, output, sizes };
  });

const shapesOf = ({ inputs, sizes }: Contraction): Shape[] =>
  inputs.map((part) => [...part].map((label) => sizes[label]!));

const textOf = ({ inputs, output }: Contraction): string => `${inputs.join(',')}->${output}`;

const buildOf =
  (contraction: Contraction): Build =>
  (b, ids) => {
    const result = tryEinsum(b, textOf(contraction), ids);
    if (typeof result !== 'number') throw new Error(result.mismatch);
    return result;
  };

/** The sum by its definition, over every assignment of numbers to labels. */
function byDefinition(
  contraction: Contraction,
  operands: readonly (readonly number[])[],
): exactly.Rational[] {
  const { inputs, output, sizes } = contraction;
  const names = [...new Set(inputs.join(''))];
  const place = (part: string, at: ReadonlyMap<string, number>): number =>
    [...part].reduce((sum, label) => sum * sizes[label]! + at.get(label)!, 0);
  const result = Array.from(
    { length: sizeOf([...output].map((label) => sizes[label]!)) },
    () => exactly.ZERO,
  );
  const visit = (depth: number, at: Map<string, number>): void => {
    const name = names[depth];
    if (name === undefined) {
      const term = inputs.reduce(
        (product, part, i) => exactly.times(product, exactly.exact(operands[i]![place(part, at)]!)),
        exactly.ONE,
      );
      const to = place(output, at);
      result[to] = exactly.plus(result[to]!, term);
      return;
    }
    for (let value = 0; value < sizes[name]!; value++) visit(depth + 1, new Map(at).set(name, value));
  };
  visit(0, new Map());
  return result;
}

const inputsFor = (contraction: Contraction, seed: number): Tensor[] =>
  shapesOf(contraction).map((shape, i) => ({ shape, entries: entriesFor(shape, seed + i) }));

describe('any contraction', () => {
  it('is the sum by its definition, within its error bound', () => {
    fc.assert(
      fc.property(contractions, fc.integer({ min: 1, max: 1000 }), (contraction, seed) => {
        const inputs = inputsFor(contraction, seed);
        const { entries, radii } = evaluate(buildOf(contraction), inputs);
        byDefinition(
          contraction,
          inputs.map((input) => input.entries),
        ).forEach((value, i) => {
          const distance = exactly.magnitude(exactly.minus(value, exactly.exact(entries[i]!)));
          expect(
            exactly.atMost(distance, exactly.exact(radii[i]!)),
            `${textOf(contraction)} entry ${i}`,
          ).toBe(true);
          expect(radii[i]).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('has an enclosure that holds its sum', () => {
    fc.assert(
      fc.property(contractions, fc.integer({ min: 1, max: 1000 }), (contraction, seed) => {
        const inputs = inputsFor(contraction, seed);
        const b = graphBuilder();
        const ids = inputs.map(({ shape }, i) => b.input(`x${i}`, shape));
        const output = buildOf(contraction)(b, ids);
        const program = compileEnclosure(b, [output], 40);
        if (program === undefined) throw new Error('an operation has no enclosure');
        ids.forEach((id, i) => {
          program.write(id, inputs[i]!.entries.map(arithmetic.fromDouble));
        });
        program.run();
        const enclosed = program.read(output);
        const { entries, radii } = evaluate(buildOf(contraction), inputs);
        enclosed.forEach(({ low, high }, i) => {
          expect(high.minus(low).toNumber()).toBeLessThan(1e-36);
          const distance = low.minus(arithmetic.fromDouble(entries[i]!).low).abs().toNumber();
          expect(distance).toBeLessThanOrEqual(radii[i]! + 1e-36);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('has an adjoint that is the transposed tangent', () => {
    fc.assert(
      fc.property(contractions, fc.integer({ min: 1, max: 1000 }), (contraction, seed) => {
        const build = buildOf(contraction);
        const inputs = inputsFor(contraction, seed);
        const directions = inputsFor(contraction, seed + 50);
        const image = evaluate(along(build, inputs.length), [...inputs, ...directions]);
        const cotangent = { shape: image.shape, entries: entriesFor(image.shape, seed + 99) };
        const forward = inner(cotangent.entries, image.entries);
        let backward = 0;
        inputs.forEach((input, i) => {
          const adjoint = evaluate(pulledBack(build, inputs.length, i), [...inputs, cotangent]);
          expect(adjoint.shape).toEqual(input.shape);
          backward += inner(adjoint.entries, directions[i]!.entries);
        });
        expect(Math.abs(forward - backward), textOf(contraction)).toBeLessThan(1e-10);
      }),
      { numRuns: 200 },
    );
  });
});

const arithmetic = intervalArithmetic(40);

/** What a text and shapes give: the shape of the result, or why not. */
function resultOf(text: string, shapes: readonly Shape[]): Shape | string {
  const b = graphBuilder();
  const result = tryEinsum(
    b,
    text,
    shapes.map((shape, i) => b.input(`x${i}`, shape)),
  );
  return typeof result === 'number' ? b.node(result).shape : result.mismatch;
}

describe('subscripts', () => {
  it.each<[string, Shape[], Shape | string]>([
    [
      'ij,jk',
      [
        [2, 3],
        [3, 4],
      ],
      [2, 4],
    ],
    ['ba', [[2, 3]], [3, 2]],
    ['ii', [[3, 3]], []],
    [
      ' i j , j k -> i k ',
      [
        [2, 3],
        [3, 4],
      ],
      [2, 4],
    ],
    [
      '...ij,...jk->...ik',
      [
        [5, 2, 3],
        [4, 1, 3, 2],
      ],
      [4, 5, 2, 2],
    ],
    [
      'ij,ij->ij',
      [
        [1, 3],
        [2, 3],
      ],
      [2, 3],
    ],
    [
      'ij,jk',
      [
        [2, 3],
        [4, 4],
      ],
      'the label j stands for the sizes 3 and 4 in operands 1 and 2 (2×3 and 4×4)',
    ],
    ['ii->i', [[2, 3]], 'the label i stands for the sizes 2 and 3 twice in operand 1 (2×3 and 2×3)'],
    ['ij,jk', [[2, 3]], 'the subscripts name 2 operands, but 1 are given'],
    ['ij', [[2, 3, 4]], 'the subscripts "ij" name 2 axes, but operand 1 has 3'],
    ['ij->k', [[2, 3]], 'the label k of the result is at no operand'],
    ['i->j->i', [[2]], 'the subscripts "i->j->i" have more than one ->'],
  ])('%s', (text, shapes, expected) => {
    expect(resultOf(text, shapes)).toEqual(expected);
  });

  it('refuses a sum that needs more memory on the way than there is', () => {
    expect(resultOf('i,j,k->ijk', [[999], [999], [999]])).toMatch(/more than are computed/);
  });
});

it('several operands are multiplied in a cheap order', () => {
  const b = graphBuilder();
  const ids = [
    [2, 200],
    [200, 200],
    [200, 2],
  ].map((shape, i) => b.input(`x${i}`, shape));
  const result = tryEinsum(b, 'ij,jk,kl->il', ids);
  if (typeof result !== 'number') throw new Error(result.mismatch);
  expect(compile(b, [result]).work).toBeLessThan(1_000_000);
});
