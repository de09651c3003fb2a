"""What the equations of `homework/` say: for each exercise the right version, then the wrong one."""

import numpy as np
from corpus import D, Document, array, at, cos, delta, exp, half, log, mpf, sigmoid, sin, sqrt, tensor

documents = []


def document(name):
    made = Document(name)
    documents.append(made)
    return made


def gradient(what, *names):
    return lambda v: array(*(D(what, name)(v) for name in names))


def hessian(what, *names):
    return lambda v: array(*([D(what, a, b)(v) for b in names] for a in names))


def numbers(*entries):
    return lambda v: np.array(entries, dtype=object) * mpf(1)


# 02: partial derivatives for gradient descent

BOWL = {'x1': (-3, 3), 'x2': (-3, 3)}
bowl = lambda v: v.x1**2 - 3 * v.x1 + v.x2**2 - v.x1 * v.x2
P1, P2 = r'\frac{\partial f}{\partial x_1} = 2x_1 - 3 - x_2', r'\frac{\partial f}{\partial x_2} = 2x_2 - x_1'

d = document('02-descent.md')
s = d.sheet(**BOWL).define(f=bowl)
grad = gradient('f', 'x1', 'x2')
s.right(P1, D('f', 'x1'), lambda v: 2 * v.x1 - 3 - v.x2)
s.right(P2, D('f', 'x2'), lambda v: 2 * v.x2 - v.x1)
s.right(r'\nabla f(1, 1) = (-2, 1)', at(grad, x1=1, x2=1), numbers(-2, 1))
s.rounded(r'\sqrt{(-2)^2 + 1^2} = 2.236', lambda v: sqrt(mpf(5)), lambda v: mpf('2.236'), '0.001')
s.right(r'\nabla f(2, 0.5) = (0.5, -1)', at(grad, x1=2, x2='0.5'), numbers(mpf('0.5'), -1))
s.rounded(r'\sqrt{0.5^2 + (-1)^2} = 1.118', lambda v: sqrt(mpf('1.25')), lambda v: mpf('1.118'), '0.001')
d.sheet(x=(-3, 3)).define(g=lambda v: 5 * v.x**2).right(r"g'(x) = 10x", D('g', 'x'), lambda v: 10 * v.x)

d = document('02-descent.wrong.md')
s = d.sheet(**BOWL).define(f=lambda v: v.x1 - 3 * v.x1 + v.x2 - v.x1 * v.x2)
s.wrong(P1, D('f', 'x1'), lambda v: 2 * v.x1 - 3 - v.x2, 'exponent', lambda v: -2 - v.x2)
s.wrong(P2, D('f', 'x2'), lambda v: 2 * v.x2 - v.x1, 'exponent', lambda v: 1 - v.x1)
s.rounded(r'\sqrt{(0.125)^2 + (-0.15)^2} = 0.28', lambda v: sqrt(mpf('0.125') ** 2 + mpf('0.15') ** 2), lambda v: mpf('0.28'), '0.01', planned='wrong')
d.sheet(x=(-3, 3)).define(g=lambda v: 5 * v.x**2).wrong(r"g'(x) = 5x", D('g', 'x'), lambda v: 5 * v.x, 'factor', lambda v: 10 * v.x)

# 03: the Hessian, and a cubic

A1 = r'\frac{\partial f}{\partial x_1} &= 2x_1 - 3 - x_2'
A2 = r'\frac{\partial f}{\partial x_2} &= 2x_2 - x_1'
A22 = r'\frac{\partial^2 f}{\partial x_2^2} &= 2'
A12 = r'\frac{\partial^2 f}{\partial x_1 \partial x_2} ='
cubic = lambda v: 2 * v.x**3 - 5 * v.x

d = document('03-hessian.tex')
s = d.sheet(**BOWL).define(f=bowl)
s.right(A1, D('f', 'x1'), lambda v: 2 * v.x1 - 3 - v.x2)
s.right(A2, D('f', 'x2'), lambda v: 2 * v.x2 - v.x1)
s.right(r'\frac{\partial^2 f}{\partial x_1^2} &= 2', D('f', 'x1', 'x1'), lambda v: mpf(2))
s.right(A22, D('f', 'x2', 'x2'), lambda v: mpf(2))
s.right(f'{A12} -1', D('f', 'x2', 'x1'), lambda v: mpf(-1))
s.right(r'\frac{\partial^2 f}{\partial x_2 \partial x_1} = -1', D('f', 'x1', 'x2'), lambda v: mpf(-1))
s.right(r'\nabla^2 f = \begin{bmatrix} 2 & -1 \\ -1 & 2 \end{bmatrix}', hessian('f', 'x1', 'x2'), numbers([2, -1], [-1, 2]))
s = d.sheet(x=(-3, 3)).define(h=cubic)
s.right("h'(x) = 6x^2 - 5", D('h', 'x'), lambda v: 6 * v.x**2 - 5)
s.right("h''(x) = 12x", D('h', 'x', 'x'), lambda v: 12 * v.x)
s.right("h''(0) = 0", at(D('h', 'x', 'x'), x=0), lambda v: mpf(0))
s.right("h'(0) = -5", at(D('h', 'x'), x=0), lambda v: mpf(-5))

