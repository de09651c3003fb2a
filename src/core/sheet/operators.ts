import type { Expr, Name } from '../syntax/ast';
import { mapOperands } from '../syntax/map';
import type { FunctionStatement, RelationStatement, Statement } from '../syntax/statements';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import { settleApplications } from './applications';
import { usesIn } from './applied';
import { writtenNumber } from './constants';
import { inputNames, isFunction as isBuiltIn } from './mentions';
import type { PlacedStatement, Sheet } from './model';
import {
  headOf,
  type Names,
  operatorCalled,
  operatorNamed,
  operatorOn,
  type Target,
  type Where,
} from './operator-names';

/** A statement that defines a name which may be meant as a derivative. */
export interface OwnName {
  readonly placed: PlacedStatement;
  readonly message: string;
}

/**
 * Differential operators that a reader takes for names and calls: `H(f)`, `J_f`, `Df`, `D_v f`, `Δf`, `f_xy`. They are operators
 * where the sheet defines `f` and gives the operator's own name no other meaning; and words such as `hessian` are calls
 * where the sheet defines them.
 */
export function settleOperators<S extends Sheet>(written: readonly S[]): { sheets: S[]; owns: OwnName[] } {
  const own = written.map(() => new Map<string, Target | 'input' | 'array'>());
  const heads = new Set<string>();
  const owns: OwnName[] = [];
  const differences = written.map(({ statements }) =>
    statements.some(({ statement }) => speaksOfDifferences(statement)),
  );
  const chainOf = (sheet: number): number[] => {
    const chain: number[] = [];
    for (let at: number | undefined = sheet; at !== undefined; at = written[at]?.parent) chain.push(at);
    return chain;
  };
  const namesOf = (sheet: number): Names => {
    const chain = chainOf(sheet);
    const meaning = (name: string): Target | 'input' | 'array' | undefined =>
      chain.map((at) => own[at]!.get(name)).find((known) => known !== undefined);
    return {
      isOwn: (name) => meaning(name) !== undefined,
      isArray: (name) => meaning(name) === 'array',
      targetOf: (name) => {
        const known = meaning(name);
        return typeof known === 'object' ? known : undefined;
      },
      differences: chain.some((at) => differences[at] === true),
      heads,
    };
  };
  const settled = written.map(({ statements }) => [...statements]);
  const placed = written
    .flatMap((sheet) => sheet.statements.map((each, i) => ({ sheet: sheet.index, i, each })))
    .sort((a, b) => a.each.span.start - b.each.span.start);
  for (const { sheet, i, each } of placed) {
    const names = namesOf(sheet);
    const statement = settleHead(each.statement, names);
    if (statement === each.statement) {
      const message = remarkOn(statement, names);
      if (message !== undefined) owns.push({ placed: each, message });
    } else {
      settled[sheet]![i] = { ...each, statement };
      const head = headName(each.statement);
      if (head !== undefined && statement.kind === 'relation') heads.add(head);
    }
    for (const [name, meaning] of definedBy(statement))
      if (!own[sheet]!.has(name)) own[sheet]!.set(name, meaning);
  }
  const sheets = written.map((sheet) => {
    const names = namesOf(sheet.index);
    const change: Change = (expr, where) => settle(expr, names, where);
    const statements = settled[sheet.index]!.map((each): PlacedStatement => {
      const written = each.unannotated === true ? withApplications(each, names) : each.statement;
      const statement = mapStatement(written, change);
      return statement === each.statement ? each : { ...each, statement };
    });
    return { ...sheet, statements };
  });
  return { sheets, owns };
}

type Change = (expr: Expr, where: Where) => Expr;

/** Prose writes `f^2(x)` and `\sigma(1 - \sigma)`; what a formula applies elsewhere, it applies here. */
function withApplications({ statement, fragment }: PlacedStatement, names: Names): Statement {
  const exprs: Expr[] = [];
  mapStatement(statement, (expr) => {
    exprs.push(expr);
    return expr;
  });
  const { applied } = usesIn(exprs);
  const isFunction = (name: string): boolean =>
    names.targetOf(name)?.parameters !== undefined ||
    (!names.isOwn(name) && isBuiltIn(name) && applied.has(name));
  return mapStatement(statement, (expr) => settleApplications(expr, fragment.text, isFunction));
}

/** The letter with which a statement is headed as an operator. */
function headName(statement: Statement): string | undefined {
  if (statement.kind === 'function') {
    const { name } = statement.name;
    return /^[JHD]$/.test(name) ? name : headOf(name);
  }
  const left = statement.kind === 'relation' ? statement.sides[0] : undefined;
  return left?.kind === 'name' ? headOf(left.name) : undefined;
}

