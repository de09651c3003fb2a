import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import {
  type CodeAction,
  type CodeLens,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type InlayHint,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';

/** Waits until a condition holds, and fails with what was seen last when it never does. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Thenable<T | undefined>,
): Promise<T> {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new assert.AssertionError({ message: `never: ${what}` });
}

/** A file of the workspace. */
export const fileUri = (name: string): Uri => Uri.joinPath(workspace.workspaceFolders![0]!.uri, name);

export async function open(name: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(name)));
}

/**
 * A new document that was never saved. An editor keeps what is not saved for a moment after it was closed, and may give
 * it to the next document of the same name, `Untitled-1`; the one after that has another name.
 */
export async function openNew(content: string, language = 'nabla'): Promise<TextEditor> {
  const document = await until('a new document', async () => {
    const made = await workspace.openTextDocument({ language, content });
    return made.getText().replaceAll('\r', '') === content.replaceAll('\r', '') ? made : undefined;
  });
  return window.showTextDocument(document);
}

export const closeAll = (): Thenable<unknown> => commands.executeCommand('workbench.action.closeAllEditors');

export const problems = ({ uri }: TextDocument): Diagnostic[] =>
  languages.getDiagnostics(uri).filter(({ source }) => source === 'nabla');

export const errors = (document: TextDocument): Diagnostic[] =>
  problems(document).filter(({ severity }) => severity === DiagnosticSeverity.Error);

/** Waits for a number of errors. */
export const untilErrors = (document: TextDocument, count: number): Promise<Diagnostic[]> =>
  until(`${count} errors in ${document.fileName}`, () => {
    const found = errors(document);
    return found.length === count ? found : undefined;
  });

/** The document's text under a problem. */
export const textOf = (document: TextDocument, { range }: Diagnostic): string => document.getText(range);

export const hints = (document: TextDocument): Thenable<InlayHint[]> =>
  commands.executeCommand(
    'vscode.executeInlayHintProvider',
    document.uri,
    new Range(0, 0, document.lineCount, 0),
  );

/** Waits for the first hints. */
export const untilHints = (document: TextDocument): Promise<InlayHint[]> =>
  until('hints', async () => {
    const found = await hints(document);
    return found.length > 0 ? found : undefined;
  });

/** Waits for hints whose labels hold some texts. */
export const untilLabels = (document: TextDocument, wanted: readonly string[]): Promise<string[]> =>
  untilHolds(
    `hints ${wanted.join(', ')}`,
    async () => labels(await hints(document)),
    (found) => wanted.every((text) => found.some((label) => label.includes(text))),
  );

/** Looks until what is seen passes, and fails with what was seen last when it never does. */
async function untilHolds<T>(
  what: string,
  look: () => Thenable<T> | Promise<T>,
  passes: (seen: T) => boolean,
): Promise<T> {
  let last: T | undefined;
  try {
    return await until(what, async () => {
      last = await look();
      return passes(last) ? last : undefined;
    });
  } catch {
    throw new assert.AssertionError({ message: `never: ${what}`, actual: last });
  }
}

export const labels = (found: readonly InlayHint[]): string[] =>
  found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));

/** Waits for hovers at the first occurrence of a text whose Markdown fits. */
export const untilHover = (document: TextDocument, text: string, wanted: RegExp): Promise<string> =>
  untilHolds(
    `a hover at ${text} with ${wanted}`,
    () => hoverAt(document, text),
    (found) => wanted.test(found),
  );

/** The Markdown of all hovers at the first occurrence of a text. */
async function hoverAt(document: TextDocument, text: string): Promise<string> {
  const position = placeOf(document, text);
  const found = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return found
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
    .join('\n');
}

export function placeOf(document: TextDocument, text: string): Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `the document has no ${text}`);
  return document.positionAt(offset);
}

/** Waits for lenses. */
export const untilLenses = (document: TextDocument): Promise<CodeLens[]> =>
  untilHolds(
    'lenses',
    () => commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100),
    (found) => found.length > 0,
  );

/** Waits for a quick fix whose title fits. */
export const untilFix = (document: TextDocument, range: Range, title: RegExp): Promise<CodeAction> =>
  until(`a fix ${title}`, async () => (await fixes(document, range)).find((fix) => title.test(fix.title)));

const fixes = async (document: TextDocument, range: Range): Promise<CodeAction[]> => {
  const found = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
  return found.filter(({ edit }) => edit?.get(document.uri).length);
};

/** Replaces the first occurrence of a text. */
export async function replace(editor: TextEditor, text: string, by: string): Promise<void> {
  const start = placeOf(editor.document, text);
  const range = new Range(start, editor.document.positionAt(editor.document.offsetAt(start) + text.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, by)));
}

/** The processes that run the extension's server; needs the proc file system. */
export function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isServer(pid));
}

function isServer(pid: number): boolean {
  try {
    const [line, status] = ['cmdline', 'stat'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    const parent = Number(status!.slice(status!.lastIndexOf(')')).split(' ')[2]);
    return parent === process.pid && line!.replaceAll('\\', '/').includes('dist/server.js');
  } catch {
    return false;
  }
}

export const hasProcFs = process.platform === 'linux';