d = document('03-hessian.wrong.tex')
s = d.sheet(**BOWL).define(f=bowl)
s.right(A1, D('f', 'x1'), lambda v: 2 * v.x1 - 3 - v.x2)
s.right(A2, D('f', 'x2'), lambda v: 2 * v.x2 - v.x1)
s.wrong(r'\frac{\partial^2 f}{\partial x_1^2} &= 2x_1', D('f', 'x1', 'x1'), lambda v: 2 * v.x1, 'exponent', lambda v: mpf(2))
s.right(A22, D('f', 'x2', 'x2'), lambda v: mpf(2))
s.wrong(f'{A12} 1', D('f', 'x2', 'x1'), lambda v: mpf(1), 'sign', lambda v: mpf(-1))
s.wrong(r'\nabla^2 f = \begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}', hessian('f', 'x1', 'x2'), numbers([2, 1], [1, 2]), 'sign', numbers([2, -1], [-1, 2]))
s = d.sheet(x=(-3, 3)).define(h=cubic)
s.right("h'(x) = 6x^2 - 5", D('h', 'x'), lambda v: 6 * v.x**2 - 5)
s.wrong("h''(x) = 6x", D('h', 'x', 'x'), lambda v: 6 * v.x, 'factor', lambda v: 12 * v.x)
s.right("h''(0) = 0", at(D('h', 'x', 'x'), x=0), lambda v: mpf(0))
s.wrong("h'(0) = 0", at(D('h', 'x'), x=0), lambda v: mpf(0), 'value', lambda v: mpf(-5))

# 05: the logistic function

logistic = lambda v: 1 / (1 + exp(-v.x))
quotient = lambda v: exp(-v.x) / (1 + exp(-v.x)) ** 2
power = lambda v: -((1 + exp(-v.x)) ** -2) * -exp(-v.x)

d = document('05-sigmoid.md')
s = d.sheet(x=(-3, 3)).define(s=logistic)
s.right(r'\frac{d}{dx} \sigma(x) = \frac{d}{dx} \left[ \frac{1}{1 + e^{-x}} \right]', D('s', 'x'), D(logistic, 'x'))
s.right(r'= \frac{d}{dx} \left( 1 + e^{-x} \right)^{-1}', D(logistic, 'x'), D(lambda v: (1 + exp(-v.x)) ** -1, 'x'))
s.right(r'= -\left( 1 + e^{-x} \right)^{-2} \left( -e^{-x} \right)', D(logistic, 'x'), power)
s.right(r'= \frac{e^{-x}}{(1 + e^{-x})^2}', power, quotient)
s.right(r'= \frac{1}{1 + e^{-x}} \cdot \left( 1 - \frac{1}{1 + e^{-x}} \right)', quotient, lambda v: logistic(v) * (1 - logistic(v)))
s.right(r'= \sigma(x) \cdot (1 - \sigma(x))', quotient, lambda v: v.s * (1 - v.s))
s.right(r"\sigma'(0) = \frac{1}{4}", at(D('s', 'x'), x=0), lambda v: mpf(1) / 4)
other = lambda v: 1 / (1 + exp(v.x))
s.right(r'\sigma(x) + \sigma(-x) = \frac{1}{1 + e^{-x}} + \frac{1}{1 + e^{x}}', lambda v: v.s + v.but(x=-v.x).s, lambda v: v.s + other(v))
s.right(r'= \frac{2 + e^{x} + e^{-x}}{2 + e^{x} + e^{-x}}', lambda v: v.s + other(v), lambda v: mpf(1))
s.right('= 1', lambda v: v.s + other(v), lambda v: mpf(1))

