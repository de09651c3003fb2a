import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';
import { functions } from '../../../src/core/graph/operations/index';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

const grammarFile = (name: string): IRawGrammar => {
  const file = path.join(root, 'syntaxes', name);
  return parseRawGrammar(readFileSync(file, 'utf8'), file);
};

/** Stands for the grammar of a language: only its comments matter here. */
const host = (scopeName: string, patterns: readonly object[]): IRawGrammar =>
  parseRawGrammar(JSON.stringify({ scopeName, patterns, repository: {} }), 'host.json');

const GRAMMARS: Readonly<Record<string, () => IRawGrammar>> = {
  'source.nabla': () => grammarFile('nabla.tmLanguage.json'),
  'comment.nabla.marker': () => grammarFile('nabla-marker.injection.json'),
  'comment.nabla.block': () => grammarFile('nabla-block.injection.json'),
  'markdown.nabla.codeblock': () => grammarFile('nabla-fence.injection.json'),
  'source.c': () =>
    host('source.c', [
      { name: 'comment.line.double-slash.c', begin: '//', end: '$' },
      { name: 'comment.block.c', begin: '/\\*', end: '\\*/' },
      { name: 'storage.type.c', match: '\\bint\\b' },
    ]),
  'source.python': () =>
    host('source.python', [{ name: 'comment.line.number-sign.python', begin: '#', end: '$' }]),
  'text.html.markdown': () =>
    host('text.html.markdown', [{ name: 'comment.block.html', begin: '<!--', end: '-->' }]),
};

const INJECTED: Readonly<Record<string, string[]>> = {
  'source.c': ['comment.nabla.marker', 'comment.nabla.block'],
  'source.python': ['comment.nabla.marker', 'comment.nabla.block'],
  'text.html.markdown': ['comment.nabla.marker', 'comment.nabla.block', 'markdown.nabla.codeblock'],
};

const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
const registry = new Registry({
  onigLib: loadWASM(wasm).then(() => ({ createOnigScanner, createOnigString })),
  loadGrammar: async (scope) => GRAMMARS[scope]?.(),
  getInjections: (scope) => INJECTED[scope],
});

/** Each piece of a text with the last part of its innermost scope that is ours; text of the host has none. */
async function scopes(text: string, scope = 'source.nabla'): Promise<string[]> {
  const grammar = (await registry.loadGrammar(scope))!;
  let state = INITIAL;
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const token of tokens) {
      const piece = line.slice(token.startIndex, token.endIndex).trim();
      const own = token.scopes.findLast((each) => each.endsWith('.nabla') && !/^(source|meta)\./.test(each));
      if (piece !== '' && own !== undefined) found.push(`${piece} ${own.replace(/\.nabla$/, '')}`);
    }
  }
  return found;
}

