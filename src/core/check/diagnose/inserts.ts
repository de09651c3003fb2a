import { type Shape, sizeOf } from '../../graph/shape';
import type { Expr } from '../../syntax/ast';
import type { Candidate } from './candidate';
import { differenceOf } from './compare';
import type { Context } from './context';
import type { Mistake } from './diagnosis';
import { type Pool, type Small, type Wanted, wantedOf } from './pool';
import { LEAST_KNOWN, type Required } from './required';
import type { Valued } from './scratch';
import {
  binaryOf,
  callOf,
  differenceFrom,
  isNumber,
  isProduct,
  nameOf,
  negative,
  numberOf,
  type Position,
  sumWith,
  transposeOf,
} from './tree';

/** How a required value is reached from what stands there. */
interface Way {
  readonly mistake: Mistake;
  readonly cost: number;
  /** The value that something must have, from what is required and what is there; NaN where any would do. */
  readonly wanted: (required: number, current: number) => number;
  readonly build: (current: Expr, found: Expr, isArray: boolean) => Expr;
}

const any = (a: number, b: number): number => (a === 0 && b === 0 ? Number.NaN : a / b);

/** A number stands before a product, everything else behind it. */
function multiplied(current: Expr, found: Expr, isArray: boolean): Expr {
  if (isNumber(current, 1)) return found;
  const isSmall = found.kind === 'binary' && isProduct(found.operator) && found.left.kind === 'number';
  if (isSmall) return binaryOf(found.operator, binaryOf('*', found.left, current), found.right);
  if (found.kind === 'number') return binaryOf('*', found, current);
  const isPart = found.kind === 'binary' && found.operator === '/' && found.left.kind === 'number';
  if (isPart && found.left.value === 1) return binaryOf('/', current, found.right);
  return binaryOf(isArray ? '.*' : '*', current, found);
}

const WAYS: readonly Way[] = [
  {
    mistake: 'missing-factor',
    cost: 1.8,
    wanted: any,
    build: multiplied,
  },
  {
    mistake: 'missing-factor',
    cost: 2.2,
    wanted: (r, v) => any(v, r),
    build: (current, found, isArray) => binaryOf(isArray ? './' : '/', current, found),
  },
  {
    mistake: 'missing-term',
    cost: 2.2,
    wanted: differenceOf,
    build: sumWith,
  },
  {
    mistake: 'missing-term',
    cost: 2.3,
    wanted: (r, v) => -differenceOf(r, v),
    build: differenceFrom,
  },
  { mistake: 'part', cost: 2.4, wanted: (r) => r, build: (_, found) => found },
];

/**
 * Repairs at positions of which the required value is known: what must be there is looked up among small expressions,
 * alone or as a product, quotient, sum or difference of two.
 */
export function insertsByValue(
  context: Context,
  required: ReadonlyMap<Position, Required>,
  pool: Pool,
  pairs: boolean,
): Candidate[] {
  const found: Candidate[] = [];
  for (const [position, wanted] of required) {
    const current = fitted(context.valueOf(position.expr), wanted);
    if (current === undefined) continue;
    for (const way of WAYS) {
      // The derivative as a whole in the place of the claim explains nothing.
      if (way.mistake === 'part' && position.depth === 0) continue;
      const target = wantedBy(way, current, wanted);
      if (target === undefined) continue;
      found.push(...atPosition(context, position, way, target, pool, pairs));
      if (found.length > MOST) return found;
    }
  }
  return found;
}

const MOST = 60;

/** A scalar stands for each entry of an array. */
function fitted(current: Valued | undefined, { shape, entries }: Required): Valued | undefined {
  if (current === undefined || current.entries.length === entries.length) return current;
  const size = sizeOf(shape);
  if (sizeOf(current.shape) !== 1) return undefined;
  return { ...current, entries: entries.map((_, i) => current.entries[Math.floor(i / size)]!) };
}

