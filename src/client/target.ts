import {
  Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { CommandTarget } from '../protocol/commands';
import type { Place } from '../protocol/graph-view';

/** The place a command works on: what a code lens gives, else the cursor. */
export function commandTarget(argument: unknown): CommandTarget | undefined {
  if (isTarget(argument)) return argument;
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** Menus and key bindings hand other things to commands. */
const isTarget = (value: unknown): value is CommandTarget =>
  typeof value === 'object' &&
  value !== null &&
  'uri' in value &&
  typeof value.uri === 'string' &&
  'position' in value &&
  typeof value.position === 'object' &&
  value.position !== null &&
  'line' in value.position &&
  Number.isInteger(value.position.line);

export const toRange = ({ start, end }: Place): Range =>
  new Range(start.line, start.character, end.line, end.character);

/** Selects a place in its document, in the editor that shows it already if there is one. */
export async function reveal(uri: string, place: Place): Promise<void> {
  const document = await openDocument(uri);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const range = toRange(place);
  const editor = await window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: range,
  });
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

export async function openDocument(uri: string): Promise<TextDocument> {
  const wanted = Uri.parse(uri, true);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === wanted.toString());
  return open ?? workspace.openTextDocument(wanted);
}
