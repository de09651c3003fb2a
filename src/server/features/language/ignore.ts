import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import { ignoreFixesAt } from '../../../service/language/ignore';
import type { Checked } from '../../documents';
import type { ReadText } from '../../reads';
import { SOURCE } from '../diagnostics';

/** A directive that leaves the claims of a range alone. Never the preferred fix: a mistake is better mended. */
export function ignoreActions(
  checked: Checked,
  text: ReadText | undefined,
  range: Range,
  context: readonly Diagnostic[],
  versioned: boolean,
): CodeAction[] {
  if (checked.result === undefined || checked.version !== text?.version) return [];
  const { uri, version, positions } = text;
  return ignoreFixesAt(checked.result, text.read, positions.span(range)).map(
    ({ title, span, text: newText }) => {
      const edits = [{ range: positions.range(span), newText }];
      return {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: context.filter(({ source }) => source === SOURCE),
        edit: versioned
          ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
          : { changes: { [uri]: edits } },
      };
    },
  );
}
