import {
  addDependencies,
  type ConstantNode,
  create,
  divideDependencies,
  type FunctionNode,
  type MathNode,
  multiplyDependencies,
  type OperatorNode,
  type OperatorNodeFn,
  type OperatorNodeOp,
  type ParenthesisNode,
  parseDependencies,
  powDependencies,
  type SymbolNode,
  simplifyDependencies,
  subtractDependencies,
  unaryMinusDependencies,
} from 'mathjs/number';

/** A scalar expression as plain data. */
export type Algebra =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: AlgebraOperator; readonly operands: readonly Algebra[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Algebra[] };

/** A minus with one operand is a sign. */
export type AlgebraOperator = '+' | '-' | '*' | '/' | '^';

// Functions are left out, so that those of an expression stay symbols that no constant is folded through.
const math = create({
  ...addDependencies,
  ...divideDependencies,
  ...multiplyDependencies,
  ...parseDependencies,
  ...powDependencies,
  ...simplifyDependencies,
  ...subtractDependencies,
  ...unaryMinusDependencies,
});

/** `x*(x*a + b)` stays as it is: multiplied out it is longer, and what a derivative's factors mean is lost. */
const rules = math.simplify.rules.filter((rule) => {
  const text =
    typeof rule === 'object' && 's' in rule ? rule.s : typeof rule === 'object' && 'l' in rule ? rule.l : '';
  return !/^\s*vd(?:\^n3)?\s*\*\s*\(/.test(String(text));
});

/**
 * Gathers equal terms and factors, by the rules of mathjs. The rules take liberties, such as √x² = x: the caller
 * has to check the result. Undefined where the result is nothing that `Algebra` can say.
 */
export function simplifyAlgebra(algebra: Algebra): Algebra | undefined {
  return fromMathjs(math.simplify(textOf(algebra), rules));
}

function textOf(algebra: Algebra): string {
  switch (algebra.kind) {
    case 'number':
      return `(${algebra.value})`;
    case 'symbol':
      return algebra.name;
    case 'call':
      return `${algebra.name}(${algebra.operands.map(textOf).join(', ')})`;
    case 'operator': {
      const operands = algebra.operands.map(textOf);
      return operands.length === 1 ? `(-${operands[0]})` : `(${operands.join(algebra.operator)})`;
    }
  }
}

const OPERATORS: ReadonlySet<string> = new Set<AlgebraOperator>(['+', '-', '*', '/', '^']);

const isOperator = (text: string): text is AlgebraOperator => OPERATORS.has(text);

const isOperation = (node: MathNode): node is OperatorNode<OperatorNodeOp, OperatorNodeFn> =>
  node.type === 'OperatorNode';
const isCall = (node: MathNode): node is FunctionNode => node.type === 'FunctionNode';
const isSymbol = (node: MathNode): node is SymbolNode => node.type === 'SymbolNode';
const isConstant = (node: MathNode): node is ConstantNode => node.type === 'ConstantNode';
const isParenthesis = (node: MathNode): node is ParenthesisNode => node.type === 'ParenthesisNode';

/** What stays of a tree of a few dozen nodes; the recursion is as deep as the tree. */
function fromMathjs(node: MathNode): Algebra | undefined {
  if (isParenthesis(node)) return fromMathjs(node.content);
  if (isConstant(node)) {
    return typeof node.value === 'number' ? { kind: 'number', value: node.value } : undefined;
  }
  if (isSymbol(node)) return { kind: 'symbol', name: node.name };
  const isKnown = isCall(node) || (isOperation(node) && isOperator(node.op));
  if (!isKnown) return undefined;
  const operands: Algebra[] = [];
  for (const argument of node.args) {
    const operand = fromMathjs(argument);
    if (operand === undefined) return undefined;
    operands.push(operand);
  }
  if (isCall(node)) return { kind: 'call', name: node.fn.name, operands };
  return isOperator(node.op) ? { kind: 'operator', operator: node.op, operands } : undefined;
}
