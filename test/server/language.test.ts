import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Location,
  LocationLink,
  Position,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startBuiltServer, type TestClient } from './client';

/** An editor with all that these features can use, and one with nothing. */
let rich: TestClient;
let poor: TestClient;

beforeAll(async () => {
  const settings = { initializationOptions: { commands: true, settings: { delay: 0 } } };
  rich = await startBuiltServer({
    ...settings,
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        definition: { linkSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        semanticTokens: {
          dynamicRegistration: true,
          requests: { full: true, range: true },
          tokenTypes: [],
          tokenModifiers: [],
          formats: ['relative'],
        },
        foldingRange: { dynamicRegistration: true },
      },
    },
  });
  poor = await startBuiltServer({ initializationOptions: { settings: { delay: 0 } } });
});
afterAll(async () => {
  await rich.stop();
  await poor.stop();
});

let documents = 0;

interface Opened {
  readonly uri: string;
  readonly document: TextDocument;
  readonly position: Position;
  /** What a request needs. */
  readonly at: { readonly textDocument: { readonly uri: string }; readonly position: Position };
}

/** Opens a text with a `|` where the cursor stands. */
async function open(client: TestClient, text: string, language = 'nabla', ending = 'nabla'): Promise<Opened> {
  const uri = `untitled:${++documents}.${ending}`;
  const offset = Math.max(0, text.indexOf('|'));
  const document = TextDocument.create(uri, language, 1, text.replace('|', ''));
  await client.open(uri, language, document.getText());
  const position = document.positionAt(offset);
  return { uri, document, position, at: { textDocument: { uri }, position } };
}

const labels = (list: CompletionList | null): string[] => (list?.items ?? []).map(({ label }) => label);

describe('completion', () => {
  const ask = (client: TestClient, { at }: Opened): Promise<CompletionList | null> =>
    client.request('textDocument/completion', at);

  test('offers derivatives and replaces what is written of them', async () => {
    const opened = await open(rich, 'h = W*x\nL = sum(h)\ndL/d|\n');
    const list = await ask(rich, opened);
    expect(labels(list)).toEqual(['dL/dW', 'dL/dx', 'dL/dh']);
    const edit = list!.items[0]!.textEdit!;
    expect(edit).toEqual({
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } },
      newText: 'dL/dW = ',
    });
  });

  test('counts columns in UTF-16 and strips gutters', async () => {
    const opened = await open(rich, '/* @grad 😀\r\n * y = x^2\r\n * 𝛼 = y + y|\r\n */\r\n', 'c', 'c');
    const list = await ask(rich, opened);
    expect(labels(list)[0]).toBe('y');
    expect(list!.items[0]!.textEdit).toMatchObject({
      range: { start: { line: 2, character: 12 }, end: { line: 2, character: 13 } },
    });
  });

  test('has snippets for clients that take them, with the parameters shown next', async () => {
    const find = async (client: TestClient): Promise<CompletionItem> => {
      const list = await ask(client, await open(client, 'y = atan2|\n'));
      return list!.items.find(({ label }) => label === 'atan2')!;
    };
    const item = await find(rich);
    expect(item).toMatchObject({
      insertTextFormat: 2,
      command: { command: 'editor.action.triggerParameterHints' },
    });
    expect(item.textEdit!.newText).toBe(['atan2($', '{1:y}, $', '{2:x})'].join(''));
    const plain = await find(poor);
    expect(plain).toMatchObject({ insertTextFormat: 1 });
    expect([plain.textEdit!.newText, plain.command]).toEqual(['atan2(y, x)', undefined]);
  });

  test('explains an item when it is looked at', async () => {
    const list = await ask(rich, await open(rich, 'y = softma|\n'));
    const resolved = await rich.request<CompletionItem>('completionItem/resolve', list!.items[0]);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(resolved.documentation)).toContain('data:image/svg+xml');
  });

  test('shows shapes and values once there are some', async () => {
    const opened = await open(rich, 'x = 3\ny = x^2\nz = |\n');
    await rich.diagnostics(opened.uri);
    const list = await ask(rich, opened);
    expect(list!.items.find(({ label }) => label === 'y')).toMatchObject({
      detail: '= 9',
      labelDetails: { description: '= 9' },
    });
  });

  test('answers for the text as it is after an edit', async () => {
    const { uri } = await open(rich, 'y = x\n');
    await rich.change(uri, 'first = x\nz = fi');
    const list = await rich.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 1, character: 6 },
    });
    expect(labels(list)).toContain('first');
  });

  test('has nothing outside of sheets, in closed and in other documents', async () => {
    expect(await ask(rich, await open(rich, '# @grad\n# y = x\nfi|\n', 'python', 'py'))).toBeNull();
    expect(await ask(rich, await open(rich, 'Some wo|\n', 'plaintext', 'txt'))).toBeNull();
    const opened = await open(rich, 'y = |\n');
    await rich.close(opened.uri);
    expect(await ask(rich, opened)).toBeNull();
  });
});

