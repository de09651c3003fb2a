import type { Evidence } from '../../core/check/verdict';
import { type LineIndex, lineIndex, positionAt } from '../../core/text/lines';
import type { Span } from '../../core/text/span';
import type { Coverage } from '../../service/coverage';
import type { Diagnostic } from '../../service/model';
import type { FileReport, Format, ReportedClaim } from '../report';
import { type JsonTensor, nested } from '../values';

/** One JSON object, a file a line. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export function json(): Format {
  let first = true;
  const item = (value: unknown): string => {
    const comma = first ? '' : ',';
    first = false;
    return `${comma}\n${JSON.stringify(value)}`;
  };
  return {
    start: () => '{"version":1,"files":[',
    file: (report) => item(file(report)),
    failure: ({ path, message }) => item({ path, error: message, claims: [] }),
    end: ({ counts }) => `${first ? '' : '\n'}],"summary":${JSON.stringify(counts)}}\n`,
  };
}

function file({ path, text, claims, problems, coverage }: FileReport): unknown {
  const lines = lineIndex(text);
  return {
    path,
    claims: claims.map((found) => claim(found, lines)),
    ...(problems.length === 0 ? {} : { problems: problems.map((found) => problem(found, lines)) }),
    ...(coverage && { coverage: covered(coverage, lines) }),
  };
}

/** What `--coverage` adds: every formula of the prose with its reading. */
const covered = ({ formulas, read }: Coverage, lines: LineIndex): unknown => ({
  formulas: formulas.length,
  read,
  readings: formulas.map(({ span, text, statements }) => ({
    ...place(span, lines),
    text,
    statements: statements.map(({ span: own, role, infix, reason, verdicts }) => ({
      ...place(own, lines),
      role,
      ...(infix === '' ? {} : { infix }),
      ...(verdicts.length === 0
        ? {}
        : { verdicts: verdicts.map(({ kind, code }) => ({ verdict: kind, code })) }),
      ...(reason === undefined ? {} : { reason }),
    })),
  })),
});

const claim = ({ span, text, kind, verdict, fixes }: ReportedClaim, lines: LineIndex): unknown => ({
  ...place(span, lines),
  text,
  kind,
  verdict: verdict.kind,
  code: verdict.code,
  message: verdict.message,
  ...(verdict.notes.length === 0 ? {} : { notes: verdict.notes }),
  ...(verdict.expected === undefined ? {} : { expected: verdict.expected }),
  ...(verdict.counterexample === undefined ? {} : { counterexample: point(verdict.counterexample) }),
  fixes: fixes.map((fix) => fix.title),
  ...(verdict.evidence?.compared === undefined ? {} : { evidence: evidence(verdict.evidence) }),
});

/** What `--explain` adds: every point with both sides, and the difference quotient. */
const evidence = ({ reading, points, rejected, atValues, compared = [], witness }: Evidence): unknown => ({
  reading,
  points,
  rejected,
  atValues,
  compared: compared.map(({ point: where, given, outcome, worst, precision }) => ({
    point: point(where),
    given,
    outcome,
    precision,
    entry: worst.index.map((i) => i + 1),
    expected: finite(worst.expected),
    expectedError: finite(worst.expectedRadius),
    claimed: finite(worst.claimed),
    claimedError: finite(worst.claimedRadius),
  })),
  ...(witness === undefined
    ? {}
    : {
        witness: {
          quotient: finite(witness.quotient),
          error: finite(witness.error),
          derivative: finite(witness.derivative),
          precision: witness.precision,
        },
      }),
});

/** JSON has no infinities; they are written as text, as in points. */
const finite = (x: number): number | string => (Number.isFinite(x) ? x : String(x));

const problem = ({ span, severity, code, message }: Diagnostic, lines: LineIndex): unknown => ({
  ...place(span, lines),
  severity,
  code,
  message,
});

const point = (
  values: NonNullable<ReportedClaim['verdict']['counterexample']>,
): Readonly<Record<string, JsonTensor>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, nested(value)]));

interface PlaceFromOne {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a span lies, counted from 1. */
export function place(span: Span, lines: LineIndex): PlaceFromOne {
  const start = positionAt(lines, span.start);
  const end = positionAt(lines, span.end);
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
