import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { atLeast } from '../graph/operations/printing';
import type {
  Argument,
  Binary,
  BinaryOperator,
  Derivative,
  Expr,
  IndexedSum,
  IndexItem,
  Operator,
  OperatorName,
} from '../syntax/ast';
import { nameInfix } from './names';

/** Below the arithmetic of `Precedence`: the connectives of conditions. */
export const Loose = { conditional: 0, or: 2, and: 4, not: 6, compare: 8, range: 9 } as const;

interface OperatorRule {
  /** As written between the operands, blanks included. */
  readonly text: string;
  readonly precedence: number;
  /** What the operands bind at least. */
  readonly left: number;
  readonly right: number;
}

const leftward = (text: string, precedence: number): OperatorRule => ({
  text,
  precedence,
  left: precedence,
  right: precedence + 1,
});

/** A power's base is an atom or a postfix. Its exponent is an atom: a quote in an exponent belongs to the whole power. */
const power = (text: string): OperatorRule => ({
  text,
  precedence: Precedence.power,
  left: Precedence.postfix,
  right: Precedence.atom,
});

const RULES: Readonly<Record<BinaryOperator, OperatorRule>> = {
  or: leftward(' or ', Loose.or),
  and: leftward(' and ', Loose.and),
  '+': leftward(' + ', Precedence.sum),
  '-': leftward(' - ', Precedence.sum),
  '*': leftward('*', Precedence.product),
  juxtapose: leftward(' ', Precedence.product),
  '/': leftward('/', Precedence.product),
  '.*': leftward(' .* ', Precedence.product),
  './': leftward(' ./ ', Precedence.product),
  '@': leftward(' @ ', Precedence.product),
  '^': power('^'),
  '.^': power('.^'),
};

/** An expression as a sheet writes it; reads back as the same tree. */
export const printExprInfix = (expr: Expr): string => infix(expr).text;

function infix(expr: Expr): Printed {
  switch (expr.kind) {
    case 'number':
      return { text: expr.text, precedence: Precedence.atom };
    case 'text': {
      const quote = expr.value.includes('"') ? "'" : '"';
      return { text: `${quote}${expr.value}${quote}`, precedence: Precedence.atom };
    }
    case 'name':
      return { text: nameInfix(expr.name), precedence: Precedence.atom };
    case 'call':
      return {
        text: `${nameInfix(expr.callee.name)}(${printArguments(expr.args)})`,
        precedence: Precedence.postfix,
      };
    case 'prime-call': {
      const primes = "'".repeat(expr.order);
      return {
        text: `${nameInfix(expr.callee.name)}${primes}(${printArguments(expr.args)})`,
        precedence: Precedence.postfix,
      };
    }
    case 'binary':
      return binary(expr);
    case 'unary': {
      const isNot = expr.operator === 'not';
      const precedence = isNot ? Loose.not : Precedence.unary;
      const operand = atLeast(infix(expr.operand), isNot ? Loose.not + 1 : Precedence.power);
      return { text: `${isNot ? 'not ' : expr.operator}${operand}`, precedence };
    }
    case 'transpose':
      return {
        text: `${atLeast(infix(expr.operand), Precedence.postfix)}'`,
        precedence: Precedence.postfix,
      };
    case 'compare': {
      const [first, ...rest] = expr.operands.map((operand) => atLeast(infix(operand), Precedence.sum));
      const text = rest.reduce((sum, side, i) => `${sum} ${expr.operators[i]} ${side}`, first ?? '?');
      return { text, precedence: Loose.compare };
    }
    case 'conditional': {
      const [test, yes, no] = [expr.test, expr.whenTrue, expr.whenFalse].map((part) =>
        atLeast(infix(part), Loose.or),
      );
      return { text: `if ${test} then ${yes} else ${no}`, precedence: Loose.conditional };
    }
    case 'index': {
      const target = atLeast(infix(expr.target), Precedence.postfix);
      return { text: `${target}[${expr.items.map(indexItem).join(', ')}]`, precedence: Precedence.postfix };
    }
    case 'array': {
      const rows = expr.rows.map((row) => row.map((item) => infix(item).text).join(', '));
      return { text: `[${rows.join('; ')}]`, precedence: Precedence.atom };
    }
    case 'range': {
      const [from, to] = [expr.from, expr.to].map((end) => atLeast(infix(end), Precedence.sum));
      return { text: `${from}..${to}`, precedence: Loose.range };
    }
    case 'derivative':
      return derivative(expr);
    case 'operator':
      return operator(expr);
    case 'absolute': {
      const operand = infix(expr.operand).text;
      return { text: operand.includes('|') ? `|(${operand})|` : `|${operand}|`, precedence: Precedence.atom };
    }
    case 'sum':
      return indexedSum(expr);
    case 'family': {
      const indices = expr.indices.map(({ name }) => nameInfix(name)).join(', ');
      const conditions = expr.conditions.map((part) => ` if ${infix(part).text}`).join('');
      return { text: `[${infix(expr.body).text} for ${indices}${conditions}]`, precedence: Precedence.atom };
    }
    case 'evaluated': {
      const point = expr.at.map(
        ({ variable, value }) =>
          `${variable === undefined ? '' : `${infix(variable).text} = `}${infix(value).text}`,
      );
      return {
        text: `${atLeast(infix(expr.target), Precedence.postfix)}|_{${point.join(', ')}}`,
        precedence: Precedence.postfix,
      };
    }
    case 'missing':
      return { text: '?', precedence: Precedence.atom };
  }
}

