/**
 * One-edit mutants of an expression, made mechanically from its tree: the slips that people make when they derive by hand.
 * Whether a mutant is wrong is for the oracle to say; some are equivalent.
 */
import { printExprInfix } from '../src/core/print/expr-infix';
import type { Argument, Binary, Expr, IndexItem, NumberLiteral } from '../src/core/syntax/ast';
import { readExpression, readInfix } from '../src/core/syntax/infix/read';
import { bareNamesIn } from '../src/core/syntax/walk';

export type Edit =
  | 'sign'
  | 'factor'
  | 'exponent'
  | 'function'
  | 'operand'
  | 'operator'
  | 'transpose'
  | 'dropped'
  | 'index'
  | 'small'
  /** Not made here: a wrong right side that the sheet itself lists. */
  | 'known';

export interface Mutant {
  readonly edit: Edit;
  readonly right: string;
}

/** How many mutants a claim gets at most; every kind of edit that applies is among them. */
const MOST = 12;

/** What each function is most easily taken for. */
const CONFUSED: Readonly<Record<string, string>> = {
  sin: 'cos',
  cos: 'sin',
  tan: 'sin',
  sec: 'csc',
  csc: 'sec',
  cot: 'tan',
  sinh: 'cosh',
  cosh: 'sinh',
  tanh: 'sigmoid',
  sech: 'csch',
  csch: 'sech',
  coth: 'tanh',
  sigmoid: 'tanh',
  exp: 'expm1',
  expm1: 'exp',
  exp2: 'exp',
  log: 'log2',
  log2: 'log',
  log10: 'log',
  log1p: 'log',
  sqrt: 'cbrt',
  cbrt: 'sqrt',
  square: 'sqrt',
  asin: 'acos',
  acos: 'asin',
  atan: 'tanh',
  asinh: 'acosh',
  acosh: 'asinh',
  atanh: 'tanh',
  erf: 'erfc',
  erfc: 'erf',
  gamma: 'lgamma',
  lgamma: 'gamma',
  digamma: 'trigamma',
  trigamma: 'digamma',
  normal_cdf: 'erf',
  relu: 'step',
  step: 'sign',
  sign: 'step',
  abs: 'relu',
  softplus: 'relu',
  sum: 'mean',
  mean: 'sum',
  max: 'min',
  min: 'max',
  softmax: 'sigmoid',
  inv: 'transpose',
  det: 'tr',
  tr: 'det',
  outer: 'dot',
  var: 'std',
  std: 'var',
  diag: 'transpose',
  norm: 'sum',
  leaky_relu: 'relu',
  elu: 'leaky_relu',
  gelu: 'silu',
  silu: 'gelu',
  maximum: 'minimum',
  minimum: 'maximum',
  atan2: 'hypot',
  hypot: 'atan2',
  floor: 'ceil',
  ceil: 'floor',
  logsumexp: 'max',
  log_softmax: 'softmax',
  logdet: 'det',
  cumsum: 'sum',
};

interface Change {
  readonly edit: Edit;
  readonly expr: Expr;
}

export function mutantsOf(right: string, head: string, kind: 'scalar' | 'array'): Mutant[] {
  const { expr, errors } = readExpression(right);
  if (errors.length > 0) throw new Error(`cannot read ${right}: ${errors[0]?.message}`);
  const names = namesOf(head, expr);
  const found: Mutant[] = [];
  const seen = new Set([printExprInfix(expr), right]);
  for (const change of [...everywhere(expr, names), ...whole(expr)]) {
    if (kind === 'scalar' && change.edit === 'transpose') continue;
    const printed = printExprInfix(change.expr);
    // A bare comparison behind an equals sign would be read as a chain of claims.
    const text = change.expr.kind === 'compare' ? `(${printed})` : printed;
    if (seen.has(text)) continue;
    seen.add(text);
    found.push({ edit: change.edit, right: text });
  }
  return chosen(found);
}

/** The first of each kind of edit, then the second of each, and so on. */
function chosen(found: readonly Mutant[]): Mutant[] {
  const byEdit = new Map<Edit, Mutant[]>();
  for (const mutant of found) byEdit.set(mutant.edit, [...(byEdit.get(mutant.edit) ?? []), mutant]);
  const out: Mutant[] = [];
  for (let round = 0; out.length < Math.min(MOST, found.length); round++) {
    for (const list of byEdit.values()) {
      // Taken from the front and the back in turn, so that edits deep in the tree are met as well.
      const index = round % 2 === 0 ? round / 2 : list.length - 1 - (round - 1) / 2;
      const mutant = round < list.length ? list[index] : undefined;
      if (mutant && out.length < MOST) out.push(mutant);
    }
  }
  return out;
}