d = document('05-sigmoid.wrong.md')
s = d.sheet(x=(-3, 3)).define(s=logistic)
s.wrong(r'\frac{d}{dx} \sigma(x) = \frac{d}{dx} \left[ \frac{1}{1 + e^{-2}} \right]', D('s', 'x'), lambda v: mpf(0), 'name', quotient)
s.right("\\sigma'(x) &= -\\left( 1 + e^{-x} \\right)^{-2} \\left( -e^{-x} \\right)", D('s', 'x'), power)
s.right(r'&= \frac{e^{-x}}{(1 + e^{-x})^2}', power, quotient)
s.wrong(r'&= \frac{1}{1 + e^{-x}} \cdot \left( \frac{1 + e^{-x}}{1 + e^{-x}} - \frac{1}{1 + e^{-2}} \right)', quotient, lambda v: v.s * (1 - 1 / (1 + exp(mpf(-2)))), 'name', lambda v: v.s * (1 - v.s))
s.wrong(r"\sigma'(x) = \sigma(x)(\sigma(x) - 1)", D('s', 'x'), lambda v: v.s * (v.s - 1), 'sign', lambda v: v.s * (1 - v.s))
s.wrong(
    r'\frac{1}{1 + e^{-x}} + \frac{1}{1 + e^{x}} = \frac{2 + e^{x} + e^{-x}}{1 + e^{x} + e^{-x} + e^{-x^{2}}}',
    lambda v: v.s + other(v), lambda v: (2 + exp(v.x) + exp(-v.x)) / (1 + exp(v.x) + exp(-v.x) + exp(-v.x**2)), 'algebra', lambda v: mpf(1),
)

# 07: local and total derivatives in a graph

GRAPH = {'c': lambda v: v.a + v.b, 'd': lambda v: v.b + 1, 'e': lambda v: v.c * v.d}
one, none = (lambda v: mpf(1)), (lambda v: mpf(0))
path = lambda v, *pairs: sum(D(a, b)(v) * D(b, c)(v) for a, b, c in pairs)
via_c = lambda x: lambda v: path(v, ('e', 'c', x))
both = lambda x: lambda v: path(v, ('e', 'c', x), ('e', 'd', x))

d = document('07-two-paths.tex')
s = d.sheet(a=(-3, 3), b=(-3, 3)).define(**GRAPH)
s.right(r'\frac{\partial e}{\partial c} &= d', D('e', 'c'), 'd')
s.right(r'\frac{\partial e}{\partial d} &= c', D('e', 'd'), 'c')
s.right(r'\frac{\partial c}{\partial a} &= 1', D('c', 'a'), one)
s.right(r'\frac{\partial c}{\partial b} &= 1', D('c', 'b'), one)
s.right(r'\frac{\partial d}{\partial a} &= 0', D('d', 'a'), none)
s.right(r'\frac{\partial d}{\partial b} &= 1', D('d', 'b'), one)
s.right(r'\frac{\partial e}{\partial b} = \frac{\partial e}{\partial c} \frac{\partial c}{\partial b} + \frac{\partial e}{\partial d} \frac{\partial d}{\partial b}', D('e', 'b'), both('b'))
s.right('= d + c', both('b'), lambda v: v.d + v.c)
s.right(r'\frac{\partial e}{\partial a} = \frac{\partial e}{\partial c} \frac{\partial c}{\partial a} + \frac{\partial e}{\partial d} \frac{\partial d}{\partial a}', D('e', 'a'), both('a'))
s.right(r'= \frac{\partial e}{\partial c} \frac{\partial c}{\partial a} = d', both('a'), via_c('a'))
s.right('= d .', via_c('a'), 'd')

d = document('07-two-paths.wrong.tex')
s = d.sheet(a=(-3, 3), b=(-3, 3)).define(**GRAPH)
s.wrong(r'\frac{\partial e}{\partial c} &= c', D('e', 'c'), 'c', 'name', 'd')
s.right(r'\frac{\partial e}{\partial d} &= c', D('e', 'd'), 'c')
s.wrong(r'\frac{\partial d}{\partial a} &= 1', D('d', 'a'), one, 'value', none)
s.right(r'\frac{\partial d}{\partial b} &= 1', D('d', 'b'), one)
s.right(r'\frac{\partial e}{\partial a} = \frac{\partial e}{\partial c} \frac{\partial c}{\partial a}', D('e', 'a'), via_c('a'))
s.wrong('= d + c', via_c('a'), lambda v: v.d + v.c, 'path', 'd')
s.wrong(r'\frac{\partial e}{\partial a} + \frac{\partial e}{\partial b} = d + c', lambda v: D('e', 'a')(v) + D('e', 'b')(v), lambda v: v.d + v.c, 'path', lambda v: 2 * v.d + v.c)

# 11: a batch of four