function wantedBy(way: Way, current: Valued, { entries, shape, row }: Required): Valued | undefined {
  const wanted = new Float64Array(entries.length);
  let known = 0;
  let scale = 0;
  for (let i = 0; i < entries.length; i++) {
    const r = entries[i]!;
    const value = Number.isNaN(r) ? r : way.wanted(r, current.entries[i]!);
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return undefined;
    wanted[i] = value;
    if (Number.isNaN(value)) continue;
    known++;
    scale = Math.max(scale, Math.abs(value) / Math.max(Math.abs(r), 1e-300));
  }
  // A difference of rounding errors is no term.
  return known >= LEAST_KNOWN && scale > 1e-7 ? { shape, row, entries: wanted } : undefined;
}

function atPosition(
  context: Context,
  position: Position,
  way: Way,
  target: Valued,
  pool: Pool,
  pairs: boolean,
): Candidate[] {
  const { expr } = position;
  const isArray = (small: Expr): boolean => {
    const value = context.scratch.lower(small);
    return (
      value !== undefined &&
      sizeOf(context.scratch.shapeOf(value)) > 1 &&
      sizeOf(context.valueOf(expr)?.shape ?? []) > 1
    );
  };
  // What is missing is missing in the whole, or beside another term.
  const isInside = way.mistake === 'missing-term' && position.depth > 0 && !isTerm(position);
  const make = (part: Expr, cost: number, mistake = way.mistake): Candidate => ({
    mistake,
    position,
    replacement: way.build(expr, part, isArray(part)),
    ...(way.mistake === 'part' ? {} : { added: part }),
    cost: way.cost + cost + position.nesting + (isInside ? 0.8 : 0),
  });
  if (!pairs) {
    const wanted = wantedOf(target);
    const constant = constantIn(wanted);
    const number = constant === undefined ? undefined : rationalOf(constant);
    return [
      ...(number === undefined
        ? []
        : [make(number, 0, way.mistake === 'part' ? 'number' : numberMistake(way))]),
      ...pool
        .find(wanted)
        .map((small) =>
          isDelta(small.expr) && way.mistake === 'part'
            ? make(small.expr, small.cost - 0.8, 'kronecker')
            : make(small.expr, small.cost - (small.local === undefined ? 0 : 0.2)),
        ),
      ...pool
        .find({ ...wanted, at: (i) => -wanted.at(i) })
        .map((small) => make(negative(small.expr), small.cost + 0.2)),
    ];
  }
  return pool.smalls
    .slice(0, PAIRED)
    .flatMap((small) => ofPair(small, target, pool).map(({ expr: part, cost }) => make(part, cost)));
}

const isDelta = (expr: Expr): boolean => expr.kind === 'call' && expr.callee.name === 'kronecker';

const isTerm = ({ parent }: Position): boolean =>
  parent?.expr.kind === 'binary' && (parent.expr.operator === '+' || parent.expr.operator === '-');

const numberMistake = (way: Way): Mistake => (way.mistake === 'missing-term' ? 'constant' : 'factor');

/** So many small expressions are tried as one half of a pair. */
const PAIRED = 160;

/** How what is wanted is made of a small expression and another one. */
interface Pairing {
  readonly cost: number;
  /** The value of the other one. */
  readonly solve: (wanted: number, one: number) => number;
  readonly build: (one: Expr, other: Expr, isArray: boolean) => Expr;
}

const PAIRINGS: readonly Pairing[] = [
  {
    cost: 0.4,
    solve: any,
    build: (one, other, isArray) =>
      other.kind === 'number' ? productOf(other, one, isArray) : productOf(one, other, isArray),
  },
  {
    cost: 0.5,
    solve: (x, y) => x * y,
    build: (one, other, isArray) => binaryOf(isArray ? './' : '/', other, one),
  },
  { cost: 0.7, solve: (x, y) => x - y, build: (one, other) => binaryOf('+', one, other) },
  { cost: 0.7, solve: (x, y) => x + y, build: (one, other) => binaryOf('-', other, one) },
  {
    cost: 0.8,
    solve: (x, y) => any(-x, y),
    build: (one, other, isArray) => negative(productOf(one, other, isArray)),
  },
];

const productOf = (a: Expr, b: Expr, isArray: boolean): Expr => binaryOf(isArray ? '.*' : '*', a, b);

