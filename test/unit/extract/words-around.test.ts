import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../src/core/extract/words-around';

/** The words around the formula that is marked with `«…»` instead of dollars. */
function check(text: string): string | undefined {
  const start = text.indexOf('«') + 1;
  const end = text.indexOf('»');
  return wordsOf(text.replace('«', '$').replace('»', '$'))(start, end);
}

describe('what the text calls a mistake, a guess or a question', () => {
  test.each([
    "A common mistake is to write «(x^2\\sin x)' = 2x\\cos x».",
    "Students write «(fg)' = f'g'». This is false.",
    "Let $f = x$.\n\n**Incorrect:** «f' = x». **Correct:** $f' = 1$.",
    '**True or false?** «\\frac{d}{dx}\\arctan x = 1». (False.)',
    'Is it so that «\\frac{d}{dx}x^x = x^x»? No, it is not.',
    'For which $a$ is «\\frac{d}{dx}\\sin(ax) = 3\\cos(ax)»? We have $a = 3$.',
    'Find $n$ with «\\frac{d}{dx}x^n = 5x^4».',
    "Suppose, for contradiction, that «f'(x) = 0» for some $x$.",
    'One "obtains" «0 = 1». What is wrong?',
  ])('%s', (text) => expect(check(text)).toBe('denied'));
});

describe('what holds at a place, in a state or approximately', () => {
  test.each([
    'At $S = K_M$ the slope is «\\frac{dv}{dS} = \\frac{V}{4K_M}».',
    'At the steady state, where $sf(k) = nk$, «\\frac{d\\dot k}{dk} = -n».',
    "At equilibrium $V'(r) = 0$ and «V''(r) = 2a^2D».",
    'In units with $c = 1$, «\\frac{d\\gamma}{dv} = \\gamma^3v».',
    'When active, «\\frac{\\partial\\ell}{\\partial a} = 2(n-p)».',
    'The slope is «s = 2» to first order, and $t = 3$.',
    'It is «s = k» at $x = a$.',
  ])('%s', (text) => expect(check(text)).toBe('restricted'));
});

describe('words that leave a formula alone', () => {
  test.each([
    "With $u = 3x + 1$ we get «u' = 3».",
    "For $f(x) = x^2$ we have «f'(x) = 2x».",
    'If $y = f(u)$ and $u = g(x)$, then «\\frac{dy}{dx} = \\frac{dy}{du}\\frac{du}{dx}».',
    'When $i = j$, «\\frac{\\partial p_i}{\\partial s_j} = p_i(1 - p_i)».',
    'The squared error is $E = e^2$, so «\\frac{dE}{de} = 2e».',
    "A wrong answer is $f' = 1$. The derivative is «f' = 2».",
    "We get «f'(x) = h - r», and at $N = K$ it is $f'(N) = r$.",
    'Why? Since «\\frac{d}{dx} x^2 = 2x».',
    "So «V' = 2.» At equilibrium $V' = 0$.",
  ])('%s', (text) => expect(check(text)).toBeUndefined());

  test('a display, and the sentence of the next paragraph', () => {
    const text = "Let $f = x$.\n\n$$f' = 1$$\n\nAt equilibrium it is $f'' = 0$.";
    const start = text.indexOf("f' =");
    expect(wordsOf(text)(start, start + "f' = 1".length)).toBeUndefined();
  });
});
