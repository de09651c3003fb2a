import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { texAtLeast } from '../graph/operations/printing';
import type {
  Argument,
  Binary,
  Comparison,
  Derivative,
  Expr,
  IndexedSum,
  IndexItem,
  MemberSet,
  Name,
  Operator,
  OperatorName,
} from '../syntax/ast';
import type { Relation } from '../syntax/statements';
import { Loose } from './expr-infix';
import { callTex } from './functions-tex';
import { nameTex, upright } from './names';
import { numberTex } from './numbers';
import { scriptable } from './scripts';

/** An expression as TeX, close to how it is written: nothing is simplified. */
export const printExprTex = (expr: Expr): string => tex(expr).text;

const RELATIONS: Readonly<Record<Relation | Comparison, string>> = {
  '=': '=',
  '==': '=',
  '≈': '\\approx',
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '!=': '\\ne',
};

/** `a = b \le c`: the sides of a relation with its signs. */
export function printRelationTex(sides: readonly Expr[], relations: readonly Relation[]): string {
  const [first, ...rest] = sides.map(printExprTex);
  return rest.reduce((text, side, i) => `${text} ${RELATIONS[relations[i] ?? '=']} ${side}`, first ?? '');
}

const atom = (text: string): Printed => ({ text, precedence: Precedence.atom });

/** A fraction needs no parentheses in a product, but does below a power. */
const fraction = (above: string, below: string): Printed => ({
  text: `\\frac{${above}}{${below}}`,
  precedence: Precedence.unary,
});

function tex(expr: Expr): Printed {
  switch (expr.kind) {
    case 'number': {
      const text = numberTex(expr.text.replace('E', 'e').replace('e+', 'e'));
      return { text, precedence: text.includes('\\cdot') ? Precedence.product : Precedence.atom };
    }
    case 'text':
      return atom(`\\text{“${escapeText(expr.value)}”}`);
    case 'name':
      return nameOf(expr.name);
    case 'call':
      return call(expr.callee.name, expr.args);
    case 'prime-call': {
      const head = `${scriptable(nameTex(expr.callee.name), '^')}${"'".repeat(expr.order)}`;
      return {
        text: `${head}\\left(${argumentsTex(expr.args).join(', ')}\\right)`,
        precedence: Precedence.postfix,
      };
    }
    case 'binary':
      return binary(expr);
    case 'unary': {
      if (expr.operator === 'not') {
        return { text: `\\lnot ${texAtLeast(tex(expr.operand), Loose.not)}`, precedence: Loose.not };
      }
      return {
        text: `${expr.operator}${texAtLeast(tex(expr.operand), Precedence.product)}`,
        precedence: Precedence.unary,
      };
    }
    case 'transpose':
      return { text: `${base(expr.operand)}^{\\top}`, precedence: Precedence.postfix };
    case 'compare': {
      const [first, ...rest] = expr.operands.map((operand) => texAtLeast(tex(operand), Precedence.sum));
      const text = rest.reduce(
        (sum, side, i) => `${sum} ${RELATIONS[expr.operators[i] ?? '==']} ${side}`,
        first ?? '',
      );
      return { text, precedence: Loose.compare };
    }
    case 'conditional': {
      const [test, yes, no] = [expr.test, expr.whenTrue, expr.whenFalse].map((part) => tex(part).text);
      return atom(`\\begin{cases} ${yes} & \\text{if } ${test} \\\\ ${no} & \\text{otherwise} \\end{cases}`);
    }
    case 'index':
      return {
        text: `${base(expr.target, '_')}_{${expr.items.map(indexItem).join(',')}}`,
        precedence: Precedence.postfix,
      };
    case 'array':
      return atom(arrayTex(expr.rows));
    case 'range':
      return { text: `${tex(expr.from).text}, \\dots, ${tex(expr.to).text}`, precedence: Loose.range };
    case 'derivative':
      return derivative(expr);
    case 'operator':
      return operator(expr);
    case 'absolute':
      return atom(`\\left|${tex(expr.operand).text}\\right|`);
    case 'sum':
      return indexedSum(expr);
    case 'family': {
      const indices = expr.indices.map(({ name }) => nameTex(name)).join(',');
      const conditions = expr.conditions.map((part) => `,\\; ${tex(part).text}`).join('');
      return {
        text: `\\left(${tex(expr.body).text}\\right)_{${indices}${conditions}}`,
        precedence: Precedence.postfix,
      };
    }
    case 'evaluated': {
      const point = expr.at.map(
        ({ variable, value }) =>
          `${variable === undefined ? '' : `${tex(variable).text} = `}${tex(value).text}`,
      );
      return {
        text: `\\left.${tex(expr.target).text}\\right|_{${point.join(', ')}}`,
        precedence: Precedence.power,
      };
    }
    case 'missing':
      return atom('\\square');
  }
}

const SUM_SIGNS: Readonly<Record<IndexedSum['operator'], string>> = {
  sum: '\\sum',
  product: '\\prod',
  max: '\\max',
  min: '\\min',
};

