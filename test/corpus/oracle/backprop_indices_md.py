import numpy as np
from corpus import D, Document, delta, exp, half, log, mpf, sigmoid, tanh, tensor

document = Document('backprop-indices.md')
I, J, K, N = 3, 2, 4, 5


def diagonal(what, variable):
    """`\\partial a_j/\\partial z_j`: the entries where both indices are the same."""
    return lambda v: np.array([D(what, variable)(v)[j, j] for j in range(len(getattr(v, variable)))], dtype=object)


# z is an input of its own where a derivative is taken by it; otherwise it follows from the weights.
s = document.sheet(W=((J, I), -1, 1), x=((I,), -2, 2), b=((J,), -1, 1), t=((J,), 0, 1)).define(
    z=lambda v: v.W @ v.x + v.b, a=lambda v: sigmoid(v.z), L=lambda v: half * sum((v.a - v.t) ** 2), g=lambda v: (v.a - v.t) * v.a * (1 - v.a)
)
s.right(r'\frac{\partial L}{\partial a_j} = a_j - t_j', D('L', 'a'), lambda v: v.a - v.t)
s.right(r'\frac{\partial a_j}{\partial z_j} = a_j (1 - a_j)', diagonal('a', 'z'), lambda v: v.a * (1 - v.a))
s.right(r'\frac{\partial L}{\partial z_j} = (a_j - t_j)\, a_j (1 - a_j)', D('L', 'z'), 'g')
same_row = lambda v: tensor((J, I), lambda j, i: D('z', 'W')(v)[j, j, i])
s.right(r'\frac{\partial z_j}{\partial W_{ji}} = x_i', same_row, lambda v: tensor((J, I), lambda j, i: v.x[i]))
product = lambda v: tensor((J, I), lambda j, i: D('L', 'z')(v)[j] * same_row(v)[j, i])
s.right(r'\frac{\partial L}{\partial W_{ji}} &= \frac{\partial L}{\partial z_j} \frac{\partial z_j}{\partial W_{ji}}', D('L', 'W'), product)
# There are fewer outputs than inputs, so that x_j exists for each j.
s.wrong(r'&= (a_j - t_j)\, a_j (1 - a_j)\, x_j', product, lambda v: tensor((J, I), lambda j, i: v.g[j] * v.x[j]), 'index', lambda v: tensor((J, I), lambda j, i: v.g[j] * v.x[i]))
s.right(r'\frac{\partial L}{\partial b_j} = (a_j - t_j)\, a_j (1 - a_j)', D('L', 'b'), 'g')
s.right(r'\frac{\partial L}{\partial x_i} = \sum_j W_{ji}\, (a_j - t_j)\, a_j (1 - a_j)', D('L', 'x'), lambda v: v.W.T @ v.g)

s = document.sheet(u=((K,), -1, 1), y0=((K,), 0.1, 1)).define(s=lambda v: exp(v.u) / sum(exp(v.u)), y=lambda v: v.y0 / sum(v.y0), C=lambda v: -sum(v.y * log(v.s)))
S = lambda v: sum(exp(v.u))
middle = lambda v: (exp(v.u) * S(v) - exp(v.u) * exp(v.u)) / S(v) ** 2
off = lambda f: lambda v: tensor((K, K), lambda i, j: mpf(0) if i == j else f(v, i, j))
s.right(r'\frac{\partial s_i}{\partial u_i} = \frac{e^{u_i} \sum_k e^{u_k} - e^{u_i} e^{u_i}}{\left(\sum_k e^{u_k}\right)^2}', diagonal('s', 'u'), middle)
s.right(r'= s_i (1 - s_i)', middle, lambda v: v.s * (1 - v.s))
s.wrong(r'\frac{\partial s_i}{\partial u_j} = s_i s_j', off(lambda v, i, j: D('s', 'u')(v)[i, j]), off(lambda v, i, j: v.s[i] * v.s[j]), 'sign', off(lambda v, i, j: -v.s[i] * v.s[j]))
s.right(r'\frac{\partial s_i}{\partial u_j} = s_i (\delta_{ij} - s_j)', D('s', 'u'), lambda v: tensor((K, K), lambda i, j: v.s[i] * (delta(i, j) - v.s[j])))
s.right(r'\frac{\partial C}{\partial s_k} = -\frac{y_k}{s_k}', D('C', 's'), lambda v: -v.y / v.s)
s.right(r'\frac{\partial C}{\partial u_j} = s_j - y_j', D('C', 'u'), lambda v: v.s - v.y)
second = lambda f: lambda v: tensor((K, K), lambda i, j: f(v, i, j))
s.wrong(r'\frac{\partial^2 C}{\partial u_i \partial u_j} = \delta_{ij} s_i - s_j', D('C', 'u', 'u'), second(lambda v, i, j: delta(i, j) * v.s[i] - v.s[j]), 'factor', second(lambda v, i, j: delta(i, j) * v.s[i] - v.s[i] * v.s[j]))

s = document.sheet(x=((N,), -2, 2), gamma=(0.5, 3)).define(y=lambda v: v.x - sum(v.x) / N, v=lambda v: v.gamma * v.y)
centre = lambda v: tensor((N, N), lambda j, i: delta(i, j) - mpf(1) / N)
s.right(r'\frac{\partial y_j}{\partial x_i} = \begin{cases} 1 - \frac{1}{n}, & i = j \\ -\frac{1}{n}, & i \ne j \end{cases}', D('y', 'x'), centre)
s.wrong(r'\frac{\partial v_j}{\partial x_i} = \delta_{ij} - \frac{1}{n}', D('v', 'x'), centre, 'factor', lambda v: v.gamma * centre(v))

s = document.sheet(A=((J, I), -1, 1), x=((I,), -2, 2), c=((J,), -2, 2)).define(h=lambda v: tanh(v.A @ v.x), o=lambda v: v.c @ v.h)
s.right(r'\frac{\partial o}{\partial c_j} = h_j', D('o', 'c'), 'h')
s.right(r'\frac{\partial o}{\partial A_{ji}} = c_j (1 - h_j^2)\, x_i', D('o', 'A'), lambda v: tensor((J, I), lambda j, i: v.c[j] * (1 - v.h[j] ** 2) * v.x[i]))
s.wrong(r'\frac{\partial o}{\partial x_i} = \sum_j c_j (1 - h_j)\, A_{ji}', D('o', 'x'), lambda v: v.A.T @ (v.c * (1 - v.h)), 'exponent', lambda v: v.A.T @ (v.c * (1 - v.h**2)))

s = document.sheet(x=((N, I), -2, 2), m=((I,), -1, 1)).define(D=lambda v: np.sum((v.x - v.m) ** 2))
s.right(r'\frac{\partial D}{\partial m_i} = -2 \sum_n (x_{ni} - m_i)', D('D', 'm'), lambda v: -2 * np.sum(v.x - v.m, axis=0))
s.wrong(r'\frac{\partial^2 D}{\partial m_i \partial m_j} = 2 \delta_{ij}', D('D', 'm', 'm'), lambda v: tensor((I, I), lambda i, j: 2 * delta(i, j)), 'factor', lambda v: tensor((I, I), lambda i, j: 2 * N * delta(i, j)))
