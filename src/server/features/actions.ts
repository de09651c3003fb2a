import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Fix } from '../../core/check/verdict';
import type { Service } from '../../service/facade';
import type { Checked } from '../documents';
import { SOURCE } from './diagnostics';

/** The repairs of the claims in a range; each has passed the check already. */
export function codeActions(
  service: Service,
  checked: Checked,
  range: Range,
  context: readonly Diagnostic[],
  /** Whether the client applies an edit only to the version it was made for. */
  versioned: boolean,
): CodeAction[] {
  if (checked.result === undefined) return [];
  const fixes = service.fixesAt(checked.result, checked.positions.span(range));
  const repaired = context.filter((diagnostic) => diagnostic.source === SOURCE);
  return fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: index === 0,
    diagnostics: repaired,
    edit: workspaceEdit(fix, checked, versioned),
  }));
}

function workspaceEdit(fix: Fix, { uri, version, positions }: Checked, versioned: boolean): WorkspaceEdit {
  const edits = [{ range: positions.range(fix.span), newText: fix.text }];
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}
