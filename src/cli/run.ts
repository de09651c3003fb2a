import { readArguments } from './arguments';
import { type Checker, check } from './check';
import { helpText } from './help';
import type { ExitCode, Io } from './io';

export interface Program {
  readonly checker: Checker;
  readonly version: string;
  /** Turns the process into the language server. */
  readonly runServer: () => void;
}

/** Runs `nabla` with the words behind its name; undefined when the process goes on as a server. */
export async function run(
  words: readonly string[],
  { checker, version, runServer }: Program,
  io: Io,
): Promise<ExitCode | undefined> {
  const args = readArguments(words);
  switch (args.command) {
    case 'check':
      return check(args, checker, version, io);
    case 'lsp':
      runServer();
      return undefined;
    case 'help':
      await io.write(helpText(args.topic));
      return 0;
    case 'version':
      await io.write(`${version}\n`);
      return 0;
    case 'error':
      io.writeError(`nabla: ${args.message}\nTry "nabla --help".\n`);
      return 2;
  }
}