BATCH = {'X': ((4, 2), -1, 1), 't': ((4, 1), -1, 1), 'W1': ((2, 3), -1, 1), 'b1': ((1, 3), -1, 1), 'W2': ((3, 1), -1, 1), 'b2': (-1, 1)}
ones = np.full((4, 1), mpf(1), dtype=object)
positive = np.vectorize(lambda x: mpf(x > 0), otypes=[object])
NET = {
    'Z': lambda v: v.X @ v.W1 + ones @ v.b1,
    'H': lambda v: v.Z * positive(v.Z),
    'y': lambda v: v.H @ v.W2 + v.b2 * ones,
    'L': lambda v: half * np.sum((v.y - v.t) ** 2),
    'G': lambda v: (v.y - v.t) @ v.W2.T * positive(v.Z),
}
total = lambda v: (ones.T @ (v.y - v.t)).item()

d = document('11-batch-of-four.md')
s = d.sheet(**BATCH).define(**NET)
s.right(r'\frac{\partial L}{\partial y} = y - t', D('L', 'y'), lambda v: v.y - v.t)
s.right(r'\frac{\partial L}{\partial W_2} = H^T (y - t)', D('L', 'W2'), lambda v: v.H.T @ (v.y - v.t))
s.right(r'\frac{\partial L}{\partial b_2} = \mathbf{1}_4^T (y - t)', D('L', 'b2'), total)
s.right(r'\frac{\partial L}{\partial W_1} = X^T G', D('L', 'W1'), lambda v: v.X.T @ v.G)
s.right(r'\frac{\partial L}{\partial b_1} = \mathbf{1}_4^T G', D('L', 'b1'), lambda v: ones.T @ v.G)

d = document('11-batch-of-four.wrong.md')
s = d.sheet(**BATCH).define(**NET)
s.wrong(r'\frac{\partial L}{\partial y} = 2(y - t)', D('L', 'y'), lambda v: 2 * (v.y - v.t), 'factor', lambda v: v.y - v.t)
s.wrong(r'\frac{\partial L}{\partial W_2} = H^T (t - y)', D('L', 'W2'), lambda v: v.H.T @ (v.t - v.y), 'sign', lambda v: v.H.T @ (v.y - v.t))
s.wrong(r'\frac{\partial L}{\partial b_2} = \frac{1}{4} \mathbf{1}_4^T (y - t)', D('L', 'b2'), lambda v: total(v) / 4, 'factor', total)
s.wrong(r'\frac{\partial L}{\partial W_1} = X^T (y - t) W_2^T', D('L', 'W1'), lambda v: v.X.T @ (v.y - v.t) @ v.W2.T, 'chain rule', lambda v: v.X.T @ v.G)

# 12: softmax with cross-entropy

K = 4
soft = lambda v: exp(v.y) / sum(exp(v.y))
ENTROPY = lambda v: -sum(v.t * log(soft(v)))
parts = lambda v: log(sum(exp(v.y))) * sum(v.t) - sum(v.t * v.y)

d = document('12-cross-entropy.md')
s = d.sheet(y=((K,), -2, 2), t=((K,), 0, 1)).define(E=ENTROPY)
s.right(r'= \log \left( \sum_i \exp(y_i) \right) \sum_k t_k - \sum_k t_k y_k', ENTROPY, parts)
first = lambda v: D(lambda w: log(sum(exp(w.y))), 'y')(v) * sum(v.t) - D(lambda w: sum(w.t * w.y), 'y')(v)
answer = lambda v: soft(v) * sum(v.t) - v.t
s.right(r'\frac{\partial E}{\partial y_i} &= \frac{\partial}{\partial y_i} \left( \log \left( \sum_j \exp(y_j) \right) \right) \sum_k t_k - \frac{\partial}{\partial y_i} \left( \sum_k t_k y_k \right)', D('E', 'y'), first)
s.right(r'&= \frac{\exp(y_i)}{\sum_j \exp(y_j)} \sum_k t_k - t_i', first, answer)
ONE = r'\frac{\partial E}{\partial y_i} = \frac{\exp(y_i)}{\sum_j \exp(y_j)} - t_i'
d.sheet(y=((K,), -2, 2), u=((K,), 0, 1)).define(t=lambda v: v.u / sum(v.u), E=ENTROPY).right(ONE, D('E', 'y'), lambda v: soft(v) - v.t)

d = document('12-cross-entropy.wrong.md')
s = d.sheet(y=((K,), -2, 2), t=((K,), 0, 1)).define(E=ENTROPY)
s.wrong(ONE, D('E', 'y'), lambda v: soft(v) - v.t, 'factor', answer)
s.wrong(r'\frac{\partial E}{\partial y_i} = t_i - \frac{\exp(y_i)}{\sum_j \exp(y_j)} \sum_k t_k', D('E', 'y'), lambda v: -answer(v), 'sign', answer)
s.wrong(r'\frac{\partial E}{\partial y_i} = \frac{\exp(y_i)}{\sum_j \exp(y_j)} \sum_k t_k - \sum_k t_k', D('E', 'y'), lambda v: soft(v) * sum(v.t) - sum(v.t), 'index', answer)

