import { describe } from 'vitest';
import { checkRows } from './formulas';

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
