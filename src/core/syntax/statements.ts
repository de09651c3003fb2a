import type { Span } from '../text/span';
import type { Derivative, Expr, MemberSet, Name, Size } from './ast';

export type Relation = '=' | '==' | '≈' | '<' | '<=' | '>' | '>=' | '!=';

export type Statement =
  | RelationStatement
  | FunctionStatement
  | Declaration
  | Membership
  | Property
  | Given
  | At
  | Assume
  | Directive
  | Query
  | Mention
  | UnreadStatement;

/** `a = b`, `a = b = c`, `0 < eta < 1`, `y ≈ 0.34`. Sides are one more than relations. */
export interface RelationStatement {
  readonly kind: 'relation';
  readonly sides: readonly Expr[];
  readonly relations: readonly Relation[];
  readonly relationSpans: readonly Span[];
  /** `A, K, L > 0` and `0 < x, y < 1`: further names that share the place of the side `place`; see `expandList`. */
  readonly also: readonly Name[];
  readonly place: number;
  /** `a < x, y < b` may be one relation for each name, or one relation each. */
  readonly unclear?: true;
  /** The relation is `:=` or says so by `\triangleq`: it gives the left side its meaning and claims nothing. */
  readonly definition?: true;
  /** The text starts with the relation: the first side is `missing`, and ends the formula before. */
  readonly continues?: true;
  /** What the statement before it implies, or is equivalent to; by itself it need not hold. */
  readonly after?: 'implies' | 'equivalent';
  /** "if", "for", "where": what has to hold for it. */
  readonly when?: readonly Statement[];
  readonly span: Span;
}

/**
 * `f(x, y) = x^2*y` where the arguments are distinct bare names. Whether `f` names a function, or `f(x) = …` is a claim
 * about an `f` defined before, is decided by the sheet; the whole statement as a relation is kept for that.
 */
export interface FunctionStatement {
  readonly kind: 'function';
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly body: Expr;
  readonly relation: RelationStatement;
  readonly span: Span;
}

/** `W : 3x2`, `x, y : R^4`, `s : R`. Rank 0 has no sizes. */
export interface Declaration {
  readonly kind: 'declaration';
  readonly names: readonly Name[];
  readonly sizes: readonly Size[];
  readonly span: Span;
}

/** `y in {0, 1}`, `n in 1..10`, `x in [0, 1]`, `x in (0, 1)`, `p in simplex`, `W in R^{3x2}`. */
export interface Membership {
  readonly kind: 'membership';
  readonly names: readonly Name[];
  readonly set: MemberSet;
  readonly span: Span;
}

/** `S symmetric`, `S positive definite`. */
export interface Property {
  readonly kind: 'property';
  readonly names: readonly Name[];
  readonly property: 'symmetric' | 'positive definite' | 'diagonal' | 'orthogonal';
  readonly span: Span;
}

/** `given dL/dh`, `given dL/dh = [1, 2]`: an upstream gradient. */
export interface Given {
  readonly kind: 'given';
  readonly derivative: Derivative;
  readonly value?: Expr;
  readonly span: Span;
}

/** `at x = 1, y = 2: <claims>`. An empty body holds for the statements of the following lines that are indented deeper. */
export interface At {
  readonly kind: 'at';
  readonly point: readonly RelationStatement[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** `assume a < b`: a domain even where it reads as a claim. */
export interface Assume {
  readonly kind: 'assume';
  readonly statement: Statement;
  readonly span: Span;
}

/** `@grad ignore`, `@grad on`, `@grad off`, `@grad end`. */
export interface Directive {
  readonly kind: 'directive';
  readonly name: 'ignore' | 'on' | 'off' | 'end';
  readonly span: Span;
}

/** `dL/dW = ?`: asks for the derivative. */
export interface Query {
  readonly kind: 'query';
  readonly target: Expr;
  readonly span: Span;
}

/** An expression that LaTeX text only speaks of: it states nothing. */
export interface Mention {
  readonly kind: 'mention';
  readonly expr: Expr;
  readonly span: Span;
}

/** Text that starts like a statement Nabla knows but cannot read yet or that has errors; `reason` is a sentence. */
export interface UnreadStatement {
  readonly kind: 'unread';
  readonly reason: string;
  /**
   * `prose` is a remark, `unsupported` a statement of a kind that is not checked yet; `error`, or nothing, is text with a
   * mistake, and then `ReadResult.errors` says where.
   */
  readonly cause?: 'prose' | 'unsupported' | 'error';
  /** The names that the text seems to define or declare; what is known of them without it is not enough to judge by. */
  readonly defines?: readonly Name[];
  readonly span: Span;
}
