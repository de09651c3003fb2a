import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract, mayHoldSheets, outline } from '../../../src/core/extract/extract';
import type { Extraction } from '../../../src/core/extract/sheet-source';
import { checkInvariants } from './render';

/** Documents as people write them; random pieces of them are put together. */
const DOCUMENTS: readonly string[] = [
  '# Exercise 3\n\nConsider $y = \\sigma(wx + b)$ with cost $J(w, b) = \\frac{1}{2}(y - z)^2$.\n\n- Find $\\nabla J$ and show $\\|\\nabla J\\| < \\frac{1}{4}$.\n- Write it.\n\n$$\n\\frac{\\partial J}{\\partial w} = (y - z)\\,y(1 - y)\\,x\n$$\n\n> so \\(a = b\\)\n> $$c\n> = d$$\n',
  '---\ntitle: "A $x$"\nheader-includes:\n  - \\newcommand{\\R}{\\mathbb{R}}\n---\n\n## Tables {#sec-a}\n\n| a | $\\|x\\|$ |\n|---|:--|\n| `$y$` | $5 |\n\n```{math}\n:label: a\nx = 3\n```\n\n```python\n# @grad\n# y = x^2\n```\n[^1]: note $z$\n<!-- @grad x : R^3; y in {0, 1} -->\n',
  "\\documentclass{article}\n\\newcommand{\\dd}[2]{\\frac{d#1}{d#2}}\n\\begin{document}\n\\section{One $x$}\nLet $f(x) = x^2$. % @grad x : R\n\\begin{align}\n  f'(x) &= 2x \\\\\n  &= x + x % twice\n\\end{align}\n\\begin{example}[Chain]\n\\[ g = f \\text{ if $x > 0$} \\]\n\\end{example}\n\\verb|$x$| costs 5\\$ \\input{more}\n\\end{document}\n",
  '<h1>One &amp; two</h1>\n<p>so \\(0 &lt; x\\) and $$y = x^2$$</p>\n<!-- @grad x : R -->\n<pre>\\(no\\)</pre><script type="math/tex">z = 3</script>\n<a href="$x$">\\[a<br>= b\\]</a>\n',
  'Title\n=====\n\nso :math:`y = x^2`.\n\n.. math::\n   :label: a\n\n   y = 3\n\n   z = 4\n\n.. @grad x : R\n\nListing::\n\n   :math:`no`\n',
  '= Title\n:stem: latexmath\n\n== One\nso stem:[y = x[1\\]] and\n\n[stem]\n++++\nz = 4\n++++\n// @grad x : R\n----\nstem:[no]\n----\n',
  '{"cells": [{"cell_type": "markdown", "source": ["# A\\n", "$x = \\\\frac{1}{2}$ \\u00e9\\n"]}, {"cell_type": "code", "source": []}]}',
  'שלום $x = 3$ עולם \u202e$y$\u202c 𝒩 😀 $\\alpha$\n```math\nz = 1\n```\n',
];

const splice = fc
  .tuple(fc.constantFrom(...DOCUMENTS), fc.nat({ max: 400 }), fc.nat({ max: 200 }))
  .map(([text, start, length]) => text.slice(start % text.length, (start % text.length) + length));

const spliced = fc
  .tuple(fc.array(splice, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r', undefined))
  .map(([pieces, lineBreak]) =>
    pieces
      .map((piece, index) => piece.replace(/\n/g, lineBreak ?? ['\n', '\r\n', '\r'][index % 3]!))
      .join(''),
  );

const PATHS = ['a.md', 'a.mdx', 'a.jmd', 'a.tex', 'a.rnw', 'a.html', 'a.rst', 'a.adoc', 'a.ipynb'];

/** What an outline tells of a document. */
const shapeOf = ({ sheets, ...rest }: Extraction): unknown => ({
  ...rest,
  sheets: sheets.map(({ fragments, ...sheet }) => ({ ...sheet, fragments: fragments.length })),
});

describe('documents put together from pieces are extracted with spans that hold', () => {
  test.each(PATHS)('%s', (path) => {
    fc.assert(
      fc.property(spliced, fc.boolean(), (text, marked) => {
        const document = { path, language: '', text: marked ? `\uFEFF${text}` : text };
        const extraction = extract(document);
        checkInvariants(document, extraction);
        expect(shapeOf(outline(document))).toEqual(shapeOf(extraction));
        if (extraction.sheets.length > 0) expect(mayHoldSheets(document)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test.each(PATHS)('%s, cut anywhere', (path) => {
    for (const text of DOCUMENTS) {
      for (let end = 0; end <= text.length; end += 3) {
        const document = { path, language: '', text: text.slice(0, end) };
        checkInvariants(document, extract(document));
      }
    }
  });
});

/** What costs more than it should where work is not in proportion to the text. */
const REPEATED = [
  '$',
  '$$',
  '${',
  '\\(',
  '`',
  '<a b="',
  '](',
  '\\begin{align}',
  '$$\n- ',
  '\\iffalse ',
  '```{note}\n',
  '<h1>',
  '&lt;',
  ':math:`',
  'stem:[',
  '++++\n',
  '[^1]: ',
  '| a\n|---|\n',
];

test('long documents of a single mark are extracted', () => {
  for (const path of PATHS) {
    for (const mark of REPEATED) {
      const document = { path, language: '', text: mark.repeat(2000) };
      checkInvariants(document, extract(document));
    }
  }
});
