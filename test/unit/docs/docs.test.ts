import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../../src/cli/run';
import { LANGUAGES } from '../../../src/core/extract/languages';
import { functions } from '../../../src/core/graph/operations/index';
import { CODES } from '../../../src/core/sheet/codes';
import { checkDocument, coverage, mayHoldSheets } from '../../../src/service/service';
import { checkText, projectFile } from '../examples/verdicts';
import { anchorsOf, fencesOf, linksOf } from './markdown';
import { actualMarks, expectedMarks, plain } from './marks';

const read = (file: string): string => readFileSync(projectFile(file), 'utf8');

const DOCUMENTS = [
  ...readdirSync(projectFile('.')).filter((name) => name.endsWith('.md')),
  ...readdirSync(projectFile('docs')).map((name) => `docs/${name}`),
  'examples/README.md',
];

describe('every example of the documents has the verdicts that stand beside it', () => {
  // The documents are checked as they are, like any Markdown document with fences.
  test.each(DOCUMENTS)('%s', async (file) => {
    const text = read(file);
    const expected = new Map(
      fencesOf(text)
        .filter(({ language }) => !['jsonc', 'text', 'console', 'markdown'].includes(language))
        .flatMap((fence) => [...expectedMarks(fence.text, fence.line)]),
    );
    expect(plain(actualMarks(await checkText(file, text)))).toEqual(plain(expected));
  });

  const networks = DOCUMENTS.flatMap((file) =>
    fencesOf(read(file))
      .filter(({ language }) => language === 'jsonc')
      .map((fence) => ({ file, ...fence })),
  );
  test.each(networks)('$file, the network in line $line', async ({ text }) => {
    const marks = plain(expectedMarks(text));
    expect(Object.keys(marks).length).toBeGreaterThan(0);
    expect(plain(actualMarks(await checkText('network.nabla.jsonc', text)))).toEqual(marks);
  });
});

interface Command {
  readonly file: string;
  readonly command: string;
  /** What the document shows below the command. */
  readonly output?: string;
}

/** The commands of `sh` blocks, and those of `console` blocks with what they print. */
const COMMANDS: readonly Command[] = DOCUMENTS.flatMap((file) =>
  fencesOf(read(file)).flatMap(({ language, text }): Command[] => {
    if (language === 'sh') return text.split('\n').map((command) => ({ file, command }));
    if (language !== 'console') return [];
    const parts = text.split(/^\$ /m).slice(1);
    return parts.map((part) => {
      const end = part.indexOf('\n');
      return { file, command: part.slice(0, end), output: part.slice(end + 1) };
    });
  }),
);

async function nabla(
  command: string,
  input = '',
): Promise<{ code: number | undefined; output: string; errors: string }> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1);
  let output = '';
  let errors = '';
  const code = await run(
    words,
    { checker: { checkDocument, mayHoldSheets, coverage }, version: '0', runServer: () => {} },
    {
      cwd: projectFile('.'),
      env: {},
      terminal: false,
      columns: 100,
      write: async (text) => {
        output += text;
        return true;
      },
      writeError: (text) => {
        errors += text;
      },
      readInput: async () => new TextEncoder().encode(input),
    },
  );
  return { code, output, errors };
}

