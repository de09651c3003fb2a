import type { Expr, IndexRange, Name } from '../../syntax/ast';
import { asFunction } from '../../syntax/definitions';
import type { RelationStatement, Statement } from '../../syntax/statements';
import { bareNamesIn, isDerivative, walk } from '../../syntax/walk';
import { writtenNumber } from '../constants';
import type { PlacedStatement } from '../model';
import type { Analysis } from './analysis';
import { familyOf, Rewriting } from './rewrite';
import type { Written } from './written';

type Entry = Extract<Expr, { kind: 'index' }>;

/** What is left open on the way through a sheet: claims behind it are not accused of what follows from it. */
export class Doubts {
  /** Names of which a line says something that is not understood. */
  readonly names = new Set<string>();
  private everything = false;

  /** @param cases lines that hold for what stands behind them alone */
  constructor(private readonly cases: ReadonlySet<Statement>) {}

  /** Whether the statement is such a line. */
  enters(statement: Statement): boolean {
    const isCase = this.cases.has(statement);
    this.everything ||= isCase;
    return isCase;
  }

  about(sides: readonly Expr[]): boolean {
    return this.everything || sides.flatMap(bareNamesIn).some(({ name }) => this.names.has(name));
  }
}

/** A statement in terms of arrays; none where it only says what an index is. */
export function rewritten(
  written: Written,
  analysis: Analysis,
  index: number,
  defined: ReadonlySet<string>,
  doubts: Doubts,
): PlacedStatement[] {
  const rewriting = new Rewriting(analysis, written, index);
  const { placed } = written;
  const context = { rewriting, written, defined, doubts };
  const statement = doubts.enters(placed.statement)
    ? unread(placed.statement, CASE, [])
    : rewriteStatement(placed.statement, context);
  if (statement === undefined) return [];
  return [statement === placed.statement ? placed : { ...placed, statement }];
}

/** The array of which a statement says what all its entries are. */
export function wholeArrayOf(written: Written, analysis: Analysis, index: number): string | undefined {
  const { statement } = written.placed;
  if (statement.kind !== 'relation' || statement.relations[0] !== '=') return undefined;
  const rewriting = new Rewriting(analysis, written, index);
  const [left] = statement.sides;
  const entry = left?.kind === 'name' ? rewriting.entry(left, new Map()) : undefined;
  return entry && isWhole(entry, rewriting, written) ? baseOf(entry) : undefined;
}

const baseOf = ({ target }: Entry): string | undefined => (target.kind === 'name' ? target.name : undefined);

/** Whether an entry with free indices is each of its array's. */
function isWhole(entry: Entry, rewriting: Rewriting, { conditions }: Written): boolean {
  const letters = lettersOf(entry);
  if (letters === undefined || conditions.length > 0) return false;
  const ranges = rewriting.ranges(letters);
  return (
    ranges?.every(({ from, to }) => from === undefined && to === undefined) === true &&
    rewriting.isFull(entry)
  );
}

/** The indices of an entry that are letters, each another one. */
function lettersOf({ items }: Entry): Name[] | undefined {
  const letters: Name[] = [];
  for (const item of items) {
    if (item.kind !== 'at' || item.value.kind !== 'name') return undefined;
    const { value } = item;
    if (letters.some(({ name }) => name === value.name)) return undefined;
    letters.push(value);
  }
  return letters;
}

interface Context {
  readonly rewriting: Rewriting;
  readonly written: Written;
  /** Names that some line of the sheet defines as a whole. */
  readonly defined: ReadonlySet<string>;
  readonly doubts: Doubts;
}

function rewriteStatement(statement: Statement, context: Context): Statement | undefined {
  const { rewriting, written } = context;
  switch (statement.kind) {
    case 'relation':
      return rewriteRelation(statement, context);
    case 'function': {
      const [head, ...rest] = statement.relation.sides;
      const sides = [head!, ...rest.map((side) => rewriting.expr(side))];
      if (rewriting.lettersIn(sides.slice(1)).length > 0) {
        return unread(statement, 'This function has an index that no sum binds. Bind it, or write it out.', [
          statement.name,
        ]);
      }
      return { ...statement, body: sides[1]!, relation: { ...statement.relation, sides } };
    }
    case 'at': {
      const body = statement.body.flatMap((each) => rewriteStatement(each, context) ?? []);
      return { ...statement, body };
    }
    case 'assume': {
      const inner = rewriteStatement(statement.statement, context);
      return inner && { ...statement, statement: inner };
    }
    case 'query':
      return { ...statement, target: whole([rewriting.expr(statement.target)], rewriting, written)[0]! };
    case 'mention':
      return { ...statement, expr: whole([rewriting.expr(statement.expr)], rewriting, written)[0]! };
    case 'membership': {
      const entries = statement.names.map((name) => rewriting.entry(name, new Map()));
      if (entries.every((entry) => entry === undefined)) return statement;
      // `x_i \in \mathbb{R}` says nothing but that `x_i` is a number.
      if (statement.set.kind === 'shape' && statement.set.sizes.length === 0) return undefined;
      if (statement.set.kind === 'shape') return unread(statement, VECTORS, []);
      const names = entries.map((entry, i) =>
        entry?.target.kind === 'name' && lettersOf(entry) !== undefined ? entry.target : statement.names[i]!,
      );
      return { ...statement, names };
    }
    default:
      return statement;
  }
}

