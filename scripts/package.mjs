/** Packs dist/ and its company into nabla.vsix, and refuses to when the package holds what it should not. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vsce from '@vscode/vsce';

const root = fileURLToPath(new URL('..', import.meta.url));
const packagePath = path.join(root, 'nabla.vsix');
const largest = 4 * 1024 * 1024;
const built = ['extension', 'server', 'cli', 'math', 'webview', 'worker'].map((name) => `dist/${name}.js`);
const required = ['package.json', 'README.md', 'LICENSE', ...built];
const forbidden = /\.(?:map|ts)$|^(?:src|test|scripts|node_modules|\.[^/]+)\/|^dist\/meta\//;

const files = await vsce.listFiles({ cwd: root, packageManager: vsce.PackageManager.None });
const unwanted = files.filter((file) => forbidden.test(file));
const absent = required.filter((file) => !files.includes(file));
if (unwanted.length > 0)
  throw new Error(`These files do not belong into the package: ${unwanted.join(', ')}`);
if (absent.length > 0)
  throw new Error(`The package would lack ${absent.join(', ')}. Run "npm run build" first.`);

// All code is bundled, so no dependencies travel; links in the README stay relative, for there is no public host yet.
await vsce.createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const { size } = await stat(packagePath);
if (size > largest) throw new Error(`The package has ${size} bytes; the limit is ${largest}.`);
