import { expect, test } from 'vitest';
import { type Arguments, readArguments } from '../../../src/cli/arguments';

const defaults = {
  command: 'check',
  format: 'pretty',
  color: 'auto',
  quiet: false,
  explain: false,
  coverage: false,
  paths: ['.'],
  stdinPath: 'stdin.nabla',
} as const;

const cases: readonly (readonly [line: string, expected: Arguments])[] = [
  ['check', defaults],
  ['check a.nabla b', { ...defaults, paths: ['a.nabla', 'b'] }],
  ['check --format json -q x', { ...defaults, format: 'json', quiet: true, paths: ['x'] }],
  ['check -f sarif --color=never', { ...defaults, format: 'sarif', color: 'never' }],
  ['check - --stdin-path a.py', { ...defaults, paths: ['-'], stdinPath: 'a.py' }],
  ['check --shard 2/8', { ...defaults, shard: { index: 2, count: 8 } }],
  ['check --points 32', { ...defaults, points: 32 }],
  ['check --coverage x', { ...defaults, coverage: true, paths: ['x'] }],
  ['check --explain x', { ...defaults, explain: true, paths: ['x'] }],
  ['check -- --odd-name', { ...defaults, paths: ['--odd-name'] }],
  ['check --help', { command: 'help', topic: 'check' }],
  ['lsp --stdio', { command: 'lsp' }],
  ['lsp', { command: 'lsp' }],
  ['--help', { command: 'help' }],
  ['help', { command: 'help' }],
  ['--version', { command: 'version' }],
  ['', { command: 'error', message: 'A command is missing.' }],
  ['chekc', { command: 'error', message: 'There is no command "chekc".' }],
  [
    'check --format xml',
    { command: 'error', message: '--format takes pretty, json, sarif, junit or github, not "xml".' },
  ],
  ['check --color red', { command: 'error', message: '--color takes auto, always or never, not "red".' }],
  ['check - a', { command: 'error', message: '"-" cannot be combined with files.' }],
  ['check --shard 0/2', { command: 'error', message: '--shard takes a part such as 2/8, not "0/2".' }],
  ['check --shard 3/2', { command: 'error', message: '--shard takes a part such as 2/8, not "3/2".' }],
  ['check --points 1', { command: 'error', message: '--points takes a number from 4 to 256.' }],
  ['check --stdio', { command: 'error', message: '"nabla check" has no option --stdio.' }],
  ['lsp a', { command: 'error', message: '"nabla lsp" takes no files.' }],
  ['check --foo', { command: 'error', message: "Unknown option '--foo'." }],
];

test.each(cases)('nabla %s', (line, expected) => {
  expect(readArguments(line.split(' ').filter((word) => word !== ''))).toEqual(expected);
});