/** `\sum_{i = 1}^{n} a_{i}`; a set is elided where it has no short notation. */
function indexedSum({ operator, indices, from, to, set, conditions, body }: IndexedSum): Printed {
  const names = indices.map(({ name }) => nameTex(name)).join(', ');
  const start = from === undefined ? names : `${names} = ${tex(from).text}`;
  const first = set === undefined ? start : `${names} \\in ${setTex(set)}`;
  const plain = conditions.length > 0 && isBound(conditions[0]!, indices) ? [] : [first];
  const below = [...plain, ...conditions.map((part) => tex(part).text)].filter((part) => part !== '');
  const under = below.length === 0 ? '' : `_{${below.join(', ')}}`;
  const over = to === undefined ? '' : `^{${tex(to).text}}`;
  return {
    text: `${SUM_SIGNS[operator]}${under}${over} ${texAtLeast(tex(body), Precedence.product)}`,
    precedence: Precedence.sum + 1,
  };
}

/** Whether a condition such as `i < j` names the indices by itself. */
const isBound = (condition: Expr, indices: readonly Name[]): boolean =>
  condition.kind === 'compare' &&
  indices.every(({ name }) => condition.operands.some((side) => side.kind === 'name' && side.name === name));

function setTex(set: MemberSet): string {
  switch (set.kind) {
    case 'finite':
      return `\\{${set.members.map((member) => tex(member).text).join(', ')}\\}`;
    case 'range':
      return `\\{${tex(set.from).text}, \\dots, ${tex(set.to).text}\\}`;
    case 'interval':
      return `${set.fromOpen ? '(' : '['}${tex(set.from).text}, ${tex(set.to).text}${set.toOpen ? ')' : ']'}`;
    case 'named':
      return nameTex(set.name);
    case 'shape':
      return '\\dots';
  }
}

const SIGNS: Readonly<Record<OperatorName, string>> = {
  gradient: '\\nabla',
  jacobian: 'D',
  hessian: '\\nabla^2',
  nabla2: '\\nabla^2',
  laplacian: '\\Delta',
  divergence: '\\nabla\\cdot',
  curl: '\\nabla\\times',
  hvp: '\\nabla^2',
  jvp: 'D',
  vjp: 'D',
  directional: 'D',
};

/** A product is the operator applied, then the vector: `∇²f v`; `Dfᵀ u`. */
function operator(expr: Operator): Printed {
  const { operator: name, variable, along } = expr;
  const index = name === 'directional' ? along : variable;
  const sign = `${SIGNS[name]}${index === undefined ? '' : `_{${tex(index).text}}`}`;
  const applied = `${sign} ${texAtLeast(tex(expr.target), Precedence.postfix)}`;
  if (along === undefined || name === 'directional') return { text: applied, precedence: Precedence.unary };
  const vector = texAtLeast(tex(along), Precedence.postfix);
  const matrix = name === 'vjp' ? `\\left(${applied}\\right)^{\\top}` : `\\left(${applied}\\right)`;
  return { text: `${matrix} ${vector}`, precedence: Precedence.product };
}

/** Letters, digits and signs that mean nothing to TeX; others are left out. */
const escapeText = (text: string): string => text.replace(/[^\p{L}\p{N} .,:;>=+-]/gu, '');

const SYMBOLS: ReadonlyMap<string, string> = new Map([['inf', '\\infty']]);

function nameOf(name: string): Printed {
  const text = SYMBOLS.get(name) ?? nameTex(name);
  return text.startsWith('\\frac') ? { text, precedence: Precedence.unary } : atom(text);
}

/** What a script is attached to. */
const base = (expr: Expr, kind: '_' | '^' = '^'): string =>
  scriptable(texAtLeast(tex(expr), Precedence.postfix), kind);

function binary(expr: Binary): Printed {
  const left = tex(expr.left);
  const right = tex(expr.right);
  switch (expr.operator) {
    case '/':
      return fraction(left.text, right.text);
    case '^':
      return { text: `${base(expr.left)}^{${right.text}}`, precedence: Precedence.power };
    case '.^':
      return { text: `${base(expr.left)}^{\\circ ${right.text}}`, precedence: Precedence.power };
    case '+':
    case '-':
      return {
        text: `${texAtLeast(left, Precedence.sum)} ${expr.operator} ${inner(right, Precedence.sum)}`,
        precedence: Precedence.sum,
      };
    case '*':
    case '@':
    case 'juxtapose':
      return product(texAtLeast(left, Precedence.product), inner(right, Precedence.product));
    case '.*':
      return infixed(left, '\\odot', right);
    case './':
      return infixed(left, '\\oslash', right);
    case 'and':
    case 'or': {
      const precedence = Loose[expr.operator];
      const sign = expr.operator === 'and' ? '\\land' : '\\lor';
      return {
        text: `${texAtLeast(left, precedence)} ${sign} ${texAtLeast(right, precedence + 1)}`,
        precedence,
      };
    }
  }
}

