import type { Expr, Name } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import type { Statement } from '../../syntax/statements';
import { walk } from '../../syntax/walk';
import { computedName, isFunction } from '../mentions';
import type { PlacedStatement, Sheet } from '../model';
import { expressionsIn } from './expressions';
import { mentions, parametersOf } from './heads';

/** The names with marks that a sheet uses as names: `x'` and `q_dot`. */
interface Marked {
  readonly primed: ReadonlySet<string>;
  readonly dotted: ReadonlySet<string>;
}

/**
 * A prime or a dot is a derivative of what the text defines, and part of a name where the text gives the marked letter a meaning of
 * its own: `x' = x - \alpha g` beside a free `x`, and `\partial L / \partial \dot q`. `f'(x) = 2x` without an `f` defines `f'`, so
 * that `f''(x)` can be judged.
 */
export function settleMarks<S extends Sheet>(written: readonly S[]): S[] {
  const chainOf = (sheet: number): number[] => {
    const chain: number[] = [];
    for (let at: number | undefined = sheet; at !== undefined; at = written[at]?.parent) chain.push(at);
    return chain;
  };
  const computed = written.map(
    ({ statements }) => new Set(statements.flatMap(({ statement }) => computedName(statement))),
  );
  const own = written.map((sheet): Marked => {
    const prose = sheet.statements.flatMap(({ unannotated, statement }) =>
      unannotated === true ? [statement] : [],
    );
    const isComputed = (name: string): boolean =>
      isFunction(name) || chainOf(sheet.index).some((at) => computed[at]!.has(name));
    return { primed: primedNames(prose, isComputed), dotted: new Set(prose.flatMap(dottedIn)) };
  });
  return written.map((sheet) => {
    const seen = chainOf(sheet.index).map((at) => own[at]!);
    const isOwn = (name: string): boolean =>
      seen.some(({ primed, dotted }) => primed.has(name) || dotted.has(name));
    if (!seen.some(({ primed, dotted }) => primed.size > 0 || dotted.size > 0)) return sheet;
    const statements = sheet.statements.map(
      (each): PlacedStatement =>
        each.unannotated === true ? { ...each, statement: renamed(each.statement, isOwn) } : each,
    );
    return { ...sheet, statements };
  });
}

/** The names that statements define with their primes; those with more primes are their derivatives. */
function primedNames(
  statements: readonly Statement[],
  isComputed: (name: string) => boolean,
): ReadonlySet<string> {
  const highest = highestPrimes(statements);
  // `o = e^{o'}` says that `o'` is no derivative of it.
  const inOwn = new Set(statements.filter(restsOnPrimes).flatMap(computedName));
  const lowest = new Map<string, { readonly order: number; readonly isName: boolean }>();
  for (const statement of statements) {
    if (statement.kind !== 'relation' || statement.relations[0] !== '=') continue;
    const [head, ...sides] = statement.sides;
    const primes = head && primesOn(head);
    if (head === undefined || primes === undefined) continue;
    const { order } = primes;
    const { name } = primes.name;
    if ((lowest.get(name)?.order ?? order + 1) <= order) continue;
    // A differential equation such as `y' = 2xy` says nothing of the `y''` beside it.
    const isEquation = (highest.get(name) ?? 0) > order && sides.some((side) => mentions(side, name));
    const isCall = head.kind !== 'prime-call' || parametersOf(head) !== undefined;
    const isName = isCall && !isEquation && (!isComputed(name) || inOwn.has(name));
    lowest.set(name, { order, isName });
  }
  const varied = statements.flatMap(primedVariables).filter((name) => {
    const base = name.replace(/'+$/, '');
    return !isComputed(base) || inOwn.has(base);
  });
  return new Set([
    ...[...lowest].flatMap(([name, { order, isName }]) => (isName ? [name + "'".repeat(order)] : [])),
    ...varied,
  ]);
}

/** What statements differentiate by: nobody takes `\partial F / \partial y'` by a derivative that is computed elsewhere. */
function primedVariables(statement: Statement): string[] {
  const found: string[] = [];
  for (const expr of expressionsIn(statement)) {
    walk(expr, (part) => {
      if (part.kind !== 'derivative') return;
      for (const variable of part.variables)
        if (variable.kind === 'name' && variable.name.endsWith("'")) found.push(variable.name);
    });
  }
  return found;
}

function restsOnPrimes(statement: Statement): boolean {
  const [name] = computedName(statement);
  let found = false;
  for (const side of expressionsIn(statement).slice(1)) {
    walk(side, (part) => {
      found ||= primesOn(part)?.name.name === name;
    });
  }
  return found;
}

/** `x'`, `f''(x)`: what carries how many primes. */
function primesOn(expr: Expr): { readonly name: Name; readonly order: number } | undefined {
  if (expr.kind === 'prime-call') return { name: expr.callee, order: expr.order };
  let order = 0;
  let inner: Expr = expr;
  for (; inner.kind === 'transpose' && inner.prime === true; inner = inner.operand) order++;
  return order > 0 && inner.kind === 'name' ? { name: inner, order } : undefined;
}

/** The most primes on each name. */
function highestPrimes(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const statement of statements) {
    for (const expr of expressionsIn(statement)) {
      walk(expr, (part) => {
        const primes = primesOn(part);
        if (primes === undefined) return;
        const { name } = primes.name;
        highest.set(name, Math.max(primes.order, highest.get(name) ?? 0));
      });
    }
  }
  return highest;
}

