import { describe, expect, it } from 'vitest';
import { claimsOf, definitionsOf } from './check';

describe('what formulas of prose define', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a name', 'y = x^2', ['y = (^ x 2)']],
    ['a value', 'x = 3', ['x = 3']],
    ['a function', 'f(x) = x^2', ['f(x) = (^ x 2)']],
    ['a name and a function in one chain', 'y = f(x) = x^2', ['y = (^ x 2)', 'f(x) = (^ x 2)']],
    ['by :=', 'y := x^2', ['y = (^ x 2)']],
    ['by a triangle', String.raw`f(x) \triangleq x^2`, ['f(x) = (^ x 2)']],
    ['by three bars', String.raw`y \equiv 2x`, ['y = (_ 2 x)']],
    ['a name once more', 'y = x^2\ny = x^3', ['y = (^ x 2)', 'y = (^ x 3)']],
    ['the end of a derivation', 'y = x^2\n\\frac{dy}{dx} = 2x = m', ['y = (^ x 2)', 'm = (_ 2 x)']],
    ['a name with a prime', "x' = x - h", ["x' = (- x h)"]],
    ['a name with a prime and an index', "o'_1 = 6 h_1", ["o_1' = (_ 6 h_1)"]],
    ['a derivative without its function', "f'(x) = 2x", ["f'(x) = (_ 2 x)"]],
    ['no name by an update', String.raw`w = w - \eta g`, []],
    ['no name by an arrow', String.raw`w \leftarrow w - \eta g`, []],
    ['no update by :=', String.raw`w := w - \eta g`, []],
    ['no function by its roots', 'f(x) = x^2 - 4\nf(x) = 0', ['f(x) = (- (^ x 2) 4)']],
    ['no function by a constraint', 'g(x, y) = c', ['g(x, y) said']],
    ['no name by an equation', '2x - 3 = 0', []],
    [
      'no variable by a solution',
      'f(x) = x^2 - a x\n2x - a = 0\nx = \\frac{a}{2}',
      ['f(x) = (- (^ x 2) (_ a x))'],
    ],
    ['no name twice by solving for another', 'u = x + y\nx = u - y', ['u = (+ x y)']],
    ['what a function depends on', 'u = u(x, y)', ['u(x, y) said']],
    ['functions by their arguments', 'z = f(x, y)', ['z = f(x, y)', 'f(x, y) said']],
    [
      'functions by their derivatives',
      String.raw`\frac{dy}{dt} = \frac{dy}{dx}\frac{dx}{dt}`,
      ['y(x) guessed', 'x(t) guessed'],
    ],
    ['a formula that is not read', String.raw`y = \int_0^1 x\,dx`, ['y = <missing>']],
    [
      'the parent of a section and the section',
      '# A\ny = x^2\n## B\ny = x^3',
      ['y = (^ x 2)', 'y = (^ x 3)'],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(definitionsOf(text)).toEqual(expected);
  });
});

describe('what of them is a claim, and where it stands', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['no definition', 'y = x^2', []],
    ['each step of a chain', 'y = 2x + 2x = 4x = x + 3x', ['2x + 2x = 4x', '4x = x + 3x']],
    ['a derivative', String.raw`\frac{dy}{dx} = 2x`, [String.raw`\frac{dy}{dx} = 2x`]],
    ['a display that goes on', 'y = 2x + 2x\n= 4x\n= 5x - x', ['= 4x', '= 5x - x']],
    [
      'brackets around a side',
      String.raw`\frac{dy}{dx} = \left( 2x \right)`,
      [String.raw`\frac{dy}{dx} = \left( 2x \right)`],
    ],
    ['no update', String.raw`w = w - \eta g`, []],
    ['a step behind an update', 'w = w - 2g = w - g - g', ['w - 2g = w - g - g']],
    ['no second value of a name', 'x = 1\nx = 2', []],
    ['a value of a formula', 'y = 2x\ny = 4', ['y = 4']],
    ['no condition', 'x > 0', []],
    ['a conclusion', String.raw`2x = 4 \Rightarrow x = 2`, ['2x = 4']],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(claimsOf(text)).toEqual(expected);
  });
});
