import type { Expr, Name } from '../../syntax/ast';
import type { Statement } from '../../syntax/statements';
import { calleesIn, walk } from '../../syntax/walk';
import type { PlacedStatement, Sheet } from '../model';
import { Analysis, type InheritedArray } from './analysis';
import { Doubts, rewritten, wholeArrayOf } from './claims';
import { expressionsOf } from './occurrences';
import { labelsIn, scalarsIn, scriptLetters, simplified, withRemarks } from './prepare';
import { Rewriting } from './rewrite';
import { asProducts, mapParts, mapStatement } from './statements';
import type { Written } from './written';

/** What a sheet gives to its sections. */
interface Inheritance {
  readonly arrays: ReadonlyMap<string, InheritedArray>;
  readonly declared: ReadonlyMap<string, number>;
  readonly letters: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** Names that are numbers where they stand alone. */
  readonly scalars: ReadonlySet<string>;
  /** Names that whole statements define. */
  readonly defined: ReadonlySet<string>;
}

const NOTHING: Inheritance = {
  arrays: new Map(),
  declared: new Map(),
  letters: new Set(),
  labels: new Set(),
  scalars: new Set(),
  defined: new Set(),
};

/**
 * Gives index notation its meaning, before statements are sorted: `x_i` with an index becomes the entry of an array, a
 * definition `y_i = …` one of the array `y`, and a claim with free indices one about all of their values. Sheets in which
 * nothing is an index stay as they are.
 */
export function settleIndices<S extends Sheet>(written: readonly S[]): S[] {
  const inheritances: Inheritance[] = [];
  return written.map((sheet) => {
    const outer = sheet.parent === undefined ? NOTHING : (inheritances[sheet.parent] ?? NOTHING);
    const settled = settleSheet(sheet, outer);
    inheritances[sheet.index] = settled.inheritance;
    return settled.sheet;
  });
}

function settleSheet<S extends Sheet>(sheet: S, outer: Inheritance): { sheet: S; inheritance: Inheritance } {
  const declared = new Map([...outer.declared, ...declaredRanks(sheet.statements)]);
  const letters = new Set([...outer.letters, ...scriptLetters(sheet.statements)]);
  const labels = new Set([...outer.labels, ...labelsIn(sheet.statements, letters)]);
  if (!sheet.statements.some(({ statement }) => hasIndices(statement))) {
    const defined = new Set([
      ...outer.defined,
      ...sheet.statements.flatMap(({ statement }) => definedIn(statement)),
    ]);
    return { sheet, inheritance: { ...outer, declared, labels, defined } };
  }
  const simple = sheet.statements.map((placed) => {
    const statement = simplified(placed.statement);
    return statement === placed.statement ? placed : { ...placed, statement };
  });
  let remarked = withRemarks(simple, sheet.index, letters, labels);
  const scalars = new Set([...outer.scalars, ...scalarsIn(simple)]);
  const analyse = (): Analysis => new Analysis(sheet.index, remarked, outer.arrays, declared, scalars);
  let analysis = analyse();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = withHiddenIndices(withProducts(remarked, analysis), analysis);
    if (next === remarked) break;
    remarked = next;
    analysis = analyse();
  }
  if (analysis.isEmpty && !remarked.some(({ placed }) => hasSum(placed.statement))) {
    return { sheet, inheritance: { ...outer, declared, labels, letters } };
  }
  const defined = new Set([
    ...outer.defined,
    ...remarked.flatMap(({ placed }) => definedIn(placed.statement)),
    ...remarked.flatMap((each, i) => wholeArrayOf(each, analysis, i) ?? []),
  ]);
  const doubts = new Doubts(numbersOfSizes(remarked, analysis));
  const statements = remarked.flatMap((each, i) => rewritten(each, analysis, i, defined, doubts));
  const inheritance = { arrays: analysis.forChildren(), declared, letters, labels, scalars, defined };
  const arrays = analysis.arraysFound();
  return {
    sheet: { ...sheet, statements, arrays, sizeNames: [...analysis.sizes], sameSizes: analysis.sameSizes() },
    inheritance,
  };
}

/**
 * Lines such as `n = 1` and `n = \infty` that give a number to what is a size: where there are several, or one that no array
 * has for an example, they are cases that hold for the lines behind them.
 */
