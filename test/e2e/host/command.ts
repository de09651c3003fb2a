import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds; after them the command is killed and the promise rejected. */
  readonly timeout?: number;
}

/** Runs a program to its end. Resolves with what it printed; rejects with that when it fails. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeout ?? 600_000,
    });
    let output = '';
    const collect = (data: Buffer): void => {
      output += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${output.slice(-4000)}`),
        );
    });
  });
}

/**
 * Runs npm in a folder of its own. An npm above it hands down its project through variables, which would send the
 * packages there; the user's configuration (registry, proxy, cache) stays.
 */
export function runNpm(args: readonly string[], cwd: string): Promise<string> {
  const inherited =
    /^(?:npm_package_|npm_lifecycle_|npm_config_(?:local_prefix|prefix|workspaces?)$|INIT_CWD$)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  return runCommand('npm', args, { cwd, env });
}