describe('a sheet', () => {
  const cases: readonly [text: string, expected: string[]][] = [
    ['y = 2', ['y variable.other', '= keyword.operator.relation', '2 constant.numeric']],
    ['W : 3x2', ['W variable.other', ': keyword.operator.type', '3x2 storage.type.shape']],
    [
      'x, y : R^(m x n)',
      [
        'x variable.other',
        ', punctuation.separator',
        'y variable.other',
        ': keyword.operator.type',
        'R^(m x n) storage.type.shape',
      ],
    ],
    [
      'dL/dW',
      [
        'd keyword.other.derivative',
        'L variable.other',
        '/ keyword.other.derivative',
        'd keyword.other.derivative',
        'W variable.other',
      ],
    ],
    [
      '∂²L/∂x∂y',
      [
        '∂² keyword.other.derivative',
        'L variable.other',
        '/ keyword.other.derivative',
        '∂ keyword.other.derivative',
        'x variable.other',
        '∂ keyword.other.derivative',
        'y variable.other',
      ],
    ],
    [
      'd2L/dx^2',
      [
        'd2 keyword.other.derivative',
        'L variable.other',
        '/ keyword.other.derivative',
        'd keyword.other.derivative',
        'x variable.other',
        '^2 keyword.other.derivative',
      ],
    ],
    [
      "f'(x_1)",
      [
        'f entity.name.function',
        "' keyword.operator.arithmetic",
        '( punctuation.bracket',
        'x_1 variable.other',
        ') punctuation.bracket',
      ],
    ],
    [
      'sum(A, axis=0)',
      [
        'sum support.function',
        '( punctuation.bracket',
        'A variable.other',
        ', punctuation.separator',
        'axis variable.parameter.option',
        '= keyword.operator.relation',
        '0 constant.numeric',
        ') punctuation.bracket',
      ],
    ],
    [
      'grad(L, ŷ_{ij})',
      [
        'grad support.function.derivative',
        '( punctuation.bracket',
        'L variable.other',
        ', punctuation.separator',
        'ŷ_{ij} variable.other',
        ') punctuation.bracket',
      ],
    ],
    ['@grad ignore', ['@grad keyword.control.directive', 'ignore keyword.control.directive']],
    [
      'at x = 1: y = 2',
      [
        'at keyword.control',
        'x variable.other',
        '= keyword.operator.relation',
        '1 constant.numeric',
        ': punctuation.separator',
        'y variable.other',
        '= keyword.operator.relation',
        '2 constant.numeric',
      ],
    ],
    ['at = 3', ['at variable.other', '= keyword.operator.relation', '3 constant.numeric']],
    ['S symmetric', ['S variable.other', 'symmetric keyword.other']],
    ['# a remark', ['# punctuation.definition.comment', 'a remark comment.line.number-sign']],
    ['---', ['--- entity.name.section.separator']],
    [
      "einsum('ij', A')",
      [
        'einsum support.function',
        '( punctuation.separator',
        "'ij' string.quoted",
        ', punctuation.separator',
        'A variable.other',
        "' keyword.operator.arithmetic",
        ') punctuation.bracket',
      ],
    ],
    [
      'y = pi*e^x',
      [
        'y variable.other',
        '= keyword.operator.relation',
        'pi constant.language',
        '* keyword.operator.arithmetic',
        'e constant.language',
        '^ keyword.operator.arithmetic',
        'x variable.other',
      ],
    ],
    ['1.*x', ['1 constant.numeric', '.* keyword.operator.arithmetic', 'x variable.other']],
  ];
  it.each(cases)('%s', async (text, expected) => {
    expect(await scopes(text)).toEqual(expected);
  });

  it('knows every function', async () => {
    const unknown: string[] = [];
    for (const name of functions.keys()) {
      // One is an operator as well, the other a word of the notation.
      if (name === 'div' || name === 'not') continue;
      const [first] = await scopes(`${name}(x)`);
      if (first !== `${name} support.function`) unknown.push(name);
    }
    // The list stands in syntaxes/nabla.tmLanguage.json.
    expect(unknown).toEqual([]);
  });
});

describe('comments of programs', () => {
  it('have the marker, and a statement or a title behind it', async () => {
    expect(await scopes('# @grad the forward pass', 'source.python')).toEqual([
      '@grad keyword.control.directive',
      'the forward pass entity.name.section.title',
    ]);
    expect(await scopes('# @grad y = x\n# y = x', 'source.python')).toEqual([
      '@grad keyword.control.directive',
      'y variable.other',
      '= keyword.operator.relation',
      'x variable.other',
    ]);
    expect(await scopes('// @grad ignore\nint x;', 'source.c')).toEqual([
      '@grad keyword.control.directive',
      'ignore keyword.control.directive',
    ]);
  });

  it('of several lines are sheets up to their end', async () => {
    expect(await scopes('/* @grad square\n * y = x\n * @param x prose\n */\nint y = 3;', 'source.c')).toEqual(
      [
        '@grad keyword.control.directive',
        'square entity.name.section.title',
        '* punctuation.definition.comment.gutter',
        'y variable.other',
        '= keyword.operator.relation',
        'x variable.other',
      ],
    );
    expect(await scopes('<!-- @grad x : R^3 -->\nx = 3', 'text.html.markdown')).toEqual([
      '@grad keyword.control.directive',
      'x variable.other',
      ': keyword.operator.type',
      'R^3 storage.type.shape',
    ]);
  });

  it('without the marker are left alone', async () => {
    expect(await scopes('# y = x', 'source.python')).toEqual([]);
    expect(await scopes('/* y = x\n dL/dW = 3 */', 'source.c')).toEqual([]);
    expect(await scopes('# @gradient of x = 3', 'source.python')).toEqual([]);
  });
});

it('fences of Markdown are sheets', async () => {
  const page = 'text\n\n```nabla\ny = x\n```\n\nz = 3\n\n```c\ny = x\n```';
  expect(await scopes(page, 'text.html.markdown')).toEqual([
    'y variable.other',
    '= keyword.operator.relation',
    'x variable.other',
  ]);
});