# 13: a sigmoid neuron and a bound on its gradient

NEURON = {'v': lambda v: v.w * v.x + v.b, 'y': lambda v: sigmoid(v.v), 'J': lambda v: half * (v.y - v.z) ** 2}
INPUTS = {'w': (-4, 4), 'x': (-4, 4), 'b': (-4, 4), 'z': (-3, 3)}
slope = lambda v: (v.y - v.z) * v.y * (1 - v.y)
norm = lambda v: abs(slope(v)) * sqrt(1 + v.x**2)

d = document('13-gradient-bound.tex')
s = d.sheet(**INPUTS).define(**NEURON)
s.right(r'\frac{\partial J}{\partial y} = y - z', D('J', 'y'), lambda v: v.y - v.z)
s.right(r'\frac{\partial y}{\partial v} = y (1 - y)', D('y', 'v'), lambda v: v.y * (1 - v.y))
s.right(r'\frac{\partial v}{\partial w} = x', D('v', 'w'), 'x')
s.right(r'\frac{\partial v}{\partial b} = 1', D('v', 'b'), one)
s.right(r'\nabla J(w, b) = \begin{pmatrix} (y - z)\, y (1 - y)\, x \\ (y - z)\, y (1 - y) \end{pmatrix}', gradient('J', 'w', 'b'), lambda v: array(slope(v) * v.x, slope(v)))
s.below(r'y (1 - y) \le \frac{1}{4}', lambda v: v.y * (1 - v.y), lambda v: mpf(1) / 4)
s.below(r'|y - z| < 1 + |z|', lambda v: abs(v.y - v.z), lambda v: 1 + abs(v.z))
s.below(r'\|\nabla J\| < \frac{1}{4} \sqrt{1 + x^2}\, (1 + |z|)', norm, lambda v: sqrt(1 + v.x**2) * (1 + abs(v.z)) / 4)

d = document('13-gradient-bound.wrong.tex')
s = d.sheet(**INPUTS).define(**NEURON)
s.wrong(r'\frac{\partial J}{\partial y} = z - y', D('J', 'y'), lambda v: v.z - v.y, 'sign', lambda v: v.y - v.z)
s.wrong(r'\frac{\partial y}{\partial v} = y (1 - v)', D('y', 'v'), lambda v: v.y * (1 - v.v), 'name', lambda v: v.y * (1 - v.y))
s.right(r'\frac{\partial v}{\partial w} = x', D('v', 'w'), 'x')
s.wrong(r'\frac{\partial J}{\partial w} = (y - z)\, y (1 - y)', D('J', 'w'), slope, 'chain rule', lambda v: slope(v) * v.x)
s.wrong(r'\frac{\partial J}{\partial b} = (y - z)\, y', D('J', 'b'), lambda v: (v.y - v.z) * v.y, 'factor', slope)
s.below(r'\|\nabla J\| < \frac{1}{4} \sqrt{1 + x^2}\, (0.5 + |z|)', norm, lambda v: sqrt(1 + v.x**2) * (half + abs(v.z)) / 4, fails_at={'w': 1, 'x': 1, 'b': '-0.3', 'z': 0})

# 20: logistic regression

N = 5
LOGISTIC = {'h': lambda v: sigmoid(v.w * v.x + v.b), 'E': lambda v: -sum(v.y * log(v.h) + (1 - v.y) * log(1 - v.h))}
SAMPLES = {'x': ((N,), -2, 2), 'y': ((N,), 0, 1), 'w': (-2, 2), 'b': (-2, 2)}
by_output = lambda v: -v.y / v.h + (1 - v.y) / (1 - v.h)
EW = r'\frac{\partial E}{\partial w} = \sum_{n=1}^{N} (\hat{y}_n - y_n)'
EWW = r'\frac{\partial^2 E}{\partial w^2} = \sum_{n=1}^{N} \hat{y}_n (1 - \hat{y}_n)\, '
curvature = lambda power: lambda v: sum(v.h * (1 - v.h) * v.x**power)

d = document('20-logistic-neuron.md')
s = d.sheet(**SAMPLES).define(**LOGISTIC)
s.right(r'\frac{\partial E}{\partial \hat{y}_n} = -\frac{y_n}{\hat{y}_n} + \frac{1 - y_n}{1 - \hat{y}_n}', D('E', 'h'), by_output)
s.right(EW + r'\, x_n', D('E', 'w'), lambda v: sum((v.h - v.y) * v.x))
s.right(r'\frac{\partial E}{\partial b} = \sum_{n=1}^{N} (\hat{y}_n - y_n)', D('E', 'b'), lambda v: sum(v.h - v.y))
s.right(EWW + 'x_n^2', D('E', 'w', 'w'), curvature(2))

