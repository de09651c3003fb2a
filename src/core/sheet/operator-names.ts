import type { Binary, Call, Expr, Name, OperatorName } from '../syntax/ast';
import { bareNamesIn } from '../syntax/walk';

/** What a name stands for as far as operators are concerned: a function or an expression that can be differentiated. */
export interface Target {
  /** Undefined for an expression. */
  readonly parameters: readonly string[] | undefined;
  readonly expr: Expr;
}

/** The names of a sheet and of the sheets around it. */
export interface Names {
  /** Whether the sheet defines or declares the name. */
  isOwn(name: string): boolean;
  targetOf(name: string): Target | undefined;
  /** Whether the sheet declares the name as an array. */
  isArray(name: string): boolean;
  /** Whether `Δx` and its kin are differences here. */
  readonly differences: boolean;
  /** The letters that statements are headed with as operators, and `partial` where one is headed with `u_t`. */
  readonly heads: ReadonlySet<string>;
}

/** Where a name stands: as the left side of a statement, or inside an expression, where a letter is sooner a name of its own. */
export type Where = 'head' | 'inside';

/** Letters that stand for operators before a function: `J_f`, `H(f)`, `Df`. */
const LETTERS: ReadonlyMap<string, OperatorName> = new Map<string, OperatorName>([
  ['J', 'jacobian'],
  ['H', 'hessian'],
  ['D', 'jacobian'],
  ['Delta', 'laplacian'],
]);

/**
 * The operator that a name spells: `J_f`, `H_f`, `Df`, `Δf`, `f_xy`. `args` are the arguments behind it, as in `f_xy(1, 2)`;
 * undefined where the name is one of its own.
 */
export function operatorNamed(
  name: Name,
  args: Call['args'] | undefined,
  names: Names,
  where: Where,
): Expr | undefined {
  return prefixed(name, args, names, where) ?? partial(name, args, names, where);
}

/** The letter of an operator in the spelling of a name, or `partial`. */
export const headOf = (name: string): string =>
  /^(?:([JH])_|(Delta|D)_?)\p{L}/u.exec(name)?.slice(1).find(Boolean) ?? 'partial';

/** Inside an expression `H(p)` is an operator only beside a function, or where the sheet heads a statement with it. */
const isMeant = (letter: string, target: Target | undefined, names: Names, where: Where): boolean =>
  where === 'head' || target?.parameters !== undefined || names.heads.has(letter);

/** `F = F_x*x + F_y*y` is made of names of its own. */
const isPartOf = (name: string, { expr }: Target): boolean =>
  bareNamesIn(expr).some((part) => part.name === name);

function prefixed(name: Name, args: Call['args'] | undefined, names: Names, where: Where): Expr | undefined {
  const match = /^(?:([JH])_|(Delta|D)_?)(\p{L}\w*)$/u.exec(name.name);
  if (match === null) return undefined;
  const letter = match[1] ?? match[2]!;
  const base = match[3]!;
  const target = names.targetOf(base);
  if (target === undefined || names.isOwn(letter) || isPartOf(name.name, target)) return undefined;
  if (!isMeant(letter, target, names, where)) return undefined;
  // `Dy` and `Δy` are differences as well; of a function of several coordinates they are not.
  if (letter === 'D' && (target.parameters === undefined || name.name.startsWith('D_'))) return undefined;
  if (letter === 'Delta' && (names.differences || !hasCoordinates(target, names))) return undefined;
  const applied = targetOf(base, name, args, target);
  return (
    applied && { kind: 'operator', operator: LETTERS.get(letter)!, target: applied, span: spanOf(name, args) }
  );
}

/** Whether a function has several variables, or an array as its variable. */
function hasCoordinates({ parameters, expr }: Target, names: Names): boolean {
  const inputs = new Set(parameters ?? bareNamesIn(expr).map(({ name }) => name));
  return inputs.size > 1 || [...inputs].some((input) => names.isArray(input));
}

/** How many letters a subscript of partial derivatives may have. */
const MOST_LETTERS = 4;

/** Letters that are variables by custom, so that `u_t` of an expression is a derivative. */
const COORDINATES: ReadonlySet<string> = new Set('xyzt');

/** `f_x`, `f_xy`: the subscript spells variables of `f`. */
function partial(name: Name, args: Call['args'] | undefined, names: Names, where: Where): Expr | undefined {
  const [, base, subscript] = /^(\p{L}\w*?)_([a-z]+)$/u.exec(name.name) ?? [];
  if (base === undefined || subscript === undefined || subscript.length > MOST_LETTERS) return undefined;
  const target = names.targetOf(base);
  if (target === undefined || isPartOf(name.name, target)) return undefined;
  const letters = [...subscript];
  if (letters.length === 1 && !isMeant('partial', target, names, where)) return undefined;
  const known = letters.every((letter) =>
    target.parameters === undefined
      ? names.targetOf(letter) === undefined && dependsOn(target, letter, names, new Set())
      : target.parameters.includes(letter),
  );
  if (!known) return undefined;
  if (letters.length === 1 && target.parameters === undefined && !COORDINATES.has(subscript))
    return undefined;
  const applied = targetOf(base, name, args, target);
  if (applied === undefined) return undefined;
  const { span } = name;
  const variables = letters.map((letter): Name => ({ kind: 'name', name: letter, span }));
  const [f, at] = applied.kind === 'call' ? [applied.callee, applied.args] : [applied, undefined];
  return {
    kind: 'derivative',
    operator: 'leibniz',
    target: f,
    variables,
    span: spanOf(name, args),
    ...(at && { at: at.map(({ value }) => value) }),
  };
}

