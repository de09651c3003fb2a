/** A symbolic differentiator for the random claims: the sum, product, quotient, power and chain rule, and two tables. */
import { BINARY_RULE_OF, RULE_OF } from './functions';
import {
  call,
  choice,
  minus,
  negative,
  number,
  ONE,
  over,
  plus,
  power,
  type Tree,
  times,
  ZERO,
} from './tree';

export function differentiate(tree: Tree, variable: string): Tree {
  const d = (part: Tree): Tree => differentiate(part, variable);
  switch (tree.kind) {
    case 'number':
      return ZERO;
    case 'name':
      return tree.name === variable ? ONE : ZERO;
    case 'negative':
      return negative(d(tree.of));
    case 'if':
      return choice(tree.left, tree.relation, tree.right, d(tree.yes), d(tree.no));
    case 'call':
      return ofCall(tree.name, tree.args, d);
    case 'binary': {
      const { operator, left: a, right: b } = tree;
      switch (operator) {
        case '+':
          return plus(d(a), d(b));
        case '-':
          return minus(d(a), d(b));
        case '*':
          return plus(times(d(a), b), times(a, d(b)));
        case '/':
          return b.kind === 'number'
            ? over(d(a), b)
            : over(minus(times(d(a), b), times(a, d(b))), power(b, number(2)));
        case '^':
          return ofPower(a, b, d);
      }
    }
  }
}

function ofPower(a: Tree, b: Tree, d: (part: Tree) => Tree): Tree {
  const exponent = numberOf(b);
  if (exponent !== undefined) return times(times(number(exponent), power(a, number(exponent - 1))), d(a));
  const self = power(a, b);
  return plus(times(times(b, power(a, minus(b, ONE))), d(a)), times(times(self, call('log', a)), d(b)));
}

/** Exponents are whole or halves, so that one less is exact. */
const numberOf = (tree: Tree): number | undefined =>
  tree.kind === 'number'
    ? Number(tree.text)
    : tree.kind === 'negative' && tree.of.kind === 'number'
      ? -Number(tree.of.text)
      : undefined;

function ofCall(fn: string, args: readonly Tree[], d: (part: Tree) => Tree): Tree {
  const one = RULE_OF.get(fn);
  const [a, b] = args;
  if (one && a && !b) return times(one.derivative(a), d(a));
  const two = BINARY_RULE_OF.get(fn);
  if (two && a && b) return plus(times(two.partials[0](a, b), d(a)), times(two.partials[1](a, b), d(b)));
  if (fn === 'sign') return ZERO;
  if (fn === 'polygamma' && a?.kind === 'number' && b)
    return times(call('polygamma', number(Number(a.text) + 1), b), d(b));
  throw new Error(`no rule for ${fn}`);
}
