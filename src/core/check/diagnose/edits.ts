import { functions } from '../../graph/operations/index';
import { sizeOf } from '../../graph/shape';
import { printExprInfix } from '../../print/expr-infix';
import type { Binary, Call, Expr, IndexItem } from '../../syntax/ast';
import type { Candidate } from './candidate';
import type { Context } from './context';
import type { Mistake } from './diagnosis';
import {
  binaryOf,
  callOf,
  isPower,
  isProduct,
  isQuotient,
  NOWHERE,
  nameOf,
  negative,
  numberOf,
  type Position,
  transposeOf,
} from './tree';

type Offer = (mistake: Mistake, replacement: Expr, cost: number, removed?: Expr) => void;

/** Every likely slip at one place of the formula, undone: what the place may have looked like without it. */
export function editsAt(context: Context, position: Position): Candidate[] {
  const found: Candidate[] = [];
  const offer: Offer = (mistake, replacement, cost, removed) => {
    found.push({
      mistake,
      position,
      replacement,
      cost,
      ...(removed === undefined ? {} : { removed, wrong: removed }),
    });
  };
  const { expr } = position;
  switch (expr.kind) {
    case 'number':
      ofNumber(position, expr, offer);
      break;
    case 'text':
      ofLabels(expr, offer);
      break;
    case 'name':
      ofName(context, position, expr.name, offer);
      break;
    case 'call':
      ofCall(expr, offer);
      break;
    case 'binary':
      ofBinary(context, expr, offer);
      break;
    case 'unary':
      if (expr.operator === '-') offer('sign', expr.operand, 1);
      break;
    case 'transpose':
      offer('transposed', expr.operand, 1.5);
      break;
    case 'index':
      ofEntry(context, position, expr, offer);
      break;
    case 'conditional':
      offer('branch', { ...expr, whenTrue: expr.whenFalse, whenFalse: expr.whenTrue, span: NOWHERE }, 2);
      break;
    case 'compare':
      for (const flipped of [
        ['<', '>'],
        ['<=', '>='],
        ['>', '<'],
        ['>=', '<='],
      ] as const) {
        if (expr.operators.length === 1 && expr.operators[0] === flipped[0])
          offer('branch', { ...expr, operators: [flipped[1]], span: NOWHERE }, 2.5);
      }
      break;
    default:
      break;
  }
  if (expr.kind !== 'number' && expr.kind !== 'text' && !isLabel(position))
    ofAnything(context, position, offer);
  return found;
}

/** Whether a number here counts an axis or an entry. */
function isLabel({ expr, parent }: Position): boolean {
  if (parent?.expr.kind === 'index') return parent.expr.target !== expr;
  return (
    parent?.expr.kind === 'call' && parent.expr.args.some(({ keyword, value }) => keyword && value === expr)
  );
}

const rounded = (value: number): number => Number(value.toPrecision(12));

function ofNumber(position: Position, expr: Extract<Expr, { kind: 'number' }>, offer: Offer): void {
  const { value } = expr;
  const { parent } = position;
  const isExponent =
    parent?.expr.kind === 'binary' && isPower(parent.expr.operator) && parent.expr.right === expr;
  const label = isLabel(position);
  const isAxis = label && parent?.expr.kind === 'call';
  const isFactor =
    parent?.expr.kind === 'binary' && (isProduct(parent.expr.operator) || isQuotient(parent.expr.operator));
  const mistake: Mistake = isAxis ? 'axis' : label ? 'index' : isExponent ? 'exponent' : 'number';
  // A factor or an exponent of 1 is better left out.
  const isTerm =
    parent?.expr.kind === 'binary' && (parent.expr.operator === '+' || parent.expr.operator === '-');
  const costOf = (other: number, cost: number): number =>
    ((isFactor || isExponent) && other === 1) || (isTerm && other === 0) ? cost + 1 : cost;
  const near = label ? 1.2 : 1.5;
  offer(mistake, numberOf(rounded(value - 1)), costOf(value - 1, near));
  offer(mistake, numberOf(rounded(value + 1)), near);
  if (label) return;
  offer(mistake, numberOf(-value), 1.6);
  if (value !== 0) {
    offer(mistake, numberOf(rounded(value * 2)), 2);
    offer(
      mistake,
      value % 2 === 0 ? numberOf(value / 2) : binaryOf('/', expr, numberOf(2)),
      costOf(value / 2, 2),
    );
    offer(mistake, binaryOf('/', numberOf(1), expr), 2.5);
    offer(mistake, numberOf(rounded(value ** 2)), 3);
  }
  offer(mistake, numberOf(rounded(value - 2)), 3);
  offer(mistake, numberOf(rounded(value + 2)), 3);
  if (position.depth > 0) for (const small of [1, 2, 3, 4]) offer(mistake, numberOf(small), costOf(small, 3));
}

