import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../../src/core/syntax/ast';
import { printExpr, printStatement } from '../../../../src/core/syntax/debug';
import { readLatex, readMacros } from '../../../../src/core/syntax/latex/read';
import type { Statement } from '../../../../src/core/syntax/statements';
import { forEachOperand, walk } from '../../../../src/core/syntax/walk';

const mentioned = (tex: string): Expr => {
  const [statement] = readLatex(tex).statements;
  if (statement?.kind !== 'mention') throw new Error(`${tex} is no expression`);
  return statement.expr;
};

describe('scripts keep their parts', () => {
  it.each([
    ['x_i', 'x', 'i', ''],
    ['x_1', 'x', '1', ''],
    ['x_{12}', 'x', '12', ''],
    ['x_{ij}', 'x', 'i j', ''],
    ['x_{i,j}', 'x', 'i j', ''],
    ['x_{1k}', 'x', '1 k', ''],
    ['x_{i+1}', 'x', '(+ i 1)', ''],
    ['x_{i+1,j-1}', 'x', '(+ i 1) (- j 1)', ''],
    ['h_{t-1}', 'h', '(- t 1)', ''],
    ['T_{ijk}', 'T', 'i j k', ''],
    [String.raw`x_{\text{max}}`, 'x', '', ''],
    [String.raw`x_{out}`, 'x', '', ''],
    [String.raw`W_{ij}^{(l)}`, 'W', 'i j', 'l'],
    [String.raw`x^{(n)}_i`, 'x', 'i', 'n'],
    [String.raw`b^{[l-1]}`, 'b', '', '(- l 1)'],
    [String.raw`\hat{y}_k`, 'y_hat', 'k', ''],
    [String.raw`\hat{y_k}`, 'y_hat', 'k', ''],
    [String.raw`\theta_{\alpha}`, 'theta', 'alpha', ''],
  ])('%s', (tex, base, below, above) => {
    const expr = mentioned(tex);
    if (expr.kind !== 'name') throw new Error(`${tex} is no name`);
    expect(expr.scripts?.base).toBe(base);
    expect(expr.scripts?.below.map(printExpr).join(' ')).toBe(below);
    expect(expr.scripts?.above.map(printExpr).join(' ')).toBe(above);
  });

  it.each([
    ['x', undefined],
    [String.raw`\mathbf{x}`, 'bold'],
    [String.raw`\boldsymbol{\theta}_1`, 'bold'],
    [String.raw`\mathcal{L}`, 'calligraphic'],
    [String.raw`\mathbb{A}`, 'blackboard'],
    [String.raw`\mathrm{MSE}`, 'upright'],
    [String.raw`{\bf x}`, 'bold'],
    [String.raw`\hat{\mathbf{y}}`, 'bold'],
  ])('%s has its face', (tex, style) => {
    const expr = mentioned(tex);
    expect(expr.kind === 'name' ? expr.style : 'no name').toBe(style);
  });
});

describe('what a formula says besides its tree', () => {
  const only = (tex: string): Statement => {
    const { statements } = readLatex(tex);
    expect(statements).toHaveLength(1);
    return statements[0]!;
  };

  it('a prime is told from a transpose', () => {
    expect(mentioned("f'")).toMatchObject({ kind: 'transpose', prime: true });
    expect(mentioned('f^T')).not.toHaveProperty('prime');
  });

  it('a dotted letter may be a name', () => {
    expect(mentioned(String.raw`\ddot{x}_1`)).toMatchObject({
      kind: 'derivative',
      dotted: { name: 'x_ddot_1' },
    });
  });

  it('an argument behind a derivative may be a factor', () => {
    expect(mentioned(String.raw`\frac{df}{dx}(a)`)).toMatchObject({ perhapsFactor: true });
    expect(mentioned(String.raw`\frac{\partial f}{\partial x}(a, b)`)).not.toHaveProperty('perhapsFactor');
  });

  it('an unread formula tells what it would define', () => {
    expect(only(String.raw`y = \int_0^1 x \, dx`)).toMatchObject({
      kind: 'unread',
      defines: [{ name: 'y' }],
    });
    expect(only(String.raw`f(x) = \foo`)).toMatchObject({ kind: 'unread', defines: [{ name: 'f' }] });
    expect(only(String.raw`a + b = \foo`)).not.toHaveProperty('defines');
  });

  it('a list between names is unclear', () => {
    expect(only('a < x, y < b')).toMatchObject({ unclear: true });
    expect(only('0 < x, y < 1')).not.toHaveProperty('unclear');
  });

  it('a chain that starts with its sign goes on with the formula before', () => {
    expect(only('= 2x')).toMatchObject({ continues: true, sides: [{ kind: 'missing' }, {}] });
  });
});

