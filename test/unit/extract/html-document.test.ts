import { describe, expect, test } from 'vitest';
import { checkRows, macrosOf } from './formulas';

describe('delimiters of MathJax', () => {
  checkRows('a.html', [
    ['<p>so \\(x = 3\\) and \\[y = 4\\] and $$z = 5$$</p>', 'x = 3', 'y = 4', 'z = 5'],
    ['<p>\\begin{align}\na &amp;= b<br>\\end{align}</p>', '\\begin{align}⏎a &= b⏎\\end{align}'],
    ['<p>\\(0 &lt; x &#62; y &#x26; &nbsp;z &foo;\\)</p>', '0 < x > y & \u00a0z &foo;'],
    ['<p>it costs $5, or $x$</p>'],
    ['<script>MathJax = {tex: {inlineMath: [["$", "$"]]}}</script>\n<p>it costs $5, or $6; $x$</p>', 'x'],
    ['<script>renderMathInElement(b, {delimiters: [{left: "$", right: "$"}]})</script> $x$', 'x'],
    ['<script type="math/tex; mode=display">x < 3</script>', 'x < 3'],
    ['<script type="math/tex">% <![CDATA[\nx < 3 %]]></script>', 'x < 3'],
    ['\\(x <b>y</b>\\) \\(z\\)', 'z'],
  ]);
});

describe('text that holds no formulas', () => {
  checkRows('a.htm', [
    ['<pre>\\(x\\)</pre><code>\\(x\\)</code> \\(y\\)', 'y'],
    ['<script>"\\(x\\)"</script><style>\\(x\\)</style><textarea>\\(x\\)</textarea> \\(y\\)', 'y'],
    ['<a title="\\(x\\)>" href=\'\\(x\\)\'>\\(y\\)</a>', 'y'],
    ['<!-- \\(x\\) --> \\(y\\)', 'y'],
    ['<!-- \\(x\\)'],
    ['<pre>\\(x\\)'],
    ['\\(x</p>\\)'],
    ['<a "\\(x\\)', 'x'],
  ]);
});

describe('sections', () => {
  checkRows('a.xhtml', [
    [
      '\\(a\\)<h1 class="x">One <b>\\(b\\)</b> &amp;\n two</h1>\\(c\\)<h2>Two</h2>\\(d\\)<h1>Three</h1>\\(e\\)',
      'a',
      'One \\(b\\) & two: b',
      'One \\(b\\) & two: c',
      'One \\(b\\) & two / Two: d',
      'Three: e',
    ],
    ['<h1>A</h1><!-- @grad x : R^3\n  y : R -->\\(x\\)', 'A: @ x : R^3⏎y : R', 'A: x'],
  ]);
});

test('macros are collected', () => {
  expect(macrosOf('a.html', '<p>\\(\\newcommand{\\x}{1}\\)</p><pre>\\newcommand{\\no}{1}</pre>')).toEqual([
    '\\newcommand{\\x}{1}',
  ]);
});
