import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import { compileEnclosure } from '../../../src/core/graph/enclosure/program';
import { decimalConstant, E, PI } from '../../../src/core/graph/exact';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import type { Operation } from '../../../src/core/graph/operation';
import { add, divide, multiply, negate, subtract } from '../../../src/core/graph/operations/arithmetic';
import { exp, log } from '../../../src/core/graph/operations/elementary';
import { Exact } from './enclosure-run';

const decimal = (b: GraphBuilder, text: string): NodeId => b.constant(Number(text), decimalConstant(text)!);

const PI_DIGITS = '3.14159265358979323846264338327950288419716939937510582097494459';
const E_DIGITS = '2.71828182845904523536028747135266249775724709369995957496696763';

describe('constants', () => {
  it.each<[string, (b: GraphBuilder) => NodeId, string]>([
    ['a decimal', (b) => decimal(b, '0.1'), '0.1'],
    ['a sum of decimals', (b) => add(b, decimal(b, '0.1'), decimal(b, '0.2')), '0.3'],
    ['a negative decimal', (b) => negate(b, decimal(b, '0.1')), '-0.1'],
    [
      'what cancels',
      (b) => subtract(b, add(b, decimal(b, '0.1'), decimal(b, '0.2')), decimal(b, '0.3')),
      '0',
    ],
    ['a scaled decimal', (b) => multiply(b, b.constant(3), decimal(b, '1.1')), '3.3'],
    ['pi', (b) => b.constant(Math.PI, PI), PI_DIGITS],
    ['e', (b) => b.constant(Math.E, E), E_DIGITS],
    ['minus pi', (b) => negate(b, b.constant(Math.PI, PI)), `-${PI_DIGITS}`],
    ['the logarithm of e', (b) => log(b, b.constant(Math.E, E)), '1'],
    ['a long decimal', (b) => decimal(b, '0.50000000000000000000000001'), '0.50000000000000000000000001'],
    ['a decimal beyond the doubles', (b) => decimal(b, '1e400'), '1e400'],
    ['a decimal below the doubles', (b) => decimal(b, '1e-400'), '1e-400'],
  ])('%s is known to 50 digits', (_, build, text) => {
    const b = graphBuilder();
    const node = build(b);
    const program = compileEnclosure(b, [node], 50)!;
    program.run();
    const { low, high } = program.read(node)[0]!;
    const value = new Exact(text);
    const slack = value.abs().plus(1).times('1e-48');
    expect(value.minus(low).abs().lte(slack) && value.minus(high).abs().lte(slack), `${low} … ${high}`).toBe(
      true,
    );
    expect(value.plus(slack).gte(low) && value.minus(slack).lte(high) && low.lte(high)).toBe(true);
  });

  it('that are rounded from something unknown are balls', () => {
    const b = graphBuilder();
    const node = b.constant(0.1);
    const program = compileEnclosure(b, [node], 50)!;
    program.run();
    const { low, high } = program.read(node)[0]!;
    expect(low.lt(0.1) && high.gt('0.1') && high.minus(low).lt(3e-17)).toBe(true);
  });

  it('are one node where they are written as one number, and two where only their doubles agree', () => {
    const b = graphBuilder();
    expect(decimal(b, '0.1')).toBe(decimal(b, '.10'));
    expect(decimal(b, '1e-1')).toBe(decimal(b, '0.1'));
    expect(decimal(b, '0.1')).not.toBe(decimal(b, '0.10000000000000000001'));
    expect(b.constant(Math.PI, PI)).not.toBe(decimal(b, '3.141592653589793'));
    const sum = (): NodeId => add(b, decimal(b, '0.1'), decimal(b, '0.2'));
    expect(sum()).toBe(sum());
  });

  it.each([
    ['0.1', '1e-1'],
    ['.10', '1e-1'],
    ['12300', '123e2'],
    ['6.02E+23', '602e21'],
    ['0.0', undefined],
    ['0x10', undefined],
    ['1f', undefined],
    ['', undefined],
    ['.', undefined],
  ])('the text %s is %s', (text, expected) => {
    expect(decimalConstant(text)).toEqual(
      expected === undefined ? undefined : { kind: 'decimal', text: expected },
    );
  });
});

describe('programs', () => {
  it('evaluate at intervals, over arrays', () => {
    const b = graphBuilder();
    const x = b.input('x', [3]);
    const y = b.input('y', []);
    const z = add(b, divide(b, x, y), b.constant(1));
    const program = compileEnclosure(b, [z], 30)!;
    const a = intervalArithmetic(30);
    expect(program.inputs).toEqual([x, y]);
    program.write(
      x,
      [1, 2, 3].map((entry) => a.fromDouble(entry)),
    );
    program.write(y, [a.hull(a.fromDouble(1), a.fromDouble(2))]);
    program.run();
    expect(program.read(z).map(({ low, high }) => `${low} … ${high}`)).toEqual([
      '1.5 … 2',
      '2 … 3',
      '2.5 … 4',
    ]);
  });

  it('see through what cancels in doubles', () => {
    const b = graphBuilder();
    const x = b.input('x', []);
    const z = subtract(b, exp(b, x), add(b, b.constant(1), x));
    const program = compileEnclosure(b, [z], 60)!;
    program.write(x, [intervalArithmetic(60).fromDouble(2 ** -40)]);
    program.run();
    const { low, high } = program.read(z)[0]!;
    // x²/2 + x³/6 + …
    expect(low.gt(2 ** -81) && high.lt(2 ** -81 * (1 + 2 ** -41))).toBe(true);
  });

  it('know nothing of inputs that were not written', () => {
    const b = graphBuilder();
    const x = b.input('x', []);
    const program = compileEnclosure(b, [exp(b, x)], 30)!;
    program.run();
    expect(program.read(x)[0]!.low.isNaN()).toBe(true);
  });

  it('are not there for operations without an enclosure', () => {
    const b = graphBuilder();
    const { enclosure: _, ...rest } = b.node(exp(b, b.input('x', []))).operation;
    const bare: Operation = { ...rest, name: 'bare' };
    expect(compileEnclosure(b, [b.apply(bare, [b.input('y', [])])], 30)).toBeUndefined();
  });

  it('cost more with more digits and with more expensive functions', () => {
    const b = graphBuilder();
    const x = b.input('x', []);
    const work = (node: NodeId, digits: number): number => compileEnclosure(b, [node], digits)!.work;
    expect(work(exp(b, x), 50)).toBeGreaterThan(work(add(b, x, x), 50));
    expect(work(exp(b, x), 200)).toBeGreaterThan(work(exp(b, x), 50));
  });
});
