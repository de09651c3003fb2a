import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  FoldingRangeRequest,
  type InitializeParams,
  type ResponseError,
  SemanticTokensRegistrationType,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { mayHoldSheets } from '../core/extract/extract';
import type { InitializationOptions } from '../protocol/requests';
import type { Configuration } from './configuration';
import type { Checked, DocumentText } from './documents';
import { COMPLETION_TRIGGERS, completions, resolveCompletion } from './features/language/completion';
import { foldingRanges } from './features/language/folding';
import { definition, highlights, references } from './features/language/navigation';
import { prepareRename, rename } from './features/language/rename';
import { SIGNATURE_TRIGGERS, signatureHelp } from './features/language/signature';
import { documentSymbols, workspaceSymbols } from './features/language/symbols';
import { semanticTokens, TOKEN_LEGEND } from './features/language/tokens';
import { describe, guarded } from './guard';
import { createReads, type ReadText } from './reads';

/**
 * Languages whose editors have no tokens and no folding of their own that ours would take the place of: an editor shows
 * those of one server alone.
 */
const OWN_LANGUAGES = ['nabla', 'markdown', 'mdx', 'quarto', 'rmd', 'juliamarkdown'];
const TOKEN_LANGUAGES = [...OWN_LANGUAGES, 'json', 'jsonc', 'json5'];

/** Milliseconds that the outline waits for verdicts; without them it is better than none. */
const OUTLINE_PATIENCE = 1500;

/** Whether a client can be told for which languages a feature is there. */
const registersTokens = ({ textDocument }: ClientCapabilities): boolean =>
  textDocument?.semanticTokens?.dynamicRegistration === true;
const registersFolding = ({ textDocument }: ClientCapabilities): boolean =>
  textDocument?.foldingRange?.dynamicRegistration === true;

const tokenOptions = { legend: TOKEN_LEGEND, full: true, range: true };

/** What the server says about writing and navigating. */
export const languageCapabilities = (client: ClientCapabilities): ServerCapabilities => ({
  completionProvider: { triggerCharacters: COMPLETION_TRIGGERS, resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: SIGNATURE_TRIGGERS },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: { label: 'Nabla' },
  workspaceSymbolProvider: true,
  ...(registersFolding(client) ? {} : { foldingRangeProvider: true }),
  ...(registersTokens(client) ? {} : { semanticTokensProvider: tokenOptions }),
});

export interface LanguageOptions {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly configuration: Pick<Configuration, 'of' | 'initialized'>;
  /** The newest text of an open document. */
  readonly textOf: (uri: string) => DocumentText | undefined;
  readonly openDocuments: () => readonly string[];
  /** The verdicts of the newest text, once it is checked. */
  readonly settled: (uri: string) => Promise<Checked | undefined>;
  readonly isDark: () => boolean;
}

export interface Language {
  /** A check has come to its end. */
  remember(checked: Checked): void;
  forget(uri: string): void;
  /** The newest text as it is read. */
  current(uri: string): ReadText | undefined;
}