/** What to say of `u_t = 3` or `DF = A` where it is read as a definition, but spells a derivative of what the sheet defines. */
function remarkOn(statement: Statement, names: Names): string | undefined {
  const left =
    statement.kind === 'relation' && statement.relations[0] === '=' ? statement.sides[0] : undefined;
  if (left?.kind !== 'name' || names.isOwn(left.name)) return undefined;
  const differential = /^D(\p{L}\w*)$/u.exec(left.name)?.[1];
  const isDifferential = differential !== undefined && names.targetOf(differential) !== undefined;
  const operator = operatorNamed(left, undefined, names, 'head');
  if (operator === undefined && !isDifferential) return undefined;
  const instead =
    operator?.kind === 'derivative' &&
    operator.variables[0]?.kind === 'name' &&
    operator.target.kind === 'name'
      ? `d${operator.target.name}/d${operator.variables[0].name}`
      : operator?.kind === 'operator' && operator.target.kind === 'name'
        ? `${operator.operator}(${operator.target.name})`
        : `jacobian(${differential})`;
  return `This gives ${left.name} a meaning of its own. Write ${instead} to claim a derivative.`;
}

/** `Δx`, beside an `x` that nothing defines or that has a value, is a difference. */
function speaksOfDifferences(statement: Statement): boolean {
  let found = false;
  mapStatement(statement, (expr) => {
    found ||= [...bareNamesIn(expr), ...calleesIn(expr)].some(
      ({ name }) => /^Delta_?[a-z]$/.test(name) && 'xyzt'.includes(name.at(-1)!),
    );
    return expr;
  });
  return found;
}

/** The names that a statement defines or declares. */
function definedBy(statement: Statement): readonly (readonly [string, Target | 'input' | 'array'])[] {
  switch (statement.kind) {
    case 'function':
      return [
        [
          statement.name.name,
          { parameters: statement.parameters.map(({ name }) => name), expr: statement.body },
        ],
      ];
    case 'declaration':
      return statement.names.map(({ name }) => [name, statement.sizes.length > 0 ? 'array' : 'input']);
    case 'membership':
      return statement.names.map(({ name }) => [
        name,
        statement.set.kind === 'shape' && statement.set.sizes.length > 0 ? 'array' : 'input',
      ]);
    case 'property':
      return statement.names.map(({ name }) => [name, 'array']);
    case 'relation': {
      const [left, right] = statement.sides;
      if (statement.relations[0] !== '=' || left?.kind !== 'name' || right === undefined) return [];
      const value = inputNames(right).length > 0 ? { parameters: undefined, expr: right } : inputOf(right);
      return [left, ...statement.also].flatMap((name) =>
        name.kind === 'name' ? [[name.name, value] as const] : [],
      );
    }
    default:
      return [];
  }
}

const inputOf = (expr: Expr): 'array' | 'input' => (expr.kind === 'array' ? 'array' : 'input');

/** A statement that seems to define `f_xx` or `H(f)` claims a derivative; one that seems to claim `grad(w)` may define it. */
function settleHead(statement: Statement, names: Names): Statement {
  switch (statement.kind) {
    case 'function': {
      const operator = ofFunction(statement, names);
      return operator === undefined ? statement : withHead(statement.relation, operator);
    }
    case 'relation': {
      const [left] = statement.sides;
      if (statement.relations[0] !== '=' || left === undefined || statement.also.length > 0) return statement;
      if (left.kind === 'name' && !names.isOwn(left.name)) {
        const operator = operatorNamed(left, undefined, names, 'head');
        return operator !== undefined && isClaim(operator, statement.sides.slice(1), names)
          ? withHead(statement, operator)
          : statement;
      }
      return definedCall(statement, names) ?? statement;
    }
    default:
      return statement;
  }
}

const withHead = (relation: RelationStatement, operator: Expr): RelationStatement => ({
  ...relation,
  sides: relation.sides.with(0, operator),
});

function ofFunction({ name, relation }: FunctionStatement, names: Names): Expr | undefined {
  const [call] = relation.sides;
  if (call?.kind !== 'call' || names.isOwn(name.name)) return undefined;
  const operator = operatorCalled(call, names, 'head');
  return operator !== undefined && isClaim(operator, relation.sides.slice(1), names) ? operator : undefined;
}

/**
 * `H(y) = -y*log(y)` is a function of its own, and `f_x = (f(x + h) - f(x))/h` a quotient: a claim about a derivative does not
 * call its function, and speaks of it only in differential equations such as `u_xx = -u`.
 */