d = document('20-logistic-neuron.wrong.md')
s = d.sheet(**SAMPLES).define(**LOGISTIC)
s.wrong(r'\frac{\partial E}{\partial \hat{y}_n} = \frac{y_n}{\hat{y}_n} - \frac{1 - y_n}{1 - \hat{y}_n}', D('E', 'h'), lambda v: -by_output(v), 'sign', by_output)
s.wrong(EW, D('E', 'w'), lambda v: sum(v.h - v.y), 'chain rule', lambda v: sum((v.h - v.y) * v.x))
s.wrong(r'\frac{\partial E}{\partial b} = \sum_{n=1}^{N} (y_n - \hat{y}_n)', D('E', 'b'), lambda v: sum(v.y - v.h), 'sign', lambda v: sum(v.h - v.y))
s.wrong(EWW + 'x_n', D('E', 'w', 'w'), curvature(1), 'exponent', curvature(2))

# 21: normalisation by the mean

CENTRED = {'y': lambda v: v.gamma * (v.x - sum(v.x) / N) + v.beta, 'L': lambda v: half * sum((v.y - v.t) ** 2)}
SCALED = {'x': ((N,), -2, 2), 't': ((N,), -2, 2), 'gamma': (0.5, 3), 'beta': (-1, 1)}
jacobian = lambda scale: lambda v: tensor((N, N), lambda j, i: scale(v) * (delta(i, j) - mpf(1) / N))
true = jacobian(lambda v: v.gamma)
back = lambda v: v.gamma * (v.y - v.t) - v.gamma / N * sum(v.y - v.t)

d = document('21-mean-normalisation.md')
s = d.sheet(**SCALED).define(**CENTRED)
s.right(r'\frac{\partial y_j}{\partial x_i} = \begin{cases} \gamma \left( 1 - \frac{1}{n} \right), & i = j \\ -\frac{\gamma}{n}, & i \neq j \end{cases}', D('y', 'x'), true)
s.right(r'\frac{\partial y_j}{\partial x_i} = \gamma \left( \delta_{ij} - \frac{1}{n} \right)', D('y', 'x'), true)
s.right(r'\frac{\partial L}{\partial x_i} = \sum_{j=1}^{n} \frac{\partial L}{\partial y_j} \frac{\partial y_j}{\partial x_i}', D('L', 'x'), lambda v: D('L', 'y')(v) @ D('y', 'x')(v))
s.right(r'\frac{\partial L}{\partial x_i} = \gamma (y_i - t_i) - \frac{\gamma}{n} \sum_{j=1}^{n} (y_j - t_j)', D('L', 'x'), back)

d = document('21-mean-normalisation.wrong.md')
s = d.sheet(**SCALED).define(**CENTRED)
s.wrong(r'\frac{\partial y_j}{\partial x_i} = \begin{cases} 1 - \frac{1}{n}, & i = j \\ -\frac{1}{n}, & i \neq j \end{cases}', D('y', 'x'), jacobian(one), 'factor', true)
s.wrong(r'\frac{\partial y_j}{\partial x_i} = \gamma \left( 1 - \frac{\delta_{ij}}{n} \right)', D('y', 'x'), lambda v: tensor((N, N), lambda j, i: v.gamma * (1 - delta(i, j) / N)), 'operand', true)
# The left side has one index and the cases have two: the claim would have to hold for every j.
s.wrong(r'\frac{\partial L}{\partial x_i} = \begin{cases} \gamma \left( 1 - \frac{1}{n} \right), & i = j \\ -\frac{\gamma}{n}, & i \neq j \end{cases}', lambda v: tensor((N, N), lambda j, i: D('L', 'x')(v)[i]), true, 'function', lambda v: tensor((N, N), lambda j, i: back(v)[i]))
s.wrong(r'\frac{\partial L}{\partial x_i} = y_i - t_i', D('L', 'x'), lambda v: v.y - v.t, 'factor', back)

# 22: the Jacobian of softmax, and two layers