/** What remains to be found beside one half of a pair. */
class Rest implements Wanted {
  readonly shape: Shape;
  readonly length: number;
  /** Whether the half has one entry a point, and more are wanted. */
  private readonly isScalar: boolean;

  constructor(
    private readonly target: Valued,
    private readonly half: Valued,
    private readonly solve: Pairing['solve'],
  ) {
    this.shape = target.shape;
    this.length = target.entries.length;
    this.isScalar = half.entries.length !== this.length;
  }

  at(i: number): number {
    const entry = this.target.entries[i]!;
    if (Number.isNaN(entry)) return entry;
    const { entries } = this.half;
    return this.solve(entry, entries[this.isScalar ? Math.floor((i * entries.length) / this.length) : i]!);
  }
}

function ofPair(small: Small, target: Valued, pool: Pool): readonly { expr: Expr; cost: number }[] {
  const size = sizeOf(small.valued.shape);
  if (size !== 1 && size !== sizeOf(target.shape)) return NONE;
  let found: { expr: Expr; cost: number }[] | undefined;
  for (const { cost, solve, build } of PAIRINGS) {
    const wanted = new Rest(target, small.valued, solve);
    const constant = constantIn(wanted);
    const number = constant === undefined ? undefined : rationalOf(constant);
    const others = pool.find(wanted);
    if (number === undefined && others.length === 0) continue;
    found ??= [];
    if (number !== undefined)
      found.push({ expr: build(small.expr, number, size > 1), cost: cost + small.cost });
    for (const other of others)
      found.push({ expr: build(small.expr, other.expr, size > 1), cost: cost + small.cost + other.cost });
  }
  return found ?? NONE;
}

const NONE: readonly { expr: Expr; cost: number }[] = [];

/** The number that all known entries are; undefined where they differ, or are too few to tell. */
export const constantOf = (valued: Valued): number | undefined => constantIn(wantedOf(valued));

function constantIn(wanted: Wanted): number | undefined {
  let constant: number | undefined;
  let known = 0;
  for (let i = 0; i < wanted.length; i++) {
    const entry = wanted.at(i);
    if (Number.isNaN(entry)) continue;
    constant ??= entry;
    if (!(Math.abs(entry - constant) <= 1e-8 * Math.abs(constant))) return undefined;
    known++;
  }
  return known >= LEAST_KNOWN ? constant : undefined;
}

const LARGEST_DENOMINATOR = 60;

/** A number as people write it: whole, a fraction, a decimal of few digits, a multiple of a constant. */
export function rationalOf(x: number): Expr | undefined {
  const size = Math.abs(x);
  if (size < 1e-12 || size > 1e9) return undefined;
  for (let q = 1; q <= LARGEST_DENOMINATOR; q++) {
    const p = Math.round(size * q);
    if (p === 0 || Math.abs(p / q - size) > 1e-8 * size || (q > 12 && p > 1 && q % 10 !== 0)) continue;
    const fraction = q === 1 ? numberOf(p) : binaryOf('/', numberOf(p), numberOf(q));
    return x < 0 ? negative(fraction) : fraction;
  }
  const decimal = Number(size.toPrecision(7));
  if (Math.abs(decimal - size) <= 1e-9 * size) return numberOf(Math.sign(x) * decimal);
  const irrational = multipleOfConstant(size);
  return irrational !== undefined && x < 0 ? negative(irrational) : irrational;
}

const PI = nameOf('pi');
const root = (expr: Expr): Expr => callOf('sqrt', [expr]);

/** Irrational numbers that formulas have as factors. */
const CONSTANTS: readonly (readonly [number, Expr])[] = [
  [Math.PI, PI],
  [Math.sqrt(2 * Math.PI), root(binaryOf('*', numberOf(2), PI))],
  [Math.sqrt(Math.PI), root(PI)],
  [Math.sqrt(2 / Math.PI), root(binaryOf('/', numberOf(2), PI))],
  [Math.SQRT2, root(numberOf(2))],
  [Math.sqrt(3), root(numberOf(3))],
  [Math.LN2, callOf('log', [numberOf(2)])],
  [Math.LN10, callOf('log', [numberOf(10)])],
];

