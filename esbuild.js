/**
 * Builds everything that ships into dist/ and says how large it is.
 *
 *   node esbuild.js                 minified, as it is packaged
 *   node esbuild.js --development   readable, with source maps
 *   node esbuild.js --watch         the same, again after every change
 */
const { readdirSync, readFileSync } = require('node:fs');
const { chmod, mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

const root = __dirname;
const outputFolder = path.join(root, 'dist');

/** `on` says where a bundle runs; a `lazy` one is loaded by the others at run time, when they `import()` its entry. */
const bundles = [
  { name: 'extension', entry: 'src/client/extension.ts', on: 'node', external: ['vscode'] },
  { name: 'server', entry: 'src/server/main.ts', on: 'node' },
  // An executable gets its `#!` line here, so its source has none.
  { name: 'cli', entry: 'src/cli/main.ts', on: 'node', executable: true },
  { name: 'math', entry: 'src/service/math/main.ts', on: 'node', lazy: true },
  { name: 'webview', entry: 'src/webview/main.ts', on: 'browser' },
  { name: 'worker', entry: 'src/webview/worker.ts', on: 'browser' },
];

// Packages written as ES modules ask where they are; a CommonJS bundle knows it under another name.
const moduleUrl = 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;';

const platforms = {
  // VS Code 1.91 runs extensions on Node 20. An `import()` becomes a lazy `require`, which every host of extensions has.
  node: { platform: 'node', format: 'cjs', target: 'node20', supported: { 'dynamic-import': false } },
  browser: { platform: 'browser', format: 'iife', target: 'chrome122' },
};

/** Leaves the `import()` of a lazy bundle's entry in place, pointed at the built file beside the importer. */
function lazyBundles(importer) {
  const targets = new Map(
    bundles.filter((b) => b.lazy && b !== importer).map((b) => [path.join(root, b.entry), `./${b.name}.js`]),
  );
  return {
    name: 'lazy-bundles',
    setup(build) {
      build.onResolve({ filter: /^\./ }, async (args) => {
        if (args.kind !== 'dynamic-import' || args.pluginData === lazyBundles) return undefined;
        const { path: file } = await build.resolve(args.path, {
          kind: args.kind,
          importer: args.importer,
          resolveDir: args.resolveDir,
          pluginData: lazyBundles,
        });
        const target = targets.get(file);
        return target ? { path: target, external: true } : undefined;
      });
    },
  };
}

function options(bundle, development) {
  const entry = path.join(root, bundle.entry);
  const onNode = bundle.on === 'node';
  return {
    ...platforms[bundle.on],
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(outputFolder, `${bundle.name}.js`),
    bundle: true,
    // jsonc-parser's main is a UMD module whose requires esbuild cannot follow.
    mainFields: ['module', 'main'],
    external: bundle.external ?? [],
    banner: onNode ? { js: bundle.executable ? `#!/usr/bin/env node\n${moduleUrl}` : moduleUrl } : {},
    plugins: [lazyBundles(bundle)],
    minify: !development,
    sourcemap: development,
    define: {
      'process.env.NODE_ENV': development ? '"development"' : '"production"',
      ...(onNode ? { 'import.meta.url': 'moduleUrl' } : {}),
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

/** The package folders that went into the bundles, from the metafiles' input paths. */
function bundledPackages(metafiles) {
  const folders = metafiles
    .flatMap((metafile) => Object.keys(metafile.inputs))
    .map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

/** The licences of others ask for their text to travel with the code. */
function notices(metafiles) {
  const seen = new Set();
  const parts = [];
  for (const folder of bundledPackages(metafiles)) {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
    );
    if (seen.has(`${name}@${version}`)) continue;
    seen.add(`${name}@${version}`);
    const texts = readdirSync(path.join(root, folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    const body = texts.map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim()).join('\n\n');
    parts.push(`${name} ${version} (${license})\n\n${body}`.trim());
  }
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function main(flags) {
  const watch = flags.includes('--watch');
  const development = watch || flags.includes('--development');
  if (!watch) await rm(outputFolder, { recursive: true, force: true });
  await mkdir(path.join(outputFolder, 'meta'), { recursive: true });

  if (watch) {
    const contexts = await Promise.all(
      bundles.map((b) => esbuild.context({ ...options(b, true), logLevel: 'info' })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }

  const metafiles = await Promise.all(
    bundles.map(async (bundle) => {
      const { metafile } = await esbuild.build(options(bundle, development));
      const file = path.join(outputFolder, `${bundle.name}.js`);
      if (bundle.executable) await chmod(file, 0o755);
      await writeFile(path.join(outputFolder, 'meta', `${bundle.name}.json`), JSON.stringify(metafile));
      return metafile;
    }),
  );
  await writeFile(path.join(outputFolder, 'THIRD-PARTY-NOTICES.txt'), notices(metafiles));
  for (const metafile of metafiles) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map'))
        console.log(`${file.padEnd(20)} ${(bytes / 1024).toFixed(0).padStart(6)} kB`);
    }
  }
}

main(process.argv.slice(2)).catch((error) => {
  // esbuild has already printed what it found in the sources; anything else is ours to show.
  if (!error.errors) console.error(error);
  process.exitCode = 1;
});
