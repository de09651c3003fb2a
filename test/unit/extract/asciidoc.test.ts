import { describe } from 'vitest';
import { checkRows } from './formulas';

describe('macros', () => {
  checkRows('a.adoc', [
    [':stem: latexmath\n\nso stem:[x = 3] and latexmath:[y\n= 4]', 'x = 3', 'y⏎= 4'],
    ['so latexmath:[v[1\\]] and latexmath:[$z$] and latexmath:[u', 'v[1]', 'z'],
    [
      'AsciiMath: stem:[x^2 + y] but stem:[sin(x)/x] and asciimath:[(dy)/(dx)] and stem:[\\frac{a}{b}]',
      'x^2 + y',
      '\\frac{a}{b}',
    ],
  ]);
});

describe('blocks', () => {
  checkRows('a.asciidoc', [
    [':stem: latexmath\n[stem]\n++++\nx = 3\n++++\n', 'x = 3'],
    ['[latexmath#eq-a,reftext=x]\n.Title\n++++\n\\[x = 3\\]\n++++\ntext latexmath:[y]', 'x = 3', 'y'],
    ['[latexmath]\nx\n= 3\n\nlatexmath:[y]', 'x⏎= 3', 'y'],
    ['----\nlatexmath:[x]\n----\n....\nlatexmath:[x]\n....\n++++\nlatexmath:[x]\n++++\nlatexmath:[y]', 'y'],
    ['====\nlatexmath:[x]\n====\n\n latexmath:[no]\n\n* latexmath:[y]\n  latexmath:[z]', 'x', 'y', 'z'],
    ['[latexmath]\n++++\nx'],
  ]);
});

describe('sections', () => {
  checkRows('a.adoc', [
    [
      '= Title\n\nlatexmath:[a]\n\n== One latexmath:[b]\nlatexmath:[c]\n\n=== Two\nlatexmath:[d]\n\n[discrete]\n== No\n\n== Three\nlatexmath:[e]',
      'Title: a',
      'Title / One latexmath:[b]: b',
      'Title / One latexmath:[b]: c',
      'Title / One latexmath:[b] / Two: d',
      'Title / Three: e',
    ],
    [
      '// @grad x : R^3\n// y : R\nlatexmath:[x]\n// @grad ignore\nlatexmath:[y]',
      '@ x : R^3⏎y : R',
      'x',
      '@ @grad ignore',
      'y',
    ],
    ['////\n@grad x : R\n////\n\n//// \nlatexmath:[x]\n////', '@ x : R'],
  ]);
});
