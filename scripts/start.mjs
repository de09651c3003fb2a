/** The main job on a fresh clone: builds the extension, checks the examples with it, and installs it where VS Code is. */
import { exists, inProject, mustRunNode, run } from './run.mjs';

const colour = { FORCE_COLOR: process.env.NO_COLOR ? '0' : '1' };

console.log('Building …');
await mustRunNode('esbuild.js');
await mustRunNode('scripts/package.mjs');

console.log('\nChecking the examples: nabla check --quiet examples\n');
// Exit code 1 says that a derivative is wrong, which some examples are on purpose.
const code = await run(process.execPath, [inProject('dist', 'cli.js'), 'check', '--quiet', 'examples'], {
  env: colour,
});
if (code > 1) process.exit(code);

const vsix = inProject('nabla.vsix');
console.log(`\nThe extension is ${vsix}`);
if (!exists('code')) {
  console.log(
    'To install it, run "Extensions: Install from VSIX…" in VS Code, or: code --install-extension nabla.vsix',
  );
} else if ((await run('code', ['--install-extension', vsix, '--force'])) !== 0) {
  console.log('"code --install-extension" failed; run "Extensions: Install from VSIX…" in VS Code instead.');
} else {
  console.log('It is installed: open the folder examples/ in VS Code.');
}
