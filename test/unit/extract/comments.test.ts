import { describe, test } from 'vitest';
import { check } from './render';

describe('a directive opens a sheet', () => {
  test('alone or with a title, up to the next one', () => {
    check('a.py', '# @grad\n# x = 3\n\n# @grad A neuron\n# y = 4\n', ['#\n| x = 3', '# A neuron\n| y = 4']);
  });

  test('without statements, for the code lines that follow it', () => {
    check('a.py', '# @grad A neuron\nh = W @ x\n', '# A neuron');
  });

  test('up to its end', () => {
    check('a.py', '# @grad one\n# x = 3\n# @grad end\n# y = 4\n\n# @grad two\n# z = 5', [
      '# one\n| x = 3',
      '# two\n| z = 5',
    ]);
  });

  test('when statements stand outside any sheet', () => {
    check('a.py', '# @grad W : 3x2\n', '#\n| W : 3x2');
  });

  test('also in the middle of a block', () => {
    check('a.py', '# prose\n# @grad one\n# x = 3\n# @grad two\n# y = 4', [
      '# one\n| x = 3',
      '# two\n| y = 4',
    ]);
  });
});

describe('what belongs to a sheet', () => {
  test('the rest of the block, and no later prose', () => {
    check('a.py', '# @grad one\n# x = 3\n\n# prose = here\ny = 1\n# more = prose\n', '# one\n| x = 3');
  });

  test('statements behind the marker, and the rest of their block', () => {
    check(
      'a.py',
      '# @grad one\n\n# @grad W : 3x2\n# x = 3\n\n# @grad y = 4',
      '# one\n| W : 3x2\n| x = 3\n+ y = 4',
    );
  });

  test('statements behind a marker inside a block', () => {
    check('a.py', '# @grad one\n# x = 3\n# @grad y = 4\n# z = 5', '# one\n| x = 3\n| y = 4\n| z = 5');
  });

  test('a directive to ignore, as a statement', () => {
    check('a.py', '# @grad one\n# x = 3\n# @grad ignore\n# y = 4', '# one\n| x = 3\n| @grad ignore\n| y = 4');
    check('a.py', '# @grad ignore\n# prose\n# @grad one\n# x = 3', '');
  });

  test('words that make a statement of what follows them', () => {
    check(
      'a.py',
      '# @grad one\n# @grad assume a < b\n# @grad given dL/dh',
      '# one\n| assume a < b\n| given dL/dh',
    );
  });

  test.each(['on', 'off', 'dL/dW', '∂L/∂W', 'grad(L, W)', 'd2L/dxdy', 'd(L)/d(W)'])(
    'nothing of a directive about code: %s',
    (directive) => {
      check('a.py', `# @grad one\n# x = 3\n\n# @grad ${directive}\n# prose\ndW = 1`, '# one\n| x = 3');
      check('a.py', `# @grad ${directive}\ndW = 1`, '');
    },
  );

  test('nothing of comments behind code', () => {
    check('a.py', '# @grad one\nh = W @ x  # @grad\ndW = 1  # @grad dL/dW\nx = 1 # @grad y = 4', '# one');
    check('a.c', '// @grad one\nint x; /* @grad y = 4 */', '# one');
  });

  test('nothing from a documentation tag on', () => {
    check('a.js', '/**\n * @grad one\n * x = 3\n * @param x = input\n * y = 4\n */', '# one\n| x = 3');
    check('a.py', '"""\n@grad one\nx = 3\n:param x: input\n"""', '# one\n| x = 3');
  });

  test('no line that draws a rule', () => {
    check(
      'a.py',
      '#########\n# @grad one\n# -------\n# x = 3\n# =======\n# y = 4',
      '# one\n| x = 3\n|\n| y = 4',
    );
  });

  test('no word that only begins like the marker', () => {
    check('a.py', '# @gradient = 3\n# @grad_x = 3\n# see @grad x = 3', '');
  });
});

describe('a comment behind a directive or a statement is left out', () => {
  test.each([
    ['a.py', '# @grad W : 3x2  # weights', 'W : 3x2'],
    ['a.tex', '% @grad W : 3x2  % weights', 'W : 3x2'],
    ['a.m', '% @grad x = 3 % three', 'x = 3'],
    ['a.lua', '-- @grad x = 3 -- three', 'x = 3'],
    ['a.hs', '-- @grad y = a--b -- difference', 'y = a--b'],
    ['a.f90', '! @grad x != 3 ! three', 'x != 3'],
    ['a.c', '/* @grad W : 3x2 // weights */', 'W : 3x2'],
    ['a.clj', ';; @grad x = 3; y = 4', 'x = 3; y = 4'],
  ])('%s: %s', (path, text, statement) => {
    check(path, text, `#\n| ${statement}`);
  });

  test('also behind a title and inside the block', () => {
    check('a.tex', '% @grad A neuron % the first\n% x = 3 % three\n% % nothing', '# A neuron\n| x = 3');
    check('a.c', '// @grad Problem #3', '# Problem #3');
  });
});

