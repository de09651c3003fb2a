import type { Comparison, Expr, IndexedSum, Name } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import type { RelationStatement, Statement } from '../../syntax/statements';
import { bareNamesIn, walk } from '../../syntax/walk';
import type { PlacedStatement } from '../model';
import { linearOf } from './linear';
import { expressionsOf } from './occurrences';
import { mapParts, mapStatement } from './statements';
import type { IndexEnds, Written } from './written';

/** Letters that stand below or above a name somewhere. */
export function scriptLetters(statements: readonly PlacedStatement[]): Set<string> {
  const letters = new Set<string>();
  const note = (items: readonly Expr[]): void => {
    for (const item of items) for (const letter of linearOf(item)?.terms.keys() ?? []) letters.add(letter);
  };
  for (const { statement } of statements) {
    for (const expr of expressionsOf(statement)) {
      walk(expr, (part) => {
        if (part.kind === 'index')
          note(part.items.flatMap((item) => (item.kind === 'at' ? [item.value] : [])));
        const name = part.kind === 'call' || part.kind === 'prime-call' ? part.callee : part;
        if (name.kind !== 'name' || name.scripts === undefined) return;
        note(name.scripts.below);
        note(name.scripts.above);
      });
    }
  }
  return letters;
}

/** `[z_k]_m` is `z_{km}`, and `\sum x_i` runs over the only index below it. */
export function simplified(statement: Statement): Statement {
  const change = (expr: Expr): Expr => {
    const inner = mapParts(expr, change);
    if (inner.kind === 'index') return merged(inner);
    return inner.kind === 'sum' && inner.indices.length === 0 ? withIndex(inner) : inner;
  };
  return needsChange(statement) ? mapStatement(statement, change) : statement;
}

function needsChange(statement: Statement): boolean {
  let needed = false;
  for (const expr of expressionsOf(statement)) {
    walk(expr, (part) => {
      needed ||= part.kind === 'index' || (part.kind === 'sum' && part.indices.length === 0);
    });
  }
  return needed;
}

function merged(expr: Extract<Expr, { kind: 'index' }>): Expr {
  const { target, items, span } = expr;
  if (target.kind !== 'name') return expr;
  const added = items.flatMap((item) => (item.kind === 'at' ? [item.value] : []));
  if (added.length < items.length || !added.every((item) => (linearOf(item)?.terms.size ?? 0) > 0))
    return expr;
  const { base, below, above } = target.scripts ?? { base: target.name, below: [], above: [] };
  if (target.scripts !== undefined && below.length === 0) return expr;
  const hat = target.name.slice(base.length).lastIndexOf('^');
  const layer = hat < 0 ? '' : target.name.slice(base.length + hat);
  return {
    ...target,
    name: `${base}_[${[...below, ...added].map(spellingOf).join(',')}]${layer}`,
    scripts: { base, below: [...below, ...added], above },
    span,
  };
}

const spellingOf = (expr: Expr): string =>
  expr.kind === 'name' ? expr.name : expr.kind === 'number' ? expr.text : '…';

function withIndex(sum: IndexedSum): Expr {
  const found = new Map<string, Name>();
  const visit = (expr: Expr, bound: ReadonlySet<string>): void => {
    const isBinder = expr.kind === 'sum';
    const inner = isBinder ? new Set([...bound, ...expr.indices.map(({ name }) => name)]) : bound;
    if (expr.kind === 'name' && expr.scripts !== undefined) {
      for (const item of [...expr.scripts.below, ...expr.scripts.above]) {
        for (const name of bareNamesIn(item)) if (!inner.has(name.name)) found.set(name.name, name);
      }
    }
    mapOperands(expr, (part) => {
      visit(part, inner);
      return part;
    });
  };
  visit(sum.body, new Set());
  const [only] = found.values();
  return found.size === 1 && only !== undefined ? { ...sum, indices: [only] } : sum;
}