describe('every node stands at its characters', () => {
  const pieces = (tex: string): string[] => {
    const found: string[] = [];
    for (const statement of readLatex(tex).statements) {
      const sides = statement.kind === 'relation' ? statement.sides : [];
      for (const side of sides) walk(side, ({ span }) => found.push(tex.slice(span.start, span.end)));
    }
    return found;
  };

  it.each([
    [
      String.raw`\frac{dy}{dx} = 2\,x_{i}^2 + \sin \theta`,
      [
        String.raw`\frac{dy}{dx}`,
        'y',
        'x',
        String.raw`2\,x_{i}^2 + \sin \theta`,
        String.raw`2\,x_{i}^2`,
        '2',
        'x_{i}^2',
        'x_{i}',
        '2',
        String.raw`\sin \theta`,
        String.raw`\theta`,
      ],
    ],
    [
      String.raw`\hat{y}_k = \left( a + b \right)^\top c`,
      [
        String.raw`\hat{y}_k`,
        String.raw`\left( a + b \right)^\top c`,
        String.raw`\left( a + b \right)^\top`,
        'a + b',
        'a',
        'b',
        'c',
      ],
    ],
    [
      String.raw`L &= \sum_{k=1}^{4} t_k \\ &= f(x)`,
      ['L', String.raw`\sum_{k=1}^{4} t_k`, '1', '4', 't_k', 'f(x)', 'x'],
    ],
  ])('%s', (tex, expected) => {
    expect(pieces(tex)).toEqual(expected);
  });

  it('what a macro stands for stands at its call', () => {
    const macros = readMacros(String.raw`\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}`);
    const tex = String.raw`a = \pd{f}{x} + 1`;
    const [statement] = readLatex(tex, { macros }).statements;
    if (statement?.kind !== 'relation') throw new Error('no relation');
    const sum = statement.sides[1]!;
    const [derivative] = operandsOf(sum);
    const inner = operandsOf(derivative!);
    for (const { span } of [derivative!, ...inner]) {
      expect(tex.slice(span.start, span.end)).toBe(String.raw`\pd{f}{x}`);
    }
  });
});

function operandsOf(expr: Expr): Expr[] {
  const operands: Expr[] = [];
  forEachOperand(expr, (operand) => operands.push(operand));
  return operands;
}

describe('macros of a document', () => {
  const preamble = String.raw`
\documentclass{article}
\usepackage{amsmath}
% \newcommand{\hidden}{x}
\newcommand{\R}{\mathbb{R}}   % the reals
\newcommand*{\pd}[2]{\frac{\partial #1}{\partial #2}}
\renewcommand{\vec}[1]{\boldsymbol{#1}}
\DeclareMathOperator{\softmax}{softmax}
\def\half{\tfrac{1}{2}}
\newcommand{\twice}[2][2]{#1 #2}
\newcommand{\broken}{a
`;
  const macros = readMacros(preamble);

  it('are found with their arguments', () => {
    expect([...macros.keys()]).toEqual(['R', 'pd', 'vec', 'softmax', 'half', 'twice']);
    expect(macros.get('pd')?.parameters).toBe(2);
    expect(macros.get('twice')?.optional?.map(({ text }) => text)).toEqual(['2']);
  });

  it.each([
    [String.raw`\pd{L}{\vec w} = \half \vec{x}`, '(leibniz L | w) = (_ (/ 1 2) x)'],
    [String.raw`\vec{x} \in \R^n`, 'member x in shape n'],
    [String.raw`\softmax(z) = p`, 'function softmax(z) = p'],
    [String.raw`y = \twice x + \twice[3]{x}`, 'y = (+ (_ 2 x) (_ 3 x))'],
    [
      String.raw`y = \hidden`,
      'unread error: The command \\hidden is not known. Define it with \\newcommand, or write it out.',
    ],
  ])('%s', (tex, expected) => {
    expect(readLatex(tex, { macros }).statements.map(printStatement)).toEqual([expected]);
  });
});
