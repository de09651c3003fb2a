import { createRequire } from 'node:module';

/** Turns this process into the language server; the server's bundle lies beside the command's. */
export function runServer(): void {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  createRequire(__filename)('./server.js');
}
