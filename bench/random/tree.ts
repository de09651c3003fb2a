/** Expressions of the random claims: a small tree of its own, so that nothing is shared with the program under test. */
export type Tree =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Tree }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[] }
  | {
      readonly kind: 'if';
      readonly left: Tree;
      readonly relation: '<' | '>';
      readonly right: Tree;
      readonly yes: Tree;
      readonly no: Tree;
    };
export type Operator = '+' | '-' | '*' | '/' | '^';

export const number = (value: number | string): Tree => ({ kind: 'number', text: `${value}` });
export const name = (text: string): Tree => ({ kind: 'name', name: text });
export const call = (fn: string, ...args: Tree[]): Tree => ({ kind: 'call', name: fn, args });
export const binary = (operator: Operator, left: Tree, right: Tree): Tree => ({
  kind: 'binary',
  operator,
  left,
  right,
});
export const ZERO = number(0);
export const ONE = number(1);

const is = (tree: Tree, text: string): boolean => tree.kind === 'number' && tree.text === text;
export const isZero = (tree: Tree): boolean => is(tree, '0');

/** Sums and products without zeros and ones, which would only make claims long. */
export const plus = (a: Tree, b: Tree): Tree => (isZero(a) ? b : isZero(b) ? a : binary('+', a, b));
export const minus = (a: Tree, b: Tree): Tree =>
  isZero(b) ? a : isZero(a) ? negative(b) : binary('-', a, b);
export const times = (a: Tree, b: Tree): Tree =>
  isZero(a) || isZero(b) ? ZERO : is(a, '1') ? b : is(b, '1') ? a : binary('*', a, b);
export const over = (a: Tree, b: Tree): Tree => (isZero(a) ? ZERO : is(b, '1') ? a : binary('/', a, b));
export const power = (a: Tree, b: Tree): Tree => (is(b, '1') ? a : binary('^', a, b));
export const negative = (of: Tree): Tree => (isZero(of) ? ZERO : { kind: 'negative', of });
export const choice = (left: Tree, relation: '<' | '>', right: Tree, yes: Tree, no: Tree): Tree => ({
  kind: 'if',
  left,
  relation,
  right,
  yes,
  no,
});

const LEVEL: Readonly<Record<Operator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 };

/** As people write it, with as few brackets as the notation allows; `named` gives some parts a name. */
export function print(tree: Tree, named: (tree: Tree) => string | undefined = () => undefined): string {
  const at = (inner: Tree, least: number): string => {
    const known = named(inner);
    if (known !== undefined) return known;
    const [text, level] = written(inner);
    return level < least ? `(${text})` : text;
  };
  const written = (inner: Tree): [text: string, level: number] => {
    switch (inner.kind) {
      case 'number':
        return [inner.text, 5];
      case 'name':
        return [inner.name, 5];
      case 'negative':
        return [`-${at(inner.of, 4)}`, 1];
      case 'call':
        return [`${inner.name}(${inner.args.map((arg) => at(arg, 0)).join(', ')})`, 5];
      case 'if':
        return [
          `(if ${at(inner.left, 1)} ${inner.relation} ${at(inner.right, 1)} then ${at(inner.yes, 1)} else ${at(inner.no, 1)})`,
          5,
        ];
      case 'binary': {
        const { operator, left, right } = inner;
        const level = LEVEL[operator];
        if (operator === '^') return [`${at(left, 5)}^${at(right, 5)}`, 4];
        const blank = level === 1 ? ' ' : '';
        return [`${at(left, level)}${blank}${operator}${blank}${at(right, level + 1)}`, level];
      }
    }
  };
  return at(tree, 0);
}

export const partsOf = (tree: Tree): readonly Tree[] =>
  tree.kind === 'binary'
    ? [tree.left, tree.right]
    : tree.kind === 'negative'
      ? [tree.of]
      : tree.kind === 'call'
        ? tree.args
        : tree.kind === 'if'
          ? [tree.left, tree.right, tree.yes, tree.no]
          : [];

/** The same tree with other parts, which come in the order of `partsOf`. */
export function withParts(tree: Tree, parts: readonly Tree[]): Tree {
  const [a, b, c, d] = parts as readonly [Tree, Tree, Tree, Tree];
  switch (tree.kind) {
    case 'binary':
      return { ...tree, left: a, right: b };
    case 'negative':
      return { ...tree, of: a };
    case 'call':
      return { ...tree, args: parts };
    case 'if':
      return { ...tree, left: a, right: b, yes: c, no: d };
    default:
      return tree;
  }
}
