import type { Expr, Style } from '../../syntax/ast';
import { bareNamesIn, calleesIn, walk } from '../../syntax/walk';
import { isFunction } from '../mentions';
import type { Claim, Definition, Doubt, FunctionDefinition, Sheet } from '../model';
import { chain, isUnread, resolve, type Scope } from '../scope';
import { derivedIn } from './heads';
import type { Said } from './relations';

/** What is said of names beside their definitions. */
export interface Doubtful {
  readonly sheets: readonly Sheet[];
  readonly scope: Scope;
  readonly equations: Said['equations'];
}

/** The doubts about claims of prose that rest on what the names of a claim mean. */
export function doubtsIn(doubtful: Doubtful): (claim: Claim) => Doubt | undefined {
  const styled = new Map<number, ReadonlySet<string>>();
  const stylesOf = (sheet: number): ReadonlySet<string> => {
    const known = styled.get(sheet) ?? manyStyles(doubtful.sheets[sheet]!);
    styled.set(sheet, known);
    return known;
  };
  return (claim) => {
    const { scope, equations } = doubtful;
    const sheets = chain(scope, claim.sheet);
    const rest = meaningsOf(scope, claim);
    const names = new Set(rest.map(({ name }) => name));
    const own = claim.doubt;
    if (own !== undefined && own !== 'differential-equation' && own !== 'value') return own;
    if (rest.some((each) => isGuess(each) && matters(each, claim, rest))) return 'dependence';
    const unknown = rest.filter(
      (each): each is FunctionDefinition => each.kind === 'function' && each.standIn === 'said',
    );
    if (unknown.length > 0) return isRule(claim, unknown) ? undefined : 'dependence';
    const isRelated = equations.some(({ sheet, names: related }) => {
      if (!sheets.includes(sheet)) return false;
      let shared = 0;
      for (const name of related) if (names.has(name)) shared++;
      return shared >= 2;
    });
    if (own === 'value') return own;
    if (isRelated) return 'constraint';
    if (rest.some((each) => isShifted(scope, each, claim))) return 'dependence';
    if (own !== undefined) return own;
    if (rest.some((each) => each.kind === 'free' && isReadNowhere(scope, sheets, each.name)))
      return 'dependence';
    if (isSeries(claim)) return 'series';
    if (sheets.some((sheet) => [...stylesOf(sheet)].some((name) => names.has(name)))) return 'style';
    return isByConvention(scope, claim, rest) ? 'differential-equation' : undefined;
  };
}

const isGuess = (definition: Definition): definition is FunctionDefinition =>
  definition.kind === 'function' && definition.standIn === 'guessed';

/** Whether a claim differentiates through what a function depends on; elsewhere it is a name like any other. */
function matters(
  { name, parameters }: FunctionDefinition,
  claim: Claim,
  rest: readonly Definition[],
): boolean {
  const by = new Set<string>();
  let isPrimed = false;
  for (const side of [claim.left, claim.right]) {
    walk(side, (part) => {
      isPrimed ||= part.kind === 'prime-call' || part.kind === 'transpose' || part.kind === 'operator';
      if (part.kind !== 'derivative') return;
      if (part.target.kind === 'name' && part.target.name === name) isPrimed = true;
      for (const variable of part.variables) if (variable.kind === 'name') by.add(variable.name);
    });
  }
  if (isPrimed) return true;
  const seen = new Set<string>();
  const stack = parameters.map((each) => each.name);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (by.has(at)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    const definition = rest.find((each) => each.name === at);
    if (definition?.kind === 'function') stack.push(...definition.parameters.map((each) => each.name));
    else if (definition !== undefined && 'expr' in definition)
      stack.push(...bareNamesIn(definition.expr).map((each) => each.name));
  }
  return false;
}

/**
 * Whether a definition rests on a name that has got another meaning by the time of the claim: `U = xy`, and only then a new `y`. Which of
 * the two the text means is not known.
 */
