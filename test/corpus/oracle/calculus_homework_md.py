from corpus import D, Document, array, at, atan, cos, exp, log, mpf, sin, sqrt, tan

document = Document('calculus-homework.md')

s = document.sheet(x=(0.5, 3), t=(-2, 2), u=(-2, 2)).define(f=lambda v: v.x**3 - 4 * v.x + 1 / v.x, g=lambda v: v.t**2 * sin(v.t), h=lambda v: v.u / (v.u**2 + 1))
s.right(r"f'(x) = 3x^2 - 4 - \frac{1}{x^2}", D('f', 'x'), lambda v: 3 * v.x**2 - 4 - 1 / v.x**2)
s.right(r"f''(x) = 6x + \frac{2}{x^3}", D('f', 'x', 'x'), lambda v: 6 * v.x + 2 / v.x**3)
s.right(r"g'(t) = 2t \sin t + t^2 \cos t", D('g', 't'), lambda v: 2 * v.t * sin(v.t) + v.t**2 * cos(v.t))
step = lambda v: ((v.u**2 + 1) - v.u * 2 * v.u) / (v.u**2 + 1) ** 2
s.right(r"h'(u) = \frac{1 \cdot (u^2 + 1) - u \cdot 2u}{(u^2 + 1)^2}", D('h', 'u'), step)
s.right(r"= \frac{1 - u^2}{(u^2+1)^2}", step, lambda v: (1 - v.u**2) / (v.u**2 + 1) ** 2)

s = document.sheet(x=(-2, 2)).define(p=lambda v: log(v.x**2 + 1), q=lambda v: sqrt(1 + exp(2 * v.x)), r=lambda v: cos(v.x) ** 3, s=lambda v: atan(3 * v.x))
s.wrong(r"p'(x) = \frac{1}{x^2 + 1}", D('p', 'x'), lambda v: 1 / (v.x**2 + 1), 'chain rule', lambda v: 2 * v.x / (v.x**2 + 1))
s.right(r"q'(x) = \frac{e^{2x}}{\sqrt{1 + e^{2x}}}", D('q', 'x'), lambda v: exp(2 * v.x) / sqrt(1 + exp(2 * v.x)))
s.wrong(r"r'(x) = -3 \cos^2(x)", D('r', 'x'), lambda v: -3 * cos(v.x) ** 2, 'chain rule', lambda v: -3 * cos(v.x) ** 2 * sin(v.x))
s.right(r"s'(x) = \frac{3}{1 + 9x^2}", D('s', 'x'), lambda v: 3 / (1 + 9 * v.x**2))

s = document.sheet(x=(0.2, 1.3))
s.wrong(r"\frac{d}{dx}\left[ x^3 e^{x} \right] = 3x^2 e^{x}", D(lambda v: v.x**3 * exp(v.x), 'x'), lambda v: 3 * v.x**2 * exp(v.x), 'product rule', lambda v: (3 * v.x**2 + v.x**3) * exp(v.x))
s.right(r"\frac{d}{dx} \left( \frac{\sin x}{x} \right) = \frac{x \cos x - \sin x}{x^2}", D(lambda v: sin(v.x) / v.x, 'x'), lambda v: (v.x * cos(v.x) - sin(v.x)) / v.x**2)
s.right(r"\frac{d}{dx} \tan x = 1 + \tan^2 x", D(lambda v: tan(v.x), 'x'), lambda v: 1 + tan(v.x) ** 2)
s.right(r"\frac{d^2}{dx^2} \left( e^{-x^2} \right) = (4x^2 - 2)\, e^{-x^2}", D(lambda v: exp(-v.x**2), 'x', 'x'), lambda v: (4 * v.x**2 - 2) * exp(-v.x**2))

s = document.sheet(x=(0.2, 5)).define(y=lambda v: v.x * sqrt(v.x + 3))
first = lambda v: sqrt(v.x + 3) + v.x / (2 * sqrt(v.x + 3))
second = lambda v: (2 * (v.x + 3) + v.x) / (2 * sqrt(v.x + 3))
s.right(r"\frac{dy}{dx} &= \sqrt{x+3} + \frac{x}{2\sqrt{x+3}}", D('y', 'x'), first)
s.right(r"&= \frac{2(x + 3) + x}{2\sqrt{x+3}}", first, second)
s.wrong(r"&= \frac{3x + 3}{2\sqrt{x+3}}", second, lambda v: (3 * v.x + 3) / (2 * sqrt(v.x + 3)), 'algebra', lambda v: (3 * v.x + 6) / (2 * sqrt(v.x + 3)))
s.right(r"\left.\frac{dy}{dx}\right|_{x=1} = \frac{9}{4}", at(D('y', 'x'), x=1), lambda v: mpf(9) / 4)

s = document.sheet(x=(0.3, 3)).define(w=lambda v: v.x**v.x)
s.right(r"w'(x) = x^x (1 + \ln x)", D('w', 'x'), lambda v: v.x**v.x * (1 + log(v.x)))
s.wrong(r"w'(x) = x \cdot x^{x-1}", D('w', 'x'), lambda v: v.x * v.x ** (v.x - 1), 'power rule', lambda v: v.x**v.x * (1 + log(v.x)))

s = document.sheet(x=(-1, 2), y=(-1, 2)).define(F=lambda v: v.x**2 * v.y + exp(v.x * v.y))
s.right(r"\frac{\partial F}{\partial x} = 2xy + y e^{xy}", D('F', 'x'), lambda v: 2 * v.x * v.y + v.y * exp(v.x * v.y))
s.wrong(r"\frac{\partial F}{\partial y} = x^2 + y e^{xy}", D('F', 'y'), lambda v: v.x**2 + v.y * exp(v.x * v.y), 'chain rule', lambda v: v.x**2 + v.x * exp(v.x * v.y))
s.right(r"\frac{\partial^2 F}{\partial x \partial y} = 2x + (1 + xy) e^{xy}", D('F', 'y', 'x'), lambda v: 2 * v.x + (1 + v.x * v.y) * exp(v.x * v.y))
s.right(r"\nabla F(1, 0) = (0, 2)", lambda v: array(at(D('F', 'x'), x=1, y=0)(v), at(D('F', 'y'), x=1, y=0)(v)), lambda v: array(mpf(0), mpf(2)))

s = document.sheet(x=(-1, 3)).define(m=lambda v: v.x**2 if v.x <= 1 else 2 * v.x - 1)
s.right("m'(x) = \\begin{cases} 2x & \\text{if } x \\le 1 \\\\ 2 & \\text{if } x > 1 . \\end{cases}", D('m', 'x'), lambda v: 2 * v.x if v.x <= 1 else mpf(2))

s = document.sheet(x=(0.3, 3)).define(k=lambda v: v.x**2 * log(v.x))
s.right(r"k'(x) = 2x \ln x + x", D('k', 'x'), lambda v: 2 * v.x * log(v.x) + v.x)
s.wrong(r"k''(x) = 2 \ln x + 2", D('k', 'x', 'x'), lambda v: 2 * log(v.x) + 2, 'constant', lambda v: 2 * log(v.x) + 3)