function isClaim(operator: Expr, sides: readonly Expr[], names: Names): boolean {
  if (operator.kind !== 'operator' && operator.kind !== 'derivative') return false;
  const target = operator.target.kind === 'call' ? operator.target.callee : operator.target;
  if (target.kind !== 'name') return false;
  const isNamed = ({ name }: Name): boolean => name === target.name;
  if (sides.some((side) => calleesIn(side).some(isNamed))) return false;
  const speaks = sides.some((side) => bareNamesIn(side).some(isNamed));
  const number = sides[0] && writtenNumber(sides[0]);
  const isFunction = names.targetOf(target.name)?.parameters !== undefined;
  // `v_x = 3` and `v_t = v + a` of an expression `v` are sooner names of their own.
  if (operator.kind === 'derivative') {
    return isFunction || operator.variables.length > 1 || (!speaks && number === undefined);
  }
  // `Δf = 0.01` is a tolerance.
  if (operator.operator === 'laplacian') return number === undefined || number.halfUnit === 0;
  return !speaks;
}

/** `grad(w) = 2*w` with nothing that `w` stands for defines a function of that name. */
function definedCall(statement: RelationStatement, names: Names): FunctionStatement | undefined {
  const [left, body] = statement.sides;
  const call = left?.kind === 'operator' || left?.kind === 'derivative' ? left.call : undefined;
  if (call === undefined || body === undefined || left === undefined) return undefined;
  const parameters = call.args.flatMap(({ value }) => (value.kind === 'name' ? [value] : []));
  if (parameters.length < call.args.length || names.targetOf(parameters[0]!.name) !== undefined)
    return undefined;
  const mentioned = new Set(bareNamesIn(body).map(({ name }) => name));
  if (!parameters.every(({ name }) => mentioned.has(name))) return undefined;
  const relation = withHead(statement, call);
  return { kind: 'function', name: call.callee, parameters, body, relation, span: statement.span };
}

/** The expressions of a statement changed; the same statement where nothing is. */
function mapStatement(statement: Statement, change: Change): Statement {
  switch (statement.kind) {
    case 'relation': {
      const sides = statement.sides.map((side, i) =>
        // What a statement defines keeps its name.
        i === 0 && side.kind === 'name' ? side : change(side, i === 0 ? 'head' : 'inside'),
      );
      return sides.every((side, i) => side === statement.sides[i]) ? statement : { ...statement, sides };
    }
    case 'function': {
      const sides = statement.relation.sides.map((side, i) => (i === 0 ? side : change(side, 'inside')));
      if (sides.every((side, i) => side === statement.relation.sides[i])) return statement;
      return { ...statement, body: sides[1]!, relation: { ...statement.relation, sides } };
    }
    case 'at': {
      const body = statement.body.map((each) => mapInner(each, change));
      return body.every((each, i) => each === statement.body[i]) ? statement : { ...statement, body };
    }
    case 'assume': {
      const inner = mapStatement(statement.statement, change);
      return inner === statement.statement ? statement : { ...statement, statement: inner };
    }
    case 'query': {
      const target = change(statement.target, 'head');
      return target === statement.target ? statement : { ...statement, target };
    }
    default:
      return statement;
  }
}

/** At a point nothing is defined, so a name on the left is read like any other. */
function mapInner(statement: Statement, change: Change): Statement {
  if (statement.kind !== 'relation') return mapStatement(statement, change);
  return { ...statement, sides: statement.sides.map((side, i) => change(side, i === 0 ? 'head' : 'inside')) };
}

function settle(expr: Expr, names: Names, where: Where): Expr {
  const change = (part: Expr): Expr => settle(part, names, 'inside');
  if ((expr.kind === 'operator' || expr.kind === 'derivative') && expr.call !== undefined) {
    if (names.isOwn(expr.call.callee.name)) return change(expr.call);
  }
  const operator = asOperator(expr, names, where);
  if (operator !== undefined) return operator;
  const changed = mapOperands(expr, change);
  return isSame(expr, changed) ? expr : changed;
}

function asOperator(expr: Expr, names: Names, where: Where): Expr | undefined {
  switch (expr.kind) {
    case 'name':
      return names.isOwn(expr.name) ? undefined : operatorNamed(expr, undefined, names, where);
    case 'call':
      return names.isOwn(expr.callee.name) ? undefined : operatorCalled(expr, names, where);
    case 'binary':
      return operatorOn(expr, names, (part) => settle(part, names, 'inside'));
    default:
      return undefined;
  }
}

/** Whether a copy has the operands of the original: most expressions hold no operator, and keep their identity. */
function isSame(expr: Expr, copy: Expr): boolean {
  const parts: Expr[] = [];
  mapOperands(expr, (part) => {
    parts.push(part);
    return part;
  });
  let same = true;
  let i = 0;
  mapOperands(copy, (part) => {
    same &&= part === parts[i];
    i++;
    return part;
  });
  return same;
}