/** Multiples and parts of constants by larger numbers than this are accidents. */
const MOST_TIMES = 4;

/** `2*pi`, `sqrt(2)/3`, `1/sqrt(2*pi)`. */
function multipleOfConstant(x: number): Expr | undefined {
  for (const [value, expr] of CONSTANTS) {
    for (let q = 1; q <= MOST_TIMES; q++) {
      for (let p = 1; p <= MOST_TIMES; p++) {
        const times = (n: number): Expr => (n === 1 ? expr : binaryOf('*', numberOf(n), expr));
        const isNear = (exact: number): boolean => Math.abs(exact - x) <= 1e-9 * x;
        if (isNear((p * value) / q)) return q === 1 ? times(p) : binaryOf('/', times(p), numberOf(q));
        if (isNear(p / (q * value))) return binaryOf('/', numberOf(p), times(q));
      }
    }
  }
  return undefined;
}

/** Factors that are missing under a sum, where no value can be solved for. */
export function factorsInSums(context: Context): Candidate[] {
  const found: Candidate[] = [];
  for (const position of context.positions) {
    if (position.parent?.expr.kind !== 'sum' || position.parent.expr.body !== position.expr) continue;
    const offer = (added: Expr, cost: number): void => {
      const replacement = binaryOf('*', position.expr, added);
      found.push({ mistake: 'missing-factor', position, replacement, added, cost: cost + position.nesting });
    };
    for (const entry of context.entriesAt?.(position) ?? []) {
      const rest = binaryOf('-', numberOf(1), entry);
      offer(entry, 2);
      offer(binaryOf('*', entry, rest), 2.1);
      offer(rest, 2.2);
      offer(binaryOf('-', numberOf(1), binaryOf('^', entry, numberOf(2))), 2.2);
    }
  }
  return found;
}

/** So many expressions are made of small ones in places of which the required value is not known. */
const MOST_TRIED = 2800;

/** At each place there are about so many ways to put one in. */
const WAYS_TRIED = 9;

/** Repairs where nothing can be solved for, such as inside a product of matrices: every small expression is tried. */
export function insertsByTrial(context: Context, pool: Pool): Candidate[] {
  const found: Candidate[] = [];
  const places = context.positions.filter(({ expr }) => context.valueOf(expr) !== undefined);
  const tried = Math.max(12, Math.floor(MOST_TRIED / WAYS_TRIED / Math.max(1, places.length)));
  for (const position of places) {
    const { expr } = position;
    const valued = context.valueOf(expr);
    if (valued === undefined) continue;
    const isArray = sizeOf(valued.shape) > 1;
    for (const small of pool.smalls.slice(0, tried)) {
      if (small.expr === expr) continue;
      const otherIsArray = sizeOf(small.valued.shape) > 1;
      if (!isArray && !otherIsArray) continue;
      const offer = (mistake: Mistake, replacement: Expr, cost: number): void => {
        const added = mistake === 'part' ? {} : { added: small.expr };
        found.push({
          ...added,
          mistake,
          position,
          replacement,
          cost: cost + small.cost + position.nesting,
        });
      };
      const other = small.expr;
      offer('missing-factor', binaryOf('*', expr, other), 2.4);
      offer('missing-factor', binaryOf('*', other, expr), 2.4);
      offer('missing-term', binaryOf('+', expr, other), 2.6);
      offer('missing-term', binaryOf('-', expr, other), 2.6);
      offer('missing-term', binaryOf('-', other, expr), 2.9);
      offer('part', other, 2.6);
      if (isArray && otherIsArray) {
        offer('missing-factor', binaryOf('.*', expr, other), 2.3);
        // What is mended by dividing by an array is as a rule a function whose derivative is meant: h./z for step(z).
        offer('missing-factor', binaryOf('./', expr, other), 3.6);
        offer('missing-factor', binaryOf('*', expr, transposeOf(other)), 2.5);
        offer('missing-factor', binaryOf('*', transposeOf(other), expr), 2.5);
      } else offer('missing-factor', binaryOf('/', expr, other), 2.6);
      if (found.length > MOST_TRIED) return found;
    }
  }
  return found;
}
