import { describe, expect, test } from 'vitest';
import { checkRows, macrosOf } from './formulas';

describe('delimiters', () => {
  checkRows('a.md', [
    ['so $x = 3$ and $y = 4$.', 'x = 3', 'y = 4'],
    ['$$x = 3$$', 'x = 3'],
    ['text $$x = 3$$ text', 'x = 3'],
    ['$$\nx = 3\n$$', 'x = 3'],
    ['a\n$$\nx\n= 3\n$$\nb', 'x⏎= 3'],
    ['\\(x = 3\\) and \\[y = 4\\]', 'x = 3', 'y = 4'],
    ['\\\\(x = 3\\\\) and \\\\[y = 4\\\\]', 'x = 3', 'y = 4'],
    ['$`x = 3`$ and `$y$`', 'x = 3'],
    ['```math\nx = 3\n```', 'x = 3'],
    ['~~~ math\nx = 3\n~~~', 'x = 3'],
    ['\\begin{align}\ny &= 3\n\\end{align}', '\\begin{align}⏎y &= 3⏎\\end{align}'],
    ['So \\begin{equation*}y = 3\\end{equation*}.', '\\begin{equation*}y = 3\\end{equation*}'],
    ['\\begin{theorem}\n$y$\n\\end{theorem}', 'y'],
    [
      '$$\\begin{aligned} a &= b \\\\[4pt] &= c \\end{aligned}$$',
      '\\begin{aligned} a &= b \\\\[4pt] &= c \\end{aligned}',
    ],
    ['$x$, $\ny$ and $z$', 'x', 'z'],
    ['$ \\alpha $ is spaced', '\\alpha'],
    ['$a\\$b$', 'a\\$b'],
    ['a$b$c', 'b'],
  ]);
});

describe('dollars that are no delimiters', () => {
  checkRows('a.md', [
    ['$5 or $6'],
    ['US$5, $6 and $ 7 $ or 8$'],
    ['$5 to $x$', 'x'],
    ['\\$x$ and \\$y\\$'],
    ['`$x$` and ``a ` $x$``'],
    ['```sh\necho $A $B$\n```'],
    ['    $x$'],
    ['[a](http://x.y/$z$) <a href="$x$">$y$</a>', 'y'],
    ['https://x.y/$z$/ $y$', 'y'],
    ['<http://x.y/$z$>'],
    ['<code>$x$</code> $y$', 'y'],
    ['<div>\n$x$\n</div>\n\n$y$', 'y'],
    ['<pre>\n$x$\n</pre>\n$y$', 'y'],
    ['<!-- $x$ --> $y$', 'y'],
    ['$x\n\ny$'],
    ['$$x\n\ny$$'],
    ['$x'],
    ['$$x'],
    ['$$$x$$$'],
    ['$$ $$'],
    ['\\[x'],
    ['\\[see there\\] and \\[x\\](url)'],
    ['\\begin{align} x'],
    ['a \\[[more](http://x.y/a_b)\\] and \\[http://x.y\\]'],
    ['/$' + '{a}/$' + '{b}'],
    ['---\ntitle: $x$\n---\n$y$', 'y'],
  ]);
});

describe('blocks', () => {
  checkRows('a.md', [
    ['- a $x$\n  $$\n  y\n  $$\n- $z$', 'x', 'y', 'z'],
    ['> $$\n> a\n> = b\n> $$', 'a⏎= b'],
    ['> - $$a\n>   = b$$', 'a⏎= b'],
    ['$$\na\n- b\n+ c\n= d\n---\n$$', 'a⏎- b⏎+ c⏎= d⏎---'],
    ['\\[\na\n- b\n\\]\n\n- c $d$', 'a⏎- b', 'd'],
    ['\\begin{align}\na\n    = b\n- c\n\\end{align}', '\\begin{align}⏎a⏎= b⏎- c⏎\\end{align}'],
    ['$$\na\n\n= b\n$$', 'a⏎= b'],
    ['$$\na\n\ntext $x$\n\n$$b$$', 'x', 'b'],
    ['> $x$\nlazy $y$', 'x', 'y'],
    [
      '# A $x$\n$y$\n\n## B\n$z$\n\nC $u$\n---\n$v$',
      'A $x$: x',
      'A $x$: y',
      'A $x$ / B: z',
      'A $x$ / C $u$: u',
      'A $x$ / C $u$: v',
    ],
    ['$x$\n# A\n$y$', 'x', 'A: y'],
    ['text $x$ <!-- @grad y : R^3 --> $z$', 'x', '@ y : R^3', 'z'],
    ['<!-- @grad ignore -->\n$$x = 3$$\n```nabla\ny = 4\n```', '@ @grad ignore', 'x = 3', '@ y = 4'],
    ['<!-- @grad end -->\n$x$\n# A\n$y$', 'A: y'],
  ]);
});

