import { describe, test } from 'vitest';
import { check } from './render';

describe('a .nabla text', () => {
  test('is one sheet, comments and all', () => {
    check(
      'a.nabla',
      'x = 3  # three\n// a note\ny = x^2\n',
      '#\n| x = 3  # three\n| // a note\n| y = x^2\n|',
    );
  });

  test('takes its title from the comment that it begins with', () => {
    check('a.nabla', '\n\n## A neuron \nx = 3', '# A neuron\n|\n|\n| ## A neuron\n| x = 3');
    check('a.nabla', '// Two words\nx = 3', '# Two words\n| // Two words\n| x = 3');
    check('a.nabla', 'x = 3\n# no title', '#\n| x = 3\n| # no title');
  });

  test('begins a new sheet at a line of dashes', () => {
    check('a.nabla', '# One\nx = 3\n---\n# Two\ny = 4\n  -----  \nz = 5', [
      '# One\n| # One\n| x = 3\n|',
      '# Two\n| # Two\n| y = 4\n|',
      '#\n| z = 5',
    ]);
  });

  test('has no sheet where nothing stands between lines of dashes', () => {
    check('a.nabla', '---\n\n---\n \n', '');
    check('a.nabla', '', '');
  });

  test.each(['x = 3 --- y', '--', '- - -', '--- a'])('%j is no line of dashes', (line) => {
    check('a.nabla', `a = 1\n${line}\nb = 2`, `#\n| a = 1\n| ${line}\n| b = 2`);
  });

  test('may end its lines in any way and begin with a byte order mark', () => {
    check('a.nabla', '\uFEFF# One\r\nx = 3\r\n---\r\ny = 4', ['# One\n| # One\n| x = 3\n|', '#\n| y = 4']);
    check('a.nabla', 'x = 3\r---\ry = 4', ['#\n| x = 3\n|', '#\n| y = 4']);
  });
});
