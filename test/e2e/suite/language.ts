import assert from 'node:assert/strict';
import {
  type CompletionList,
  commands,
  type DocumentSymbol,
  type FoldingRange,
  type LocationLink,
  type Position,
  type SemanticTokens,
  type SignatureHelp,
  type TextDocument,
  type WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import {
  closeAll,
  errors,
  open,
  openNew,
  placeOf,
  until,
  untilErrors,
  untilFix,
  untilHints,
} from './support';

/** Opens a new document with the cursor at the `|` of its text. */
async function openAt(
  text: string,
  language = 'nabla',
): Promise<{ document: TextDocument; position: Position }> {
  const { document } = await openNew(text.replace('|', ''), language);
  return { document, position: document.positionAt(text.indexOf('|')) };
}

const completions = async (text: string, language?: string): Promise<string[]> => {
  const { document, position } = await openAt(text, language);
  const list = await until('completions', async () => {
    const found = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return found.items.some(({ label }) => typeof label !== 'string' || label.includes('/'))
      ? found
      : undefined;
  });
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
};

describe('writing in the editor', () => {
  afterEach(closeAll);

  it('completes derivatives in a sheet, in Markdown and in comments', async () => {
    assert.deepEqual(await completions('h = W*x\nL = sum(h)\ndL/d|\n'), ['dL/dW', 'dL/dx', 'dL/dh']);
    const inPython = await completions('# @grad\n# y = a*x\n# dy/d|\nprint(1)\n', 'python');
    assert.deepEqual(
      inPython.filter((label) => label.includes('/')),
      ['dy/da', 'dy/dx'],
    );
    const inMarkdown = await completions('```nabla\ny = a*x\ndy/d|\n```\n', 'markdown');
    assert.deepEqual(
      inMarkdown.filter((label) => label.includes('/')),
      ['dy/da', 'dy/dx'],
    );
  });

  it('shows the parameters of a function', async () => {
    const { document, position } = await openAt('y = sum(A, |)\n');
    const help = await until('a signature', async () => {
      const found = await commands.executeCommand<SignatureHelp | undefined>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        position,
      );
      return found?.signatures.length ? found : undefined;
    });
    assert.equal(help.signatures[0]!.label, 'sum(x, axis=…, keepdims=0)');
    assert.equal(help.activeParameter, 1);
  });

  it('renames a name in every spelling, and refuses a name that is taken', async () => {
    const { document, position } = await openAt('y = |x^2 + u\ndy/dx = 2*x\n∂y/∂u = 1\n');
    const rename = (name: string): Thenable<WorkspaceEdit> =>
      commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, position, name);
    const edit = await until('a rename', async () => {
      const found = await rename('v');
      return found.size > 0 ? found : undefined;
    });
    assert.ok(await workspace.applyEdit(edit));
    assert.equal(document.getText(), 'y = v^2 + u\ndy/dv = 2*v\n∂y/∂u = 1\n');
    await assert.rejects(async () => rename('u'), /u is a name here already/);
    await untilErrors(document, 0);
  });

  it('goes to the definition', async () => {
    const { document, position } = await openAt('y = x^2\nd|y/dx = 2*x\n');
    const [found] = await until('a definition', async () => {
      const links = await commands.executeCommand<LocationLink[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        position,
      );
      return links.length > 0 ? links : undefined;
    });
    const range = found!.targetSelectionRange ?? found!.targetRange;
    assert.deepEqual([range.start.line, range.start.character], [0, 0]);
  });

  it('has an outline with verdicts', async () => {
    const { document } = await open('07-two-paths.wrong.nabla');
    const found = await until('an outline with verdicts', async () => {
      const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      const names = symbols?.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)]);
      return names?.includes('✗ ∂e/∂b') ? names : undefined;
    });
    assert.ok(found.includes('c'), found.join(' | '));
  });

  it('folds sheets, and has tokens, in its own language alone', async () => {
    const tokens = (uri: TextDocument['uri']): Thenable<SemanticTokens | undefined> =>
      commands.executeCommand('vscode.provideDocumentSemanticTokens', uri);
    const { document } = await openNew('y = x\nz = y\n---\nA = [1, 2\n  3, 4]\n');
    await until('tokens', async () => ((await tokens(document.uri))?.data.length ? true : undefined));
    const folds = await until('folds', async () => {
      const found = await commands.executeCommand<FoldingRange[] | undefined>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      return found?.length ? found : undefined;
    });
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [0, 1],
        [3, 4],
      ],
    );
    const { document: other } = await openNew('# @grad\n# y = x\nprint(1)\n', 'python');
    assert.ok(((await tokens(other.uri))?.data.length ?? 0) === 0);
  });

  it('ignores a claim by a quick fix', async () => {
    const { document } = await openNew('y = x\ndy/dx = 3*x\n');
    const [problem] = await untilErrors(document, 1);
    const ignore = await untilFix(document, problem!.range, /^Ignore this claim$/);
    assert.ok(ignore.edit !== undefined);
    assert.ok(await workspace.applyEdit(ignore.edit));
    assert.equal(document.getText(), 'y = x\n@grad ignore\ndy/dx = 3*x\n');
    await untilErrors(document, 0);
  });

  it('opens a new sheet', async () => {
    await commands.executeCommand('nabla.newSheet');
    const { document } = await until('the new sheet', () => {
      const editor = window.activeTextEditor;
      return editor?.document.languageId === 'nabla' ? editor : undefined;
    });
    await untilHints(document);
    assert.deepEqual(errors(document), []);
    assert.ok(placeOf(document, 'dy/dx = ?').line > 0);
  });
});