/** Neighbouring labels of `einsum` exchanged. */
function ofLabels({ value }: Extract<Expr, { kind: 'text' }>, offer: Offer): void {
  const labels = [...value];
  for (let i = 0; i + 1 < labels.length; i++) {
    for (const k of [i + 1, i + 2]) {
      const [a, b] = [labels[i]!, labels[k]];
      if (b === undefined || a === b || !/[a-z]/i.test(a) || !/[a-z]/i.test(b)) continue;
      const swapped = [...labels];
      [swapped[i], swapped[k]] = [b, a];
      offer('index', { kind: 'text', value: swapped.join(''), span: NOWHERE }, 2);
    }
  }
}

function ofName(context: Context, position: Position, name: string, offer: Offer): void {
  const own = context.valueOf(position.expr);
  for (const [i, other] of context.names.entries()) {
    if (other.name === name) continue;
    const isIndexed = stem(other.name) === stem(name);
    const fits = own === undefined || other.valued.shape.length === own.shape.length;
    offer(isIndexed ? 'index' : 'name', nameOf(other.name), (fits ? 2 : 3) + i / 100);
  }
}

/** `x1`, `x2` and `x_2` are one name with an index. */
const stem = (name: string): string => name.replace(/_?\d+$/, '');

/** The entry with other indices, and that of another array. */
function ofEntry(
  context: Context,
  position: Position,
  { target, items }: Extract<Expr, { kind: 'index' }>,
  offer: Offer,
): void {
  for (const other of context.entriesAt?.(position) ?? []) {
    if (other.kind !== 'index' || other.items.length !== items.length) continue;
    const isSame =
      other.target.kind === 'name' && target.kind === 'name' && other.target.name === target.name;
    if (isSame) offer('index', { ...other, target }, 1.2);
    else if (printed(other.items) === printed(items)) offer('name', other, 2);
  }
}

const printed = (items: readonly IndexItem[]): string =>
  items.map((item) => (item.kind === 'at' ? printExprInfix(item.value) : item.kind)).join();

/** Functions that people take for each other. */
const FAMILIES: readonly (readonly string[])[] = [
  ['sin', 'cos', 'tan', 'sec', 'csc', 'cot'],
  ['asin', 'acos', 'atan', 'acot'],
  ['sinh', 'cosh', 'tanh', 'sech', 'csch', 'coth'],
  ['asinh', 'acosh', 'atanh'],
  ['exp', 'log', 'expm1', 'log1p', 'exp2', 'log2', 'log10', 'square', 'sqrt', 'cbrt'],
  [
    'sigmoid',
    'tanh',
    'relu',
    'softplus',
    'step',
    'sign',
    'abs',
    'silu',
    'gelu',
    'elu',
    'leaky_relu',
    'softsign',
  ],
  ['erf', 'erfc', 'normal_cdf', 'normal_pdf', 'gamma', 'lgamma', 'digamma', 'trigamma'],
  [
    'sum',
    'mean',
    'prod',
    'max',
    'min',
    'norm',
    'tr',
    'det',
    'logdet',
    'var',
    'std',
    'logsumexp',
    'cumsum',
    'softmax',
  ],
  ['inv', 'transpose', 'diag', 'pinv', 'tr', 'det', 'logdet'],
  ['softmax', 'sigmoid', 'log_softmax', 'exp', 'logsumexp'],
  ['max', 'min', 'maximum', 'minimum'],
  ['atan2', 'hypot', 'dot', 'outer', 'kron'],
  ['floor', 'ceil', 'round'],
];

