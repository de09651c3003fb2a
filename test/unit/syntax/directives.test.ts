import { describe, expect, it } from 'vitest';
import { printExpr, printStatement } from '../../../src/core/syntax/debug';
import { readDirective } from '../../../src/core/syntax/infix/directives';

function render(text: string): string {
  const directive = readDirective(text);
  switch (directive.kind) {
    case 'word':
      return `word ${directive.word}`;
    case 'derivative':
      return `derivative ${printExpr(directive.derivative)}`;
    case 'statements':
      return `statements ${directive.result.statements.map(printStatement).join('; ')}`;
    case 'title':
      return `title ${directive.title}`;
  }
}

describe('what follows @grad', () => {
  it.each([
    [' on ', 'word on'],
    ['off', 'word off'],
    ['end', 'word end'],
    ['ignore', 'word ignore'],
    ['', 'title '],
    [' Forward pass ', 'title Forward pass'],
    ['Loss', 'title Loss'],
    ['Exercise 5.3 (a)', 'title Exercise 5.3 (a)'],
    ['Exercise: the forward pass', 'title Exercise: the forward pass'],
    ['Part 1: R', 'title Part 1: R'],
    ['d/dx rules', 'title d/dx rules'],
    ['on the way', 'title on the way'],
    ['end of the story', 'title end of the story'],
    ['W x', 'title W x'],
    ['dL/dW', 'derivative (leibniz L | W)'],
    ['∂L/∂W', 'derivative (leibniz L | W)'],
    ['∇L', 'derivative (nabla L)'],
    ['grad(L, W)', 'derivative (grad L | W)'],
    ["L'(x)", "derivative L'(x)"],
    ['d/dx f(x)', 'derivative (leibniz f(x) | x)'],
    ['d2L/dxdy', 'derivative (leibniz L | y x)'],
    ['W : 3x2', 'statements shape W : 3 x 2'],
    ['x = 3', 'statements x = 3'],
    ['W : 3x2; x : R^2', 'statements shape W : 3 x 2; shape x : 2'],
    ['assume x > 0', 'statements assume x > 0'],
    ['given dL/dh', 'statements given (leibniz L | h)'],
    ['S symmetric', 'statements property S symmetric'],
    ['y in {0, 1}', 'statements member y in {0, 1}'],
    ['dL/dW = ?', 'statements query (leibniz L | W)'],
    ['e ~ Normal(0, 1)', 'statements unread unsupported: Random variables (~) are not checked yet.'],
    [
      'W : 3x',
      'statements unread error: A size is a number or a name. Write a shape as 3x2, R^4 or R^(m x n).',
    ],
    ['x = (1', "statements unread error: ')' is missing: this '(' is never closed. Add ')'."],
  ])('%s', (text, expected) => expect(render(text)).toBe(expected));
});
