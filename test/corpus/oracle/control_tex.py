from corpus import D, Document, array, at, atan, cos, exp, half, sin, sqrt

document = Document('control.tex')

s = document.sheet(K=(0.5, 3), tau=(0.3, 2), t=(0.1, 4), omega=(0.2, 4)).define(
    y=lambda v: v.K * (1 - exp(-v.t / v.tau)), M=lambda v: v.K / sqrt(1 + v.omega**2 * v.tau**2), phi=lambda v: -atan(v.omega * v.tau)
)
s.right(r'\frac{dy}{dt} = \frac{K}{\tau} e^{-t/\tau}', D('y', 't'), lambda v: v.K / v.tau * exp(-v.t / v.tau))
s.right(r'\left. \frac{dy}{dt} \right|_{t=0} = \frac{K}{\tau}', at(D('y', 't'), t=0), lambda v: v.K / v.tau)
s.right(r"M'(\omega) &= -\frac{K \omega \tau^2}{\left(1 + \omega^2 \tau^2\right)^{3/2}}", D('M', 'omega'), lambda v: -v.K * v.omega * v.tau**2 / sqrt(1 + v.omega**2 * v.tau**2) ** 3)
s.wrong(r"\varphi'(\omega) &= -\frac{1}{1 + \omega^2 \tau^2}", D('phi', 'omega'), lambda v: -1 / (1 + v.omega**2 * v.tau**2), 'chain rule', lambda v: -v.tau / (1 + v.omega**2 * v.tau**2))

s = document.sheet(P=(0.5, 3), C=(0.5, 3)).define(T=lambda v: v.P * v.C / (1 + v.P * v.C), S=lambda v: 1 / (1 + v.P * v.C))
step = lambda v: (v.C * (1 + v.P * v.C) - v.P * v.C * v.C) / (1 + v.P * v.C) ** 2
s.right(r'\frac{\partial T}{\partial P} &= \frac{C (1 + PC) - P C \cdot C}{(1 + P C)^2}', D('T', 'P'), step)
s.right(r'&= \frac{C}{(1 + PC)^2}', step, lambda v: v.C / (1 + v.P * v.C) ** 2)
s.right(r'\frac{P}{T} \frac{\partial T}{\partial P} = S', lambda v: v.P / v.T * D('T', 'P')(v), 'S')
s.wrong(r'\frac{\partial S}{\partial P} = -\frac{C}{1 + P C}', D('S', 'P'), lambda v: -v.C / (1 + v.P * v.C), 'exponent', lambda v: -v.C / (1 + v.P * v.C) ** 2)

s = document.sheet(x=((2,), -2, 2), u=(-1, 1), a=(0.5, 9), b=(0.1, 2), mu=(0.3, 3)).define(
    f=lambda v: array(v.x[1], v.a * sin(v.x[0]) - v.b * v.x[1] + v.u), h=lambda v: v.mu * (1 - v.x[0] ** 2) * v.x[1] - v.x[0]
)
s.right(r'\frac{\partial f}{\partial (x_1, x_2)} = \begin{pmatrix} 0 & 1 \\ a \cos x_1 & -b \end{pmatrix}', D('f', 'x'), lambda v: array([v.a * 0, v.a * 0 + 1], [v.a * cos(v.x[0]), -v.b]))
s.wrong(r'\frac{\partial h}{\partial x_1} = -2 \mu x_1 x_2', lambda v: D('h', 'x')(v)[0], lambda v: -2 * v.mu * v.x[0] * v.x[1], 'dropped term', lambda v: -2 * v.mu * v.x[0] * v.x[1] - 1)
s.right(r'\frac{\partial h}{\partial x_2} = \mu (1 - x_1^2)', lambda v: D('h', 'x')(v)[1], lambda v: v.mu * (1 - v.x[0] ** 2))

s = document.sheet(k=(0.5, 3), g=(5, 12), h=(0.5, 6)).define(q=lambda v: v.k * sqrt(2 * v.g * v.h), q1=lambda v: 8 * sqrt(v.h))
s.right(r'\frac{dq}{dh} = \frac{k g}{\sqrt{2 g h}}', D('q', 'h'), lambda v: v.k * v.g / sqrt(2 * v.g * v.h))
s.wrong(r"q_1'(4) = 1", at(D('q1', 'h'), h=4), lambda v: v.h * 0 + 1, 'value', lambda v: v.h * 0 + 2)

s = document.sheet(q=((3, 3), -1, 1), r=((2, 2), -1, 1), x=((3,), -2, 2), u=((2,), -2, 2), A=((3, 3), -1, 1), B=((3, 2), -1, 1), lam=((3,), -2, 2)).define(
    Q=lambda v: v.q + v.q.T, R=lambda v: v.r + v.r.T,
    J=lambda v: half * v.x @ v.Q @ v.x + half * v.u @ v.R @ v.u, H=lambda v: v.J + v.lam @ (v.A @ v.x + v.B @ v.u), V=lambda v: v.x @ v.Q @ v.x,
)
s.right(r'\nabla_{\bx} J = Q \bx', D('J', 'x'), lambda v: v.Q @ v.x)
s.right(r'\nabla_{\bu} J = R \bu', D('J', 'u'), lambda v: v.R @ v.u)
s.wrong(r'\frac{\partial H}{\partial \bx} &= Q \bx + A \lambda', D('H', 'x'), lambda v: v.Q @ v.x + v.A @ v.lam, 'transpose', lambda v: v.Q @ v.x + v.A.T @ v.lam)
s.right(r'\frac{\partial H}{\partial \bu} &= R \bu + B^\top \lambda', D('H', 'u'), lambda v: v.R @ v.u + v.B.T @ v.lam)
s.right(r'\frac{\partial H}{\partial \lambda} &= A \bx + B \bu', D('H', 'lam'), lambda v: v.A @ v.x + v.B @ v.u)
s.wrong(r'\nabla_{\bx} V = Q \bx', D('V', 'x'), lambda v: v.Q @ v.x, 'factor', lambda v: 2 * v.Q @ v.x)