const CASE = 'A number of entries for what stands behind it alone is not read.';
const VECTORS = 'A list of vectors is not read yet. Declare it as a matrix, such as X ∈ R^{n×d}.';

const unread = (statement: Statement, reason: string, defines: readonly Name[]): Statement => ({
  kind: 'unread',
  reason,
  cause: 'unsupported',
  defines,
  span: statement.span,
});

/** Expressions with free indices, as arrays over these. */
function whole(
  sides: readonly Expr[],
  rewriting: Rewriting,
  { conditions, perhaps }: Written,
): readonly Expr[] {
  const letters = rewriting.lettersIn(sides);
  const ranges = rewriting.ranges(letters);
  if (letters.length === 0 || ranges === undefined) return sides;
  return sides.map((side) =>
    side.kind === 'missing' ? side : familyOf(letters, ranges, conditions, perhaps, side),
  );
}

function rewriteRelation(statement: RelationStatement, context: Context): Statement {
  const { rewriting, written, defined, doubts } = context;
  const sides = statement.sides.map((side) => rewriting.expr(side));
  const letters = rewriting.lettersIn([...sides, ...written.conditions]);
  const [left, ...rest] = sides as [Expr, ...Expr[]];
  const entry = left.kind === 'index' && statement.sides[0]!.kind === 'name' ? left : undefined;
  const base = entry && baseOf(entry);
  const simplex = simplexOf(statement, sides, defined);
  if (simplex !== undefined) return simplex;
  const listed = argumentsOf(statement, sides, rewriting);
  if (listed !== undefined) return listed;
  if (letters.length === 0) {
    if (base !== undefined && !defined.has(base)) return partly(statement, base, doubts);
    const isClaim = left.kind !== 'name' || sides.length > 2;
    if (!isClaim || !doubts.about(sides)) return { ...statement, sides };
    const first = left.kind === 'name' ? 1 : 0;
    return {
      ...statement,
      sides: sides.map((side, i) =>
        i < first || side.kind === 'missing' ? side : familyOf([], [], [], [], side, true),
      ),
    };
  }
  const ranges = rewriting.ranges(letters);
  if (ranges === undefined) return unread(statement, UNKNOWN_RANGE, definesOf(statement));
  if (!statement.relations.every(isEquality)) return ordered(statement, sides, letters, ranges, written);
  const onLeft = new Set(rewriting.lettersIn([left]).map(({ name }) => name));
  const tied = new Set(written.conditions.flatMap(equatedIn));
  const loose = letters.find(({ name }) => !onLeft.has(name) && !tied.has(name));
  if (loose !== undefined && left.kind !== 'missing') {
    const reason = `The index ${loose.name} stands only on the right. Say what it is, or bind it by a sum.`;
    if (base === undefined) return unread(statement, reason, definesOf(statement));
    doubts.names.add(base);
    return unread(statement, reason, []);
  }
  if (entry !== undefined && base !== undefined && isWhole(entry, rewriting, written)) {
    const own = lettersOf(entry)!;
    // `y_k = 1` is sooner said of one entry.
    if (rest.every((side) => writtenNumber(side) !== undefined)) return partly(statement, base, doubts);
    if (rest.some((side) => speaksOf(side, base))) {
      return unread(statement, RECURRENCE, definesOf(statement));
    }
    const ownRanges = rewriting.ranges(own)!;
    const isDoubtful = doubts.about(rest);
    return {
      ...statement,
      sides: [entry.target, ...rest.map((side) => familyOf(own, ownRanges, [], [], side, isDoubtful))],
    };
  }
  if (base !== undefined && !isDerivative(left) && !defined.has(base)) return partly(statement, base, doubts);
  const { conditions, perhaps } = written;
  const hidden = hasHidden(statement.sides) || doubts.about(sides) || rewriting.isUneven(letters);
  return {
    ...statement,
    sides: sides.map((side) =>
      side.kind === 'missing' ? side : familyOf(letters, ranges, conditions, perhaps, side, hidden),
    ),
  };
}