describe('tables', () => {
  checkRows('a.md', [
    ['| a | $b$ |\n|---|:-:|\n| $\\|x\\|$ | $c | d$ | $\\vert x\\vert$ |', 'b', '|x|', '\\vert x\\vert'],
    ['text $x$\n$a$ | b\n--- | ---\n$\\\\|x\\\\|$ | `$y$`', 'x', 'a', '\\|x\\|'],
    ['> | $5 | $6 |\n> |---|---|\n> | <!-- @grad x : R --> $x$ | $y$', '@ x : R', 'x', 'y'],
    ['$a|b$\n\n|$c|\n|---|\nd$', 'a|b'],
  ]);
});

describe('notes', () => {
  checkRows('a.md', [
    ['a[^1]\n\n[^1]: where $x$\n    and $y$\n\n    $$z$$\n[^b]: $u$', 'x', 'y', 'z', 'u'],
    ['!!! note "$t$"\n    $x$\n\n    $$\n    y\n    $$\n\n$z$', 't', 'x', 'y', 'z'],
    ['??? tip\n\n    $x$\n\n!!!\n\n    $y$', 'x'],
    ['[a]: http://x/$y$\n[^a]: $x$', 'x'],
  ]);
});

describe('MyST', () => {
  checkRows('a.md', [
    ['```{math}\n:label: eq-a\n:nowrap:\nx = 3\n```', 'x = 3'],
    ['```{math}\n---\nlabel: a\n---\nx = 3\n```', 'x = 3'],
    [':::{math}\n:label: a\n\nx = 3\n:::\n$y$', 'x = 3', 'y'],
    ['::: {.note}\n$x$\n:::', 'x'],
    ['so {math}`x = 3` and `{math}` or {ref}`$y$`', 'x = 3'],
    [
      '# A\n````{exercise} $t$\n:label: b\n\n# B\n$x$\n```{math}\ny\n```\n- > $z\n  > = 1$\n````\n$u$',
      'A: x',
      'A: y',
      'A: z⏎= 1',
      'A: u',
    ],
    ['```{code-cell} python\n$x$\n```\n```{r, echo=FALSE}\na$b$c\n```'],
    ['$$\nx = 3\n$$ (eq-a)\n$$y$$ {#eq-b}', 'x = 3', 'y'],
  ]);
});

describe('other dialects', () => {
  checkRows('a.jmd', [['so ``x = 3`` and `$y$` and $z$', 'x = 3', 'z']]);
  checkRows('a.mdx', [['so $x$ {/* @grad y : R */} {$z$} <A b="$u$">$v$</A>', 'x', '@ y : R', 'z', 'v']]);
  checkRows('a.qmd', [
    [
      '---\ntitle: a $b$\n---\n\n## A {#sec-a}\n\n::: {#exm-a}\n$x$\n:::\n\n```{python}\n#| label: a\nf"$x$"\n```',
      'A: x',
    ],
  ]);
});

test('macros are collected wherever they stand', () => {
  const text = [
    '---',
    'header-includes:',
    '  - \\newcommand{\\R}{\\mathbb{R}}',
    '  - "\\\\DeclareMathOperator{\\\\tr}{tr}"',
    '---',
    '<!-- \\def\\a{b} -->',
    '$$\\newcommand{\\x}[2][1]{#1 + #2}$$ and `\\newcommand{\\no}{1}`',
    '```latex',
    '\\newcommand{\\no}{1}',
    '```',
    '```math',
    '\\let\\y=\\x',
    '```',
    '\\renewcommand\\z{1} text',
  ].join('\n');
  expect(macrosOf('a.md', text)).toEqual([
    '\\newcommand{\\R}{\\mathbb{R}}',
    '\\DeclareMathOperator{\\tr}{tr}',
    '\\def\\a{b}',
    '\\newcommand{\\x}[2][1]{#1 + #2}',
    '\\let\\y=\\x',
    '\\renewcommand\\z{1}',
  ]);
});