function dependsOn({ expr }: Target, on: string, names: Names, seen: Set<string>): boolean {
  return bareNamesIn(expr).some(({ name }) => {
    if (name === on) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    const inner = names.targetOf(name);
    return inner !== undefined && dependsOn(inner, on, names, seen);
  });
}

/** `f`, or `f(1, 2)`; the function's own parameters as arguments say nothing new. */
function targetOf(
  base: string,
  { span }: Name,
  args: Call['args'] | undefined,
  target: Target,
): Name | Call | undefined {
  const callee: Name = { kind: 'name', name: base, span };
  if (args === undefined) return callee;
  if (target.parameters === undefined) {
    return args.every(({ value }) => value.kind === 'name') ? callee : undefined;
  }
  if (args.length !== target.parameters.length) return undefined;
  const plain = args.every(({ value }, i) => value.kind === 'name' && value.name === target.parameters![i]);
  return plain ? callee : { kind: 'call', callee, args, span: spanOf(callee, args) };
}

const spanOf = ({ span }: Name, args: Call['args'] | undefined): Name['span'] => {
  const last = args?.at(-1);
  return last === undefined ? span : { start: span.start, end: Math.max(span.end, last.value.span.end) };
};

/** `H(f)`, `J(f, x)`, `Δ(f)`, `D_v(f)`, `f_xy(1, 2)`. */
export function operatorCalled(call: Call, names: Names, where: Where): Expr | undefined {
  const { callee, args, span } = call;
  const named = operatorNamed(callee, args, names, where);
  if (named !== undefined) return { ...named, span };
  const [target, variable] = args.map(({ value }) => value);
  if (target === undefined || args.some(({ keyword }) => keyword !== undefined)) return undefined;
  const along = direction(callee, names);
  if (along !== undefined && args.length === 1 && isTarget(target, names)) {
    return { kind: 'operator', operator: 'directional', target, along, span };
  }
  const operator = LETTERS.get(callee.name);
  if (operator === undefined || names.isOwn(callee.name) || args.length > 2) return undefined;
  const base = target.kind === 'name' ? names.targetOf(target.name) : undefined;
  if (!isMeant(callee.name, base, names, where) && operator !== 'laplacian') return undefined;
  if (!isTarget(target, names) || (operator === 'laplacian' && names.differences)) return undefined;
  if (variable === undefined) return { kind: 'operator', operator, target, span };
  return variable.kind === 'name' || variable.kind === 'array'
    ? { kind: 'operator', operator, target, variable, span }
    : undefined;
}

/** The `v` of `D_v`. */
function direction({ name, span }: Name, names: Names): Name | undefined {
  const match = /^D_(\p{L}\w*)$/u.exec(name);
  if (match === null || names.isOwn(name) || names.isOwn('D')) return undefined;
  return { kind: 'name', name: match[1]!, span };
}

const isTarget = (expr: Expr, names: Names): boolean => {
  if (expr.kind === 'name') return names.targetOf(expr.name) !== undefined;
  return expr.kind === 'call' && names.targetOf(expr.callee.name)?.parameters?.length === expr.args.length;
};

/** `D f`, `D_v f`, `Δ f`, `D^2 f`, with factors before them: `2 D f`. */
export function operatorOn(expr: Binary, names: Names, settle: (part: Expr) => Expr): Expr | undefined {
  if (expr.operator !== 'juxtapose' || !isTarget(expr.right, names)) return undefined;
  const target = expr.right;
  return replaceLast(expr.left, settle, (last) => {
    const span = { start: last.span.start, end: target.span.end };
    if (last.kind === 'name') {
      const along = direction(last, names);
      if (along !== undefined) return { kind: 'operator', operator: 'directional', target, along, span };
      if (last.name !== 'D' && last.name !== 'Delta') return undefined;
      if (names.isOwn(last.name) || (last.name === 'Delta' && names.differences)) return undefined;
      return { kind: 'operator', operator: LETTERS.get(last.name)!, target, span };
    }
    const squared =
      last.kind === 'binary' &&
      last.operator === '^' &&
      last.left.kind === 'name' &&
      last.left.name === 'D' &&
      last.right.kind === 'number' &&
      last.right.value === 2 &&
      !names.isOwn('D');
    return squared ? { kind: 'operator', operator: 'hessian', target, span } : undefined;
  });
}

/** `expr` with its last factor replaced, and what stands before it settled; undefined where it is not replaced. */
function replaceLast(
  expr: Expr,
  settle: (part: Expr) => Expr,
  replace: (last: Expr) => Expr | undefined,
): Expr | undefined {
  const own = replace(expr);
  if (own !== undefined) return own;
  if (expr.kind === 'unary' && expr.operator !== 'not') {
    const operand = replaceLast(expr.operand, settle, replace);
    return operand && { ...expr, operand, span: { start: expr.span.start, end: operand.span.end } };
  }
  if (expr.kind !== 'binary' || (expr.operator !== '*' && expr.operator !== 'juxtapose')) return undefined;
  const right = replaceLast(expr.right, settle, replace);
  return (
    right && {
      ...expr,
      left: settle(expr.left),
      right,
      span: { start: expr.span.start, end: right.span.end },
    }
  );
}
