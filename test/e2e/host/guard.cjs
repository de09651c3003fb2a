/**
 * Runs a program in a process group of its own and ends the whole group when it is told to or when the process that
 * started it is gone, however that died: its end closes our standard input. Then removes the folder of the run.
 *
 *   node guard.cjs FOLDER PROGRAM ARGUMENT…
 */
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');

const [folder, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
let exitCode = 1;
let ending = false;

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Members of the group may outlive its leader, so the group is asked, given two seconds, and then ended. Its files go
 * when nobody is left to write new ones.
 */
function end() {
  if (ending) return;
  ending = true;
  signalGroup('SIGTERM');
  const started = Date.now();
  const timer = setInterval(() => {
    const waited = Date.now() - started;
    if (waited >= 2000) signalGroup('SIGKILL');
    if (signalGroup(0) && waited < 5000) return;
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    process.exit(exitCode);
  }, 20);
}

child.on('error', (error) => {
  console.error(error.message);
  end();
});
child.on('exit', (code) => {
  exitCode = code ?? 1;
  end();
});
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
