import { describe } from 'vitest';
import { checkErrors, checkExpressions, checkRefusals, checkStatements } from './check';

describe('macros in the text', () => {
  checkExpressions([
    [String.raw`\newcommand\w{\mathbf{w}} \w^T x`, '(_ (T w) x)'],
    [String.raw`\def\x{\mathbf{x}} \x_i^T \x_j`, '(_ (T x_i) x_j)'],
    [String.raw`\def\norm#1{\left\lVert #1 \right\rVert} \norm{x}^2`, '(^ norm(x) 2)'],
    [String.raw`\DeclareMathOperator{\relu}{ReLU} \relu(x)`, 'ReLU(x)'],
    [String.raw`\DeclarePairedDelimiter{\abs}{\lvert}{\rvert} \abs{x} + \abs*{y}`, '(+ (abs x) (abs y))'],
    [
      String.raw`\newcommand{\d}[1][x]{\frac{d}{d#1}} \d f(x) + \d[y] g(y)`,
      '(+ (leibniz f(x) | x) (leibniz g(y) | y))',
    ],
    [String.raw`\let\eps\varepsilon \eps + 1`, '(+ epsilon 1)'],
    [String.raw`\renewcommand{\vec}[1]{\mathbf{#1}} \vec{x}`, 'x'],
    [String.raw`\newcommand{\bx}{\mathbf x} \newcommand{\by}{\mathbf y} \bx^\top \by`, '(_ (T x) y)'],
    [String.raw`\newcommand{\half}{\frac{1}{2}} \half x^2`, '(_ (/ 1 2) (^ x 2))'],
  ]);
});

describe('macros in the text: formulas', () => {
  checkStatements([
    [String.raw`\newcommand{\R}{\mathbb{R}} x \in \R^n`, 'member x in shape n'],
    [
      String.raw`\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \pd{f}{x} = 2x`,
      '(leibniz f | x) = (_ 2 x)',
    ],
    [String.raw`\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \pd f x = 2`, '(leibniz f | x) = 2'],
    [
      String.raw`\newcommand{\L}{\mathcal{L}}\newcommand{\dL}[1]{\frac{\partial \L}{\partial #1}} \dL{w} = \dL{z} x`,
      '(leibniz L | w) = (_ (leibniz L | z) x)',
    ],
    [String.raw`\NewDocumentCommand{\dv}{m m}{\frac{d #1}{d #2}} \dv{y}{x} = 2`, '(leibniz y | x) = 2'],
    [String.raw`\providecommand{\R}{\mathbf{R}} x \in \R`, 'member x in shape scalar'],
    [
      String.raw`\newcommand{\sig}{\sigma} \sig(x) = \frac{1}{1+e^{-x}}`,
      'function sigma(x) = (/ 1 (+ 1 (^ e (- x))))',
    ],
  ]);
});

describe('macros in the text: left alone', () => {
  checkRefusals([
    [
      String.raw`\DeclareMathOperator*{\amin}{arg\,min} \amin_x f`,
      'unsupported: The argument of an extremum is not read.',
    ],
  ]);
});

describe('macros in the text: with a mistake', () => {
  checkErrors([
    [
      String.raw`\newcommand{\a}{\a} \a = 1`,
      String.raw`\a`,
      String.raw`The macro \a grows without end. Write out what it stands for.`,
    ],
    [
      String.raw`\newcommand{\a}{\b}\newcommand{\b}{\a} \a = 1`,
      String.raw`\a`,
      String.raw`The macro \a grows without end. Write out what it stands for.`,
    ],
    [
      String.raw`\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\newcommand{\c}{\d\d}\newcommand{\d}{\a} \a`,
      String.raw`\a`,
      String.raw`The macro \b grows without end. Write out what it stands for.`,
    ],
    [
      String.raw`\newcommand{\f}[1]{#1} \f`,
      String.raw`\f`,
      String.raw`The macro \f takes an argument, and it is not here. Add them in braces.`,
    ],
    [
      String.raw`\def\f(#1){#1} \f(x)`,
      String.raw`\f`,
      String.raw`The macro \f takes arguments that are not in braces. Write it out.`,
    ],
    [
      String.raw`\foo = 1`,
      String.raw`\foo`,
      String.raw`The command \foo is not known. Define it with \newcommand, or write it out.`,
    ],
    [
      String.raw`\frac{\foo}{2} = x`,
      String.raw`\foo`,
      String.raw`The command \foo is not known. Define it with \newcommand, or write it out.`,
    ],
  ]);
});
