import type { Expr, FunctionStatement, Name, RelationStatement, Statement } from '../syntax/ast';
import { mapOperands } from '../syntax/map';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import { inputNames } from './mentions';
import type { PlacedStatement, Sheet } from './model';
import { type Names, operatorCalled, operatorNamed, operatorOn, type Target } from './operator-names';

/**
 * Differential operators that a reader takes for names and calls: `H(f)`, `J_f`, `Df`, `D_v f`, `Δf`, `f_xy`. They are operators
 * where the sheet defines `f` and gives the operator's own name no other meaning; and words such as `hessian` are calls
 * where the sheet defines them.
 */
export function settleOperators<S extends Sheet>(sheets: readonly S[]): S[] {
  const own = sheets.map(() => new Map<string, Target | 'input' | 'array'>());
  const differences = sheets.map(({ statements }) =>
    statements.some(({ statement }) => speaksOfDifferences(statement)),
  );
  const chainOf = (sheet: number): number[] => {
    const chain: number[] = [];
    for (let at: number | undefined = sheet; at !== undefined; at = sheets[at]?.parent) chain.push(at);
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
    };
  };
  const heads = sheets.map(({ statements }) => [...statements]);
  const placed = sheets
    .flatMap((sheet) => sheet.statements.map((each, i) => ({ sheet: sheet.index, i, each })))
    .sort((a, b) => a.each.span.start - b.each.span.start);
  for (const { sheet, i, each } of placed) {
    const statement = settleHead(each.statement, namesOf(sheet));
    for (const [name, meaning] of definedBy(statement))
      if (!own[sheet]!.has(name)) own[sheet]!.set(name, meaning);
    if (statement !== each.statement) heads[sheet]![i] = { ...each, statement };
  }
  return sheets.map((sheet) => {
    const names = namesOf(sheet.index);
    const change = (expr: Expr): Expr => settle(expr, names);
    const statements = heads[sheet.index]!.map((each): PlacedStatement => {
      const statement = mapStatement(each.statement, change);
      return statement === each.statement ? each : { ...each, statement };
    });
    return { ...sheet, statements };
  });
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
        const operator = operatorNamed(left, undefined, names);
        return operator !== undefined && isClaim(operator, statement.sides.slice(1))
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
  const operator = operatorCalled(call, names);
  return operator !== undefined && isClaim(operator, relation.sides.slice(1)) ? operator : undefined;
}

/**
 * `H(y) = -y*log(y)` is a function of its own, and `f_x = (f(x + h) - f(x))/h` a quotient: a claim about a derivative does not
 * call its function, and speaks of it only in differential equations such as `u_xx = -u`.
 */
function isClaim(operator: Expr, sides: readonly Expr[]): boolean {
  if (operator.kind !== 'operator' && operator.kind !== 'derivative') return false;
  const target = operator.target.kind === 'call' ? operator.target.callee : operator.target;
  if (target.kind !== 'name') return false;
  const isNamed = ({ name }: Name): boolean => name === target.name;
  if (sides.some((side) => calleesIn(side).some(isNamed))) return false;
  const equation = operator.kind === 'derivative' || operator.operator === 'laplacian';
  return equation || !sides.some((side) => bareNamesIn(side).some(isNamed));
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
function mapStatement(statement: Statement, change: (expr: Expr) => Expr): Statement {
  switch (statement.kind) {
    case 'relation': {
      const sides = statement.sides.map((side, i) =>
        // What a statement defines keeps its name.
        i === 0 && side.kind === 'name' ? side : change(side),
      );
      return sides.every((side, i) => side === statement.sides[i]) ? statement : { ...statement, sides };
    }
    case 'function': {
      const sides = statement.relation.sides.map((side, i) => (i === 0 ? side : change(side)));
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
      const target = change(statement.target);
      return target === statement.target ? statement : { ...statement, target };
    }
    default:
      return statement;
  }
}

/** At a point nothing is defined, so a name on the left is read like any other. */
function mapInner(statement: Statement, change: (expr: Expr) => Expr): Statement {
  if (statement.kind !== 'relation') return mapStatement(statement, change);
  return { ...statement, sides: statement.sides.map(change) };
}

function settle(expr: Expr, names: Names): Expr {
  const change = (part: Expr): Expr => settle(part, names);
  if ((expr.kind === 'operator' || expr.kind === 'derivative') && expr.call !== undefined) {
    if (names.isOwn(expr.call.callee.name)) return change(expr.call);
  }
  const operator = asOperator(expr, names);
  if (operator !== undefined) return operator;
  const changed = mapOperands(expr, change);
  return isSame(expr, changed) ? expr : changed;
}

function asOperator(expr: Expr, names: Names): Expr | undefined {
  switch (expr.kind) {
    case 'name':
      return names.isOwn(expr.name) ? undefined : operatorNamed(expr, undefined, names);
    case 'call':
      return names.isOwn(expr.callee.name) ? undefined : operatorCalled(expr, names);
    case 'binary':
      return operatorOn(expr, names, (part) => settle(part, names));
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
