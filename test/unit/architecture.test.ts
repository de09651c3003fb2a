import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What the files of a layer may import beside their own layer: other layers, and packages by their names. */
interface Rule {
  readonly layers: readonly string[];
  readonly packages: readonly string[];
}

/** Lower layers first. A layer is a folder of src/, and inside src/core each folder is one. Only what is named is allowed. */
const rules: Readonly<Record<string, Rule>> = {
  'core/text': { layers: [], packages: [] },
  'core/syntax': { layers: ['core/text'], packages: [] },
  'core/graph': { layers: [], packages: ['decimal.js'] },
  'core/extract': { layers: ['core/text', 'core/syntax'], packages: ['jsonc-parser'] },
  'core/print': { layers: ['core/text', 'core/syntax', 'core/graph', 'core/diff'], packages: [] },
  'core/diff': { layers: ['core/graph'], packages: [] },
  'core/sheet': {
    layers: ['core/text', 'core/extract', 'core/syntax', 'core/graph', 'core/diff'],
    packages: [],
  },
  'core/check': {
    layers: ['core/text', 'core/syntax', 'core/graph', 'core/print', 'core/diff', 'core/sheet'],
    packages: [],
  },
  protocol: { layers: [], packages: [] },
  service: { layers: ['core/*', 'protocol'], packages: ['mathjax-full', 'mathjs', 'node:*'] },
  server: {
    layers: ['core/*', 'service', 'protocol'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'node:*'],
  },
  cli: { layers: ['core/*', 'service'], packages: ['picocolors', 'tinyglobby', 'node:*'] },
  client: { layers: ['protocol'], packages: ['vscode', 'vscode-languageclient', 'node:*'] },
  webview: { layers: ['protocol'], packages: ['elkjs'] },
};

interface Edge {
  /** A file, seen from the project's folder. */
  readonly from: string;
  /** A file, seen from the project's folder, or what is imported from a package. */
  readonly to: string;
}

function layerOf(file: string): string {
  const [top, second] = file.replace(/^src\//, '').split('/');
  return top === 'core' ? `core/${second}` : top!;
}

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? 'node:*'
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** Why an import is against the rules; undefined when it is not. */
function complaint({ from, to }: Edge): string | undefined {
  const layer = layerOf(from);
  const rule = rules[layer];
  if (rule === undefined) return `${from}: the layer ${layer} has no rule`;
  // Every layer may read the manifest's version.
  if (to === 'package.json') return undefined;
  if (!to.startsWith('src/')) {
    return rule.packages.includes(packageOf(to)) ? undefined : `${from} imports the package ${to}`;
  }
  const target = layerOf(to);
  const allowed =
    target === layer || rule.layers.some((each) => each === target || each === `${target.split('/')[0]}/*`);
  return allowed ? undefined : `${from} imports ${to}`;
}

/** The imports between all files of src/, types included, as the bundler resolves them. */
async function importsOfSources(): Promise<readonly Edge[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: globSync('src/**/*.ts', { cwd: root, ignore: '**/*.d.ts' }),
    outdir: 'unused',
    write: false,
    bundle: true,
    metafile: true,
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [
      {
        // The bundler drops imports of types, which bind layers as well; without the word it keeps them.
        name: 'keep-types',
        setup({ onLoad }) {
          onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path: file }) => ({
            loader: 'ts',
            contents: readFileSync(file, 'utf8').replaceAll(
              /^(?:import|export) type (?:\*|[\w$, ]*\{[^}]*\}|[\w$]+)(?: as [\w$]+)? from ('[^']+')/gm,
              'import $1',
            ),
          }));
        },
      },
    ],
  });
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map(({ path: to }) => ({ from, to })),
  );
}

test('imports go down the layers only', async () => {
  const edges = await importsOfSources();
  expect(edges.length).toBeGreaterThan(0);
  expect(edges.map(complaint).filter((each) => each !== undefined)).toEqual([]);
});

test('the rule itself finds what it should', () => {
  const find = (from: string, to: string): string | undefined => complaint({ from, to });
  expect(find('src/core/sheet/a.ts', 'src/core/graph/b.ts')).toBeUndefined();
  expect(find('src/server/main.ts', 'src/core/text/span.ts')).toBeUndefined();
  expect(find('src/server/main.ts', 'vscode-languageserver/node')).toBeUndefined();
  expect(find('src/cli/main.ts', 'node:fs')).toBeUndefined();
  expect(find('src/core/graph/a.ts', 'src/core/sheet/b.ts')).toBe(
    'src/core/graph/a.ts imports src/core/sheet/b.ts',
  );
  expect(find('src/core/text/a.ts', 'node:fs')).toBe('src/core/text/a.ts imports the package node:fs');
  expect(find('src/service/a.ts', 'vscode-languageserver')).toMatch('imports the package');
  expect(find('src/server/a.ts', 'vscode')).toMatch('imports the package');
  expect(find('src/client/a.ts', 'src/core/text/span.ts')).toMatch('imports src/core');
  expect(find('src/webview/a.ts', 'src/client/b.ts')).toMatch('imports src/client');
  expect(find('src/protocol/a.ts', 'src/core/text/span.ts')).toMatch('imports src/core');
  expect(find('src/new/a.ts', 'src/new/b.ts')).toMatch('has no rule');
});

test('imports of types are seen', async () => {
  const edges = await importsOfSources();
  expect(edges).toContainEqual({ from: 'src/core/text/fragment.ts', to: 'src/core/text/span.ts' });
  expect(edges).toContainEqual({ from: 'src/core/syntax/ast.ts', to: 'src/core/text/span.ts' });
});