SOFT = {'s': lambda v: exp(v.z) / sum(exp(v.z))}
cases = lambda on, off: lambda v: tensor((K, K), lambda k, i: on(v, k) if i == k else off(v, k, i))
good = cases(lambda v, k: v.s[k] * (1 - v.s[k]), lambda v, k, i: -v.s[k] * v.s[i])
CASES = r'\frac{\partial \hat{y}_k}{\partial z_i} = \begin{cases} \hat{y}_k (1 - \hat{y}_k), & i = k \\ %s\hat{y}_k \hat{y}_i, & i \neq k \end{cases}'
LAYERS = {
    'x': ((3,), -1, 1), 'W1': ((4, 3), -1, 1), 'b1': ((4,), -1, 1), 'W2': ((2, 4), -1, 1), 'b2': ((2,), -1, 1), 't': ((2,), -1, 1),
}
leak = np.vectorize(lambda x: mpf(1) if x > 0 else mpf('0.01'), otypes=[object])
LEAKY = {'z1': lambda v: v.W1 @ v.x + v.b1, 'a': lambda v: v.z1 * leak(v.z1), 'z2': lambda v: v.W2 @ v.a + v.b2, 'L': lambda v: half * sum((v.z2 - v.t) ** 2)}
error = lambda v: v.z2 - v.t
deep = lambda v: np.outer(v.W2.T @ error(v) * leak(v.z1), v.x)

d = document('22-softmax-layers.md')
s = d.sheet(z=((K,), -2, 2)).define(**SOFT)
S = lambda v: sum(exp(v.z))
middle = lambda v: (exp(v.z) * S(v) - exp(v.z) ** 2) / S(v) ** 2
s.right(r'\frac{\partial \hat{y}_k}{\partial z_k} = \frac{e^{z_k} \sum_{j=1}^K e^{z_j} - e^{z_k} \cdot e^{z_k}}{\left( \sum_{j=1}^K e^{z_j} \right)^2}', lambda v: np.diag(D('s', 'z')(v)), middle)
s.right(r'= \hat{y}_k (1 - \hat{y}_k)', middle, lambda v: v.s * (1 - v.s))
s.right(CASES % '-', D('s', 'z'), good)
s = d.sheet(**LAYERS).define(**LEAKY)
s.right(r'\frac{\partial L}{\partial z_2} = z_2 - t', D('L', 'z2'), error)
s.right(r'\frac{\partial L}{\partial a} = W_2^T (z_2 - t)', D('L', 'a'), lambda v: v.W2.T @ error(v))
s.right(r"\frac{\partial L}{\partial W_1} = \left( W_2^T (z_2 - t) \odot g'(z_1) \right) x^T", D('L', 'W1'), deep)

d = document('22-softmax-layers.wrong.md')
s = d.sheet(z=((K,), -2, 2)).define(**SOFT)
s.wrong(CASES % '', D('s', 'z'), cases(lambda v, k: v.s[k] * (1 - v.s[k]), lambda v, k, i: v.s[k] * v.s[i]), 'sign', good)
s.wrong(r'\frac{\partial \hat{y}_k}{\partial z_i} = \hat{y}_k (\delta_{ik} - \hat{y}_k)', D('s', 'z'), lambda v: tensor((K, K), lambda k, i: v.s[k] * (delta(i, k) - v.s[k])), 'index', good)
s = d.sheet(**LAYERS).define(**LEAKY)
s.wrong(r'\frac{\partial L}{\partial z_2} = t - z_2', D('L', 'z2'), lambda v: -error(v), 'sign', error)
s.wrong(r'\frac{\partial L}{\partial W_1} = W_2^T (z_2 - t)\, x^T', D('L', 'W1'), lambda v: np.outer(v.W2.T @ error(v), v.x), 'chain rule', deep)

# 23: the Jacobian of the gradient

FIELD = {'y': lambda v: v.u**2 * v.v + sin(v.v * v.z)}
UVZ = {name: (-2, 2) for name in ('u', 'v', 'z')}
c, sn = (lambda v: cos(v.v * v.z)), (lambda v: sin(v.v * v.z))
slopes = lambda v: array(2 * v.u * v.v, v.u**2 + v.z * c(v), v.v * c(v))
zero = mpf(0)
rows = lambda mixed: lambda v: array([2 * v.v, 2 * v.u, zero], [2 * v.u, -(v.z**2) * sn(v), mixed(v)], [zero, mixed(v), -(v.v**2) * sn(v)])
mixed = lambda v: c(v) - v.v * v.z * sn(v)

d = document('23-jacobian-of-gradient.tex')
s = d.sheet(**UVZ).define(**FIELD)
grad = gradient('y', 'u', 'v', 'z')
s.right(r'\nabla y = \left( \frac{\partial y}{\partial u}, \frac{\partial y}{\partial v}, \frac{\partial y}{\partial z} \right)', grad, grad)
s.right(r'= \left( 2uv,\; u^2 + z \cos(vz),\; v \cos(vz) \right)', grad, slopes)
s.right(
    '\\nabla^2 y = \\begin{pmatrix}\n    2v & 2u & 0 \\\\\n    2u & -z^2 \\sin(vz) & \\cos(vz) - v z \\sin(vz) \\\\\n    0 & \\cos(vz) - v z \\sin(vz) & -v^2 \\sin(vz)\n  \\end{pmatrix}',
    hessian('y', 'u', 'v', 'z'), rows(mixed),
)
s.right(r'\frac{\partial^2 y}{\partial v \partial z} = \frac{\partial^2 y}{\partial z \partial v}', D('y', 'z', 'v'), D('y', 'v', 'z'))

