import { describe, expect, test } from 'vitest';
import { checkText } from '../../examples/verdicts';

/** The verdicts on the claims of a Markdown text whose text contains `part`. */
async function verdicts(markdown: string, part: string): Promise<readonly string[]> {
  const { claims } = await checkText('notes.md', markdown);
  const kinds = claims.filter(({ text }) => text.includes(part)).map(({ verdict }) => verdict.kind);
  expect(kinds.length).toBeGreaterThan(0);
  return kinds;
}

/** `right` is a text with a right equation; `wrong` is a part of it, and what makes the equation wrong in its place. */
interface Case {
  readonly what: string;
  readonly right: string;
  readonly claim: string;
  readonly slip?: readonly [part: string, wrong: string];
}

const NOT_ACCUSED: readonly Case[] = [
  {
    what: 'an equation that the text calls wrong',
    right: "Let $f(x) = x^2$. A common mistake is to write $f'(x) = x$.",
    claim: "f'(x)",
  },
  {
    what: 'a value of a parameter that is asked for',
    right: 'For which $a$ is $\\frac{d}{dx}\\sin(ax) = 3\\cos(ax)$?',
    claim: '3\\cos',
  },
  {
    what: 'a slope at a place that an equation describes',
    right:
      'Let $v = \\frac{VS}{K+S}$. At $S = K$ the slope is $\\frac{dv}{dS} = \\frac{V}{4K}$, half of what one expects.',
    claim: '4K',
  },
  {
    what: 'units in which a constant is 1',
    right:
      'Let $\\gamma = \\frac1{\\sqrt{1-v^2/c^2}}$. In units with $c = 1$, $\\frac{d\\gamma}{dv} = \\gamma^3v$.',
    claim: '\\gamma^3v',
  },
  {
    what: 'a number that comes from a difference quotient',
    right: "Let $f(x) = e^x$. Central differences give $f'(1)\\approx2.723$.",
    claim: '2.723',
  },
  {
    what: 'a variable that is a function of what the formula shows',
    right:
      'Let $\\theta = \\frac{L^n}{K^n+L^n}$. With $x = \\ln L$, $\\frac{d\\theta}{dx} = n\\theta(1-\\theta)$.',
    claim: '\\frac{d\\theta}{dx}',
  },
  {
    what: 'the chain rule through a quantity of which the formulas do not speak',
    right:
      'Let $s = s_0+v_0t+\\frac12at^2$ and $v = \\frac{ds}{dt}$. Then $\\frac{dv}{dt} = \\frac{dv}{ds}\\frac{ds}{dt}$.',
    claim: '\\frac{dv}{ds}',
  },
  {
    what: 'an equality that brings in a name which words define',
    right: 'Let $G = U - TS$. Then $-\\frac ST-\\frac G{T^2} = -\\frac H{T^2}$ with the enthalpy $H$.',
    claim: '\\frac H{T^2}',
  },
  {
    what: 'an unknown power of a matrix',
    right: '$$\\frac{\\partial\\det(X^k)}{\\partial X} = k\\det(X^k)X^{-T}$$',
    claim: 'X^k',
  },
  {
    what: 'the second derivative of a formula at a place',
    right: "Let $V = a^6r^{-2} - s r^4$, where $V''(k) = \\frac{72s}{k^2}$ with a $k$ to be found.",
    claim: "V''",
  },
  {
    what: 'the identity matrix and symmetric ones',
    right:
      'Let $P = (I-KH)A(I-KH)^T+KRK^T$ and $S = HAH^T+R$. Then $\\frac{\\partial\\operatorname{tr} P}{\\partial K} = -2(HA)^T+2KS$.',
    claim: '2KS',
  },
  {
    what: 'an expected value',
    right: 'With the distribution function $F$, $\\frac d{dq}E|X-q| = 2F(q)-1$.',
    claim: 'E|X',
  },
];

describe('right equations are not accused', () => {
  test.each(NOT_ACCUSED)('$what', async ({ right, claim }) => {
    expect(await verdicts(right, claim)).not.toContain('disagree');
  });
});

const READ_OTHERWISE: readonly Case[] = [
  {
    what: 'the determinant of a Jacobian',
    right:
      'Let $x = r\\cos\\theta$, $y = r\\sin\\theta$. Then $\\frac{\\partial(x,y)}{\\partial(r,\\theta)} = \\begin{vmatrix}\\cos\\theta & -r\\sin\\theta\\\\ \\sin\\theta & r\\cos\\theta\\end{vmatrix}$.',
    claim: '\\frac{\\partial(x,y)}',
    slip: ['-r\\sin\\theta', 'r\\sin\\theta'],
  },
  {
    what: 'a derivative entry by entry',
    right:
      'Let $z = \\mu+\\sigma\\odot\\epsilon$ with vectors $\\mu, \\sigma, \\epsilon\\in\\mathbb R^3$. Then $\\frac{\\partial z}{\\partial\\sigma} = \\epsilon$.',
    claim: '\\frac{\\partial z}',
    slip: ['} = \\epsilon', '} = 2\\epsilon'],
  },
  {
    what: 'an inner function that is defined again',
    right:
      'Put $u = 3x+1$. Then $\\frac{du}{dx} = 3$. Next put $u = 1-x^2$. Then $\\frac{du}{dx} = -2x$, as we know.',
    claim: '-2x',
    slip: ['} = -2x', '} = -2x^2'],
  },
];

describe('right equations agree, and wrong ones do not', () => {
  test.each(READ_OTHERWISE)('$what', async ({ right, claim, slip }) => {
    expect(await verdicts(right, claim)).toEqual(['agree']);
    const wrong = right.replace(slip![0], slip![1]);
    expect(wrong).not.toBe(right);
    expect(await verdicts(wrong, claim)).not.toContain('agree');
  });
});

describe('an agreement of nothing with nothing', () => {
  const text = 'Let $s = at^2$ and $v = 2at$. Then $\\frac{dv}{ds}\\frac{ds}{dt} = 5v\\frac{dv}{ds}$.';
  test('is none', async () => expect(await verdicts(text, '5v')).toEqual(['inconclusive']));
  test('but a derivative may be 0', async () =>
    expect(await verdicts('Let $y = a^2$. Then $\\frac{dy}{dx} = 0$.', '= 0')).toEqual(['agree']));
});

test('a number that is the value of another definition is open', async () => {
  const text = "Let $f(x) = e^x$. Now let $f(x) = \\sin x$. Then $f'''(0) = 1$.";
  expect(await verdicts(text, "f'''")).toEqual(['inconclusive']);
});

describe('wrong equations are still found', () => {
  test.each([
    "Let $f(x) = x^2$. Then $f'(x) = x$.",
    'Let $y = wx+b$. Then $\\frac{dy}{dw} = b$.',
    'Let $v = \\frac{VS}{K+S}$. Then $\\frac{dv}{dS} = \\frac{VK}{K+S}$.',
    "Let $f(x) = e^x$. Then $f'(1)\\approx2.52$.",
    'Let $y = x^3$. Then $\\frac{dy}{dx} = 3x^2 = 3x\\cdot x\\cdot x$.',
  ])('%s', async (text) =>
    expect((await checkText('notes.md', text)).claims.at(-1)!.verdict.kind).toBe('disagree'),
  );
});