test('signature help follows the argument', async () => {
  const { at } = await open(rich, 'y = sum(A, keepdims=|\n');
  const help = await rich.request<SignatureHelp>('textDocument/signatureHelp', at);
  expect(help.signatures[0]).toMatchObject({
    label: 'sum(x, axis=…, keepdims=0)',
    parameters: [{ label: 'x' }, { label: 'axis=…' }, { label: 'keepdims=0' }],
  });
  expect(help.activeParameter).toBe(2);
  expect(await rich.request('textDocument/signatureHelp', (await open(rich, 'y = (a|\n')).at)).toBeNull();
});

test('definition, references and highlights of a name in a derivative', async () => {
  const { uri, at } = await open(rich, 'y = x^2\ndy/dx = 2*x\nz = |y\n');
  const [link] = await rich.request<LocationLink[]>('textDocument/definition', at);
  const head = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  expect(link).toMatchObject({ targetUri: uri, targetSelectionRange: head });
  const locations = (withIt: boolean): Promise<Location[]> =>
    rich.request('textDocument/references', { ...at, context: { includeDeclaration: withIt } });
  expect((await locations(true)).map(({ range }) => [range.start.line, range.start.character])).toEqual([
    [0, 0],
    [1, 1],
    [2, 4],
  ]);
  expect(await locations(false)).toHaveLength(2);
  const found = await rich.request<DocumentHighlight[]>('textDocument/documentHighlight', at);
  expect(found.map(({ kind }) => kind)).toEqual([3, 2, 2]);
  const plain = await open(poor, 'y = x^2\nz = |y\n');
  expect(await poor.request('textDocument/definition', plain.at)).toEqual([{ uri: plain.uri, range: head }]);
});

describe('rename', () => {
  test('changes a name in all its spellings, for this version of the text', async () => {
    const { uri, document, at } = await open(rich, "W : 3x2\nL = sum(W*x)\ndL/d|W = ones(3)*x'\n");
    const prepared = await rich.request('textDocument/prepareRename', at);
    expect(prepared).toEqual({
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 5 } },
      placeholder: 'W',
    });
    const edit = await rich.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'V' });
    const [change] = edit.documentChanges!;
    if (change === undefined || !('edits' in change)) throw new Error('The edit is none of a text.');
    expect(change.textDocument).toEqual({ uri, version: 1 });
    const edits = change.edits.filter((each) => 'newText' in each);
    expect(TextDocument.applyEdits(document, edits)).toBe("V : 3x2\nL = sum(V*x)\ndL/dV = ones(3)*x'\n");
  });

  test('says why it is refused', async () => {
    const { at } = await open(rich, 'y = |x^2 + u\n');
    await expect(rich.request('textDocument/rename', { ...at, newName: 'u' })).rejects.toThrow(
      /u is a name here already, in line 1/,
    );
    const built = await open(rich, 'y = s|in(x)\n');
    await expect(rich.request('textDocument/prepareRename', built.at)).rejects.toThrow(/built-in function/);
  });

  test('leaves the rest of a program to its own server', async () => {
    const { at } = await open(rich, '# @grad\n# y = x\nde|f\n', 'python', 'py');
    expect(await rich.request('textDocument/prepareRename', at)).toBeNull();
    expect(await rich.request('textDocument/rename', { ...at, newName: 'u' })).toBeNull();
  });
});

