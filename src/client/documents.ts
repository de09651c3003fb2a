import { type TextDocument, workspace } from 'vscode';
import { mayHoldSheets } from './need';

/** Files and new documents; others, such as the old side of a comparison, are not checked. */
export const SCHEMES = ['file', 'untitled'];

const isEnabled = ({ uri }: TextDocument): boolean =>
  workspace.getConfiguration('nabla', uri).get('enable', true);

export function documentMayHoldSheets(document: TextDocument): boolean {
  if (!SCHEMES.includes(document.uri.scheme) || !isEnabled(document)) return false;
  return mayHoldSheets({ language: document.languageId, path: document.uri.path, text: document.getText() });
}