const SUM_WORDS: Readonly<Record<IndexedSum['operator'], string>> = {
  sum: 'sum',
  product: 'prod',
  max: 'max',
  min: 'min',
};

/** `sum_{i=1..n}(a_i)`: for a reader's eye, as infix text has no sums over an index yet. */
function indexedSum({ operator, indices, from, to, set, conditions, body }: IndexedSum): Printed {
  const names = indices.map(({ name }) => nameInfix(name)).join(', ');
  const end = to === undefined ? '' : `..${atLeast(infix(to), Precedence.sum)}`;
  const range = from === undefined ? end : `=${atLeast(infix(from), Precedence.sum)}${end}`;
  const bounds = [`${names}${range}${set ? ' in …' : ''}`, ...conditions.map((part) => infix(part).text)];
  const under = names === '' && conditions.length === 0 ? '' : `_{${bounds.join(', ')}}`;
  return { text: `${SUM_WORDS[operator]}${under}(${infix(body).text})`, precedence: Precedence.postfix };
}

/** Signs of operators that stand before what they are applied to. */
const SIGNS: Partial<Record<OperatorName, string>> = {
  gradient: '∇',
  nabla2: '∇²',
  divergence: '∇·',
  curl: '∇×',
};

function operator(expr: Operator): Printed {
  const { target, variable, along } = expr;
  const sign = SIGNS[expr.operator];
  if (sign !== undefined && (variable === undefined || variable.kind === 'name')) {
    const name = variable === undefined ? '' : `_${nameInfix(variable.name)} `;
    return {
      text: `${sign}${name}${atLeast(infix(target), Precedence.postfix)}`,
      precedence: Precedence.unary,
    };
  }
  const args = [target, variable, along].flatMap((part) => (part === undefined ? [] : [infix(part).text]));
  return { text: `${expr.operator}(${args.join(', ')})`, precedence: Precedence.postfix };
}

function binary(expr: Binary): Printed {
  const rule = RULES[expr.operator];
  const left = atLeast(infix(expr.left), rule.left);
  let right = atLeast(infix(expr.right), rule.right);
  // `a + -b` reads well enough for a reader, not for a person; `x^T` is a transpose.
  if (/^[-+]/.test(right) || (rule.precedence === Precedence.power && right === 'T')) right = `(${right})`;
  if (expr.operator === 'juxtapose')
    return { text: juxtapose(expr.left, left, right), precedence: rule.precedence };
  return { text: `${left}${rule.text}${right}`, precedence: rule.precedence };
}

/** Side by side only where that reads as a product: a name before a parenthesis would be called, digits would join. */
function juxtapose(first: Expr, left: string, right: string): string {
  if (first.kind === 'number') {
    if (/^[\d.]/.test(right)) return `${left}*${right}`;
    return /^[eE]/.test(right) ? `${left} ${right}` : `${left}${right}`;
  }
  return /^[\w(∇]/.test(right) && !right.startsWith('(') && /[\w)\]']$/.test(left)
    ? `${left} ${right}`
    : `${left}*${right}`;
}

const printArguments = (args: readonly Argument[]): string =>
  args
    .map(({ keyword, value }) => `${keyword === undefined ? '' : `${keyword.name}=`}${infix(value).text}`)
    .join(', ');

function indexItem(item: IndexItem): string {
  if (item.kind === 'all') return ':';
  if (item.kind === 'rest') return '...';
  if (item.kind === 'at') return infix(item.value).text;
  return [item.from, item.to]
    .map((end) => (end === undefined ? '' : atLeast(infix(end), Precedence.sum)))
    .join(':');
}

function derivative(expr: Derivative): Printed {
  const [first, ...rest] = expr.variables;
  if (expr.operator !== 'leibniz') {
    const args = [
      expr.target,
      ...(expr.operator === 'hessian' ? expr.variables.slice(0, 1) : expr.variables),
    ];
    return {
      text: `${expr.operator}(${args.map((arg) => infix(arg).text).join(', ')})`,
      precedence: Precedence.postfix,
    };
  }
  const order = expr.variables.length;
  const head = `d${order > 1 ? order : ''}`;
  const target = differential(head, expr.target);
  const same =
    first?.kind === 'name' && rest.every((other) => other.kind === 'name' && other.name === first.name);
  const below = same
    ? `${differential('d', first)}${order > 1 ? order : ''}`
    : [...expr.variables]
        .reverse()
        .map((variable) => differential('d', variable))
        .join('');
  const at = expr.at === undefined ? '' : `(${expr.at.map((argument) => infix(argument).text).join(', ')})`;
  return { text: `${target}/${below}${at}`, precedence: Precedence.unary };
}

/** `dL`, `d(f(x))`. */
function differential(head: string, expr: Expr): string {
  return expr.kind === 'name' ? `${head}${nameInfix(expr.name)}` : `${head}(${infix(expr).text})`;
}
