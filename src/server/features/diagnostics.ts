import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic, Severity } from '../../service/model';
import type { Checked } from '../documents';

export const SOURCE = 'nabla';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * The problems of a checked document as the protocol has them.
 * @param explanations the address of the page with a heading for every code
 */
export function diagnostics(checked: Checked, explanations: string | undefined): LspDiagnostic[] {
  const found = checked.failure === undefined ? (checked.result?.diagnostics ?? []) : [FAILED];
  return found.map((diagnostic) => toProtocol(diagnostic, checked, explanations));
}

function toProtocol(
  diagnostic: Diagnostic,
  { uri, positions }: Checked,
  explanations: string | undefined,
): LspDiagnostic {
  return {
    range: positions.range(diagnostic.span),
    severity: severities[diagnostic.severity],
    code: diagnostic.code,
    ...(explanations === undefined
      ? {}
      : { codeDescription: { href: `${explanations}#${diagnostic.code}` } }),
    source: SOURCE,
    message: diagnostic.message,
    relatedInformation: diagnostic.related.map(({ span, message }) => ({
      location: { uri, range: positions.range(span) },
      message,
    })),
  };
}

/** Claims are never skipped silently, not even by a defect of ours. */
const FAILED: Diagnostic = {
  span: { start: 0, end: 0 },
  severity: 'warning',
  code: 'internal',
  message:
    'Nabla failed on this document, so its claims are not checked. the output channel "Nabla Server" shows where; ' +
    'other documents are not affected.',
  related: [],
};
