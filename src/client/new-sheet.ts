import { commands, type Disposable, window, workspace } from 'vscode';
import { NEW_SHEET } from './new-sheet-text';

/** "Nabla: New Sheet": a document without a file, with a short example in it. */
export function registerNewSheet(): Disposable {
  return commands.registerCommand('nabla.newSheet', async () => {
    const document = await workspace.openTextDocument({ language: 'nabla', content: NEW_SHEET });
    await window.showTextDocument(document);
  });
}
