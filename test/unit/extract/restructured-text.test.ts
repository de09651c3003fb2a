import { describe } from 'vitest';
import { checkRows } from './formulas';

describe('the role', () => {
  checkRows('a.rst', [
    ['so :math:`x = 3` and\n  :math:`y\n  = 4`.', 'x = 3', 'y⏎= 4'],
    ['so `x`:math: and ``:math:`y``` and `z`_', 'x'],
    ['.. default-role:: math\n\nso `x` and `y`_ and :ref:`z` :math:`u`', 'x', 'u'],
    [':math:`\\frac{a}{b}` and :math:`c', '\\frac{a}{b}'],
  ]);
});

describe('the directive', () => {
  checkRows('a.rst', [
    ['.. math:: x = 3\n', 'x = 3'],
    ['.. math::\n   :label: a\n   :nowrap:\n\n   x\n   = 3\n\n   y = 4\n\n:math:`z`', 'x⏎= 3', 'y = 4', 'z'],
    ['.. math:: x\n   = 3\n\ntext', 'x⏎= 3'],
    ['* item\n\n  .. math::\n\n     x = 3\n\n  text :math:`y`', 'x = 3', 'y'],
    ['.. note:: so :math:`x`\n\n   and :math:`y`', 'x', 'y'],
    ['.. code-block:: python\n\n   :math:`x`\n\n:math:`y`', 'y'],
    ['Listing::\n\n   :math:`x`\n\n:math:`y`', 'y'],
    ['.. a comment\n   :math:`x`\n\n:math:`y`', 'y'],
    ['>>> ":math:`x`"\n\n.. [1] :math:`y`\n.. _a: :math:`z`', 'y', 'z'],
  ]);
});

describe('sections', () => {
  checkRows('a.rst', [
    [
      '=====\nTitle\n=====\n\n:math:`a`\n\nOne :math:`b`\n===========\n\n:math:`c`\n\nTwo\n---\n:math:`d`\n\nThree\n=====\n\n:math:`e`',
      'Title: a',
      'Title / One :math:`b`: b',
      'Title / One :math:`b`: c',
      'Title / One :math:`b` / Two: d',
      'Title / Three: e',
    ],
    ['Title\n--\n\n:math:`a`', 'a'],
    ['a paragraph\nof :math:`x`\n-----------\n\n:math:`a`', 'x', 'a'],
    ['.. @grad x : R^3\n   y : R\n\n.. @grad ignore\n\n:math:`x`', '@ x : R^3⏎y : R', '@ @grad ignore', 'x'],
  ]);
});
