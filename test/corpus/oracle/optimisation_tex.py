from corpus import D, Document, array, at, delta, exp, half, log, mpf, sqrt, tensor

document = Document('optimisation.tex')

s = document.sheet(x=(-2, 2), y=(-2, 2)).define(f=lambda v: (1 - v.x) ** 2 + 100 * (v.y - v.x**2) ** 2)
s.right(r'\pp[f]{x} &= -2 (1 - x) - 400 x (y - x^2)', D('f', 'x'), lambda v: -2 * (1 - v.x) - 400 * v.x * (v.y - v.x**2))
s.right(r'\pp[f]{y} &= 200 (y - x^2)', D('f', 'y'), lambda v: 200 * (v.y - v.x**2))
s.right(r'\nabla f(1, 1) = (0, 0)', lambda v: array(at(D('f', 'x'), x=1, y=1)(v), at(D('f', 'y'), x=1, y=1)(v)), lambda v: array(mpf(0), mpf(0)))
curve = lambda f: lambda v: 2 - 400 * (v.y - v.x**2) + f * v.x**2
s.wrong(r'\frac{\partial^2 f}{\partial x^2} = 2 - 400 (y - x^2) + 400 x^2', D('f', 'x', 'x'), curve(400), 'factor', curve(800))
s.right(r'\frac{\partial^2 f}{\partial x \partial y} = -400 x', D('f', 'x', 'y'), lambda v: -400 * v.x)
s.right(r'\frac{\partial^2 f}{\partial y^2} = 200', D('f', 'y', 'y'), lambda v: mpf(200))

s = document.sheet(u=(-4, 4), v=(-4, 4)).define(a=lambda v: v.u**2 + v.v - 11, b=lambda v: v.u + v.v**2 - 7, g=lambda v: v.a**2 + v.b**2)
grad = lambda f: lambda v: array(4 * v.u * v.a + 2 * v.b, 2 * v.a + f * v.v * v.b)
s.wrong(r'\nabla g = \begin{pmatrix} 4u (u^2 + v - 11) + 2 (u + v^2 - 7) \\ 2 (u^2 + v - 11) + 2v (u + v^2 - 7) \end{pmatrix}', lambda v: array(D('g', 'u')(v), D('g', 'v')(v)), grad(2), 'factor', grad(4))

s = document.sheet(x=(-2, 2), y=(-2, 2)).define(s=lambda v: v.x**2 - 3 * v.x * v.y + v.y**2)
hessian = lambda v: array([D('s', 'x', 'x')(v), D('s', 'x', 'y')(v)], [D('s', 'y', 'x')(v), D('s', 'y', 'y')(v)])
s.right(r'\nabla^2 s = \begin{pmatrix} 2 & -3 \\ -3 & 2 \end{pmatrix}', hessian, lambda v: array([mpf(2), mpf(-3)], [mpf(-3), mpf(2)]))

s = document.sheet(mu=(0.2, 2), x=(0.1, 0.9)).define(B=lambda v: v.x**2 - v.mu * log(v.x) - v.mu * log(1 - v.x))
s.right(r"B'(x) &= 2x - \frac{\mu}{x} + \frac{\mu}{1 - x}", D('B', 'x'), lambda v: 2 * v.x - v.mu / v.x + v.mu / (1 - v.x))
s.wrong(r"B''(x) &= 2 + \frac{\mu}{x^2} - \frac{\mu}{(1 - x)^2}", D('B', 'x', 'x'), lambda v: 2 + v.mu / v.x**2 - v.mu / (1 - v.x) ** 2, 'sign', lambda v: 2 + v.mu / v.x**2 + v.mu / (1 - v.x) ** 2)

N = 3
s = document.sheet(x=((N,), -2, 2), a=((N, N), -1, 1), b=((N,), -2, 2), p=((N,), -2, 2), alpha=(0.1, 2)).define(
    A=lambda v: v.a + v.a.T, m=lambda v: half * v.x @ v.A @ v.x - v.b @ v.x, psi=lambda v: v.but(x=v.x + v.alpha * v.p).m
)
s.right(r'\nabla m(x) = A x - b', D('m', 'x'), lambda v: v.A @ v.x - v.b)
s.right(r"\psi'(\alpha) = p\T (A (x + \alpha p) - b)", D('psi', 'alpha'), lambda v: v.p @ (v.A @ (v.x + v.alpha * v.p) - v.b))
s.right(r"\psi''(\alpha) = p\T A p", D('psi', 'alpha', 'alpha'), lambda v: v.p @ v.A @ v.p)

s = document.sheet(x=(-3, 3), eps=(0.3, 2), delta=(0.5, 2)).define(
    a=lambda v: sqrt(v.x**2 + v.eps**2), rho=lambda v: half * v.x**2 if abs(v.x) <= v.delta else v.delta * (abs(v.x) - v.delta / 2), c=lambda v: log(1 + exp(v.x))
)
s.right(r"a'(x) = \frac{x}{a(x)}", D('a', 'x'), lambda v: v.x / v.a)
s.wrong(r"a''(x) = \frac{\epsilon^2}{a(x)^2}", D('a', 'x', 'x'), lambda v: v.eps**2 / v.a**2, 'exponent', lambda v: v.eps**2 / v.a**3)
sign = lambda x: 1 if x > 0 else -1
s.wrong(r"\rho'(x) = \begin{cases} x & \text{for } |x| \le \delta, \\ \delta & \text{otherwise.} \end{cases}", D('rho', 'x'), lambda v: v.x if abs(v.x) <= v.delta else v.delta, 'sign', lambda v: v.x if abs(v.x) <= v.delta else v.delta * sign(v.x))
s.right(r"c'(x) = \frac{1}{1 + e^{-x}}", D('c', 'x'), lambda v: 1 / (1 + exp(-v.x)))
s.right(r"c''(x) = c'(x) (1 - c'(x))", D('c', 'x', 'x'), lambda v: D('c', 'x')(v) * (1 - D('c', 'x')(v)))

s = document.sheet(x=((N,), -2, 2)).define(F=lambda v: log(sum(exp(v.x))))
s.right(r'\frac{\partial F}{\partial x_i} = \frac{e^{x_i}}{\sum_{k=1}^n e^{x_k}}', D('F', 'x'), lambda v: exp(v.x) / sum(exp(v.x)))
P = lambda v: D('F', 'x')(v)
soft = lambda f: lambda v: tensor((N, N), lambda i, j: P(v)[i] * (delta(i, j) - P(v)[f(i, j)]))
s.wrong(r'\frac{\partial^2 F}{\partial x_i \partial x_j} = p_i (\delta_{ij} - p_i)', D('F', 'x', 'x'), soft(lambda i, j: i), 'index', soft(lambda i, j: j))

s = document.sheet(x=(-3, 3)).define(h=lambda v: v.x**3 - 2 * v.x - 5)
s.right(r"h'(x) = 3x^2 - 2", D('h', 'x'), lambda v: 3 * v.x**2 - 2)
s.wrong(r"h'(2) = 8", at(D('h', 'x'), x=2), lambda v: mpf(8), 'value', lambda v: mpf(10))
