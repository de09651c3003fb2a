/** Random algebra on derivatives, so that a claim looks like a person's and not like a table's. Values stay the same. */
import type { Interval } from './functions';
import { binary, call, negative, number, ONE, partsOf, type Tree, withParts } from './tree';

type Range = (tree: Tree) => Interval | undefined;

const half = number('0.5');
const two = number(2);

/** Each part is rewritten with this probability. */
const SHARE = 0.25;

export function rewritten(tree: Tree, random: () => number, rangeOf: Range): Tree {
  const parts = partsOf(tree);
  // Parts stay the same objects where nothing in them changes: definitions are recognised by identity.
  const inner = parts.map((part) => rewritten(part, random, rangeOf));
  const own = inner.every((part, i) => part === parts[i]) ? tree : withParts(tree, inner);
  if (random() >= SHARE) return own;
  const choices = optionsFor(own, rangeOf);
  return choices.length === 0 ? own : choices[Math.floor(random() * choices.length)]!();
}

function optionsFor(tree: Tree, rangeOf: Range): (() => Tree)[] {
  switch (tree.kind) {
    case 'binary':
      return ofBinary(tree.operator, tree.left, tree.right);
    case 'call':
      return tree.args.length === 1 ? ofCall(tree.name, tree.args[0]!, rangeOf) : [];
    case 'negative':
      return [() => binary('*', negative(ONE), tree.of), () => binary('-', number(0), tree.of)];
    case 'name':
      return [() => negative(negative(tree)), () => binary('*', ONE, tree)];
    default:
      return [];
  }
}

function ofBinary(operator: string, a: Tree, b: Tree): (() => Tree)[] {
  switch (operator) {
    case '+':
      return [() => binary('+', b, a), () => binary('-', a, negative(b)), ...regrouped('+', a, b)];
    case '-':
      return [
        () => binary('+', a, negative(b)),
        () => negative(binary('-', b, a)),
        () => binary('+', negative(b), a),
        ...difference(a, b),
      ];
    case '*':
      return [
        () => binary('*', b, a),
        ...regrouped('*', a, b),
        ...distributed(a, b),
        ...distributed(b, a),
        ...(a.kind === 'negative' ? [() => negative(binary('*', a.of, b))] : []),
      ];
    case '/':
      return [
        () => binary('*', a, binary('^', b, negative(ONE))),
        () => binary('*', binary('/', ONE, b), a),
        () => negative(binary('/', negative(a), b)),
        ...(a.kind === 'binary' && (a.operator === '+' || a.operator === '-')
          ? [() => binary(a.operator, binary('/', a.left, b), binary('/', a.right, b))]
          : []),
      ];
    case '^':
      return b.kind === 'number' && b.text === '2'
        ? [() => binary('*', a, a), () => call('square', a)]
        : b.kind === 'number' && b.text === '0.5'
          ? [() => call('sqrt', a)]
          : [];
    default:
      return [];
  }
}

const regrouped = (operator: '+' | '*', a: Tree, b: Tree): (() => Tree)[] => [
  ...(a.kind === 'binary' && a.operator === operator
    ? [() => binary(operator, a.left, binary(operator, a.right, b))]
    : []),
  ...(b.kind === 'binary' && b.operator === operator
    ? [() => binary(operator, binary(operator, a, b.left), b.right)]
    : []),
];

const distributed = (a: Tree, sum: Tree): (() => Tree)[] =>
  sum.kind === 'binary' && (sum.operator === '+' || sum.operator === '-')
    ? [() => binary(sum.operator, binary('*', a, sum.left), binary('*', a, sum.right))]
    : [];

/** 1 - tanh² is sech², and 1 - σ(u) is σ(-u). */
function difference(a: Tree, b: Tree): (() => Tree)[] {
  if (a.kind !== 'number' || a.text !== '1') return [];
  const isSquare =
    b.kind === 'binary' && b.operator === '^' && b.right.kind === 'number' && b.right.text === '2';
  const base = isSquare && b.kind === 'binary' ? b.left : b;
  if (base.kind !== 'call') return [];
  const [u] = base.args as [Tree];
  if (isSquare && base.name === 'tanh') return [() => binary('^', call('sech', u), two)];
  if (!isSquare && base.name === 'sigmoid') return [() => call('sigmoid', negative(u))];
  return [];
}

function ofCall(fn: string, u: Tree, rangeOf: Range): (() => Tree)[] {
  const exp = (of: Tree) => call('exp', of);
  switch (fn) {
    case 'exp':
      return [
        () => binary('/', ONE, exp(negative(u))),
        () => binary('^', exp(binary('/', u, two)), two),
        ...(u.kind === 'binary' && u.operator === '+' ? [() => binary('*', exp(u.left), exp(u.right))] : []),
      ];
    case 'log':
      return u.kind === 'binary' &&
        u.operator === '*' &&
        isPositive(u.left, rangeOf) &&
        isPositive(u.right, rangeOf)
        ? [() => binary('+', call('log', u.left), call('log', u.right))]
        : [];
    case 'sqrt':
      return [() => binary('^', u, half)];
    case 'square':
      return [() => binary('^', u, two)];
    case 'sigmoid':
      return [
        () => binary('/', ONE, binary('+', ONE, exp(negative(u)))),
        () => binary('-', ONE, call('sigmoid', negative(u))),
      ];
    case 'tanh':
      return [
        () => binary('-', binary('*', two, call('sigmoid', binary('*', two, u))), ONE),
        () => binary('/', call('sinh', u), call('cosh', u)),
      ];
    case 'tan':
      return [() => binary('/', call('sin', u), call('cos', u))];
    case 'sec':
      return [() => binary('/', ONE, call('cos', u))];
    case 'csc':
      return [() => binary('/', ONE, call('sin', u))];
    case 'cot':
      return [() => binary('/', call('cos', u), call('sin', u))];
    case 'cosh':
      return [() => binary('/', binary('+', exp(u), exp(negative(u))), two)];
    case 'sinh':
      return [() => binary('/', binary('-', exp(u), exp(negative(u))), two)];
    case 'sech':
      return [() => binary('/', ONE, call('cosh', u))];
    case 'csch':
      return [() => binary('/', ONE, call('sinh', u))];
    case 'sin':
      return [() => negative(call('sin', negative(u)))];
    case 'cos':
      return [() => call('cos', negative(u))];
    default:
      return [];
  }
}

const isPositive = (tree: Tree, rangeOf: Range): boolean => (rangeOf(tree)?.[0] ?? -1) > 0;
