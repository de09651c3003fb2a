import type { Call, Expr, OperatorName } from '../ast';
import { isVariableOr, listOf, OPERATOR_WORDS, operatorOf } from '../differential-operators';
import { fail } from '../token-parser';
import { kindAt, type Parser, tokenText } from './parser';
import { Kind } from './tokens';

/** Words for differential operators; what a sheet defines under such a name is decided where its names are known. */
const OPERATORS: ReadonlyMap<string, OperatorName> = new Map<string, OperatorName>([
  ...OPERATOR_WORDS,
  ['hvp', 'hvp'],
  ['jvp', 'jvp'],
  ['vjp', 'vjp'],
]);

/** Operators that also take a vector: `hvp(f, x, v)`. */
const WITH_VECTOR: ReadonlySet<OperatorName> = new Set(['hvp', 'jvp', 'vjp']);

/** Operators whose coordinates may be listed: `laplacian(f, x, y)`. */
const WITH_COORDINATES: ReadonlySet<OperatorName> = new Set(['laplacian', 'divergence', 'curl', 'hessian']);

/** `grad(L, W)`, `hessian(L, x)`, `laplacian(f)` and their kin; other calls as they are. */
export function withOperator(p: Parser, call: Call): Expr {
  const operator = OPERATORS.get(call.callee.name);
  if (operator === undefined || p.error || isQuotient(call)) return call;
  const [target] = call.args;
  const along = WITH_VECTOR.has(operator) && call.args.length > 2 ? call.args.at(-1)! : undefined;
  const variable = variableOf(call, operator, along === undefined ? call.args.length : call.args.length - 1);
  const positional = call.args.every((argument) => argument.keyword === undefined);
  const complete = WITH_VECTOR.has(operator) ? along !== undefined : true;
  if (!target || !positional || !complete || variable === 'unclear') return failCall(p, call, operator);
  if (variable !== undefined && !isVariable(variable)) return failVariable(p, variable);
  return operatorOf(operator, call, target.value, variable, along?.value);
}

/** `grad f`, `div F`, `curl F`: the operator that a word before a name means, where it has blanks around it. */
export function wordOperator(p: Parser, index: number): boolean {
  const operator = OPERATORS.get(tokenText(p, index));
  const next = kindAt(p, index + 1);
  if (operator === undefined || WITH_VECTOR.has(operator) || p.spaced) return false;
  return next === Kind.Name || next === Kind.Nabla;
}

/** `div(a, b)` divides, `div(F)` and `div(F, [x, y])` do not. */
const isQuotient = ({ callee, args }: Call): boolean =>
  callee.name === 'div' && args.length === 2 && args[1]!.value.kind !== 'array';

/** The argument behind the target: a name, a list, or several names as a list. */
function variableOf(call: Call, operator: OperatorName, end: number): Expr | 'unclear' | undefined {
  const variables = call.args.slice(1, end).map(({ value }) => value);
  const [first, ...rest] = variables;
  if (first === undefined || rest.length === 0) return first;
  const isListed = WITH_COORDINATES.has(operator) && variables.every(({ kind }) => kind === 'name');
  return isListed ? listOf([first, ...rest]) : 'unclear';
}

function failCall(p: Parser, { callee, span }: Call, operator: OperatorName): Expr {
  const { name } = callee;
  const message = WITH_VECTOR.has(operator)
    ? `'${name}' takes a function, one variable and a vector: ${name}(f, x, v).`
    : `'${name}' takes what to differentiate and one variable, or a list of them: ${name}(L, [w, b]).`;
  return fail(p, message, span.start, span.end);
}

/** A name, an entry of an array, or a list of those. */
export const isVariable = (expr: Expr): boolean =>
  isVariableOr(
    expr,
    (atom) => atom.kind === 'name' || (atom.kind === 'index' && atom.target.kind === 'name'),
  );

export const failVariable = (p: Parser, variable: Expr): Expr =>
  fail(
    p,
    'A derivative is taken with respect to a name or an entry such as x[1]. Give this expression a name first.',
    variable.span.start,
    variable.span.end,
  );
