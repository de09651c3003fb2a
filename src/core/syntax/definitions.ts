import type { Expr, Name } from './ast';
import type { FunctionStatement, RelationStatement } from './statements';

/** `f(x, y) = …` as a function, where the arguments are distinct bare names; `nameOf` tells what is a bare name. */
export function asFunction(
  relation: RelationStatement,
  nameOf: (expr: Expr) => Name | undefined = bareName,
): FunctionStatement | undefined {
  const [head, body] = relation.sides;
  if (head?.kind !== 'call' || !body || relation.relations[0] !== '=' || relation.also.length > 0)
    return undefined;
  const parameters: Name[] = [];
  const known = new Set<string>();
  for (const { keyword, value } of head.args) {
    const name = nameOf(value);
    if (keyword || name === undefined || known.has(name.name)) return undefined;
    known.add(name.name);
    parameters.push(name);
  }
  if (parameters.length === 0) return undefined;
  return { kind: 'function', name: head.callee, parameters, body, relation, span: relation.span };
}

const bareName = (expr: Expr): Name | undefined => (expr.kind === 'name' ? expr : undefined);