const INDEX_RELATIONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['=', '=='],
  ['==', '=='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** `i = j` or `i ≠ j` as a condition on indices. */
export function conditionOf(statement: Statement, letters: ReadonlySet<string>): Expr | undefined {
  if (statement.kind !== 'relation' || statement.also.length > 0) return undefined;
  const operators = statement.relations.map((relation) => INDEX_RELATIONS.get(relation));
  if (!operators.every((operator) => operator !== undefined)) return undefined;
  const isIndex = (side: Expr): boolean =>
    side.kind === 'name' && side.scripts === undefined && letters.has(side.name);
  if (!statement.sides.every(isIndex)) return undefined;
  return { kind: 'compare', operators, operands: statement.sides, span: statement.span };
}

/** `i = 1, …, n` as the values of indices. */
export function rangeOf(
  statement: Statement,
  letters: ReadonlySet<string>,
): { readonly names: readonly string[]; readonly ends: IndexEnds } | undefined {
  if (statement.kind !== 'membership') return undefined;
  const names = statement.names.map(({ name }) => name);
  if (!statement.names.every(({ name, scripts }) => scripts === undefined && letters.has(name)))
    return undefined;
  const { set } = statement;
  if (set.kind === 'range') return { names, ends: { from: set.from, to: set.to } };
  if (set.kind !== 'finite') return undefined;
  const values = set.members.map((member) => (member.kind === 'number' ? member.value : Number.NaN));
  const [from, to] = [set.members[0], set.members.at(-1)];
  const isRun = values.every((value, i) => Number.isInteger(value) && value === values[0]! + i);
  return isRun && from !== undefined && to !== undefined ? { names, ends: { from, to } } : undefined;
}

/** Single letters that are names of their own: defined, declared, or differentiated by. */
export function labelsIn(statements: readonly PlacedStatement[], letters: ReadonlySet<string>): Set<string> {
  const labels = new Set<string>();
  const note = (expr: Expr): void => {
    if (expr.kind === 'name' && expr.scripts === undefined) labels.add(expr.name);
  };
  for (const { statement } of statements) {
    if (conditionOf(statement, letters) !== undefined || rangeOf(statement, letters) !== undefined) continue;
    if (statement.kind === 'relation' && statement.sides[0] !== undefined) note(statement.sides[0]);
    if (statement.kind === 'function') for (const parameter of statement.parameters) note(parameter);
    if (statement.kind === 'membership' || statement.kind === 'declaration') statement.names.forEach(note);
    for (const expr of expressionsOf(statement)) {
      walk(expr, (part) => {
        if (part.kind === 'derivative') part.variables.forEach(note);
      });
    }
  }
  return labels;
}

/** `E = \sum_n E_n`, or any other sum. */
function isTotal(name: string, right: Expr): boolean {
  let found = false;
  walk(right, (part) => {
    found ||= part.kind === 'sum' || (part.kind === 'name' && part.scripts?.base === name);
  });
  return found;
}

/**
 * Names that are single numbers where they stand alone: given as one, a sum, or the argument of a function that has no
 * indices below it. Where a letter is bold, the letter alone is the array.
 */
export function scalarsIn(statements: readonly PlacedStatement[]): Set<string> {
  const scalars = new Set<string>();
  const bold = new Set<string>();
  for (const { statement } of statements) {
    for (const expr of expressionsOf(statement)) {
      walk(expr, (part) => {
        if (part.kind === 'name' && part.style === 'bold') bold.add(part.scripts?.base ?? part.name);
      });
    }
    if (statement.kind === 'relation' && statement.relations[0] === '=') {
      const [left, right] = statement.sides;
      const isBare = left?.kind === 'name' && left.scripts === undefined;
      if (isBare && right !== undefined && (right.kind === 'number' || isTotal(left.name, right)))
        scalars.add(left.name);
    }
    if (statement.kind !== 'function') continue;
    const bases = new Set<string>();
    for (const expr of expressionsOf(statement)) {
      walk(expr, (part) => {
        if (part.kind === 'name' && part.scripts !== undefined) bases.add(part.scripts.base);
      });
    }
    for (const { name, scripts } of statement.parameters) {
      if (scripts === undefined && !bases.has(name)) scalars.add(name);
    }
  }
  return new Set([...scalars].filter((name) => !bold.has(name)));
}

/** What the statements of one fragment say of the indices of each other. */
interface Around {
  readonly ranges: Map<string, IndexEnds>;
  readonly conditions: Expr[];
}

/**
 * The statements that are more than remarks about indices, each with the remarks that are meant for it: those of its own
 * formula, ranges that stand alone anywhere in the sheet, and perhaps the last condition that stands alone before it.
 */
export function withRemarks(
  statements: readonly PlacedStatement[],
  sheet: number,
  letters: ReadonlySet<string>,
  labels: ReadonlySet<string>,
): Written[] {
  const groups = groupsOf(statements);
  const everywhere = new Map<string, IndexEnds>();
  const around = groups.map((group) => {
    const found: Around = { ranges: new Map(), conditions: [] };
    const rest: PlacedStatement[] = [];
    for (const placed of group) {
      const range = rangeOf(placed.statement, letters);
      const condition = conditionOf(placed.statement, letters);
      if (range !== undefined) for (const name of range.names) found.ranges.set(name, range.ends);
      else if (condition !== undefined) found.conditions.push(condition);
      else rest.push(placed);
    }
    if (rest.length === 0) for (const [name, ends] of found.ranges) everywhere.set(name, ends);
    return { found, rest };
  });
  const written: Written[] = [];
  let perhaps: readonly Expr[] = [];
  for (const { found, rest } of around) {
    if (rest.length === 0 && found.conditions.length > 0) perhaps = found.conditions;
    for (const placed of rest) {
      written.push(
        writtenOf(
          placed,
          sheet,
          letters,
          labels,
          found,
          everywhere,
          found.conditions.length > 0 ? [] : perhaps,
        ),
      );
    }
  }
  return written;
}

function writtenOf(
  placed: PlacedStatement,
  sheet: number,
  letters: ReadonlySet<string>,
  labels: ReadonlySet<string>,
  found: Around,
  everywhere: ReadonlyMap<string, IndexEnds>,
  perhaps: readonly Expr[],
): Written {
  const { statement, when } = withoutWhen(placed.statement, letters);
  const own = scriptLetters([{ ...placed, statement }]);
  const ranges = new Map([...everywhere, ...found.ranges, ...when.ranges].filter(([name]) => own.has(name)));
  const speaks = (condition: Expr): boolean => bareNamesIn(condition).every(({ name }) => own.has(name));
  const conditions = [...found.conditions, ...when.conditions].filter(speaks);
  const meant = conditions.length > 0 ? [] : perhaps.filter(speaks);
  const named = [...conditions, ...meant].flatMap((condition) =>
    bareNamesIn(condition).map(({ name }) => name),
  );
  return {
    placed: statement === placed.statement ? placed : { ...placed, statement },
    sheet,
    letters: [...ranges.keys(), ...named],
    ranges,
    ends: [...ranges.values()].flatMap(({ from, to }) => [from, to].filter((end) => end !== undefined)),
    conditions,
    perhaps: meant,
    labels,
  };
}

/** The relation without those conditions of its `when` that are about indices. */
function withoutWhen(
  statement: Statement,
  letters: ReadonlySet<string>,
): { readonly statement: Statement; readonly when: Around } {
  const when: Around = { ranges: new Map(), conditions: [] };
  const relation = statement.kind === 'function' ? statement.relation : statement;
  if (relation.kind !== 'relation' || relation.when === undefined) return { statement, when };
  const rest = relation.when.filter((each) => {
    const range = rangeOf(each, letters);
    const condition = conditionOf(each, letters);
    if (range !== undefined) for (const name of range.names) when.ranges.set(name, range.ends);
    else if (condition !== undefined) when.conditions.push(condition);
    return range === undefined && condition === undefined;
  });
  if (rest.length === relation.when.length) return { statement, when };
  const { when: _, ...bare } = relation;
  const changed: RelationStatement = rest.length === 0 ? bare : { ...bare, when: rest };
  return { statement: statement.kind === 'function' ? { ...statement, relation: changed } : changed, when };
}

/** Statements of one formula stand together. */
function groupsOf(statements: readonly PlacedStatement[]): PlacedStatement[][] {
  const groups: PlacedStatement[][] = [];
  for (const placed of statements) {
    const last = groups.at(-1);
    if (last?.[0]?.fragment === placed.fragment) last.push(placed);
    else groups.push([placed]);
  }
  return groups;
}
