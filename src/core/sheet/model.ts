import type { AxisSize, Expr, MemberSet, Name, Size } from '../syntax/ast';
import type { At, Property, Query, Relation, Statement } from '../syntax/statements';
import type { Fragment } from '../text/fragment';
import type { Span } from '../text/span';
import type { Code } from './codes';

/**
 * What a name means from a place on. Definitions are compared by identity: two definitions of one name are two objects.
 */
export type Definition =
  | ValueDefinition
  | ExpressionDefinition
  | FunctionDefinition
  | FreeDefinition
  | UpstreamDefinition;

interface Defined {
  readonly name: string;
  /** The document's span of the name where it is defined; of its first use for a free name. */
  readonly nameSpan: Span;
  /** The document's span of the whole statement. */
  readonly span: Span;
  readonly sheet: number;
  readonly fragment: Fragment;
  /** A parent's definition as a subsection sees it that says what the parent left open. */
  readonly inherited?: true;
  /** It stands in prose that nothing marks to be checked. */
  readonly unannotated?: true;
}

/** `x = 3`: an input with a value. */
export interface ValueDefinition extends Defined {
  readonly kind: 'value';
  readonly expr: Expr;
}

/** `h = relu(W*x + b)`. */
export interface ExpressionDefinition extends Defined {
  readonly kind: 'expression';
  readonly expr: Expr;
}

/** `f(x, y) = x^2*y`. */
export interface FunctionDefinition extends Defined {
  readonly kind: 'function';
  readonly parameters: readonly Name[];
  readonly expr: Expr;
  /**
   * The text never says what the function is, and `expr` is one of no importance that stands for all of them. What it depends
   * on is `said` by the text, as in `u = u(x, y)` or `f(u, v)`, or `guessed` from derivatives such as `du/dx`. `usual` is what the
   * name means by custom: `\sigma` is the sigmoid.
   */
  readonly standIn?: 'said' | 'guessed' | 'usual';
}

/** A name that the sheet uses or declares but does not define. */
export interface FreeDefinition extends Defined {
  readonly kind: 'free';
  /** Whether the name only ever stands before arguments: a function that the document does not define. */
  readonly applied: boolean;
}

/**
 * The unknown scalar `L` of `given dL/dh`: all that is known of it are its derivatives with respect to some names, so it
 * stands for the sum over them of ⟨given, name⟩, which has these derivatives.
 */
export interface UpstreamDefinition extends Defined {
  readonly kind: 'upstream';
  readonly given: readonly { readonly variable: Name; readonly value?: Expr; readonly span: Span }[];
}

/** The shape that a declaration gives to a name. */
export interface DeclaredShape {
  readonly sizes: readonly Size[];
  readonly span: Span;
}

/** A restriction of the points at which claims are meant to hold. */
export type Domain =
  | {
      readonly kind: 'relation';
      readonly sides: readonly Expr[];
      readonly relations: readonly Relation[];
      readonly span: Span;
      readonly fragment: Fragment;
      readonly sheet: number;
    }
  | {
      readonly kind: 'member';
      readonly names: readonly Name[];
      readonly set: MemberSet;
      readonly span: Span;
      readonly fragment: Fragment;
      readonly sheet: number;
    }
  | {
      readonly kind: 'property';
      readonly names: readonly Name[];
      readonly property: Property['property'];
      readonly span: Span;
      readonly fragment: Fragment;
      readonly sheet: number;
    };

/** What a relation in prose may be instead of a claim that its sides are equal; a disagreement is no mistake then. */
export type Doubt =
  /** The name has a definition, and this may be its next one: `f(x) = …` of another exercise. */
  | 'redefinition'
  /** A condition, or an equation to solve: `2x - 3 = 0`, `\frac{dL}{dx} = 0`. */
  | 'equation'
  /** A value at a place that words name: `f'(x) = 2x = 6`. Where the left side has but one value, there is no doubt. */
  | 'value'
  /** A differential equation: what is differentiated stands on the right, as in `y' = ky`. */
  | 'differential-equation'
  /** The formulas rest on names that the section relates by an equation, such as `x^2 + y^2 = 1`. */
  | 'constraint'
  /** The first terms of a series, `\sin x = x - x^3/6 + x^5/120`, which is no mistake where it starts right. */
  | 'series'
  /** The dependence of a function that the text does not define is guessed. */
  | 'dependence'
  /** The section sets one letter in several styles, such as `x` and `\mathbf{x}`, which may be two names. */
  | 'style';

export interface Claim {
  readonly kind: 'derivative' | 'value' | 'identity' | 'inequality';
  readonly left: Expr;
  readonly relation: Relation;
  readonly right: Expr;
  /** The pinned values of an `at` statement around the claim. */
  readonly at: At['point'];
  /** The document's span of the claim: both sides, and the relation between them. */
  readonly span: Span;
  readonly sheet: number;
  readonly fragment: Fragment;
  /** The claim stands in prose that nothing marks to be checked. */
  readonly unannotated?: true;
  readonly doubt?: Doubt;
  /** What a claim of prose holds under, as in `… if x > 0`, beside the domains of its sheet. */
  readonly when?: readonly Statement[];
  /** The domains among `when`. */
  readonly domains?: readonly Domain[];
  /** Sides of the same derivation that equal `left`, the nearest first: each serves where `left` cannot be computed. */
  readonly earlier?: readonly Expr[];
  /** Other trees that the text of the claim may mean. */
  readonly otherwise?: readonly Pick<Claim, 'left' | 'right'>[];
}

/** A statement that is no claim Nabla can check: `reason` says why. */
export interface Unread {
  readonly span: Span;
  readonly reason: string;
  /** `not-yet` for notation that is understood but not checked, `prose` for a sentence, `syntax` otherwise. */
  readonly code: 'syntax' | 'not-yet' | 'prose';
  readonly sheet: number;
  /** It stands in prose that nothing marks to be checked. */
  readonly unannotated?: true;
}

export interface SheetQuery {
  readonly query: Query;
  readonly span: Span;
  readonly sheet: number;
  readonly fragment: Fragment;
}

/** A remark about the document that is not about one claim. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: Code;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
}

/** A document's sheets with all names and claims, before any number is computed. */
export interface Book {
  readonly sheets: readonly Sheet[];
  readonly definitions: readonly Definition[];
  readonly domains: readonly Domain[];
  readonly claims: readonly Claim[];
  readonly unread: readonly Unread[];
  readonly queries: readonly SheetQuery[];
  readonly problems: readonly Problem[];
}

export interface Sheet {
  readonly index: number;
  readonly title: string;
  readonly span: Span;
  readonly parent?: number;
  /** In document order. */
  readonly statements: readonly PlacedStatement[];
  readonly shapes: ReadonlyMap<string, DeclaredShape>;
  /** The arrays that the sheet speaks of entry by entry, by name. */
  readonly arrays?: ReadonlyMap<string, IndexedArray>;
  /** Names at which an index ends, such as the `n` of `i = 1, …, n`: they are sizes where nothing defines them. */
  readonly sizeNames?: readonly string[];
  /** Names that the ranges of one axis give to its size. */
  readonly sameSizes?: readonly (readonly [string, string])[];
}

/** What the indices of a name say of it as an array. */
export interface IndexedArray {
  readonly axes: readonly IndexedAxis[];
}

export interface IndexedAxis {
  /** The index of the first entry. */
  readonly origin: number;
  readonly size: AxisSize;
}

export interface PlacedStatement {
  readonly statement: Statement;
  readonly fragment: Fragment;
  readonly span: Span;
  /** It stands in prose that nothing marks to be checked. */
  readonly unannotated?: true;
}