function isShifted(scope: Scope, definition: Definition, claim: Claim): boolean {
  if (!('expr' in definition) || definition.unannotated !== true) return false;
  const { sheet, span } = definition;
  const parameters = new Set(
    definition.kind === 'function' ? definition.parameters.map(({ name }) => name) : [],
  );
  return [...bareNamesIn(definition.expr), ...calleesIn(definition.expr)].some(({ name }) => {
    if (parameters.has(name)) return false;
    const then = resolve(scope, sheet, name, span.start);
    const now = resolve(scope, claim.sheet, name, claim.span.start);
    return then !== now && then?.kind !== 'free' && then?.kind !== 'value';
  });
}

/** All that the names of a claim mean, and what they rest on. */
function meaningsOf(scope: Scope, claim: Claim): readonly Definition[] {
  const seen = new Set<Definition>();
  const visit = (
    exprs: readonly Expr[],
    sheet: number,
    offset: number,
    hidden: ReadonlySet<string>,
  ): void => {
    for (const { name } of exprs.flatMap((expr) => [...bareNamesIn(expr), ...calleesIn(expr)])) {
      if (hidden.has(name)) continue;
      const definition = resolve(scope, sheet, name, offset);
      if (definition === undefined || seen.has(definition)) continue;
      seen.add(definition);
      if (!('expr' in definition)) continue;
      const parameters = definition.kind === 'function' ? definition.parameters : [];
      visit(
        [definition.expr],
        definition.sheet,
        definition.span.start,
        new Set(parameters.map((each) => each.name)),
      );
      visit(parameters, definition.sheet, definition.span.start, new Set());
    }
  };
  visit([claim.left, claim.right], claim.sheet, claim.span.start, new Set());
  return [...seen];
}

/**
 * Whether a claim about unknown functions is a rule of calculation: the derivative of a formula of such functions, or of one by
 * what its arguments depend on, that says nothing but them and their derivatives. The derivative of an unknown function itself
 * may be given by any differential equation.
 */
function isRule({ left, right }: Claim, unknown: readonly FunctionDefinition[]): boolean {
  const isUnknown = (name: string): FunctionDefinition | undefined =>
    unknown.find((each) => each.name === name);
  const derived = derivedIn(left);
  if (derived === undefined || left.kind === 'operator' || !isPure(right, isUnknown)) return false;
  const target = derived.kind === 'name' ? isUnknown(derived.name) : undefined;
  if (target === undefined) {
    const own = derived.kind === 'call' ? isUnknown(derived.callee.name) : undefined;
    if (derived.kind === 'call' && own !== undefined)
      return !derived.args.every(({ value }) => value.kind === 'name') && isPure(derived, isUnknown);
    return derived.kind !== 'name' && isPure(derived, isUnknown) && !hasDerivative(derived);
  }
  const variables = left.kind === 'derivative' ? left.variables : [];
  return (
    variables.length === 1 &&
    variables.every(
      (variable) =>
        variable.kind === 'name' && !target.parameters.some((parameter) => parameter.name === variable.name),
    )
  );
}

/** Whether an expression is made of unknown functions, their derivatives and small whole numbers. */
function isPure(expr: Expr, isUnknown: (name: string) => unknown): boolean {
  let speaks = false;
  const pure = (part: Expr): boolean => {
    switch (part.kind) {
      case 'number':
        return Number.isInteger(part.value) && part.value < 5;
      case 'name':
        speaks ||= isUnknown(part.name) !== undefined;
        return isUnknown(part.name) !== undefined;
      case 'call':
      case 'prime-call':
        if (isUnknown(part.callee.name) === undefined) return false;
        speaks = true;
        return part.args.every(({ value }) => value.kind === 'name' || pure(value));
      case 'derivative':
        return pure(part.target) && part.at === undefined;
      case 'binary':
        return pure(part.left) && pure(part.right);
      case 'unary':
      case 'transpose':
        return pure(part.operand);
      default:
        return false;
    }
  };
  return pure(expr) && speaks;
}

