import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adjoints } from '../../../src/core/diff/reverse';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { functions } from '../../../src/core/graph/operations/index';
import { compile, type Program } from '../../../src/core/graph/program';

/** A reference number, high + low. */
type Exact = readonly [high: number, low: number];

interface Point {
  readonly x: readonly number[];
  readonly y: Exact;
  readonly first: readonly (Exact | undefined)[];
  readonly second: readonly (Exact | undefined)[];
}

interface Ball {
  readonly x: readonly number[];
  readonly radii: readonly number[];
  readonly y: Exact;
}

interface Row {
  readonly name: string;
  readonly points: Point[];
  readonly balls: Ball[];
}

/** The lines of the table, whose form `elementwise.py` states. */
function readTable(text: string): Row[] {
  const rows: Row[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const kind = line[0];
    const groups = line.slice(2).split(' | ');
    if (kind === '#') rows.push({ name: groups[0]!, points: [], balls: [] });
    else if (kind === 'p') {
      rows.at(-1)!.points.push({
        x: numbers(groups[0]!),
        y: exacts(groups[1]!)[0]!,
        first: exacts(groups[2]!),
        second: exacts(groups[3]!),
      });
    } else {
      rows.at(-1)!.balls.push({
        x: numbers(groups[0]!),
        radii: numbers(groups[1]!),
        y: exacts(groups[3]!)[0]!,
      });
    }
  }
  return rows;
}

const numbers = (text: string): number[] => text.split(' ').map(Number);

function exacts(text: string): (Exact | undefined)[] {
  const words = text.split(' ');
  const result: (Exact | undefined)[] = [];
  for (let i = 0; i < words.length; i += words[i] === '?' ? 1 : 2) {
    result.push(words[i] === '?' ? undefined : [Number(words[i]), Number(words[i + 1])]);
  }
  return result;
}

/** At least how far the value is from a number of the table, whose digits end at a relative 1e-21. */
const distance = (value: number, [high, low]: Exact): number =>
  Math.max(0, Math.abs(value - high - low) - 1e-21 * Math.abs(high));

const TABLE = readTable(readFileSync(new URL('reference/elementwise.txt', import.meta.url), 'utf8'));

/** The function of a row, applied: `power 0.5` has its exponent written out, `polygamma 2` its order. */
function build(b: GraphBuilder, row: string, x: readonly NodeId[]): NodeId {
  const [name = '', literal] = row.split(' ');
  const args = [...x];
  if (literal !== undefined) {
    args.splice(name === 'polygamma' ? 0 : 1, 0, b.constant(Number(literal), true));
  }
  const node = functions.get(name)!.build(b, args, {});
  if (typeof node !== 'number') throw new Error(node.mismatch);
  return node;
}

interface Compiled {
  readonly program: Program;
  readonly x: readonly NodeId[];
  readonly y: NodeId;
  readonly first: readonly (NodeId | undefined)[];
  readonly second: readonly (NodeId | undefined)[];
}

function compiled(row: Row): Compiled {
  const b = graphBuilder();
  const x = row.points[0]!.x.map((_, k) => b.input(`x${k}`, []));
  const y = build(b, row.name, x);
  const one = b.constant(1);
  const first = adjoints(b, y, one, x);
  const second = first.map((d, k) => (d === undefined ? undefined : adjoints(b, d, one, [x[k]!])[0]));
  const outputs = [y, ...first, ...second].filter((id) => id !== undefined);
  return { program: compile(b, outputs), x, y, first, second };
}

function run({ program, x }: Compiled, at: readonly number[], radii?: readonly number[]): void {
  x.forEach((id, k) => {
    program.write(id, [at[k]!], radii === undefined ? undefined : [radii[k]!]);
  });
  program.run();
  program.runRadii();
}

/** The error of a derivative that is absent is the size of the true one. */
function check(c: Compiled, node: NodeId | undefined, expected: Exact | undefined, what: string): void {
  if (expected === undefined) return;
  const value = node === undefined ? 0 : c.program.read(node)[0]!;
  const radius = node === undefined ? 0 : c.program.readRadii(node)[0]!;
  const error = distance(value, expected);
  expect(error, `${what}: ${value} is not ${expected[0]} ± ${radius}`).toBeLessThanOrEqual(radius);
}

describe.each(TABLE)('$name', (row) => {
  it('and its derivatives lie within their radii at the points of the table', () => {
    const c = compiled(row);
    for (const point of row.points) {
      run(c, point.x);
      check(c, c.y, point.y, `value at ${point.x}`);
      point.x.forEach((_, k) => {
        check(c, c.first[k], point.first[k], `derivative ${k} at ${point.x}`);
        check(c, c.second[k], point.second[k], `second derivative ${k} at ${point.x}`);
      });
    }
  });

  it('has images of balls within its radius', () => {
    const c = compiled(row);
    for (const ball of row.balls) {
      run(c, ball.x, ball.radii);
      check(c, c.y, ball.y, `ball of ${ball.radii} at ${ball.x}`);
    }
  });

  it('has radii of a few units in the last place', () => {
    const c = compiled(row);
    for (const point of row.points) {
      run(c, point.x);
      const [ulps, offset] = accuracy(row.name, point.x);
      // Subnormal numbers have no units in the last place to speak of.
      const most = ulps * 2 ** -52 * (Math.abs(point.y[0]) + offset) + 1e-319;
      expect(c.program.readRadii(c.y)[0]!, `at ${point.x}`).toBeLessThanOrEqual(most);
    }
  });
});

/** How many ulps of |y| + offset a radius may have where the arguments are exact. */
function accuracy(name: string, [x = 0]: readonly number[]): readonly [ulps: number, offset: number] {
  if (/^(lgamma|digamma|trigamma|polygamma)/.test(name)) return x > 0 ? [16, 1] : [1024, 1];
  // These are sums and quotients of rounded parts.
  if (/^(gelu|normal_cdf|tanhshrink)/.test(name)) return [24, 1];
  if (name === 'beta') return [64, 0];
  return /^(gamma|factorial)/.test(name) ? [32, 0] : [16, 0];
}