function ofCall(expr: Call, offer: Offer): void {
  const { name } = expr.callee;
  const entry = functions.get(name);
  const replacedBy = (other: string): Expr => ({ ...expr, callee: nameOf(other), span: NOWHERE });
  if (entry !== undefined) {
    const near = FAMILIES.filter((family) => family.includes(name)).flat();
    for (const other of new Set(near))
      if (other !== name && functions.has(other)) offer('function', replacedBy(other), 2);
    if (expr.args.length === 1) {
      for (const other of ALL_UNARY)
        if (!near.includes(other) && other !== name) offer('function', replacedBy(other), 3);
    }
  }
  const [first, second] = expr.args;
  if (first !== undefined && expr.args.filter(({ keyword }) => keyword === undefined).length === 1) {
    offer(entry?.rule === 'reduce' ? 'batch-sum' : 'function', first.value, 2.5);
    if (entry?.rule === 'reduce') {
      const has = expr.args.some(({ keyword }) => keyword?.name === 'axis');
      if (has) offer('axis', { ...expr, args: [first], span: NOWHERE }, 2);
      else for (const axis of [0, 1]) offer('axis', callOf(name, [first.value], axis), 2);
    }
  }
  if (first !== undefined && second !== undefined && expr.args.length === 2 && second.keyword === undefined) {
    offer('order', { ...expr, args: [second, first], span: NOWHERE }, 1.8);
  }
}

const ALL_UNARY: readonly string[] = [
  'sin',
  'cos',
  'tan',
  'exp',
  'log',
  'sqrt',
  'tanh',
  'sigmoid',
  'sinh',
  'cosh',
  'relu',
  'step',
  'sign',
  'abs',
];

function ofBinary(context: Context, expr: Binary, offer: Offer): void {
  const { operator, left, right } = expr;
  const put = (other: Binary['operator']): Expr => ({ ...expr, operator: other, span: NOWHERE });
  const size = (part: Expr): number => sizeOf(context.valueOf(part)?.shape ?? []);
  const isArray = size(left) > 1 || size(right) > 1;
  if (operator === '+' || operator === '-') {
    offer('sign', put(operator === '+' ? '-' : '+'), 1);
    if (operator === '-') offer('sign', binaryOf('-', right, left), 1.2);
    else offer('sign', binaryOf('-', right, left), 1.3);
    offer('extra-term', left, 2, right);
    offer('extra-term', operator === '-' ? negative(right) : right, 2, left);
    offer('extra-term', right, 2.4, left);
    offer('operator', put('*'), 3);
    return;
  }
  if (isProduct(operator)) {
    offer('extra-factor', left, 2, right);
    offer('extra-factor', right, 2, left);
    offer('operator', put(isArray ? './' : '/'), 1.5);
    offer('operator', binaryOf(isArray ? './' : '/', right, left), 2.2);
    offer('operator', put('+'), 3);
    if (isArray) {
      const kinds = ['*', '.*'] as const;
      for (const kind of kinds) if (kind !== operator) offer('product-kind', put(kind), 1.5);
      // 2*A*x is the derivative of x'*A*x for symmetric matrices only.
      if (left.kind === 'number' && left.value === 2)
        offer('transposed', binaryOf('+', right, transposeOf(right)), 1.9);
      offer('order', binaryOf(operator, right, left), 1.5);
      for (const [a, b] of [
        [transposeOf(left), right],
        [left, transposeOf(right)],
        [transposeOf(left), transposeOf(right)],
        [right, transposeOf(left)],
        [transposeOf(right), left],
        [transposeOf(right), transposeOf(left)],
      ] as const)
        offer(a === right || a.kind === 'transpose' ? 'order' : 'transposed', binaryOf('*', a, b), 2.2);
      offer('product-kind', callOf('outer', [left, right]), 2.6);
      offer('order', callOf('outer', [right, left]), 2.6);
      offer('product-kind', callOf('dot', [left, right]), 2.6);
    }
    return;
  }
  if (isQuotient(operator)) {
    offer('operator', put(operator === '/' ? '*' : '.*'), 1.5);
    offer('extra-factor', left, 2, right);
    offer('operator', binaryOf(operator, right, left), 2);
    offer('exponent', binaryOf(operator, left, binaryOf(isArray ? '.^' : '^', right, numberOf(2))), 2);
    return;
  }
  if (isPower(operator)) {
    if (right.kind !== 'number') {
      offer('exponent', { ...expr, right: binaryOf('-', right, numberOf(1)), span: NOWHERE }, 1.5);
      offer('exponent', { ...expr, right: binaryOf('+', right, numberOf(1)), span: NOWHERE }, 1.7);
      offer('sign', { ...expr, right: negative(right), span: NOWHERE }, 2);
    }
    offer('exponent', left, 1.8);
    offer('order', { ...expr, left: right, right: left, span: NOWHERE }, 3);
  }
}