/** Whether some name has an index that the statement does not write anywhere. */
function hasHidden(sides: readonly Expr[]): boolean {
  const hidden = new Set<string>();
  const shown = new Set<string>();
  for (const side of sides) {
    walk(side, (part) => {
      if (part.kind !== 'name') return;
      const { below = [], above = [], hidden: isHidden = false } = part.scripts ?? {};
      const letters = part.scripts === undefined ? [part] : [...below, ...above].flatMap(bareNamesIn);
      for (const { name } of letters) (isHidden ? hidden : shown).add(name);
    });
  }
  return [...hidden].some((letter) => !shown.has(letter));
}

const UNKNOWN_RANGE =
  'Which values the indices take here is not known. Write their range, such as i = 1, …, n.';
const RECURRENCE = 'A sequence that is defined by its own entries is not checked.';

function partly(statement: RelationStatement, base: string, doubts: Doubts): Statement {
  doubts.names.add(base);
  return unread(
    statement,
    `This says what some entries of ${base} are, and no line says what all of them are.`,
    [],
  );
}

const isEquality = (relation: string): boolean => relation === '=' || relation === '==' || relation === '≈';

/** What the statement would define if it were read. */
function definesOf(statement: RelationStatement): Name[] {
  const [left] = statement.sides;
  if (left?.kind !== 'name') return [];
  const base = left.scripts?.base;
  return base === undefined ? [left] : [{ kind: 'name', name: base, span: left.span }];
}

/** Letters that a condition says to be equal to others. */
function equatedIn(condition: Expr): string[] {
  if (condition.kind !== 'compare' || !condition.operators.every((operator) => operator === '==')) return [];
  return condition.operands.flatMap((side) => (side.kind === 'name' ? [side.name] : []));
}

function speaksOf(expr: Expr, base: string): boolean {
  return bareNamesIn(expr).some(({ name }) => name === base);
}

/** `p_i > 0` restricts the array `p`. */
function ordered(
  statement: RelationStatement,
  sides: readonly Expr[],
  letters: readonly Name[],
  ranges: readonly IndexRange[],
  written: Written,
): Statement {
  const arrays = sides.map((side): Expr | undefined => {
    if (side.kind === 'number') return side;
    const own = side.kind === 'index' ? lettersOf(side) : undefined;
    const isAll = own?.length === letters.length && own.every(({ name }, k) => name === letters[k]!.name);
    return isAll && side.kind === 'index' && side.target.kind === 'name' ? side.target : undefined;
  });
  if (written.conditions.length === 0 && arrays.every((side) => side !== undefined)) {
    const also = statement.also.map((name) =>
      name.scripts === undefined ? name : { ...name, name: name.scripts.base },
    );
    return { ...statement, sides: arrays, also };
  }
  return {
    ...statement,
    sides: sides.map((side) => familyOf(letters, ranges, written.conditions, written.perhaps, side)),
  };
}

/** `\sum_k t_k = 1` of numbers that nothing defines: weights. */
function simplexOf(
  statement: RelationStatement,
  [left, right, ...rest]: readonly Expr[],
  defined: ReadonlySet<string>,
): Statement | undefined {
  if (statement.relations[0] !== '=' || rest.length > 0 || statement.also.length > 0) return undefined;
  if (left?.kind !== 'sum' || left.operator !== 'sum' || right?.kind !== 'number' || right.value !== 1)
    return undefined;
  const { body, indices, conditions } = left;
  if (conditions.length > 0 || indices.length !== 1 || body.kind !== 'index') return undefined;
  const letters = lettersOf(body);
  if (letters?.length !== 1 || letters[0]!.name !== indices[0]!.name) return undefined;
  const { target } = body;
  if (target.kind !== 'name' || defined.has(target.name)) return undefined;
  return {
    kind: 'membership',
    names: [target],
    set: { kind: 'named', name: 'simplex' },
    span: statement.span,
  };
}

/** `f(x_1, …, x_n) = …` is `f(x) = …`. */
function argumentsOf(
  statement: RelationStatement,
  sides: readonly Expr[],
  rewriting: Rewriting,
): Statement | undefined {
  const [left] = statement.sides;
  if (left?.kind !== 'call') return undefined;
  const ends = left.args.map(({ value }) => value);
  const range = ends.find((value) => value.kind === 'range');
  if (range?.kind !== 'range' || ends.length !== 1) return undefined;
  const [from, to] = [range.from, range.to].map((end) =>
    end.kind === 'name' ? rewriting.entry(end, new Map()) : undefined,
  );
  const name = to && from && baseOf(from) === baseOf(to) ? from.target : undefined;
  if (name?.kind !== 'name') return undefined;
  const call: Expr = { ...left, args: [{ value: { ...name, span: range.span } }] };
  return asFunction({ ...statement, sides: [call, ...sides.slice(1)] });
}