describe('the outline', () => {
  const text = '# Right\ny = x\ndy/dx = 1\n---\n# Wrong\nz = x\ndz/dx = 2\n';

  test('is a tree with verdicts', async () => {
    const { uri } = await open(rich, text);
    const found = await rich.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    const names = found.map(({ name, children }) => [name, ...(children ?? []).map((child) => child.name)]);
    expect(names).toEqual([
      ['Right', 'y', '✓ dy/dx'],
      ['Wrong', 'z', '✗ dz/dx'],
    ]);
  });

  test('is a list for clients that know no trees', async () => {
    const { uri } = await open(poor, text);
    const found = await poor.request<SymbolInformation[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    expect(found.map(({ name, containerName }) => [name, containerName])).toContainEqual([
      '✗ dz/dx',
      'Wrong',
    ]);
  });

  test('can be searched in all open documents', async () => {
    const { uri } = await open(rich, 'a_rare_name = 3\n');
    const found = await rich.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'rarename' });
    expect(found.map(({ name, location }) => [name, location.uri])).toEqual([['a_rare_name', uri]]);
  });
});

describe('folding and tokens', () => {
  const tokens = async (client: TestClient, { uri, document }: Opened): Promise<string[]> => {
    const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri },
    });
    const found: string[] = [];
    let [line, character] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
      const [lines, characters, length] = [data[i]!, data[i + 1]!, data[i + 2]!];
      line += lines;
      character = lines > 0 ? characters : character + characters;
      const start = { line, character };
      found.push(document.getText({ start, end: { line, character: character + length } }));
    }
    return found;
  };

  test('stand in sheets and in Markdown', async () => {
    const sheet = await open(poor, '# a\n# b\n𝛼 = 2*x\nd𝛼/dx = 2\n');
    expect(await tokens(poor, sheet)).toEqual(['𝛼', '2', 'x', 'd', '𝛼', 'd', 'x', '=', '2']);
    const page = await open(poor, '# A\n\n```nabla\ny = x\n```\n', 'markdown', 'md');
    expect(await tokens(poor, page)).toEqual(['y', 'x']);
    const folds = await poor.request<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri: sheet.uri },
    });
    expect(folds).toContainEqual({ startLine: 0, endLine: 1, kind: 'comment' });
  });

  test('leave programs to their own servers', async () => {
    const { uri, document, position, at } = await open(poor, '# @grad\n# y = x\n# z = y\n', 'python', 'py');
    expect(await tokens(poor, { uri, document, position, at })).toEqual([]);
    expect(await poor.request('textDocument/foldingRange', { textDocument: { uri } })).toBeNull();
  });

  test('of a range are those of its lines', async () => {
    const { uri } = await open(poor, 'y = x\nz = y\nw = z\n');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
    const { data } = await poor.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument: { uri },
      range,
    });
    expect(data.length / 5).toBe(2);
  });

  test('are announced by language where that can be said, else for all', () => {
    expect(rich.initialized.capabilities.semanticTokensProvider).toBeUndefined();
    expect(rich.initialized.capabilities.foldingRangeProvider).toBeUndefined();
    expect(poor.initialized.capabilities.semanticTokensProvider).toMatchObject({ full: true, range: true });
    expect(poor.initialized.capabilities.foldingRangeProvider).toBe(true);
  });
});

test('a wrong claim can be ignored, behind its repairs', async () => {
  const { uri, document } = await open(poor, '# @grad\n# y = x\n# dy/dx = 2\n', 'python', 'py');
  const { diagnostics } = await poor.diagnostics(uri);
  const actions = await poor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostics[0]!.range,
    context: { diagnostics },
  });
  const ignore = actions.at(-1)!;
  expect([ignore.title, ignore.isPreferred]).toEqual(['Ignore this claim', undefined]);
  const after = TextDocument.applyEdits(document, ignore.edit!.changes![uri]!);
  expect(after).toBe('# @grad\n# y = x\n# @grad ignore\n# dy/dx = 2\n');
  await poor.change(uri, after);
  expect((await poor.diagnostics(uri)).diagnostics).toEqual([]);
});

test('nothing is answered where Nabla is switched off', async () => {
  const client = await startBuiltServer({ initializationOptions: { settings: { enable: false } } });
  const { at } = await open(client, 'y = x\nz = |\n');
  expect(await client.request('textDocument/completion', at)).toBeNull();
  expect(await client.request('textDocument/documentSymbol', { textDocument: at.textDocument })).toBeNull();
  await client.stop();
});