describe('markers and gutters', () => {
  test.each([
    ['a.rs', '/// @grad one\n/// x = 3\n//! y = 4', 'x = 3\n| y = 4'],
    ['a.cpp', '//! @grad one\n//!< x = 3\n///< y = 4', 'x = 3\n| y = 4'],
    ['a.r', "#' @grad one\n#' x = 3", 'x = 3'],
    ['a.hs', '-- | @grad one\n--   x = 3', '  x = 3'],
    ['a.f90', '!> @grad one\n!! x = 3', 'x = 3'],
    ['a.f', 'C @grad one\nC x = 3\n* y = 4', 'x = 3\n| y = 4'],
    ['a.m', '%% @grad one\n%  x = 3', ' x = 3'],
    ['a.el', ';;; @grad one\n;; x = 3', 'x = 3'],
    ['a.sql', '-- @grad one\n-- x = 3', 'x = 3'],
    ['a.py', '#: @grad one\n# x = 3', 'x = 3'],
    ['a.bat', 'rem @grad one\nrem x = 3', 'x = 3'],
    ['a.py', '#@grad one\n#x = 3', 'x = 3'],
  ])('of line comments: %s %s', (path, text, statements) => {
    check(path, text, `# one\n| ${statements}`);
  });

  test.each([
    ['a.c', '/*\n * @grad one\n * x = 3\n *   y = 4\n */', 'x = 3\n|   y = 4'],
    ['a.c', '/* @grad one\n   x = 3\n     y = 4 */', 'x = 3\n|   y = 4'],
    ['a.c', '/*******\n * @grad one\n * x = 3\n *******/', 'x = 3'],
    ['a.c', '/*! @grad one\n\t* x = 3\n\n\t* y = 4 */', 'x = 3\n|\n| y = 4'],
    ['a.hs', '{- | @grad one\n   - x = 3\n   - y = 4 -}', 'x = 3\n| y = 4'],
    ['a.hs', '{- @grad one\n   - x + 3 = y\n   y = 4 -}', '- x + 3 = y\n| y = 4'],
    ['a.ml', '(** @grad one\n  * x = 3\n  *)', 'x = 3'],
    ['a.html', '<!-- @grad one\n     x = 3\n-->', 'x = 3'],
    ['a.ps1', '<#\n# @grad one\n# x = 3\n#>', 'x = 3'],
    ['a.rb', '=begin\n@grad one\nx = 3\n=end', 'x = 3'],
    ['a.m', '%{\n  @grad one\n  x = 3\n%}', 'x = 3'],
    ['a.jl', '#= @grad one\n   x = 3\n=#', 'x = 3'],
    ['a.wl', '(* @grad one\n   x = 3 *)', 'x = 3'],
    ['a.lua', '--[[ @grad one\n  x = 3\n]]', 'x = 3'],
  ])('of block comments: %s %s', (path, text, statements) => {
    check(path, text, `# one\n| ${statements}`);
  });

  test('of block comments of one line each, which form one block', () => {
    check('a.c', '/* @grad one */\n/* x = 3 */\n/* y = 4 */\n\n/* z = 5 */', '# one\n| x = 3\n| y = 4');
    check('a.css', '/* @grad x = 3 */ /* y = 4 */', '#\n| x = 3');
  });

  test('of line comments that a backslash continues', () => {
    check('a.c', '// @grad one\n// x = 3 + \\\n   4\n', '# one\n| x = 3 + \\\n|    4');
  });

  test('of documentation strings', () => {
    check(
      'a.py',
      'def f(x):\n    """A loss.\n\n    @grad one\n    x = 3\n      y = 4\n    """\n    return 1',
      '# one\n| x = 3\n|   y = 4',
    );
    check('a.py', '"""@grad one\nx = 3"""', '# one\n| x = 3');
    check('a.py', 's = """@grad one\nx = 3"""', '');
    check('a.jl', '"""\n@grad one\nx = 3\n"""\nf(x) = x', '# one\n| x = 3');
    check('a.ex', '@doc """\n@grad one\nx = 3\n"""', '# one\n| x = 3');
  });
});

describe('broken text', () => {
  test.each([
    ['a.c', '/* @grad one\n x = 3', '# one\n| x = 3'],
    ['a.py', '"""@grad one\nx = 3', '# one\n| x = 3'],
    ['a.py', 's = "open\n# @grad one\n# x = 3', '# one\n| x = 3'],
    ['a.c', '// @grad', '#'],
    ['a.c', '/*', ''],
    ['a.c', '/* @grad', '#'],
  ])('%s %j', (path, text, expected) => {
    check(path, text, expected);
  });
});
