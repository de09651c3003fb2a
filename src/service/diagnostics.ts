import type { CheckableBook } from '../core/check/check';
import { allFinite } from '../core/check/points';
import type { VerdictKind } from '../core/check/verdict';
import type { SheetGraph } from '../core/sheet/lowering/sheet-graph';
import type { Claim, Definition } from '../core/sheet/model';
import { resolve } from '../core/sheet/scope';
import type { Expr } from '../core/syntax/ast';
import { forEachOperand } from '../core/syntax/walk';
import { toDocument } from '../core/text/fragment';
import type { Span } from '../core/text/span';
import type { JudgedClaim } from './checked';
import type { Diagnostic, Severity } from './model';
import { proseOf } from './prose';
import { queryDiagnostic } from './queries';
import type { SheetValues } from './values';

/** Everything that a document should be told, in document order. */
export function diagnosticsOf(
  checkable: CheckableBook,
  judged: readonly JudgedClaim[],
  values: SheetValues,
): Diagnostic[] {
  const { book } = checkable;
  const sheetGraph = checkable.sheetGraphs[0]!;
  const isProse = proseOf(book);
  const remarks: Diagnostic[] = [
    ...book.problems,
    ...definitionFailures(sheetGraph),
    ...nonFiniteValues(sheetGraph, values),
    ...book.unread.map(
      ({ span, reason, code }): Diagnostic => ({
        span,
        severity: UNREAD_SEVERITIES[code],
        code,
        message: reason,
        related: [],
      }),
    ),
  ];
  const found: Diagnostic[] = [
    ...remarks.filter(({ span }) => !isProse(span)),
    ...book.queries.map((query) => queryDiagnostic(checkable, query)),
    ...judged.flatMap(({ claim, verdict }) => claimDiagnostic(sheetGraph, claim, verdict)),
  ];
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

const UNREAD_SEVERITIES = { syntax: 'error', 'not-yet': 'warning', prose: 'hint' } as const;

function claimDiagnostic(
  sheetGraph: SheetGraph,
  claim: Claim,
  verdict: JudgedClaim['verdict'],
): Diagnostic[] {
  if (verdict.kind === 'agree' || (claim.unannotated === true && verdict.kind !== 'disagree')) return [];
  return [
    {
      span: verdict.kind === 'disagree' ? wrongPlace(claim, verdict) : claim.span,
      severity: severityOf(verdict.kind, verdict.code),
      code: verdict.code,
      message: [verdict.message, ...verdict.notes].join(' '),
      related: verdict.kind === 'disagree' ? relatedPlaces(sheetGraph, claim, verdict) : [],
    },
  ];
}

/** The sub-term that is wrong, or the right side where that is not known. */
function wrongPlace({ fragment, right, span: whole }: Claim, verdict: JudgedClaim['verdict']): Span {
  const span = toDocument(fragment, verdict.diagnoses?.[0]?.span ?? right.span);
  // A synthetic part of a fragment may stand for more of the document than the claim.
  return span.end > span.start && whole.start <= span.start && span.end <= whole.end ? span : whole;
}

/** The definition whose derivative is concerned comes before that of the function. */
function relatedPlaces(
  sheetGraph: SheetGraph,
  claim: Claim,
  verdict: JudgedClaim['verdict'],
): Diagnostic['related'] {
  const concerned = verdict.diagnoses?.[0]?.related;
  const places = definitionPlaces(sheetGraph, claim);
  if (concerned === undefined) return places;
  return [concerned, ...places.filter(({ span }) => span.start !== concerned.span.start)];
}

/** What the reader can mend is at least a warning; what only Nabla could not tell is information. */
function severityOf(kind: VerdictKind, code: string): Severity {
  if (kind === 'disagree' || code === 'shape-mismatch') return 'error';
  if (kind === 'unread' || code === 'unknown-name' || code === 'circular' || code === 'out-of-range')
    return 'warning';
  return 'information';
}

/** Where the function of a claim, or the value it speaks of, is defined. */
function definitionPlaces({ book }: SheetGraph, claim: Claim): Diagnostic['related'] {
  const { left } = claim;
  const subject = left.kind === 'derivative' || left.kind === 'operator' ? left.target : left;
  const name =
    subject.kind === 'name' ? subject.name : left.kind === 'prime-call' ? left.callee.name : undefined;
  if (name === undefined) return [];
  const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
  if (definition === undefined || definition.kind === 'free') return [];
  return [{ span: definition.span, message: `${name} is defined here.` }];
}

/** The first cause of each definition that could not be computed; what depends on it is not repeated. */
function definitionFailures({ lowered }: SheetGraph): Diagnostic[] {
  const reported = new Set<string>();
  return [...lowered.values()].flatMap((result): Diagnostic[] => {
    if ('value' in result || result.failure.code === 'depends') return [];
    const { span, code, message, related } = result.failure;
    const key = `${span.start}:${span.end}:${message}`;
    if (reported.has(key)) return [];
    reported.add(key);
    return [{ span, severity: 'error', code: code === 'unsupported' ? 'not-yet' : code, message, related }];
  });
}

/** Definitions that are not finite at the given values although everything they use is. */
function nonFiniteValues(sheetGraph: SheetGraph, values: SheetValues): Diagnostic[] {
  return [...sheetGraph.lowered].flatMap(([definition, result]): Diagnostic[] => {
    if (definition.kind !== 'expression' || 'failure' in result) return [];
    const value = values.valueOf(result.value.node);
    if (value === undefined || allFinite(value.entries)) return [];
    const cause = firstNonFinite(sheetGraph, values, definition.expr);
    if (cause === undefined) return [];
    return [nonFinite(sheetGraph, values, definition, cause)];
  });
}

/** The innermost part that is not finite while its operands are; undefined when the fault lies in another definition. */
function firstNonFinite(sheetGraph: SheetGraph, values: SheetValues, expr: Expr): Expr | undefined {
  if (isFiniteHere(sheetGraph, values, expr) !== false) return undefined;
  let inner: Expr | undefined;
  let someOperandFails = false;
  forEachOperand(expr, (operand) => {
    if (isFiniteHere(sheetGraph, values, operand) !== false) return;
    someOperandFails = true;
    inner ??= firstNonFinite(sheetGraph, values, operand);
  });
  if (someOperandFails) return inner;
  return expr.kind === 'name' || expr.kind === 'number' ? undefined : expr;
}

function isFiniteHere(sheetGraph: SheetGraph, values: SheetValues, expr: Expr): boolean | undefined {
  const node = sheetGraph.nodeOf.get(expr);
  const value = node === undefined ? undefined : values.valueOf(node);
  return value === undefined ? undefined : allFinite(value.entries);
}

function nonFinite(
  sheetGraph: SheetGraph,
  values: SheetValues,
  definition: Definition,
  cause: Expr,
): Diagnostic {
  const { fragment } = definition;
  const text = fragment.text.slice(cause.span.start, cause.span.end);
  const entries = values.valueOf(sheetGraph.nodeOf.get(cause)!)!.entries;
  const bad = Array.from(entries).find((entry) => !Number.isFinite(entry));
  const operands: string[] = [];
  forEachOperand(cause, (operand) => {
    const node = sheetGraph.nodeOf.get(operand);
    const value = node === undefined ? undefined : values.valueOf(node);
    if (value === undefined || value.entries.length !== 1 || operand.kind === 'number') return;
    operands.push(`${fragment.text.slice(operand.span.start, operand.span.end)} = ${value.entries[0]}`);
  });
  const why = operands.length === 0 ? '' : `, where ${operands.join(', ')}`;
  return {
    span: toDocument(fragment, cause.span),
    severity: 'warning',
    code: 'not-finite',
    message: `\`${text}\` is ${Number.isNaN(bad) ? 'not defined' : 'infinite'} at the given values${why}. Check the values or the domain.`,
    related: [],
  };
}
