import type { Coverage } from '../service/coverage';
import type { CheckedDocument } from '../service/facade';
import type { ClaimReport, Counts, Diagnostic } from '../service/model';

/** A claim with the place that its diagnostic points at; without one, with the claim's own. */
export interface ReportedClaim extends ClaimReport {
  readonly pointed: ClaimReport['span'];
}

/** One checked file as the formats need it. */
export interface FileReport {
  /** As the user would write it: relative to the current folder where it lies inside. */
  readonly path: string;
  readonly text: string;
  readonly claims: readonly ReportedClaim[];
  /** What is wrong with the document apart from its claims. */
  readonly problems: readonly Diagnostic[];
  readonly counts: Counts;
  /** How the formulas of its prose were understood, where that was asked for. */
  readonly coverage?: Coverage;
}

/** A file that could not be read, or whose check broke off. */
export interface FileFailure {
  readonly path: string;
  readonly message: string;
}

export interface Summary {
  readonly files: number;
  readonly failures: number;
  readonly counts: Counts;
}

/** A format turns reports into text as they come, so that long runs show what they have. */
export interface Format {
  start(): string;
  file(report: FileReport): string;
  failure(failure: FileFailure): string;
  end(summary: Summary): string;
}

export function fileReport(path: string, checked: CheckedDocument, coverage?: Coverage): FileReport {
  const problems = new Set(checked.diagnostics);
  const claims = checked.claims.map((claim): ReportedClaim => {
    const own = checked.diagnostics.filter((diagnostic) => isAbout(diagnostic, claim));
    for (const diagnostic of own) problems.delete(diagnostic);
    return { ...claim, pointed: own[0]?.span ?? claim.span };
  });
  return {
    path,
    text: checked.document.text,
    claims,
    problems: [...problems],
    counts: checked.counts,
    ...(coverage && { coverage }),
  };
}

const isAbout = (diagnostic: Diagnostic, claim: ClaimReport): boolean =>
  diagnostic.code === claim.verdict.code &&
  diagnostic.span.start >= claim.span.start &&
  diagnostic.span.end <= claim.span.end;

export const NO_CLAIMS: Counts = { agree: 0, disagree: 0, inconclusive: 0, unread: 0 };

export const addCounts = (a: Counts, b: Counts): Counts => ({
  agree: a.agree + b.agree,
  disagree: a.disagree + b.disagree,
  inconclusive: a.inconclusive + b.inconclusive,
  unread: a.unread + b.unread,
});