/** Slips that any sub-expression may have: a sign, a power, a transpose, a sum, a factor of 2. */
function ofAnything(context: Context, position: Position, offer: Offer): void {
  const { expr } = position;
  const valued = context.valueOf(expr);
  if (valued === undefined) return;
  const { shape } = valued;
  const isArray = sizeOf(shape) > 1;
  const power = isArray ? '.^' : '^';
  offer('sign', negative(expr), position.depth === 0 ? 0.9 : 1.4);
  const isRaised = expr.kind === 'binary' && isPower(expr.operator);
  if (!isRaised) {
    offer('exponent', binaryOf(power, expr, numberOf(2)), 2);
    offer('exponent', binaryOf(power, expr, numberOf(3)), 2.8);
  }
  offer('exponent', binaryOf(isArray ? './' : '/', numberOf(1), expr), 2.3);
  offer('exponent', callOf('sqrt', [expr]), 2.9);
  offer('factor', binaryOf('*', numberOf(2), expr), position.depth === 0 ? 2.2 : 2.1);
  offer('factor', binaryOf('/', expr, numberOf(2)), position.depth === 0 ? 2.2 : 2.1);
  const isSum = expr.kind === 'binary' && (expr.operator === '+' || expr.operator === '-');
  const { parent } = position;
  const isTerm =
    parent?.expr.kind === 'binary' && (parent.expr.operator === '+' || parent.expr.operator === '-');
  const ofOne = isSum || isTerm ? 1 : 0;
  offer('missing-term', binaryOf('-', numberOf(1), expr), 2.4);
  offer('missing-term', binaryOf('+', expr, numberOf(1)), 2.5 + ofOne);
  offer('missing-term', binaryOf('-', expr, numberOf(1)), 2.5 + ofOne);
  if (shape.length > 0 && expr.kind !== 'transpose') offer('transposed', transposeOf(expr), 1.5);
  if (shape.length > 0) {
    offer('batch-sum', callOf('sum', [expr]), 2.2);
    offer('mean-or-sum', callOf('mean', [expr]), 2.6);
    if (shape.length > 1) {
      for (const axis of [0, 1]) {
        offer('batch-sum', callOf('sum', [expr], axis), 2);
        offer('batch-sum', callOf('mean', [expr], axis), 2.7);
      }
      offer('transposed', callOf('inv', [expr]), 3);
      offer('kronecker', callOf('diag', [expr]), 3);
    }
    if (shape.length === 1) offer('kronecker', callOf('diag', [expr]), 2.6);
  }
  if (expr.kind === 'name' || (expr.kind === 'binary' && !isPower(expr.operator))) {
    const used = context.functionsUsed;
    for (const name of used) offer('function', callOf(name, [expr]), 2.6);
  }
}
