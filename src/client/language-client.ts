import type { Diagnostic, ExtensionContext, LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../protocol/requests';
import { SCHEMES } from './documents';
import { explainLink } from './explain';
import { isDark } from './theme';

/** Megabytes; a server that wants more is stopped before it takes the machine with it. */
const MEMORY_LIMIT = 2048;

export interface ClientHooks {
  readonly log: LogOutputChannel;
  /** The server ended by itself. The answer says whether it is to be started again. */
  readonly onDied: () => boolean;
}

/** A client whose server runs in a process of its own; not started yet. */
export function createLanguageClient(
  context: ExtensionContext,
  { log, onDied }: ClientHooks,
): LanguageClient {
  const initializationOptions = (): InitializationOptions => ({
    dark: isDark(),
    commands: true,
    claims: true,
  });
  const module = context.asAbsolutePath('dist/server.js');
  const server = { module, transport: TransportKind.ipc };
  const execArgv = [`--max-old-space-size=${MEMORY_LIMIT}`];
  // Not the folder that is open, which may hold anything.
  const cwd = context.extensionPath;
  return new LanguageClient(
    'nabla',
    'Nabla',
    {
      run: { ...server, options: { cwd, execArgv } },
      debug: { ...server, options: { cwd, execArgv: [...execArgv, '--nolazy', '--inspect=6229'] } },
    },
    {
      // Any comment may hold a sheet, so every language belongs to it.
      documentSelector: SCHEMES.map((scheme) => ({ scheme })),
      diagnosticCollectionName: 'nabla',
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: onDied() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withExplanation)),
      },
    },
  );
}

/** The code of a problem leads to its explanation, shown as a page. */
function withExplanation(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code === 'object')
    diagnostic.code = { value: code.value, target: explainLink(String(code.value)) };
  return diagnostic;
}
