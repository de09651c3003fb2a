import type { Expr } from '../ast';
import type { ReadResult } from '../read-result';
import type { Statement } from '../statements';
import { isDerivative } from '../walk';
import { dialectOf } from './dialects';
import { tokenize } from './lexer';
import { type ReadOptions, readExpression, readInfix } from './read';
import { isRelation, Kind } from './tokens';

const DIRECTIVE_WORDS = ['on', 'off', 'end', 'ignore'] as const;

/** What follows `@grad` on its line. */
export type ReadDirective =
  | { readonly kind: 'word'; readonly word: (typeof DIRECTIVE_WORDS)[number] }
  /** The code beside or below claims this derivative. */
  | { readonly kind: 'derivative'; readonly derivative: Expr }
  | { readonly kind: 'statements'; readonly result: ReadResult }
  /** A heading opens a sheet; it may be empty. */
  | { readonly kind: 'title'; readonly title: string };

/**
 * Reads what follows `@grad`: a reserved word, else a derivative, else statements, else a title. Spans are offsets of
 * `text`.
 */
export function readDirective(text: string, options?: ReadOptions): ReadDirective {
  const title = text.trim();
  const word = DIRECTIVE_WORDS.find((reserved) => reserved === title);
  if (word) return { kind: 'word', word };
  if (title === '') return { kind: 'title', title };
  const derivative = readLoneDerivative(text, options);
  if (derivative) return { kind: 'derivative', derivative };
  const result = readInfix(text, options);
  return result.statements.length > 0 && result.statements.every((statement) => isMeant(statement, text))
    ? { kind: 'statements', result }
    : { kind: 'title', title };
}

function readLoneDerivative(text: string, options: ReadOptions | undefined): Expr | undefined {
  const { expr, errors } = readExpression(text, options);
  if (errors.length > 0 || !isDerivative(expr)) return undefined;
  // `d/dx rules` is a heading; `d/dx f(x)` says what is differentiated.
  const isOperatorOnName =
    expr.kind === 'derivative' && expr.target.kind === 'name' && expr.target.span.start > firstSpan(expr);
  return isOperatorOnName ? undefined : expr;
}

const firstSpan = (expr: { readonly variables: readonly Expr[] }): number =>
  Math.min(...expr.variables.map((variable) => variable.span.start));

/** A statement with a mistake in it is still a statement where it relates two sides: it must not pass for a title. */
function isMeant(statement: Statement, text: string): boolean {
  if (statement.kind !== 'unread') return true;
  if (statement.cause === 'unsupported') return true;
  if (statement.cause === 'prose') return false;
  if (statement.defines) return !isHeadingWithColon(statement.span, text);
  return tokenize(text.slice(statement.span.start, statement.span.end), dialectOf(undefined)).kinds.some(
    isRelation,
  );
}

/** `Exercise: the forward pass` */
function isHeadingWithColon(span: { readonly start: number; readonly end: number }, text: string): boolean {
  const tokens = tokenize(text.slice(span.start, span.end), dialectOf(undefined));
  if (tokens.kinds.some(isRelation)) return false;
  const after = tokens.kinds[tokens.kinds.indexOf(Kind.Colon) + 1];
  return after !== Kind.Number && after !== Kind.OpenParen;
}
