import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  PositionEncodingKind,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CHECK,
  CHECK_FILES,
  type CheckFilesParams,
  type CheckParams,
  type CheckResult,
  COVERAGE,
  type CoverageParams,
  type CoverageResult,
  type DocumentClaims,
  FIND_SHEETS,
  FIX_ALL,
  type FindSheetsParams,
  type FixAllParams,
  type FixAllResult,
  GRAPH,
  type GraphParams,
  HEALTH,
  type InitializationOptions,
  READ_CLAIMS,
  type ReadClaimsParams,
  type ServerCapability,
  STEPS,
  type StepsParams,
  type StepsResult,
  THEME,
  type ThemeParams,
} from '../protocol/requests';
import type { Service } from '../service/facade';
import { createCheckedFiles } from './checked-files';
import { createChecks } from './checks';
import { createConfiguration } from './configuration';
import { type Checked, type DocumentText, documentPath, filePath } from './documents';
import { codeActions } from './features/actions';
import { checkResult } from './features/check';
import { checkFile, findSheets } from './features/check-files';
import { documentClaims } from './features/claims';
import { FIX_ALL_KIND, fixAll, sourceActions, steps, stepsActions } from './features/fix-all';
import { graph } from './features/graph';
import { inlayHints } from './features/hints';
import { hover } from './features/hover';
import { ignoreActions } from './features/language/ignore';
import { codeLenses } from './features/lenses';
import { filePattern } from './file-pattern';
import { describe, guarded } from './guard';
import { languageCapabilities, serveLanguage } from './language';
import { createPublisher } from './publisher';

export interface ServerOptions {
  readonly service: Service;
  readonly version: string;
  /** The address of the page with a heading for every diagnostic code. */
  readonly explanations?: string | undefined;
}

/** Answers a client until the client ends the server. */
export function startServer(connection: Connection, options: ServerOptions): void {
  connection.onInitialize((params) => {
    serve(connection, params, options);
    return initializeResult(options.version, params);
  });
  connection.onRequest(HEALTH, () => true);
  connection.listen();
}

const capability: ServerCapability = { filePattern: filePattern() };

const initializeResult = (version: string, { capabilities }: InitializeParams): InitializeResult => ({
  serverInfo: { name: 'nabla', version },
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    inlayHintProvider: true,
    hoverProvider: true,
    codeLensProvider: {},
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL_KIND],
    },
    ...languageCapabilities(capabilities),
    experimental: capability,
  },
});