function numbersOfSizes(written: readonly Written[], analysis: Analysis): ReadonlySet<Statement> {
  const found = new Map<string, Statement[]>();
  const isExample = new Map<string, boolean>();
  for (const { placed } of written) {
    const { statement } = placed;
    if (statement.kind !== 'relation' || statement.relations[0] !== '=') continue;
    const [left, right] = statement.sides;
    if (left?.kind !== 'name' || !analysis.sizes.has(left.name) || right === undefined) continue;
    found.set(left.name, [...(found.get(left.name) ?? []), statement]);
    isExample.set(left.name, right.kind === 'number' && Number.isInteger(right.value) && right.value > 1);
  }
  return new Set(
    [...found].flatMap(([name, statements]) =>
      statements.length > 1 || isExample.get(name) !== true ? statements : [],
    ),
  );
}

/** How often indices that one reading reveals may reveal others. */
const MOST_ROUNDS = 4;

function hasIndices(statement: Statement): boolean {
  let found = false;
  for (const expr of expressionsOf(statement)) {
    walk(expr, (part) => {
      const name = part.kind === 'call' || part.kind === 'prime-call' ? part.callee : part;
      found ||= part.kind === 'sum' || (name.kind === 'name' && name.scripts !== undefined);
    });
  }
  return found;
}

function hasSum(statement: Statement): boolean {
  let found = false;
  for (const expr of expressionsOf(statement)) {
    walk(expr, (part) => {
      found ||= part.kind === 'sum';
    });
  }
  return found;
}

function declaredRanks(statements: readonly PlacedStatement[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { statement } of statements) {
    const sizes =
      statement.kind === 'declaration'
        ? statement.sizes
        : statement.kind === 'membership' && statement.set.kind === 'shape'
          ? statement.set.sizes
          : undefined;
    if (sizes === undefined || (statement.kind !== 'declaration' && statement.kind !== 'membership'))
      continue;
    for (const { name, scripts } of statement.names) {
      if (scripts === undefined || scripts.below.length === 0) ranks.set(name, sizes.length);
    }
  }
  return ranks;
}

/** Bare names that a statement defines. */
function definedIn(statement: Statement): string[] {
  if (statement.kind === 'function') return [statement.name.name];
  const left = statement.kind === 'relation' ? statement.sides[0] : undefined;
  return left?.kind === 'name' && left.scripts === undefined ? [left.name] : [];
}

/** `y_i(1 - y_i)` of an array is a product. */
function withProducts(written: readonly Written[], analysis: Analysis): Written[] {
  return changed(written, (each, i) => {
    const rewriting = new Rewriting(analysis, each, i);
    const products = new Set<string>();
    for (const expr of expressionsOf(each.placed.statement)) {
      for (const callee of calleesIn(expr)) {
        if (callee.scripts !== undefined && rewriting.isArray(callee)) products.add(callee.name);
      }
    }
    if (products.size === 0) return each.placed.statement;
    return mapStatement(each.placed.statement, (expr) => asProducts(expr, (name) => !products.has(name)));
  });
}

function changed(written: readonly Written[], change: (each: Written, i: number) => Statement): Written[] {
  let same = true;
  const result = written.map((each, i) => {
    const statement = change(each, i);
    if (statement === each.placed.statement) return each;
    same = false;
    return { ...each, placed: { ...each.placed, statement } };
  });
  return same ? (written as Written[]) : result;
}

/**
 * `L = -\log y_k` says what `L` is for each `k`: wherever `L` stands, it has that index. Only where one statement defines it.
 */
function withHiddenIndices(written: Written[], analysis: Analysis): Written[] {
  const hidden = new Map<string, readonly Name[]>();
  written.forEach(({ placed: { statement } }, i) => {
    if (statement.kind !== 'relation' || statement.relations[0] !== '=') return;
    const [left, right] = statement.sides;
    if (left?.kind !== 'name' || left.scripts !== undefined || right === undefined) return;
    const rewriting = new Rewriting(analysis, written[i]!, i);
    const letters = rewriting.lettersIn([rewriting.expr(right)]);
    if (letters.length > 0) hidden.set(left.name, letters);
  });
  if (hidden.size === 0) return written;
  const change = (expr: Expr): Expr => {
    if (expr.kind === 'name' && expr.scripts === undefined) {
      const letters = hidden.get(expr.name);
      if (letters === undefined) return expr;
      const below = letters.map((letter) => ({ ...letter, span: expr.span }));
      const name = `${expr.name}_[${letters.map((letter) => letter.name).join(',')}]`;
      return { ...expr, name, scripts: { base: expr.name, below, above: [], hidden: true } };
    }
    return mapParts(expr, change);
  };
  return changed(written, ({ placed: { statement } }) => mapStatement(statement, change));
}