/** Answers what needs no check: completion, signatures, navigation, rename, outline, folding, tokens. */
export function serveLanguage(options: LanguageOptions): Language {
  const { connection, params, configuration, textOf, settled, isDark } = options;
  const { textDocument, workspace } = params.capabilities;
  const initial: InitializationOptions | undefined = params.initializationOptions;
  const reads = createReads(textOf);
  const latest = new Map<string, Checked>();

  void configuration.initialized.then(() => registerByLanguage(connection, params.capabilities));

  /** Most documents of an editor hold no sheet, and cost next to nothing. */
  const ifSheets =
    (read: (uri: string) => ReadText | undefined) =>
    (uri: string): ReadText | undefined => {
      const text = textOf(uri);
      return text !== undefined && mayHoldSheets(text.source) ? read(uri) : undefined;
    };

  /** Answers with what `work` makes of the newest text; with null where it has changed since the question. */
  const onText = <T>(
    name: string,
    uri: string,
    token: CancellationToken,
    work: (text: ReadText) => T | Promise<T>,
    read: (uri: string) => ReadText | undefined = ifSheets(reads.current),
  ): Promise<T | null | ResponseError<void>> =>
    guarded<T | null>(connection.console, name, token, null, async () => {
      const asked = textOf(uri)?.version;
      const { enable } = await configuration.of(uri);
      if (!enable || asked === undefined || textOf(uri)?.version !== asked) return null;
      const text = read(uri);
      return text === undefined ? null : work(text);
    });
  const isOneOf = ({ source }: ReadText, languages: readonly string[]): boolean =>
    languages.includes(source.language.toLowerCase());

  const client = {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    commands: initial?.commands === true,
  };
  connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    onText(
      'Completion',
      uri,
      token,
      (text) => completions(text, position, latest.get(uri)?.result, client),
      // The marker itself may be what is being written.
      reads.recent,
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guarded(connection.console, 'Completion', token, item, () => resolveCompletion(item, isDark())),
  );
  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    onText(
      'Signature help',
      uri,
      token,
      (text) => signatureHelp(text, position, isDark()),
      ifSheets(reads.recent),
    ),
  );
  const links = textDocument?.definition?.linkSupport === true;
  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    onText('Definition', uri, token, (text) => definition(text, position, links)),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    onText('References', uri, token, (text) => references(text, position, context.includeDeclaration)),
  );
  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    onText('Highlights', uri, token, (text) => highlights(text, position)),
  );
  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    onText('Rename', uri, token, (text) => prepareRename(text, position)),
  );
  const versioned = workspace?.workspaceEdit?.documentChanges === true;
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
    onText('Rename', uri, token, (text) => rename(text, position, newName, versioned)),
  );
  const nested = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    onText('Outline', uri, token, async ({ version }) => {
      const checked = await Promise.race([settled(uri), after(OUTLINE_PATIENCE)]);
      const text = reads.current(uri);
      return text === undefined || text.version !== version
        ? null
        : documentSymbols(text, checked?.result, nested);
    }),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guarded(connection.console, 'Symbols', token, [], async () => {
      const texts = options.openDocuments().map(ifSheets(reads.current));
      return workspaceSymbols(
        texts.filter((text) => text !== undefined),
        query,
      );
    }),
  );
  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    onText('Folding', uri, token, (text) => (isOneOf(text, OWN_LANGUAGES) ? foldingRanges(text) : null)),
  );
  const { semanticTokens: tokens } = connection.languages;
  const none = { data: [] };
  tokens.on(async ({ textDocument: { uri } }, token) => {
    const found = await onText('Tokens', uri, token, (text) =>
      isOneOf(text, TOKEN_LANGUAGES) ? semanticTokens(text) : none,
    );
    return found ?? none;
  });
  tokens.onRange(async ({ textDocument: { uri }, range }, token) => {
    const found = await onText('Tokens', uri, token, (text) =>
      isOneOf(text, TOKEN_LANGUAGES) ? semanticTokens(text, range) : none,
    );
    return found ?? none;
  });

  return {
    remember: (checked) => latest.set(checked.uri, checked),
    forget(uri) {
      latest.delete(uri);
      reads.forget(uri);
    },
    current: reads.current,
  };
}

/** Clients that can be told so ask for tokens and folding only in languages that have none of their own. */
async function registerByLanguage(connection: Connection, client: ClientCapabilities): Promise<void> {
  const select = (languages: readonly string[]) => ({
    documentSelector: languages.map((language) => ({ language })),
  });
  try {
    if (registersTokens(client)) {
      const register = { ...select(TOKEN_LANGUAGES), ...tokenOptions };
      await connection.client.register(SemanticTokensRegistrationType.type, register);
    }
    if (registersFolding(client)) {
      await connection.client.register(FoldingRangeRequest.type, select(OWN_LANGUAGES));
    }
  } catch (error) {
    connection.console.error(`A feature could not be registered: ${describe(error)}`);
  }
}

const after = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds);
  });
