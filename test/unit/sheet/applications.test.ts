import { describe, expect, test } from 'vitest';
import { checkText } from '../examples/verdicts';

/** Each document with the verdicts of its claims, in their order. */
async function check(markdown: string, ...expected: readonly string[]): Promise<void> {
  const { claims } = await checkText('notes.md', markdown);
  expect(claims.map(({ text, verdict }) => `${verdict.kind}: ${text}`)).toEqual(expected);
}

describe('a power before the brackets of a function', () => {
  test('is one of its value', () =>
    check(
      "Let $f(x) = x^2 + 1$ and $g(x) = f^2(x)$. Then $g'(x) = 4 x f(x)$, not $g'(x) = 2 f(x)$.",
      "agree: g'(x) = 4 x f(x)",
      "disagree: g'(x) = 2 f(x)",
    ));

  test('also behind other factors, with a claim that ends behind the bracket', () =>
    check(
      "Let $f(x) = e^x$ and $h(x) = f(x)^3$. Then $h'(x) = 3 f^2(x) f(x)$ and $h'(x) = 3 f^{3}\\left(x\\right)$.",
      "agree: h'(x) = 3 f^2(x) f(x)",
      "agree: h'(x) = 3 f^{3}\\left(x\\right)",
    ));

  test('of a function of two arguments', () =>
    check(
      'Let $u(x, y) = x y$ and $w = u^2(x, y)$. Then $\\frac{\\partial w}{\\partial x} = 2 y\\, u(x, y)$.',
      'agree: \\frac{\\partial w}{\\partial x} = 2 y\\, u(x, y)',
    ));

  test('of the logistic function, which nothing needs to define', () =>
    check(
      "The slope is $\\sigma'(x) = \\sigma(x) - \\sigma^2(x)$.",
      "agree: \\sigma'(x) = \\sigma(x) - \\sigma^2(x)",
    ));

  test('of a name that is no function stays a factor', () =>
    check(
      'Let $E = \\omega^2 (x - a)$. Then $\\frac{dE}{dx} = \\omega^2$.',
      'agree: \\frac{dE}{dx} = \\omega^2',
    ));

  test('between two functions that are written short stays a product', () =>
    check(
      "Let $f(x) = x^2$, $g(x) = \\sin x$ and $h(x) = f(x)^2 g(x)$. Then $h'(x) = 2 f(x) f'(x) g(x) + f^2 g'(x)$.",
      "agree: h'(x) = 2 f(x) f'(x) g(x) + f^2 g'(x)",
    ));

  test('that is -1 is an inverse function, which is not known', async () => {
    const { claims } = await checkText(
      'notes.md',
      "Let $f(x) = x^3$ and $g(x) = f^{-1}(x)$. Then $g'(x) = 1$.",
    );
    expect(claims.map(({ verdict }) => verdict.kind)).toEqual(['inconclusive']);
  });
});

describe('a function before brackets that hold itself', () => {
  test('is a factor', () =>
    check(
      "Let $\\sigma(x) = \\frac{1}{1 + e^{-x}}$. Then $\\sigma' = \\sigma (1 - \\sigma)$.",
      "agree: \\sigma' = \\sigma (1 - \\sigma)",
    ));

  test('also before a power of them', () =>
    check(
      "Let $y(t) = \\frac{1}{t}$. Then $\\frac{d}{dt} \\ln y = -y$, and $y'(t) = y (1 - y)^2 - y + y^2 - y^3$.",
      'agree: \\frac{d}{dt} \\ln y = -y',
      "agree: y'(t) = y (1 - y)^2 - y + y^2 - y^3",
    ));
});

describe('prose that speaks of a function', () => {
  test('gives it no other meaning', () =>
    check(
      'Here $\\log$ is the natural logarithm. For $x > 0$ let $y = \\log x$. Then $\\frac{dy}{dx} = \\frac{1}{x}$.',
      'agree: \\frac{dy}{dx} = \\frac{1}{x}',
    ));
});