d = document('23-jacobian-of-gradient.wrong.tex')
s = d.sheet(**UVZ).define(**FIELD)
s.wrong(r'\nabla y = \left( 2uv,\; u^2 + \cos(vz),\; v \cos(vz) \right)', grad, lambda v: array(2 * v.u * v.v, v.u**2 + c(v), v.v * c(v)), 'chain rule', slopes)
s.wrong(
    '\\nabla^2 y = \\begin{pmatrix}\n    2v & 2u & 0 \\\\\n    2u & -z^2 \\sin(vz) & -v z \\sin(vz) \\\\\n    0 & -v z \\sin(vz) & -v^2 \\sin(vz)\n  \\end{pmatrix}',
    hessian('y', 'u', 'v', 'z'), rows(lambda v: -v.v * v.z * sn(v)), 'product rule', rows(mixed),
)
s.wrong(r'\frac{\partial^2 y}{\partial z^2} = -v \sin(vz)', D('y', 'z', 'z'), lambda v: -v.v * sn(v), 'chain rule', lambda v: -(v.v**2) * sn(v))

# 25: the Hessian of softmax with cross-entropy

LOSS = {**SOFT, 'y': lambda v: v.u / sum(v.u), 'L': lambda v: -sum(v.y * log(v.s))}
LOGITS = {'z': ((K,), -2, 2), 'u': ((K,), 0, 1), 'v': ((K,), -2, 2)}
form = lambda v: v.v @ (np.diag(v.s) - np.outer(v.s, v.s)) @ v.v
diagonal = lambda sign: lambda v: np.diag(v.s) + sign * np.outer(v.s, v.s)
FORM = r'v^T \left( \operatorname{diag}(\hat{y}) - \hat{y} \hat{y}^T \right) v = '
SECOND = r'\frac{\partial^2 L}{\partial z_i \partial z_j} = '

d = document('25-softmax-hessian.md')
s = d.sheet(**LOGITS).define(**LOSS)
s.right(r'\frac{\partial L}{\partial z_i} = \hat{y}_i - y_i', D('L', 'z'), lambda v: v.s - v.y)
s.right(SECOND + r'\frac{\partial \hat{y}_i}{\partial z_j}', D('L', 'z', 'z'), D('s', 'z'))
s.right(r'= \begin{cases} \hat{y}_i (1 - \hat{y}_i), & i = j \\ -\hat{y}_i \hat{y}_j, & i \neq j \end{cases}', D('s', 'z'), good)
s.right(r'\nabla_z^2 L = \operatorname{diag}(\hat{y}) - \hat{y} \hat{y}^T', D('L', 'z', 'z'), diagonal(-1))
s.right(FORM + r'\sum_{i=1}^{K} v_i^2 \hat{y}_i - \left( \sum_{i=1}^{K} v_i \hat{y}_i \right)^2', form, lambda v: sum(v.v**2 * v.s) - sum(v.v * v.s) ** 2)

d = document('25-softmax-hessian.wrong.md')
s = d.sheet(**LOGITS).define(**LOSS)
s.wrong(r'\frac{\partial L}{\partial z_i} = y_i - \hat{y}_i', D('L', 'z'), lambda v: v.y - v.s, 'sign', lambda v: v.s - v.y)
s.wrong(SECOND + r'\begin{cases} \hat{y}_i (1 - \hat{y}_i), & i = j \\ \hat{y}_i \hat{y}_j, & i \neq j \end{cases}', D('L', 'z', 'z'), cases(lambda v, k: v.s[k] * (1 - v.s[k]), lambda v, k, i: v.s[k] * v.s[i]), 'sign', good)
s.wrong(r'\nabla_z^2 L = \operatorname{diag}(\hat{y}) + \hat{y} \hat{y}^T', D('L', 'z', 'z'), diagonal(1), 'sign', diagonal(-1))
s.wrong(FORM + r'\sum_{i=1}^{K} v_i^2 \hat{y}_i - \sum_{i=1}^{K} (v_i \hat{y}_i)^2', form, lambda v: sum(v.v**2 * v.s) - sum((v.v * v.s) ** 2), 'algebra', lambda v: sum(v.v**2 * v.s) - sum(v.v * v.s) ** 2)
