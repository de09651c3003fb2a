import type { Span } from '../text/span';

/**
 * The one tree that every reader makes. Spans are offsets of the fragment that was read.
 *
 * A tree is never deeper than `MAX_DEPTH`: readers refuse deeper text with an error, so walkers may recurse.
 */
export const MAX_DEPTH = 1000;

export type BinaryOperator =
  /** `*`: scales or multiplies matrices */
  | '*'
  /** juxtaposition: the same product as `*`, written without a sign */
  | 'juxtapose'
  | '/'
  | '+'
  | '-'
  | '^'
  | '.*'
  | './'
  | '.^'
  /** `@`: matrix product */
  | '@'
  | 'and'
  | 'or';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

export type Expr =
  | NumberLiteral
  | TextLiteral
  | Name
  | Call
  | PrimeCall
  | Binary
  | Unary
  | Transpose
  | Compare
  | Conditional
  | Index
  | ArrayLiteral
  | Range
  | Derivative
  | Operator
  | Absolute
  | IndexedSum
  | Family
  | Evaluated
  | Missing;

/** `text` keeps the digits as written: they are the precision that the author claims. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  readonly span: Span;
}

/** `"ij,jk->ik"`, `'fro'`: text in quotes, an argument of a few functions. */
export interface TextLiteral {
  readonly kind: 'text';
  readonly value: string;
  readonly span: Span;
}

/** `name` is the canonical spelling: Greek letters spelt out (`η` is `eta`), subscripts as `x_1`. */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
  /** What is written below and above the letter, where LaTeX writes it: `name` holds all of it. */
  readonly scripts?: Scripts;
  /** How LaTeX sets the letter. It makes no other name; a text that uses `x` and `\mathbf{x}` may mean two things. */
  readonly style?: Style;
  readonly span: Span;
}

/**
 * The parts of a name such as `W_{ij}^{(l)}`. Whether they belong to the name or are indices of an array is decided where
 * names are known.
 */
export interface Scripts {
  /** The name without the scripts, `W`; an accent stays. */
  readonly base: string;
  /** `i` and `j`; empty for a word such as `x_{\text{max}}`. */
  readonly below: readonly Expr[];
  /** `l`, what stands in the brackets. */
  readonly above: readonly Expr[];
  /** The indices are not written: the definition of the name has them, and leaves their values open. */
  readonly hidden?: true;
}

export type Style = 'bold' | 'calligraphic' | 'blackboard' | 'fraktur' | 'sans' | 'typewriter' | 'upright';

/**
 * `f(x, y)`, `sum(A, axis=0)`. Whether `f(x)` applies a function or multiplies is decided where names are known.
 */
export interface Call {
  readonly kind: 'call';
  readonly callee: Name;
  readonly args: readonly Argument[];
  /** The argument stands without brackets, as in `\sin \omega t`: where it ends is likely, not certain. */
  readonly bare?: true;
  readonly span: Span;
}

export interface Argument {
  /** The keyword of `axis=0`. */
  readonly keyword?: Name;
  readonly value: Expr;
}

/** `f'(x)`, `f''(x)`: the derivative of a function of one variable, or a transpose times a parenthesis. */
export interface PrimeCall {
  readonly kind: 'prime-call';
  readonly callee: Name;
  readonly order: number;
  readonly args: readonly Argument[];
  readonly span: Span;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly operatorSpan: Span;
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expr;
  readonly span: Span;
}

/** `A'`, `A^T`. */
export interface Transpose {
  readonly kind: 'transpose';
  readonly operand: Expr;
  /** Written as a prime in LaTeX, which is a derivative more often than a transpose. */
  readonly prime?: true;
  readonly span: Span;
}

/** `a < b < c` inside an expression, for instance as a condition: 1 where it holds, 0 elsewhere. */
export interface Compare {
  readonly kind: 'compare';
  readonly operators: readonly Comparison[];
  readonly operands: readonly Expr[];
  readonly span: Span;
}

/** `if c then a else b`, `a if c else b`, `c ? a : b`, and `cases`: where no case holds, `whenFalse` is `missing`. */
export interface Conditional {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
  readonly span: Span;
}

/** `x[1]`, `A[i, :]`. */
export interface Index {
  readonly kind: 'index';
  readonly target: Expr;
  readonly items: readonly IndexItem[];
  readonly span: Span;
}

/**
 * `all` is a lone `:`, `rest` the `...` that stands for all axes that the other items leave. Entries count from `origin`, which is
 * 1 unless a range of the text starts elsewhere: the coefficients $a_0, …, a_n$ of a polynomial have the origin 0.
 */
export type IndexItem =
  | { readonly kind: 'at'; readonly value: Expr; readonly origin?: number }
  | { readonly kind: 'slice'; readonly from?: Expr; readonly to?: Expr; readonly span: Span }
  | { readonly kind: 'all'; readonly span: Span }
  | { readonly kind: 'rest'; readonly span: Span };

/**
 * `[a, b]` is a vector, `[a, b; c, d]` and `[[a, b], [c, d]]` are matrices. `rows` has one entry unless `;` or a line break
 * separates rows; nested brackets are items.
 */
export interface ArrayLiteral {
  readonly kind: 'array';
  readonly rows: readonly (readonly Expr[])[];
  readonly span: Span;
}

/** `1..10`. */
export interface Range {
  readonly kind: 'range';
  readonly from: Expr;
  readonly to: Expr;
  readonly span: Span;
}

/**
 * `dL/dW`, `∂L/∂W`, `d(L)/d(W)`, `d2L/dx2`, `d2L/dxdy`, `grad(L, W)`, `jacobian(h, x)`, `hessian(L, x)`.
 *
 * `variables` lists one entry per differentiation, in the order in which they are taken: `d2L/dxdy` has `[y, x]`.
 * `operator` tells which shape the author expects of the result.
 */
