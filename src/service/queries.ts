import { type CheckableBook, checkClaim } from '../core/check/check';
import type { CheckOptions } from '../core/check/options';
import type { Fix } from '../core/check/verdict';
import { shortInfix } from '../core/check/wording';
import { printExprTex } from '../core/print/expr-tex';
import type { Claim, SheetQuery } from '../core/sheet/model';
import { readExpression } from '../core/syntax/infix/read';
import { toDocument } from '../core/text/fragment';
import type { Diagnostic } from './model';

/** What `dL/dW = ?` asks for: the formula, or why there is none. */
type Answer = { readonly formula: string } | { readonly message: string; readonly failed: boolean };

function answerTo(checkable: CheckableBook, { query, span, sheet, fragment }: SheetQuery): Answer {
  const place = { sheet, offset: span.start, fragment, parameters: new Map(), depth: 0 };
  const formulas = new Set<string | undefined>();
  for (const sheetGraph of checkable.sheetGraphs) {
    const result = sheetGraph.lower(query.target, place);
    if ('failure' in result) return { message: result.failure.message, failed: true };
    formulas.add(shortInfix(sheetGraph, result.value.node));
  }
  const [formula] = formulas;
  const text = targetText({ query, fragment });
  if (formula !== undefined && formula.replaceAll(' ', '') === text.replaceAll(/\s/g, '')) {
    const message = `${text} is no derivative, and cannot be written more simply. Ask for one, as in \`dL/dx = ?\`.`;
    return { message, failed: false };
  }
  if (formula !== undefined && formulas.size === 1) return { formula };
  const message =
    formula === undefined
      ? `${text} is too long to be written here. Ask for a derivative on the way to it.`
      : `${text} depends on sizes that are open. Declare them with numbers, such as \`x : R^3\`.`;
  return { message, failed: false };
}

const targetText = ({ query, fragment }: Pick<SheetQuery, 'query' | 'fragment'>): string =>
  fragment.text.slice(query.target.span.start, query.target.span.end);

export function queryDiagnostic(checkable: CheckableBook, query: SheetQuery): Diagnostic {
  const answer = answerTo(checkable, query);
  const failed = 'failed' in answer && answer.failed;
  return {
    span: query.span,
    severity: failed ? 'warning' : 'information',
    code: 'asked',
    message: 'formula' in answer ? `${targetText(query)} = ${answer.formula}` : answer.message,
    related: [],
  };
}

/** Writes the answer in the place of the question mark, if it passes the check as a claim does. */
export function queryFixes(checkable: CheckableBook, query: SheetQuery, options: CheckOptions): Fix[] {
  const { fragment, sheet, span } = query;
  const { target, span: asked } = query.query;
  const mark = { start: asked.end - 1, end: asked.end };
  if (fragment.text.slice(mark.start, mark.end) !== '?') return [];
  const answer = answerTo(checkable, query);
  if (!('formula' in answer)) return [];
  const { expr, errors } = readExpression(answer.formula);
  if (errors.length > 0) return [];
  const claim: Claim = {
    kind: 'derivative',
    left: target,
    relation: '=',
    right: expr,
    at: [],
    span,
    sheet,
    fragment,
  };
  if (checkClaim(checkable, claim, { ...options, tentative: true }).kind !== 'agree') return [];
  const isTex = checkable.book.sourceOf(fragment)?.syntax === 'latex';
  const text = isTex ? printExprTex(expr) : answer.formula;
  return [{ title: `Fill in ${text}`, span: toDocument(fragment, mark), text }];
}
