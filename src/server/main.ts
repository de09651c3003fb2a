import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import * as service from '../service/service';
import { describe } from './guard';
import { startServer } from './server';

// Editors that start a server without arguments talk to it over the standard input and output.
const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];
const chosen = process.argv.some((word) =>
  TRANSPORTS.some((name) => word === name || word.startsWith(`${name}=`)),
);
if (!chosen) process.argv.push('--stdio');

/** The page that explains every diagnostic; it lies beside the bundles' folder. */
const page = path.resolve(__dirname, '..', 'docs', 'verdicts.md');

const connection = createConnection();
startServer(connection, {
  service,
  version,
  explanations: existsSync(page) ? pathToFileURL(page).href : undefined,
});

// One defect must not take the other documents with it; without a client there is nobody left to serve.
const survive = (error: unknown): void => {
  try {
    connection.console.error(describe(error));
  } catch {
    process.exit(1);
  }
};
process.on('uncaughtException', survive);
process.on('unhandledRejection', survive);
