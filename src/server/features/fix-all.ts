import {
  type AnnotatedTextEdit,
  type CodeAction,
  CodeActionKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type CommandTarget, FIX_ALL_COMMAND, STEPS_COMMAND } from '../../protocol/commands';
import type { FixAllResult, StepsResult } from '../../protocol/requests';
import type { ProposedFix, Service } from '../../service/facade';
import type { Checked } from '../documents';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.nabla`;

export function fixAll(
  service: Service,
  { version, positions, result }: Checked,
  chosen: readonly number[] | undefined,
): FixAllResult {
  const fixes = result === undefined ? [] : service.fixAll(result, chosen);
  return {
    version,
    fixes: fixes.map(({ claim, fix, before, after }) => ({
      before,
      after,
      claim: positions.range(claim),
      place: positions.range(fix.span),
      text: fix.text,
    })),
  };
}

export function steps(service: Service, checked: Checked, position: Range['start']): StepsResult {
  const { version, positions, result } = checked;
  if (result === undefined) return { message: 'There is no sheet in this document.' };
  const found = service.derivationAt(result, positions.offset(position));
  if ('message' in found) return found;
  const { insertion, ...rest } = found;
  return {
    ...rest,
    version,
    ...(insertion === undefined
      ? {}
      : { insertion: { position: positions.position(insertion.offset), text: insertion.text } }),
  };
}

export interface SourceActionOptions {
  /** The kinds that the client asks for; all when absent. */
  readonly only: readonly string[] | undefined;
  /** Whether the client has our commands, which ask before anything is changed. */
  readonly runnable: boolean;
  /** Whether the client can ask for a confirmation of marked edits. */
  readonly annotated: boolean;
  readonly versioned: boolean;
}

/** "Fix all": by our command, which lists what would change; else as an edit that the client is to have confirmed. */
export function sourceActions(
  service: Service,
  checked: Checked,
  { only, runnable, annotated, versioned }: SourceActionOptions,
): CodeAction[] {
  const { uri, result } = checked;
  const asked = only?.some((kind) => FIX_ALL_KIND === kind || FIX_ALL_KIND.startsWith(`${kind}.`));
  if (asked !== true || result === undefined) return [];
  const title = 'Nabla: Fix all in this file';
  if (runnable) {
    if (result.counts.disagree === 0 && !result.diagnostics.some(({ code }) => code === 'asked')) return [];
    const target: CommandTarget = { uri, position: { line: 0, character: 0 } };
    return [{ title, kind: FIX_ALL_KIND, command: { title, command: FIX_ALL_COMMAND, arguments: [target] } }];
  }
  const fixes = service.fixAll(result);
  if (fixes.length === 0) return [];
  return [{ title, kind: FIX_ALL_KIND, edit: editOf(fixes, checked, versioned, annotated) }];
}

function editOf(
  fixes: readonly ProposedFix[],
  { uri, version, positions }: Checked,
  versioned: boolean,
  annotated: boolean,
): WorkspaceEdit {
  const edits = fixes.map(({ fix }) => ({ range: positions.range(fix.span), newText: fix.text }));
  if (!versioned) return { changes: { [uri]: edits } };
  const textDocument = { uri, version };
  if (!annotated) return { documentChanges: [{ textDocument, edits }] };
  const marked = edits.map((edit, i): AnnotatedTextEdit => ({ ...edit, annotationId: String(i) }));
  const changeAnnotations = Object.fromEntries(
    fixes.map(({ before, after }, i) => [
      String(i),
      { label: after, description: `instead of ${before}`, needsConfirmation: true },
    ]),
  );
  return { documentChanges: [{ textDocument, edits: marked }], changeAnnotations };
}

/** "Show steps" at a claim or question about a derivative, for clients that have the command. */
export function stepsActions(checked: Checked, range: Range, runnable: boolean): CodeAction[] {
  const { uri, positions, result } = checked;
  if (!runnable || result === undefined) return [];
  const { start, end } = positions.span(range);
  const derivatives = [
    ...result.claims.filter(({ kind }) => kind === 'derivative'),
    ...result.diagnostics.filter(({ code }) => code === 'asked'),
  ];
  const touched = derivatives.find(({ span }) => span.start <= end && start <= span.end);
  if (touched === undefined) return [];
  const target: CommandTarget = { uri, position: positions.position(touched.span.start) };
  const title = 'Show the steps to this derivative';
  return [
    {
      title,
      kind: CodeActionKind.RefactorRewrite,
      command: { title, command: STEPS_COMMAND, arguments: [target] },
    },
  ];
}
