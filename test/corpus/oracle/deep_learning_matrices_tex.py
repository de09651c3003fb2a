import mpmath
import numpy as np
from corpus import D, Document, array, half, log, mpf, tanh

document = Document('deep-learning-matrices.tex')
M, N, K = 4, 3, 2


def identity(n):
    return np.array([[mpf(i == j) for j in range(n)] for i in range(n)], dtype=object)


def det(x):
    return mpmath.det(mpmath.matrix(x.tolist()))


def inverse(x):
    return np.array((mpmath.matrix(x.tolist()) ** -1).tolist(), dtype=object)


s = document.sheet(x=((N,), -2, 2), a=((N,), -2, 2), A=((N, N), -1, 1)).define(f=lambda v: v.a @ v.x, q=lambda v: v.x @ v.A @ v.x, r=lambda v: sum((v.x - v.a) ** 2))
s.right(r'\nabla f(\x) = \bm{a}', D('f', 'x'), 'a')
s.wrong(r'\nabla q(\x) = 2 \bm{A} \x', D('q', 'x'), lambda v: 2 * v.A @ v.x, 'transpose', lambda v: (v.A + v.A.T) @ v.x)
s.right(r'\nabla^2 q(\x) = \bm{A} + \bm{A}^\top', D('q', 'x', 'x'), lambda v: v.A + v.A.T)
s.right(r'\nabla r(\x) = 2 (\x - \bm{a})', D('r', 'x'), lambda v: 2 * (v.x - v.a))

s = document.sheet(X=((M, N), -1, 1), y=((M,), -1, 1), w=((N,), -1, 1), lam=(0.1, 2)).define(
    e=lambda v: v.X @ v.w - v.y, L=lambda v: half * sum(v.e**2) + v.lam / 2 * sum(v.w**2), l=lambda v: sum(v.e**2) / M
)
s.right(r'\nabla_w L &= X^\top (X w - y) + \lambda w', D('L', 'w'), lambda v: v.X.T @ v.e + v.lam * v.w)
# X X^T is 4 by 4 and no Hessian; for square data the shapes would fit, so that case is judged.
square = document.sheet(X=((N, N), -1, 1), y=((N,), -1, 1), w=((N,), -1, 1), lam=(0.1, 2)).define(L=lambda v: half * sum((v.X @ v.w - v.y) ** 2) + v.lam / 2 * sum(v.w**2))
square.wrong(r'\nabla_w^2 L &= X X^\top + \lambda I', D('L', 'w', 'w'), lambda v: v.X @ v.X.T + v.lam * identity(N), 'transpose', lambda v: v.X.T @ v.X + v.lam * identity(N))
s.wrong(r'\nabla_w \ell = \frac{1}{m} X^\top (X w - y)', D('l', 'w'), lambda v: v.X.T @ v.e / M, 'factor', lambda v: 2 * v.X.T @ v.e / M)

s = document.sheet(X=((M, N), -1, 1), W=((N, K), -1, 1), T=((M, K), -1, 1)).define(Y=lambda v: v.X @ v.W, L=lambda v: half * np.sum((v.Y - v.T) ** 2))
s.right(r'\frac{\partial L}{\partial Y} &= Y - T', D('L', 'Y'), lambda v: v.Y - v.T)
s.right(r'\frac{\partial L}{\partial W} &= X^\top (Y - T)', D('L', 'W'), lambda v: v.X.T @ (v.Y - v.T))
# (Y - T) W does not even have a shape unless n = k; for that case the entries differ.
square = document.sheet(X=((M, N), -1, 1), W=((N, N), -1, 1), T=((M, N), -1, 1)).define(Y=lambda v: v.X @ v.W, L=lambda v: half * np.sum((v.Y - v.T) ** 2))
square.wrong(r'\frac{\partial L}{\partial X} &= (Y - T)\, W', D('L', 'X'), lambda v: (v.Y - v.T) @ v.W, 'transpose', lambda v: (v.Y - v.T) @ v.W.T)

s = document.sheet(x=((3,), -1, 1), W1=((4, 3), -1, 1), W2=((2, 4), -1, 1), t=((2,), -1, 1)).define(
    h=lambda v: tanh(v.W1 @ v.x), o=lambda v: v.W2 @ v.h, J=lambda v: half * sum((v.o - v.t) ** 2)
)
back = lambda v: v.W2.T @ (v.o - v.t)
s.right(r'\grad{J}{o}   &= o - t', D('J', 'o'), lambda v: v.o - v.t)
s.right(r'\grad{J}{W_2} &= (o - t)\, h^\top', D('J', 'W2'), lambda v: np.outer(v.o - v.t, v.h))
s.right(r'\grad{J}{h}   &= W_2^\top (o - t)', D('J', 'h'), back)
s.right(r'\grad{J}{W_1} &= \left( W_2^\top (o - t) \odot (1 - h \odot h) \right) x^\top', D('J', 'W1'), lambda v: np.outer(back(v) * (1 - v.h * v.h), v.x))
s.wrong(r'\grad{J}{x}   &= W_1^\top \left( W_2^\top (o - t) \right)', D('J', 'x'), lambda v: v.W1.T @ back(v), 'chain rule', lambda v: v.W1.T @ (back(v) * (1 - v.h * v.h)))

s = document.sheet(X=((3, 3), -1, 1), B=((3, 3), -1, 1)).define(T=lambda v: np.trace(v.B @ v.X), S=lambda v: np.trace(v.X.T @ v.X), d=lambda v: det(v.X), l=lambda v: log(v.d)).where(lambda v: v.d > 0.2)
s.right(r'\frac{\partial}{\partial \bm{X}} \tr(\bm{B} \bm{X}) = \bm{B}^\top', D('T', 'X'), lambda v: v.B.T)
s.wrong(r'\frac{\partial}{\partial \bm{X}} \log \det \bm{X} = \bm{X}^{-1}', D('l', 'X'), lambda v: inverse(v.X), 'transpose', lambda v: inverse(v.X).T)
s.right(r'\frac{\partial}{\partial \bm{X}} \tr(\bm{X}^\top \bm{X}) = 2 \bm{X}', D('S', 'X'), lambda v: 2 * v.X)
s.right(r'\frac{\partial}{\partial \bm{X}} \det \bm{X} = \det(\bm{X})\, \bm{X}^{-\top}', D('d', 'X'), lambda v: v.d * inverse(v.X).T)