export interface Derivative {
  readonly kind: 'derivative';
  readonly operator: 'leibniz' | 'grad' | 'jacobian' | 'hessian';
  readonly target: Expr;
  readonly variables: readonly Expr[];
  /** `dL/dW` as the quotient of the names `dL` and `dW`, for sheets that define both. */
  readonly quotient?: Expr;
  /** The arguments of `f_xy(1, 2)`, where the derivative of a function is taken. */
  readonly at?: readonly Expr[];
  /** Whether the one argument in `at` may be a factor as well: `\frac{df}{dx}(x + 1)`. */
  readonly perhapsFactor?: true;
  /** The names that `\left(\frac{\partial P}{\partial V}\right)_T` holds fixed. */
  readonly fixed?: readonly Name[];
  /** The name that `\dot{x}` is where the sheet defines it: `x_dot`. */
  readonly dotted?: Name;
  /** `grad(L, W)` as a call, for sheets that define `grad`. */
  readonly call?: Call;
  readonly span: Span;
}

/**
 * `∇L`, `∇²f`, `Δf`, `∇·F`, `J_f`, `hvp(f, x, v)`: a differential operator. Without a `variable` it is taken with respect to the
 * parameters of a function, to the one free input of a name, or to coordinates such as `x, y, z`.
 */
export interface Operator {
  readonly kind: 'operator';
  readonly operator: OperatorName;
  readonly target: Expr;
  /** A name, an entry of an array, or a list of those. */
  readonly variable?: Expr;
  /** The vector that a product is taken with, or the direction of a derivative. */
  readonly along?: Expr;
  /** The call that the same characters spell where the sheet defines `hvp`, `div` and so on. */
  readonly call?: Call;
  readonly span: Span;
}

export type OperatorName =
  | 'gradient'
  | 'jacobian'
  | 'hessian'
  /** `∇²f`: the Laplacian beside a scalar, the Hessian beside a matrix. */
  | 'nabla2'
  | 'laplacian'
  | 'divergence'
  | 'curl'
  /** `hvp(f, x, v)`: the Hessian of `f` times `v`. */
  | 'hvp'
  /** `jvp(f, x, v)`: the Jacobian of `f` times `v`. */
  | 'jvp'
  /** `vjp(f, x, u)`: the transposed Jacobian of `f` times `u`. */
  | 'vjp'
  /** `D_v f`: along `v`. */
  | 'directional';

/** `|x|`; `‖x‖` is a call of `norm`. */
export interface Absolute {
  readonly kind: 'absolute';
  readonly operand: Expr;
  readonly span: Span;
}

/**
 * `\sum_{i=1}^{n} a_i`, and `\prod`, `\max_j`, `\min_j` in the same form. Without `from`, `to` and `set` the index takes all
 * values that the body allows; without an index, as in `\sum x_i`, the text leaves it open.
 */
export interface IndexedSum {
  readonly kind: 'sum';
  readonly operator: 'sum' | 'product' | 'max' | 'min';
  readonly indices: readonly Name[];
  readonly from?: Expr;
  readonly to?: Expr;
  readonly set?: MemberSet;
  /** `j \ne i`, `i < j`: what the indices satisfy besides. */
  readonly conditions: readonly Expr[];
  /** The values of each index that the arrays below it allow, once they are known; `from` and `to` come first. */
  readonly ranges?: readonly IndexRange[];
  readonly body: Expr;
  readonly span: Span;
}

/**
 * The array of `body` over all values of free indices: what `y_i = 2x_i` says of `y`. With conditions it is the list of the
 * entries that they leave, row by row.
 */
export interface Family {
  readonly kind: 'family';
  readonly indices: readonly Name[];
  readonly ranges: readonly IndexRange[];
  readonly conditions: readonly Expr[];
  /** Conditions that the text before may mean for this. */
  readonly perhaps?: readonly Expr[];
  /** Some index is one that the text does not write here. */
  readonly hidden?: true;
  readonly body: Expr;
  readonly span: Span;
}

/** As many values as an axis has entries, from its origin on; what the text gives instead goes before. */
export interface IndexRange {
  readonly origin: number;
  readonly size: AxisSize;
  readonly from?: Expr;
  readonly to?: Expr;
}

/** `scale`·`name` + `offset` entries, or just `offset`; a size that the text leaves open is at least `least`. */
export interface AxisSize {
  readonly name?: string;
  readonly scale: number;
  readonly offset: number;
  readonly least: number;
}

/** `\left.\frac{dy}{dx}\right|_{x=1}`: an expression with values for some of its names. */
export interface Evaluated {
  readonly kind: 'evaluated';
  readonly target: Expr;
  readonly at: readonly Binding[];
  readonly span: Span;
}

/** `x = 1`; a point alone, as in `|_{x_0}`, has no variable. */
export interface Binding {
  readonly variable?: Expr;
  readonly value: Expr;
}

/**
 * Stands where an operand was expected; an error at its span says so. Also the value where no case holds, and the side that
 * a text leaves to the formula before it.
 */
export interface Missing {
  readonly kind: 'missing';
  readonly span: Span;
}

/** What an index or a name is a member of. */
export type MemberSet =
  | { readonly kind: 'finite'; readonly members: readonly Expr[] }
  | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr }
  | {
      readonly kind: 'interval';
      readonly from: Expr;
      readonly to: Expr;
      readonly fromOpen: boolean;
      readonly toOpen: boolean;
    }
  | { readonly kind: 'shape'; readonly sizes: readonly Size[] }
  | { readonly kind: 'named'; readonly name: string };

/** One size of a shape: a number, or a name that stands for the same size wherever it is used. */
export type Size =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span };
