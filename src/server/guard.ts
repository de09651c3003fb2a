import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export interface Log {
  error(message: string): void;
}

export const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/**
 * Runs the work behind one request. A failure is logged and answered with `fallback`, so that one defect neither ends
 * the server nor fills the editor with error messages. A cancelled request is answered at once.
 */
export async function guarded<T>(
  log: Log,
  name: string,
  token: CancellationToken,
  fallback: T,
  work: () => Promise<T>,
): Promise<T | ResponseError<void>> {
  const cancelled = new ResponseError<void>(LSPErrorCodes.RequestCancelled, `${name} was cancelled.`);
  if (token.isCancellationRequested) return cancelled;
  const finished = work().catch((error: unknown) => {
    log.error(`${name} failed: ${describe(error)}`);
    return fallback;
  });
  return Promise.race([finished, cancellation(token).then(() => cancelled)]);
}

const cancellation = (token: CancellationToken): Promise<void> =>
  new Promise((resolve) => {
    token.onCancellationRequested(() => resolve());
  });
