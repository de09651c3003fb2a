import { eitherTruth, truthOf } from '../enclosure/pieces';
import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { type Operation, Precedence } from '../operation';
import { fold, operatorBetween, texBetween } from './arithmetic';
import { type BinaryRule, binary, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';

/** Comparisons bind weaker than sums, `and` weaker than those, `or` weakest. */
const COMPARISON = 5;
const AND = 3;
const OR = 2;

type Holds = (x: number, y: number) => boolean;

interface ComparisonRow {
  readonly name: string;
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
  readonly tex: string;
  readonly holds: Holds;
}

const ROWS: readonly ComparisonRow[] = [
  { name: 'less', operator: '<', tex: '<', holds: (x, y) => x < y },
  { name: 'less_equal', operator: '<=', tex: '\\le', holds: (x, y) => x <= y },
  { name: 'greater', operator: '>', tex: '>', holds: (x, y) => x > y },
  { name: 'greater_equal', operator: '>=', tex: '\\ge', holds: (x, y) => x >= y },
  { name: 'equal', operator: '==', tex: '=', holds: (x, y) => x === y },
  { name: 'not_equal', operator: '!=', tex: '\\ne', holds: (x, y) => x !== y },
];

/**
 * A tie is decided as written where the memory's `TIE_SLOT` is ½; at 0 as if x lay below y, at 1 as if it lay above. The
 * result is exact unless the balls touch, then it may be the other one. NaN compares to NaN.
 */
const comparison = ({ name, operator, tex, holds }: ComparisonRow): Operation =>
  binary({
    name,
    value: (x, y, tie) => {
      if (x === y && tie !== 0.5) return holds(tie, 0.5) ? 1 : 0;
      return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : Number(holds(x, y));
    },
    ball: (x, rx, y, ry, _, tie) => (apart(x, rx, y, ry) || (x === y && tie !== 0.5) ? 0 : 1),
    enclosure: (a, x, y) => {
      const order = a.compare(x, y);
      if (order !== undefined) return holds(order, 0) ? a.one : a.zero;
      return x.low.isNaN() || y.low.isNaN() ? a.undefined : eitherTruth(a);
    },
    branch: noteOrder,
    infix: operatorBetween(` ${operator} `, COMPARISON, COMPARISON + 1, COMPARISON + 1),
    tex: texBetween(` ${tex} `, COMPARISON, COMPARISON + 1, COMPARISON + 1),
    cost: 1,
  });

/** Whether two balls are points, or have a gap between them. */
export function apart(x: number, rx: number, y: number, ry: number): boolean {
  const reach = rx + ry;
  return reach === 0 || Math.abs(x - y) > reach * (1 + 2 ** -50);
}

/** Which of two values is greater, and by how much: the branch of a comparison, a maximum and a minimum. */
export function noteOrder(
  x: number,
  y: number,
  sink: Parameters<NonNullable<BinaryRule['branch']>>[2],
): void {
  sink.note(x > y ? 1 : x < y ? -1 : 0, Math.abs(x - y));
}

const COMPARISONS: ReadonlyMap<string, Operation> = new Map(
  ROWS.map((row) => [row.operator, comparison(row)] as const),
);

/** 1 where `x operator y` holds, else 0; the operator is one of `< <= > >= == !=`. */
export function compareOperation(
  b: GraphBuilder,
  operator: ComparisonRow['operator'],
  x: NodeId,
  y: NodeId,
): NodeId {
  const operation = COMPARISONS.get(operator)!;
  return fold(b, operation, [x, y], true) ?? b.apply(operation, [x, y]);
}

/** Whether the ball of a condition holds no other truth value: it is a point, or 0 is not in it. */
export const isCertain = (x: number, r: number): boolean => r === 0 || Math.abs(x) > r;

const truth = (value: boolean): number => (value ? 1 : 0);

const LOGICAL_AND = binary({
  name: 'and',
  value: (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : truth(x !== 0 && y !== 0)),
  ball: (x, rx, y, ry) => {
    const [first, second] = [isCertain(x, rx), isCertain(y, ry)];
    return (first && second) || (first && x === 0) || (second && y === 0) ? 0 : 1;
  },
  enclosure: (a, x, y) => a.min(truthOf(a, x), truthOf(a, y)),
  infix: operatorBetween(' and ', AND, AND, AND + 1),
  tex: texBetween(' \\land ', AND, AND, AND + 1),
  cost: 1,
});

const LOGICAL_OR = binary({
  name: 'or',
  value: (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : truth(x !== 0 || y !== 0)),
  ball: (x, rx, y, ry) => {
    const [first, second] = [isCertain(x, rx), isCertain(y, ry)];
    return (first && second) || (first && x !== 0) || (second && y !== 0) ? 0 : 1;
  },
  enclosure: (a, x, y) => a.max(truthOf(a, x), truthOf(a, y)),
  infix: operatorBetween(' or ', OR, OR, OR + 1),
  tex: texBetween(' \\lor ', OR, OR, OR + 1),
  cost: 1,
});

const LOGICAL_NOT = unary({
  name: 'not',
  value: (x) => (Number.isNaN(x) ? x : truth(x === 0)),
  ball: (x, r) => (isCertain(x, r) ? 0 : 1),
  enclosure: (a, x) => a.subtract(a.one, truthOf(a, x)),
  // The word binds weaker than all arithmetic, so `not(x) + 1` would be read as `not (x + 1)`.
  infix: ([x]) => ({
    text: x!.precedence >= Precedence.postfix ? `(not ${x!.text})` : `(not (${x!.text}))`,
    precedence: Precedence.atom,
  }),
  tex: ([x]) => ({ text: `\\lnot\\left(${x?.text}\\right)`, precedence: 50 }),
  cost: 1,
});

export interface Logical {
  readonly and: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;
  readonly or: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;
  readonly not: (b: GraphBuilder, x: NodeId) => NodeId;
}

/** Of numbers that count as true unless they are 0. */
export const logical: Logical = {
  and: (b, x, y) => fold(b, LOGICAL_AND, [x, y], true) ?? b.apply(LOGICAL_AND, [x, y]),
  or: (b, x, y) => fold(b, LOGICAL_OR, [x, y], true) ?? b.apply(LOGICAL_OR, [x, y]),
  not: (b, x) => fold(b, LOGICAL_NOT, [x], true) ?? b.apply(LOGICAL_NOT, [x]),
};

export const comparisonOperations: readonly Operation[] = [
  ...COMPARISONS.values(),
  LOGICAL_AND,
  LOGICAL_OR,
  LOGICAL_NOT,
];

const comparisonEntry = (row: ComparisonRow): FunctionEntry =>
  elementwiseEntry({
    names: [row.name],
    signature: `${row.name}(x, y)`,
    doc: `1 where $x ${row.tex} y$, else 0, entry by entry.`,
    build: (b, [x, y]) => compareOperation(b, row.operator, x!, y!),
  });

export const comparisonFunctions: readonly FunctionEntry[] = [
  ...ROWS.map(comparisonEntry),
  elementwiseEntry({
    names: ['logical_and'],
    signature: 'logical_and(x, y)',
    doc: '1 where both arguments differ from 0, else 0.',
    build: (b, [x, y]) => logical.and(b, x!, y!),
  }),
  elementwiseEntry({
    names: ['logical_or'],
    signature: 'logical_or(x, y)',
    doc: '1 where an argument differs from 0, else 0.',
    build: (b, [x, y]) => logical.or(b, x!, y!),
  }),
  unaryEntry(['not', 'logical_not'], '1 where the argument is 0, else 0.', logical.not),
];
