import type { BinaryOperator, Expr, Name } from '../../syntax/ast';
import { forEachOperand, walk } from '../../syntax/walk';
import { toDocument } from '../../text/fragment';
import type { Span } from '../../text/span';
import { isFunction } from '../mentions';
import type { Definition, FunctionDefinition, PlacedStatement } from '../model';
import { chain, resolve, type Scope } from '../scope';
import { parametersOf } from './heads';
import type { Said } from './relations';

/** The expressions of one statement of prose, with where it stands. */
export interface Spoken {
  readonly placed: PlacedStatement;
  readonly exprs: readonly Expr[];
}

/** What a name that nothing defines seems to be a function of. */
interface Dependence {
  readonly name: Name;
  readonly spoken: PlacedStatement;
  readonly on: readonly string[];
  readonly isSaid: boolean;
}

/**
 * Functions that stand for those which the text speaks of and never defines, one for each such name of a sheet: of the arguments
 * that the text gives them, or of what it differentiates them by.
 */
export function standIns(
  scope: Scope,
  sheet: number,
  spoken: readonly Spoken[],
  said: Said['dependences'],
): readonly FunctionDefinition[] {
  const isUnknown = (name: string): boolean =>
    !isFunction(name) && resolve(scope, sheet, name, Number.POSITIVE_INFINITY) === undefined;
  const found = new Map<string, Dependence>();
  const chained = new Set(chain(scope, sheet));
  for (const { name, on, sheet: at } of said) {
    const [first] = spoken;
    if (first === undefined || !chained.has(at) || !isUnknown(name.name)) continue;
    found.set(name.name, { name, spoken: first.placed, on: on.map((each) => each.name), isSaid: true });
  }
  for (const dependence of applied(spoken, isUnknown))
    if (!found.has(dependence.name.name)) found.set(dependence.name.name, dependence);
  for (const dependence of differentiated(scope, sheet, spoken, isUnknown, found))
    if (!found.has(dependence.name.name)) found.set(dependence.name.name, dependence);
  const usual = sigmoid(scope, sheet, spoken);
  return [...[...found.values()].map((dependence) => standIn(sheet, dependence)), ...usual];
}

/**
 * The sigmoid as a value: `\sigma(1 - \sigma)` beside `\sigma(z)`, or words about `\sigma` beside `\sigma(wx + b)`. A letter of formulas
 * that stands before brackets besides is sooner a factor.
 */
function sigmoid(scope: Scope, sheet: number, spoken: readonly Spoken[]): readonly FunctionDefinition[] {
  if (resolve(scope, sheet, 'sigma', Number.POSITIVE_INFINITY) !== undefined) return [];
  let inWords = false;
  let inFormulas = false;
  let plain: Dependence | undefined;
  let called: Dependence | undefined;
  for (const { placed, exprs } of spoken) {
    for (const expr of exprs) {
      walk(expr, (part) => {
        if (part.kind === 'name' && part.name === 'sigma') {
          const isWord = placed.statement.kind === 'mention' && part === expr;
          if (isWord) inWords = true;
          else inFormulas = true;
        }
        if (part.kind !== 'call' || part.callee.name !== 'sigma' || part.args.length !== 1) return;
        const { value } = part.args[0]!;
        const name = value.kind === 'index' ? value.target : value;
        const common = { name: part.callee, spoken: placed, isSaid: true };
        called ??= { ...common, on: ['z'] };
        if (name.kind === 'name' && name.name !== 'sigma')
          plain ??= { ...common, on: [value.kind === 'name' ? name.name : 'z'] };
      });
    }
  }
  const found = inFormulas ? plain : inWords ? (plain ?? called) : undefined;
  if (found === undefined) return [];
  const definition = standIn(sheet, found);
  const { span } = found.name;
  const callee: Name = { kind: 'name', name: 'sigmoid', span };
  const args = definition.parameters.map((value) => ({ value }));
  return [{ ...definition, standIn: 'usual', expr: { kind: 'call', callee, args, span } }];
}

/** `f(x, y)`, `f(g(x))`, `f'(x)`: functions by what they are applied to. */
function applied(spoken: readonly Spoken[], isUnknown: (name: string) => boolean): readonly Dependence[] {
  const found = new Map<string, Dependence & { readonly isPlain: boolean }>();
  const odd = new Set<string>();
  const bare = new Set<string>();
  for (const { placed, exprs } of spoken) {
    for (const expr of exprs) {
      const targets = new Set<Expr>();
      walk(expr, (part) => {
        if (part.kind === 'derivative' || part.kind === 'operator') targets.add(part.target);
        if (part.kind === 'transpose' && part.prime === true) targets.add(part.operand);
        if (part.kind === 'name' && !targets.has(part)) bare.add(part.name);
        if ((part.kind !== 'call' && part.kind !== 'prime-call') || !isUnknown(part.callee.name)) return;
        const { name } = part.callee;
        const plain = parametersOf(part)?.map((each) => each.name);
        const on = plain ?? part.args.map(({ value }) => argumentName(value) ?? '');
        if (on.includes('') || new Set(on).size < on.length) odd.add(name);
        const known = found.get(name);
        if (known !== undefined && known.on.length !== on.length) odd.add(name);
        if (known === undefined || (plain !== undefined && !known.isPlain)) {
          const isPlain = plain !== undefined;
          found.set(name, { name: part.callee, spoken: placed, on, isSaid: true, isPlain });
        }
      });
    }
  }
  // A letter that stands alone as well is a factor before a bracket; the name of a function stands before one only.
  return [...found.values()].filter(
    ({ name: { name }, isPlain }) => !odd.has(name) && !bare.has(name) && (isPlain || isFunctionLetter(name)),
  );
}