function namesOf(head: string, right: Expr): string[] {
  const names = new Set(bareNamesIn(right).map(({ name }) => name));
  for (const statement of readInfix(head).statements) {
    if (statement.kind === 'relation' && statement.relations[0] === '=')
      for (const side of statement.sides) for (const { name } of bareNamesIn(side)) names.add(name);
    if (statement.kind === 'function') for (const { name } of bareNamesIn(statement.body)) names.add(name);
  }
  for (const constant of ['pi', 'e', 'E', 'inf']) names.delete(constant);
  return [...names].sort();
}

const at = { start: 0, end: 0 };
const numeral = (text: string): NumberLiteral => ({ kind: 'number', value: Number(text), text, span: at });
const binary = (operator: Binary['operator'], left: Expr, right: Expr): Binary => ({
  kind: 'binary',
  operator,
  left,
  right,
  operatorSpan: at,
  span: at,
});
const negated = (operand: Expr): Expr => ({ kind: 'unary', operator: '-', operand, span: at });

/** Edits of the claim as a whole: the sign, a factor of two, one part in ten thousand. */
function whole(expr: Expr): Change[] {
  return [
    { edit: 'sign', expr: negated(expr) },
    { edit: 'factor', expr: binary('*', numeral('2'), expr) },
    { edit: 'small', expr: binary('*', numeral('1.0001'), expr) },
  ];
}

/** Every edit at one place of the tree. */
function everywhere(expr: Expr, names: readonly string[]): Change[] {
  const inside = parts(expr).flatMap(({ part, put }) =>
    everywhere(part, names).map((change) => ({ edit: change.edit, expr: put(change.expr) })),
  );
  return [...here(expr, names), ...inside];
}

function here(expr: Expr, names: readonly string[]): Change[] {
  switch (expr.kind) {
    case 'number':
      return [{ edit: 'factor', expr: numeral(`${roundedSum(expr.value, 1)}`) }];
    case 'name':
      return namesLike(expr.name, names).map((name) => ({
        edit: stemOf(name) === stemOf(expr.name) ? 'index' : 'operand',
        expr: { ...expr, name },
      }));
    case 'call': {
      const other = CONFUSED[expr.callee.name];
      const axis = expr.args.flatMap((argument, i): Change[] =>
        otherLabels(argument).map((value) => ({
          edit: 'index',
          expr: { ...expr, args: replaced(expr.args, i, { ...argument, value }) },
        })),
      );
      return other === undefined
        ? axis
        : [{ edit: 'function', expr: { ...expr, callee: { ...expr.callee, name: other } } }, ...axis];
    }
    case 'binary':
      return binaryEdits(expr);
    case 'unary':
      return expr.operator === '-' ? [{ edit: 'sign', expr: expr.operand }] : [];
    case 'transpose':
      return [{ edit: 'transpose', expr: expr.operand }];
    case 'index':
      return expr.items.flatMap((item, i): Change[] =>
        item.kind === 'at' && item.value.kind === 'number'
          ? [
              {
                edit: 'index',
                expr: {
                  ...expr,
                  items: replaced(expr.items, i, {
                    ...item,
                    value: numeral(`${item.value.value === 1 ? 2 : item.value.value - 1}`),
                  }),
                },
              },
            ]
          : [],
      );
    case 'conditional':
      return [{ edit: 'operand', expr: { ...expr, whenTrue: expr.whenFalse, whenFalse: expr.whenTrue } }];
    default:
      return [];
  }
}

/** Another axis for the one that is named, and labels of a sum exchanged. */
function otherLabels({ keyword, value }: Argument): Expr[] {
  if (keyword?.name === 'axis') {
    if (value.kind === 'number') return [numeral(value.value === 0 ? '1' : '0')];
    return value.kind === 'unary' ? [numeral('0')] : [];
  }
  if (value.kind !== 'text') return [];
  const [from, to] = value.value.split('->');
  if (from === undefined || to === undefined) return [];
  // The last two labels of the result, and those of the first operand.
  const swapped = (labels: string) => labels.replace(/([a-z])([a-z])(?=$|,)/, '$2$1');
  return [`${from}->${swapped(to)}`, `${swapped(from)}->${to}`]
    .filter((text) => text !== value.value)
    .map((text) => ({ ...value, value: text }));
}

/** x1, x2 and x_2 are one name with an index. */
const stemOf = (name: string): string => name.replace(/_?\d+$/, '');

/** Two other names at most: the neighbours in the alphabet, which in sheets are the likely slips. */
function namesLike(name: string, names: readonly string[]): string[] {
  const index = names.indexOf(name);
  return [names[index + 1], names[index - 1]].filter(
    (other) => other !== undefined && other !== name,
  ) as string[];
}