describe('every command of the documents works, and prints what they show', () => {
  const checks = COMMANDS.filter(({ command }) => command.startsWith('nabla check'));
  test.each(checks)('$file: $command', async ({ file, command, output }) => {
    const result = await nabla(command);
    expect(result.errors).toBe('');
    expect([0, 1]).toContain(result.code);
    if (output === undefined) return;
    if (process.env.UPDATE_EXPECTED === '1') {
      const text = read(file);
      const shown = `$ ${command}\n${output}`;
      writeFileSync(
        projectFile(file),
        text.replace(shown, () => `$ ${command}\n${result.output.trimEnd()}`),
      );
    } else expect(result.output.trimEnd()).toBe(output.trimEnd());
  });

  test('the JSON in docs/cli.md is what a check prints', async () => {
    const shown = fencesOf(read('docs/cli.md')).find(({ language }) => language === 'json');
    const sheet = 'y = x^2\ndy/dx = x\n';
    const { output } = await nabla('nabla check --format json --stdin-path a.nabla -', sheet);
    const shorten = (text: string): unknown =>
      JSON.parse(text, (key, value: unknown) => (key === 'message' || key === 'notes' ? '…' : value));
    expect(shorten(shown?.text ?? '')).toEqual(shorten(output));
  });

  test('scripts of npm are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const prose = DOCUMENTS.map(read).join('\n');
    const named = [...prose.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map((m) => m[1] ?? m[2]!);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('the README begins with the two commands', () => {
    const first = fencesOf(read('README.md')).find(({ language }) => language === 'sh');
    expect(first?.text).toBe('npm ci && npm start\nnpm ci && npm test');
  });

  test('nothing but known commands stands in sh blocks', () => {
    const unknown = COMMANDS.filter(
      ({ command }) => !/^(?:nabla check |npm (?:ci|run)\b|code --install-extension )/.test(command),
    );
    expect(unknown).toEqual([]);
  });
});

describe('every link leads somewhere', () => {
  test.each(DOCUMENTS)('%s', (file) => {
    const dead = linksOf(read(file)).filter((link) => {
      if (/^https:\/\//.test(link)) return false;
      const [target, anchor] = link.split('#');
      const linked = target === '' ? file : path.join(path.dirname(file), target!);
      if (!existsSync(projectFile(linked))) return true;
      return anchor !== undefined && !anchorsOf(read(linked)).includes(anchor);
    });
    expect(dead).toEqual([]);
  });
});

/** The table between two comments of a document; with UPDATE_EXPECTED=1 it is written first. */
function tableOf(file: string, name: string, wanted: readonly string[]): readonly string[] {
  const [begin, end] = [`<!-- ${name}: begin -->\n`, `<!-- ${name}: end -->`];
  const text = read(file);
  const table = text.split(begin)[1]?.split(end)[0];
  if (table === undefined) return [];
  if (process.env.UPDATE_EXPECTED === '1') {
    const written = text.replace(begin + table + end, () => `${begin}\n${wanted.join('\n')}\n\n${end}`);
    writeFileSync(projectFile(file), written);
    return wanted;
  }
  return table.trim().split('\n');
}

describe('the references are whole', () => {
  test('examples/README.md has every example', () => {
    const names = readdirSync(projectFile('examples')).filter((name) => /^\d\d-.*\.nabla$/.test(name));
    const absent = names.filter((name) => !linksOf(read('examples/README.md')).includes(name));
    expect(absent).toEqual([]);
  });

  test('docs/notation.md has every function', () => {
    const entries = [...new Set(functions.values())];
    const rows = entries.map(({ names, signature, doc }) => {
      const others = names.slice(1).map((name) => `\`${name}\``);
      return `| \`${signature}\` | ${doc.replaceAll('|', '\\|')} | ${others.join(', ')} |`;
    });
    const table = ['| function | value | other names |', '|---|---|---|', ...rows];
    expect(tableOf('docs/notation.md', 'functions', table)).toEqual(table);
  });

  test('docs/notation.md has every language', () => {
    const rows = LANGUAGES.map(({ id, names, endings }) => {
      const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(' ');
      return `| ${id} | ${code(names)} | ${code(endings)} |`;
    });
    const table = ['| language | names of fences and editors | files |', '|---|---|---|', ...rows];
    expect(tableOf('docs/notation.md', 'languages', table)).toEqual(table);
  });

  test('docs/editor.md has every setting and command', () => {
    const manifest = JSON.parse(read('package.json')) as {
      contributes: {
        commands: { category: string; title: string }[];
        configuration: { properties: Record<string, { default: unknown; description: string }> };
      };
    };
    const { commands, configuration } = manifest.contributes;
    const settings = Object.entries(configuration.properties).map(
      ([name, setting]) => `| \`${name}\` | \`${setting.default}\` | ${setting.description} |`,
    );
    const table = ['| setting | default | meaning |', '|---|---|---|', ...settings];
    expect(tableOf('docs/editor.md', 'settings', table)).toEqual(table);
    const missing = commands
      .map(({ category, title }) => `| ${category}: ${title} |`)
      .filter((row) => !read('docs/editor.md').includes(row));
    expect(missing).toEqual([]);
  });

  test('docs/verdicts.md explains every code', () => {
    const anchors = anchorsOf(read('docs/verdicts.md'));
    expect(CODES.filter((code) => !anchors.includes(code))).toEqual([]);
  });
});
