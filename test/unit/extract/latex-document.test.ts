import { describe, expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import { checkRows, macrosOf } from './formulas';
import { check } from './render';

describe('delimiters', () => {
  checkRows('a.tex', [
    ['so $x = 3$ and $y = 4$.', 'x = 3', 'y = 4'],
    ['$ x $ costs 5\\$ or $y$', 'x', 'y'],
    ['$$x = 3$$ \\(y\\) \\[ z \\]', 'x = 3', 'y', 'z'],
    ['\\begin{align*}\n a &= b \\\\\n &= c\n\\end{align*}', '\\begin{align*}⏎a &= b \\\\⏎&= c⏎\\end{align*}'],
    ['\\begin{alignat}{2} a &= b \\end{alignat}', '\\begin{alignat}{2} a &= b \\end{alignat}'],
    [
      '\\begin{subequations}\n\\begin{gather}a\\end{gather}\n\\end{subequations}',
      '\\begin{gather}a\\end{gather}',
    ],
    [
      '\\begin{math}x\\end{math} \\begin{displaymath}y\\end{displaymath}',
      '\\begin{math}x\\end{math}',
      '\\begin{displaymath}y\\end{displaymath}',
    ],
    ['$a \\text{ if $b$ holds}$ and $c$', 'a \\text{ if $b$ holds}', 'c'],
    ['$\\frac{a}{b$ and $c$', '\\frac{a}{b', 'c'],
    ['$a % not $ here\n = b$', 'a % not $ here⏎= b'],
    ['\\[ a = b \\tag{1}\\label{x} \\]', 'a = b \\tag{1}\\label{x}'],
    ['a \\\\[4pt] b $c$', 'c'],
  ]);
});

describe('text that holds no formulas', () => {
  checkRows('a.tex', [
    ['% $x$\n$y$ % $z$', 'y'],
    ['50\\% of $y$', 'y'],
    ['\\begin{verbatim}\n$x$\n\\end{verbatim}\n$y$', 'y'],
    ['\\begin{lstlisting}[language=C]\n$x$\n\\end{lstlisting} $y$', 'y'],
    ['\\begin{minted}{c}\n$x$\n\\end{minted}\n\\begin{comment}\n$z$\n\\end{comment}\n$y$', 'y'],
    ['\\verb|$x$| \\lstinline!$x$! \\url{a$b} \\mintinline{c}{$x} $y$', 'y'],
    ['\\iffalse $x$ \\ifnum1=1 $x$ \\fi $x$ \\fi $a \\iff b$', 'a \\iff b'],
    ['\\newcommand{\\x}{$x$} \\def\\y{$y$} $z$', 'z'],
    ['\\newenvironment{e}{\\begin{align}}{\\end{align}} $z$', 'z'],
    ['$x\n\n$y$', 'y'],
    ['\\[x\n\n\\(y\\)', 'y'],
    ['$y$ \\end{document} $z$', 'y'],
    ['\\begin{align} x'],
    ['$x'],
  ]);
  checkRows('a.Rnw', [['$x$\n<<echo=FALSE>>=\na$b$c\n@\n$y$ \\Sexpr{a$b}', 'x', 'y']]);
});

describe('scopes', () => {
  checkRows('a.tex', [
    [
      '\\documentclass{article}\n\\begin{document}\n$a$\n\\section{One}\n$b$\n\\subsection*{Two $c$}\n$d$\n\\section[s]{Three}\\label{x}\n$e$',
      'a',
      'One: b',
      'One / Two $c$: c',
      'One / Two $c$: d',
      'Three: e',
    ],
    [
      '\\part{P}\\chapter{C}\n$a$\n\\paragraph{Q.} $b$\n\\chapter{D} $c$',
      'P / C: a',
      'P / C / Q.: b',
      'P / D: c',
    ],
    [
      '\\section{A}\n$a$\n\\begin{example}[One]\n$b$\n\\end{example}\n$c$',
      'A: a',
      'A / Example (One): b',
      'A: c',
    ],
    [
      '\\begin{example}\n$b$\n\\end{example} % x\n\n\\begin{solution}\n$c$\n\\end{solution}\n$d$',
      'Example: b',
      'Example: c',
      'd',
    ],
    [
      '\\section{A}\n\\begin{exercise}\n$a$\n\\end{exercise}\nSolution: $b$\n\\begin{exercise}\n$c$\n\\end{exercise}\n\\section{B}\n$d$',
      'A / Exercise: a',
      'A / Exercise: b',
      'A / Exercise: c',
      'B: d',
    ],
    ['\\newtheorem{foo}{Example}[section]\n\\begin{foo}$a$\\end{foo}$b$', 'Example: a', 'b'],
    ['\\begin{questions}\\question $a$\n\\question $b$\\end{questions}', 'Question: a', 'Question: b'],
    ['\\begin{theorem}$a$\\end{theorem} $b$', 'a', 'b'],
  ]);
});

describe('directives', () => {
  checkRows('a.tex', [
    ['% @grad x : R^3; y in {0,1}\n$x$', '@ x : R^3; y in {0,1}', 'x'],
    ['$a$ % @grad ignore\n$b$', 'a', '@ @grad ignore', 'b'],
    ['%% @grad\n%  x : R^3 % the input\n% y : R\n% \n$a$', '@ x : R^3⏎y : R', 'a'],
    ['% @grad end\n$a$\n\\section{A}\n$b$', 'A: b'],
    ['%% prose\n$a$ \\% @grad x : R^3', 'a'],
  ]);
});

test('macros are collected', () => {
  const text =
    '\\newcommand{\\R}{\\mathbb{R}}\n% \\newcommand{\\no}{x}\n\\def\\dd#1#2{\\frac{d#1}{d#2}}\\DeclareMathOperator*{\\tr}{tr}\n\\begin{document}\n\\[\\newcommand{\\x}[1]{#1} \\x{2}\\]';
  expect(macrosOf('a.tex', text)).toEqual([
    '\\newcommand{\\R}{\\mathbb{R}}',
    '\\def\\dd#1#2{\\frac{d#1}{d#2}}',
    '\\DeclareMathOperator*{\\tr}{tr}',
    '\\newcommand{\\x}[1]{#1}',
  ]);
  expect(macrosOf('a.tex', '$x$')).toEqual([]);
});

test('a file that is brought in is told once', () => {
  const text = '\\input{macros}\n\\include{one}\n$x$';
  const [problem, ...others] = extract({ path: 'a.tex', language: 'latex', text }).problems;
  expect(others).toEqual([]);
  expect(problem!.severity).toBe('hint');
  expect(text.slice(problem!.span.start, problem!.span.end)).toBe('\\input{macros}');
  expect(problem!.message).toMatch(/^`\\input\{macros\}` and 1 more/);
});

test('files of styles are programs', () => {
  check('a.sty', '\\def\\x{$a$}\n% @grad y = 3', '#\n| y = 3', 'tex');
});