function binaryEdits(expr: Binary): Change[] {
  const { operator, left, right } = expr;
  switch (operator) {
    case '+':
      return [
        { edit: 'sign', expr: { ...expr, operator: '-' } },
        { edit: 'dropped', expr: left },
        { edit: 'dropped', expr: right },
      ];
    case '-':
      return [
        { edit: 'sign', expr: { ...expr, operator: '+' } },
        { edit: 'dropped', expr: left },
        { edit: 'dropped', expr: negated(right) },
      ];
    case '^':
    case '.^':
      return right.kind === 'number'
        ? [
            { edit: 'exponent', expr: { ...expr, right: numeral(`${roundedSum(right.value, 1)}`) } },
            right.value === 2
              ? { edit: 'exponent', expr: left }
              : { edit: 'exponent', expr: { ...expr, right: numeral(`${roundedSum(right.value, -1)}`) } },
          ]
        : [{ edit: 'exponent', expr: { ...expr, right: binary('-', right, numeral('1')) } }];
    case '*':
    case '.*':
    case '@':
    case 'juxtapose':
      return [
        { edit: 'factor', expr: left },
        { edit: 'factor', expr: right },
        ...[left, right].flatMap((side): Change[] => {
          const edited: Expr = { kind: 'transpose', operand: side, span: at };
          return isMatrixLike(side)
            ? [
                {
                  edit: 'transpose',
                  expr: side === left ? { ...expr, left: edited } : { ...expr, right: edited },
                },
              ]
            : [];
        }),
      ];
    case '/':
    case './':
      return [
        { edit: 'operator', expr: { ...expr, operator: operator === '/' ? '*' : '.*' } },
        { edit: 'factor', expr: left },
      ];
    default:
      return [];
  }
}

/** A name in capitals, by custom a matrix. */
const isMatrixLike = (expr: Expr): boolean => expr.kind === 'name' && /^[A-Z]/.test(expr.name);

/** Without the last digits of binary arithmetic: 0.3 + 1 is 1.3. */
const roundedSum = (value: number, by: number): number => Number((value + by).toPrecision(12));

const replaced = <T>(list: readonly T[], index: number, item: T): T[] =>
  list.map((old, i) => (i === index ? item : old));

/** The direct operands of an expression, each with a function that puts another in its place. */
function parts(expr: Expr): { readonly part: Expr; readonly put: (part: Expr) => Expr }[] {
  switch (expr.kind) {
    case 'binary':
      return [
        { part: expr.left, put: (left) => ({ ...expr, left }) },
        ...(isExponent(expr) ? [] : [{ part: expr.right, put: (right: Expr) => ({ ...expr, right }) }]),
      ];
    case 'unary':
    case 'transpose':
    case 'absolute':
      return [{ part: expr.operand, put: (operand) => ({ ...expr, operand }) }];
    case 'call':
      return expr.args.flatMap((argument: Argument, i) =>
        argument.keyword
          ? []
          : [
              {
                part: argument.value,
                put: (value: Expr) => ({ ...expr, args: replaced(expr.args, i, { ...argument, value }) }),
              },
            ],
      );
    case 'conditional':
      return [
        { part: expr.test, put: (test) => ({ ...expr, test }) },
        { part: expr.whenTrue, put: (whenTrue) => ({ ...expr, whenTrue }) },
        { part: expr.whenFalse, put: (whenFalse) => ({ ...expr, whenFalse }) },
      ];
    case 'compare':
      return expr.operands.map((part, i) => ({
        part,
        put: (other) => ({ ...expr, operands: replaced(expr.operands, i, other) }),
      }));
    case 'index':
      return [
        { part: expr.target, put: (target) => ({ ...expr, target }) },
        ...expr.items.flatMap((item: IndexItem, i) =>
          item.kind === 'at' && item.value.kind !== 'number'
            ? [
                {
                  part: item.value,
                  put: (value: Expr) => ({ ...expr, items: replaced(expr.items, i, { ...item, value }) }),
                },
              ]
            : [],
        ),
      ];
    case 'array':
      return expr.rows.flatMap((row, i) =>
        row.map((part, k) => ({
          part,
          put: (other: Expr) => ({ ...expr, rows: replaced(expr.rows, i, replaced(row, k, other)) }),
        })),
      );
    default:
      return [];
  }
}

/** A written exponent is edited as one, not as a factor. */
const isExponent = ({ operator, right }: Binary): boolean =>
  (operator === '^' || operator === '.^') && right.kind === 'number';