const infixed = (left: Printed, sign: string, right: Printed): Printed => ({
  text: `${texAtLeast(left, Precedence.product)} ${sign} ${inner(right, Precedence.product)}`,
  precedence: Precedence.product,
});

/** A right operand: as strong as its operator at least, and without a sign in front. */
function inner(printed: Printed, precedence: number): string {
  const signed = /^[-+]/.test(printed.text) && printed.precedence < Precedence.atom;
  return signed ? `\\left(${printed.text}\\right)` : texAtLeast(printed, precedence + 1);
}

/** Factors side by side: a dot between digits, no gap between a number and a letter. */
function product(left: string, right: string): Printed {
  const isNumber = /\d$/.test(left);
  const dot = /^\d/.test(right) || (isNumber && right.startsWith('\\frac'));
  const gap = dot ? ' \\cdot ' : isNumber && !/^\\(?:mathrm|operatorname|text)/.test(right) ? ' ' : ' \\, ';
  return { text: `${left}${gap}${right}`, precedence: Precedence.product };
}

const argumentsTex = (args: readonly Argument[]): string[] =>
  args.map(
    ({ keyword, value }) => `${keyword === undefined ? '' : `${upright(keyword.name)}=`}${tex(value).text}`,
  );

function call(name: string, args: readonly Argument[]): Printed {
  const symbol = nameTex(name);
  const fallback = symbol.startsWith('\\mathrm') ? symbol.replace('\\mathrm', '\\operatorname') : symbol;
  const printed = argumentsTex(args);
  if (args.length === 1 && args[0]!.keyword === undefined) {
    const { value } = args[0]!;
    if (name === 'inv') return { text: `${base(value)}^{-1}`, precedence: Precedence.postfix };
    if (name === 'transpose') return { text: `${base(value)}^{\\top}`, precedence: Precedence.postfix };
  }
  if (name === 'kronecker' && args.every(({ keyword }) => keyword === undefined))
    return { text: `\\delta_{${printed.join(' ')}}`, precedence: Precedence.postfix };
  return { text: callTex(name, printed, fallback), precedence: Precedence.postfix };
}

function indexItem(item: IndexItem): string {
  if (item.kind === 'all') return ':';
  if (item.kind === 'rest') return '\\dots';
  if (item.kind === 'at') return tex(item.value).text;
  return [item.from, item.to].map((end) => (end === undefined ? '' : tex(end).text)).join(':');
}

/** Rows of a matrix; a list of plain rows is one, and a list of anything else is a column. */
function arrayTex(rows: readonly (readonly Expr[])[]): string {
  const only = rows.length === 1 ? rows[0]! : undefined;
  let grid = rows;
  if (only !== undefined) {
    const nested = only.map((item) =>
      item.kind === 'array' && item.rows.length === 1 ? item.rows[0]! : undefined,
    );
    grid = nested.every((row) => row !== undefined) ? nested : only.map((item) => [item]);
  }
  const lines = grid.map((row) => row.map((item) => tex(item).text).join(' & '));
  return `\\begin{pmatrix} ${lines.join(' \\\\ ')} \\end{pmatrix}`;
}

function derivative(expr: Derivative): Printed {
  const target = tex(expr.target);
  const [first] = expr.variables;
  if (expr.operator === 'grad' || expr.operator === 'hessian') {
    const power = expr.operator === 'hessian' ? '^{2}' : '';
    const under = first === undefined ? '' : `_{${tex(first).text}}`;
    return {
      text: `\\nabla${power}${under} ${texAtLeast(target, Precedence.postfix)}`,
      precedence: Precedence.unary,
    };
  }
  const order = expr.variables.length > 1 ? `^{${expr.variables.length}}` : '';
  const below = differentials(expr.variables).join(' \\, ');
  if (expr.target.kind === 'name') {
    const plain = fraction(`\\partial${order} ${target.text}`, below);
    if (expr.at === undefined) return plain;
    const at = expr.at.map((argument) => tex(argument).text).join(', ');
    return { text: `${plain.text}\\left(${at}\\right)`, precedence: Precedence.unary };
  }
  return {
    text: `\\frac{\\partial${order}}{${below}} ${texAtLeast(target, Precedence.postfix)}`,
    precedence: Precedence.unary,
  };
}

/** `\partial x^{2}`, `\partial x \, \partial y`; runs of one variable are gathered. */
function differentials(variables: readonly Expr[]): string[] {
  const runs: { text: string; count: number }[] = [];
  for (const variable of [...variables].reverse()) {
    const text = texAtLeast(tex(variable), Precedence.postfix);
    const last = runs.at(-1);
    if (last?.text === text) last.count += 1;
    else runs.push({ text, count: 1 });
  }
  return runs.map(
    ({ text, count }) => `\\partial ${count > 1 ? `${scriptable(text, '^')}^{${count}}` : text}`,
  );
}
