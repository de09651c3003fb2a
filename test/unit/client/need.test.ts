import { describe, expect, test } from 'vitest';
import { type Candidate, mayHoldSheets } from '../../../src/client/need';
import { extract } from '../../../src/core/extract/extract';

const cases: readonly (readonly [name: string, candidate: Candidate, needed: boolean])[] = [
  ['a sheet', { language: 'nabla', path: '/a.nabla', text: '' }, true],
  ['a new sheet', { language: 'nabla', path: 'Untitled-1', text: '' }, true],
  [
    'a sheet whose language another extension took',
    { language: 'plaintext', path: '/a.nabla', text: 'x = 1' },
    true,
  ],
  ['a network', { language: 'json', path: '/net.nabla.json', text: '{}' }, true],
  ['other JSON', { language: 'json', path: '/package.json', text: '{"name": "nabla"}' }, false],
  ['a comment', { language: 'python', path: '/a.py', text: '# @grad\n# L = x^2' }, true],
  ['code without a marker', { language: 'python', path: '/a.py', text: 'grad = 1' }, false],
  ['prose', { language: 'markdown', path: '/a.md', text: 'About nabla and prices of $5 or $6.' }, false],
  ['a formula', { language: 'markdown', path: '/a.md', text: 'About $\\nabla f$.' }, true],
  ['a displayed formula', { language: 'markdown', path: '/a.md', text: '$$\ny = x\n$$' }, true],
  ['a formula in brackets', { language: 'markdown', path: '/a.md', text: 'About \\(f\\).' }, true],
  ['an environment', { language: '', path: '/a.md', text: '\\begin{align}y=x\\end{align}' }, true],
  ['a fence of mathematics', { language: 'markdown', path: '/a.md', text: '> ```math\n> x\n> ```' }, true],
  ['dollars in code', { language: 'markdown', path: '/a.md', text: 'a `$x$`\n```sh\n$A/$B\n```\n' }, false],
  ['LaTeX', { language: 'latex', path: '/a.tex', text: 'so $x$' }, true],
  ['LaTeX without formulas', { language: 'latex', path: '/a.tex', text: 'just \\textbf{text}' }, false],
  ['a page with a formula', { language: 'html', path: '/a.html', text: '<p>\\(x\\)</p>' }, true],
  [
    'a page without formulas',
    { language: 'html', path: '/a.html', text: '<p>$5 or $x$</p><pre>\\(</pre>' },
    false,
  ],
  ['reStructuredText', { language: 'restructuredtext', path: '/a.rst', text: ':math:`x`' }, true],
  ['AsciiDoc', { language: '', path: '/a.adoc', text: 'latexmath:[x]' }, true],
  ['a notebook', { language: 'json', path: '/a.ipynb', text: '{"cells": [{"source": ["$x$"]}]}' }, true],
  ['a cell of a notebook', { language: 'markdown', path: '/a.ipynb', text: 'so $x$' }, true],
  ['a cell of a program', { language: 'python', path: '/a.ipynb', text: 'x = "$"' }, false],
  ['dollars in a program', { language: 'perl', path: '/a.pl', text: '$x = $y; # $x$' }, false],
  ['a fence', { language: 'markdown', path: '/a.md', text: 'x\n```nabla\nL = x^2\n```\n' }, true],
  [
    'a fence with blanks',
    { language: 'markdown', path: '/a.md', text: '~~~~  Nabla title\nL = x^2\n~~~~\n' },
    true,
  ],
  [
    'a fence with attributes',
    { language: 'quarto', path: '/a.qmd', text: '```{.nabla #id}\nL = x^2\n```\n' },
    true,
  ],
  [
    'a fence in a list',
    { language: 'markdown', path: '/a.md', text: '- x\n\n  ```nabla\n  L = x^2\n  ```\n' },
    true,
  ],
  [
    'a fence of another language',
    { language: 'markdown', path: '/a.md', text: '```python\nx\n```\n' },
    false,
  ],
  ['a directive in Markdown', { language: 'markdown', path: '/a.md', text: '<!-- @grad x = 1 -->' }, true],
];

describe('a server is started for', () => {
  test.each(cases)('%s: %o', (_name, candidate, needed) => {
    expect(mayHoldSheets(candidate)).toBe(needed);
    // What the reader finds must never be missed.
    if (!needed) expect(extract(candidate).sheets).toEqual([]);
  });
});