const isFunctionLetter = (name: string): boolean => /^(?:[fghuvy]|phi|psi|Phi|Psi)(?:_|$)/.test(name);

/** `g` of `f(g(x))`, `x` of `f(2x)`. */
function argumentName(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'call' && !isFunction(expr.callee.name)) return expr.callee.name;
  let found: string | undefined;
  forEachOperand(expr, (operand) => {
    found ??= argumentName(operand);
  });
  return found;
}

/** `u` of `\frac{du}{dx}`, `f` of `f'`: names by what they are differentiated by. */
function differentiated(
  scope: Scope,
  sheet: number,
  spoken: readonly Spoken[],
  isUnknown: (name: string) => boolean,
  known: ReadonlyMap<string, Dependence>,
): readonly Dependence[] {
  const edges = new Map<string, { name: Name; spoken: PlacedStatement; by: Set<string> }>();
  const primed: { name: Name; spoken: PlacedStatement }[] = [];
  const letters = new Set<string>();
  let heads = false;
  for (const { placed, exprs } of spoken) {
    heads ||= exprs[0]?.kind === 'transpose' && exprs[0].prime === true;
    for (const expr of exprs) {
      walk(expr, (part) => {
        if (part.kind === 'name') letters.add(part.name);
        if (part.kind === 'transpose' && part.prime === true && part.operand.kind === 'name')
          primed.push({ name: part.operand, spoken: placed });
        if (part.kind !== 'derivative' || part.target.kind !== 'name') return;
        const { target } = part;
        const edge = edges.get(target.name) ?? { name: target, spoken: placed, by: new Set<string>() };
        edges.set(target.name, edge);
        for (const variable of part.variables) if (variable.kind === 'name') edge.by.add(variable.name);
      });
    }
  }
  // `(fg)' = f'g + fg'` speaks of functions of one variable, whichever it is.
  if (heads) {
    const variable = letters.has('t') && !letters.has('x') ? 't' : 'x';
    for (const { name, spoken: at } of primed) {
      const isScalar = /^(?:\p{Ll}|phi|psi)(?:_|$)/u.test(name.name) && name.name !== variable;
      if (isScalar && !edges.has(name.name))
        edges.set(name.name, { name, spoken: at, by: new Set([variable]) });
    }
  }
  const dependsOn = (name: string, on: string, seen = new Set<string>()): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const definition = resolve(scope, sheet, name, Number.POSITIVE_INFINITY);
    const next = [
      ...(edges.get(name)?.by ?? []),
      ...(known.get(name)?.on ?? []),
      ...(definition === undefined ? [] : namesOf(definition)),
    ];
    return next.some((each) => each === on || dependsOn(each, on, seen));
  };
  return [...edges.values()].flatMap(({ name, spoken: at, by }): Dependence[] => {
    const all = [...by];
    if (!isUnknown(name.name) || all.some((each) => !isScalarName(each))) return [];
    // What lies behind something else that it depends on is not what it depends on directly.
    const on = all.filter((each) => !all.some((other) => other !== each && dependsOn(other, each)));
    const isCircle = by.has(name.name) || on.some((each) => dependsOn(each, name.name));
    return on.length === 0 || isCircle ? [] : [{ name, spoken: at, on, isSaid: false }];
  });
}

/** A capital letter may be a matrix. */
const isScalarName = (name: string): boolean => !/^\p{Lu}/u.test(name) || /^[PQRSTUV]$/.test(name);

function namesOf(definition: Definition): readonly string[] {
  if (!('expr' in definition)) return [];
  const names: string[] = [];
  walk(definition.expr, (part) => {
    if (part.kind === 'name') names.push(part.name);
    if (part.kind === 'call' || part.kind === 'prime-call') names.push(part.callee.name);
  });
  return names;
}

function standIn(sheet: number, { name, spoken, on, isSaid }: Dependence): FunctionDefinition {
  const { fragment } = spoken;
  const span = toDocument(fragment, name.span);
  const parameters = on.map((each): Name => ({ kind: 'name', name: each, span: name.span }));
  return {
    kind: 'function',
    name: name.name,
    nameSpan: span,
    span,
    sheet,
    fragment,
    unannotated: true,
    standIn: isSaid ? 'said' : 'guessed',
    parameters,
    expr: smoothFunction(name.name, parameters, name.span),
  };
}

/**
 * A smooth function of no importance: `a + b·x + c·sin(d·x + e) + f·cos(g·x + h)` with coefficients that follow from its name. It
 * solves no equation that anybody writes down.
 */
function smoothFunction(name: string, parameters: readonly Name[], span: Span): Expr {
  let state = 2166136261;
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
  const coefficient = (): Expr => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    const text = (0.35 + ((state >>> 8) % 1021) / 1021).toFixed(3);
    return { kind: 'number', value: Number(text), text, span };
  };
  const binary = (operator: BinaryOperator, left: Expr, right: Expr): Expr => ({
    kind: 'binary',
    operator,
    left,
    right,
    operatorSpan: span,
    span,
  });
  const linear = (): Expr =>
    parameters.reduce<Expr>((sum, each) => binary('+', sum, binary('*', coefficient(), each)), coefficient());
  const wave = (callee: 'sin' | 'cos'): Expr => {
    const value = linear();
    return binary('*', coefficient(), {
      kind: 'call',
      callee: { kind: 'name', name: callee, span },
      args: [{ value }],
      span,
    });
  };
  return binary('+', binary('+', linear(), wave('sin')), wave('cos'));
}