const DOTTED = /_d{1,3}ot(?:_|$)/;

function dottedIn(statement: Statement): string[] {
  const found: string[] = [];
  const note = (name: Name): void => {
    if (DOTTED.test(name.name)) found.push(name.name);
  };
  if (statement.kind === 'function') statement.parameters.forEach(note);
  for (const expr of expressionsIn(statement)) {
    walk(expr, (part) => {
      if (part.kind === 'name') note(part);
    });
  }
  return found;
}

type IsOwn = (name: string) => boolean;

function renamed(statement: Statement, isOwn: IsOwn): Statement {
  const change = (expr: Expr): Expr => named(expr, isOwn, change) ?? mapOperands(expr, change);
  switch (statement.kind) {
    case 'relation':
      return { ...statement, sides: statement.sides.map(change) };
    case 'function': {
      const sides = statement.relation.sides.map(change);
      return { ...statement, body: sides[1]!, relation: { ...statement.relation, sides } };
    }
    case 'at':
      return { ...statement, body: statement.body.map((each) => renamed(each, isOwn)) };
    case 'mention':
      return { ...statement, expr: change(statement.expr) };
    default:
      return statement;
  }
}

/** The expression with the marks that belong to its name in the name; undefined where none do. */
function named(expr: Expr, isOwn: IsOwn, change: (part: Expr) => Expr): Expr | undefined {
  if (expr.kind === 'derivative')
    return expr.dotted !== undefined && isOwn(expr.dotted.name) ? expr.dotted : undefined;
  const primes = expr.kind === 'prime-call' || expr.kind === 'transpose' ? primesOn(expr) : undefined;
  if (primes === undefined) return undefined;
  for (let order = primes.order; order > 0; order--) {
    const name = primes.name.name + "'".repeat(order);
    if (!isOwn(name)) continue;
    const rest = primes.order - order;
    if (expr.kind === 'prime-call') {
      const callee = { ...expr.callee, name };
      const args = expr.args.map((each) => ({ ...each, value: change(each.value) }));
      if (rest > 0) return { ...expr, callee, order: rest, args };
      return { kind: 'call', callee, args, span: expr.span };
    }
    let result: Expr = { ...primes.name, name, span: expr.span };
    for (let k = 0; k < rest; k++) {
      result = { kind: 'transpose', operand: result, prime: true, span: expr.span };
    }
    return result;
  }
  return undefined;
}