function hasDerivative(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= derivedIn(part) !== undefined;
  });
  return found;
}

/** A name with a definition that could not be read, further down. */
const isReadNowhere = (scope: Scope, sheets: readonly number[], name: string): boolean =>
  sheets.some((sheet) => scope.bySheet[sheet]!.get(name)?.some(isUnread) === true);

/** `\sin x = x - x^3/6 + x^5/120`: a polynomial beside what is none ends where its author thought it exact enough. */
function isSeries({ left, right }: Claim): boolean {
  return termsOf(right) >= LEAST_TERMS && isPolynomial(right) && isTranscendental(left);
}

/** Functions that no polynomial equals. */
const TRANSCENDENTAL =
  /^(?:exp|log|ln|sin|cos|tan|arc\w+|a(?:sin|cos|tan)|sinh|cosh|tanh|sqrt|sigma|sigmoid)$/;

function isTranscendental(expr: Expr): boolean {
  let found = false;
  let derives = false;
  walk(expr, (part) => {
    derives ||= derivedIn(part) !== undefined;
    found ||= part.kind === 'call' && TRANSCENDENTAL.test(part.callee.name);
    found ||= part.kind === 'sum';
    if (part.kind === 'binary' && (part.operator === '^' || part.operator === '/'))
      found ||= bareNamesIn(part.right).length > 0;
  });
  return found && !derives;
}

const LEAST_TERMS = 2;

const termsOf = (expr: Expr): number =>
  expr.kind === 'binary' && (expr.operator === '+' || expr.operator === '-')
    ? termsOf(expr.left) + termsOf(expr.right)
    : expr.kind === 'unary'
      ? termsOf(expr.operand)
      : 1;

/** Whether an expression is made of one name by sums, products, and powers by whole numbers. */
function isPolynomial(expr: Expr): boolean {
  const names = new Set(bareNamesIn(expr).map(({ name }) => name));
  const isOne = (part: Expr): boolean => {
    switch (part.kind) {
      case 'number':
      case 'name':
        return true;
      case 'unary':
        return isOne(part.operand);
      case 'binary':
        if (part.operator === '^') return isOne(part.left) && part.right.kind === 'number';
        if (part.operator === '/') return isOne(part.left) && bareNamesIn(part.right).length === 0;
        return isOne(part.left) && isOne(part.right);
      default:
        return false;
    }
  };
  return names.size === 1 && isOne(expr);
}

/** `σ` that nothing defines is the sigmoid more often than not. */
const isByConvention = (scope: Scope, claim: Claim, rest: readonly Definition[]): boolean =>
  rest.some((each) => each.kind === 'function' && each.standIn === 'usual') ||
  [claim.left, claim.right].some((side) =>
    calleesIn(side).some(
      ({ name }) =>
        name === 'sigma' &&
        isFunction(name) &&
        resolve(scope, claim.sheet, name, claim.span.start) === undefined,
    ),
  );

/** The names that a sheet writes in several styles. */
function manyStyles({ statements }: Sheet): ReadonlySet<string> {
  const styles = new Map<string, Set<Style | 'plain'>>();
  for (const { statement, unannotated } of statements) {
    if (unannotated !== true) continue;
    const sides =
      statement.kind === 'relation'
        ? statement.sides
        : statement.kind === 'function'
          ? statement.relation.sides
          : statement.kind === 'membership' || statement.kind === 'declaration'
            ? statement.names
            : [];
    for (const { name, style } of sides.flatMap((side) => [...bareNamesIn(side), ...calleesIn(side)])) {
      const known = styles.get(name) ?? new Set();
      styles.set(name, known.add(style === undefined || style === 'upright' ? 'plain' : style));
    }
  }
  return new Set([...styles].flatMap(([name, set]) => (set.size > 1 ? [name] : [])));
}