function serve(
  connection: Connection,
  params: InitializeParams,
  { service, explanations }: ServerOptions,
): void {
  const { workspace } = params.capabilities;
  const initial: InitializationOptions | undefined = params.initializationOptions;
  let dark = initial?.dark ?? false;

  const publisher = createPublisher(connection, { explanations, claims: initial?.claims === true });
  const configuration = createConfiguration(connection, params, () => {
    for (const text of checks.texts()) checks.schedule(text, 0);
    refreshEditors();
  });
  const checks = createChecks({
    service,
    settings: configuration.of,
    onChecked: (checked) => {
      language.remember(checked);
      publisher.publish(checked, true);
      publisher.list(checked);
    },
  });

  const refreshEditors = (): void => {
    const failed = (error: unknown): void => connection.console.error(`A refresh failed: ${describe(error)}`);
    if (workspace?.inlayHint?.refreshSupport) connection.languages.inlayHint.refresh().catch(failed);
    if (workspace?.codeLens?.refreshSupport)
      connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  };

  const sources = { service, settings: configuration.of, ofOpenDocument: checks.settled };
  const documents = new TextDocuments(TextDocument);
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;
  const language = serveLanguage({
    connection,
    params,
    configuration,
    textOf(uri) {
      const document = documents.get(uri);
      return document && documentText(document);
    },
    openDocuments: () => documents.keys(),
    settled: checks.settled,
    isDark: () => dark,
  });
  const checkedFiles = createCheckedFiles({
    connection,
    publisher,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    isOpen,
    sources,
  });

  documents.onDidChangeContent(({ document }) => {
    const { uri } = document;
    // The first text is checked at once; an edit is seldom the last one.
    checks.schedule(documentText(document), checks.has(uri) ? configuration.known(uri).delay : 0);
  });
  documents.onDidClose(({ document }) => {
    configuration.forget(document.uri);
    language.forget(document.uri);
    checks.close(document.uri);
    publisher.clear(document.uri);
    if (filePath(document.uri) === undefined) publisher.unlist(document.uri);
    else void checkedFiles.refresh(document.uri);
  });
  documents.listen(connection);
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) await checkedFiles.refresh(uri);
  });

  connection.onShutdown(checks.closeAll);

  connection.onNotification(THEME, (theme: ThemeParams) => {
    dark = theme.dark;
  });

  /** Answers a request about an open document with what `work` makes of its newest verdicts. */
  const onDocument = <T>(
    name: string,
    uri: string,
    token: CancellationToken,
    fallback: T,
    work: (checked: Checked) => T | Promise<T>,
  ): Promise<T | ResponseError<void>> =>
    guarded(connection.console, name, token, fallback, async () => {
      const checked = await checks.settled(uri);
      return checked === undefined ? fallback : work(checked);
    });

  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    onDocument('Inlay hints', textDocument.uri, token, [], (checked) => inlayHints(service, checked, range)),
  );
  connection.onHover(({ textDocument, position }, token) =>
    onDocument('Hover', textDocument.uri, token, null, (checked) =>
      hover(service, checked, position, dark, explanations),
    ),
  );
  connection.onCodeLens(({ textDocument }, token) =>
    onDocument('Code lens', textDocument.uri, token, [], (checked) =>
      codeLenses(service, checked, initial?.commands === true),
    ),
  );
  const runnable = initial?.commands === true;
  const annotated = workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  const versioned = workspace?.workspaceEdit?.documentChanges === true;
  connection.onCodeAction(({ textDocument, range, context }, token) =>
    onDocument('Code actions', textDocument.uri, token, [], (checked) => [
      ...codeActions(service, checked, range, context.diagnostics, versioned),
      ...ignoreActions(checked, language.current(textDocument.uri), range, context.diagnostics, versioned),
      ...stepsActions(checked, range, runnable),
      ...sourceActions(service, checked, { only: context.only, runnable, annotated, versioned }),
    ]),
  );
  connection.onRequest(FIX_ALL, ({ uri, chosen }: FixAllParams, token: CancellationToken) =>
    onDocument<FixAllResult>('Fix all', uri, token, { version: 0, fixes: [] }, (checked) =>
      fixAll(service, checked, chosen),
    ),
  );
  connection.onRequest<StepsResult, void>(STEPS, ({ uri, position }: StepsParams, token: CancellationToken) =>
    onDocument<StepsResult>('Steps', uri, token, { message: 'The document is not open.' }, (checked) =>
      steps(service, checked, position),
    ),
  );
  connection.onRequest<CoverageResult, void>(COVERAGE, ({ uri }: CoverageParams, token: CancellationToken) =>
    onDocument<CoverageResult>('Coverage', uri, token, { markdown: '' }, ({ result }) => ({
      markdown: result === undefined ? '' : service.coverageReport(result),
    })),
  );
  connection.onRequest(GRAPH, ({ uri, position }: GraphParams, token: CancellationToken) =>
    onDocument('Graph', uri, token, null, (checked) => graph(service, checked, position)),
  );
  connection.onRequest(CHECK, ({ uri, position }: CheckParams, token: CancellationToken) =>
    guarded<CheckResult | ResponseError<void>>(connection.console, 'Check', token, FAILED, async () => {
      checks.flush(uri);
      const outcome = await checkFile(uri, { ...sources, token });
      if (outcome === undefined) return FAILED;
      if ('message' in outcome) return new ResponseError(LSPErrorCodes.RequestFailed, outcome.message);
      return outcome.failure === undefined ? checkResult(outcome, position) : FAILED;
    }),
  );
  connection.onRequest(CHECK_FILES, async (request: CheckFilesParams, token: CancellationToken) => {
    const progress = connection.window.attachWorkDoneProgress(request.workDoneToken);
    return checkedFiles.check(request, token, progress);
  });
  connection.onRequest(READ_CLAIMS, ({ uri }: ReadClaimsParams, token: CancellationToken) =>
    guarded<DocumentClaims | ResponseError<void>>(connection.console, 'Claims', token, FAILED, async () => {
      checkedFiles.watch();
      const outcome = await checkFile(uri, { ...sources, token });
      if (outcome === undefined) return FAILED;
      if ('message' in outcome) return new ResponseError(LSPErrorCodes.RequestFailed, outcome.message);
      if (outcome.failure !== undefined) return FAILED;
      const claims = documentClaims(outcome);
      publisher.listed(claims);
      return claims;
    }),
  );
  connection.onRequest(FIND_SHEETS, (request: FindSheetsParams, token: CancellationToken) => {
    const texts = new Map(checks.texts().map(({ uri, source }) => [uri, source]));
    return findSheets(request, { ...sources, texts, token });
  });
}

const FAILED = new ResponseError<void>(
  LSPErrorCodes.RequestFailed,
  'Nabla failed on this document. the output channel "Nabla Server" shows where.',
);

const documentText = (document: TextDocument): DocumentText => ({
  uri: document.uri,
  version: document.version,
  source: { path: documentPath(document.uri), language: document.languageId, text: document.getText() },
});
