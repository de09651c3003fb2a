import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

describe('inside the host', () => {
  it('has the installed package, its diagnostics follow an edit', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const [file] = await vscode.workspace.findFiles('*.txt');
    strictEqual(file?.path, `${folder?.uri.path}/note.txt`);
    const editor = await vscode.window.showTextDocument(file);
    const count = async (wanted: number): Promise<number> => {
      for (let i = 0; i < 100 && vscode.languages.getDiagnostics(file).length !== wanted; i++)
        await sleep(50);
      return vscode.languages.getDiagnostics(file).length;
    };
    strictEqual(await count(1), 1);
    deepStrictEqual(vscode.languages.getDiagnostics(file)[0]?.range.start.character, 12);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'wrong '));
    strictEqual(await count(2), 2);
  });

  it('reports a failure', () => {
    strictEqual(process.env.PROBE, 'right');
  });
});
