import { version } from '../../package.json';
import * as checker from '../service/service';
import type { Io } from './io';
import { runServer } from './lsp';
import { run } from './run';

/** Resolves when the text is written; false when the reader has gone, as `head` does. */
function write(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (process.stdout.destroyed) resolve(false);
    else process.stdout.write(text, (error) => resolve(!error));
  });
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  terminal: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? 100,
  write,
  writeError: (text) => process.stderr.write(text),
  readInput,
};

// `write` tells of it.
process.stdout.on('error', () => {});

run(process.argv.slice(2), { checker, version, runServer }, io).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
