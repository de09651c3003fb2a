from corpus import D, Document, log

document = Document('economics.md')

s = document.sheet(A=(0.5, 3), K=(0.5, 4), L=(0.5, 4), alpha=(0.2, 0.8)).define(Y=lambda v: v.A * v.K**v.alpha * v.L ** (1 - v.alpha))
s.right(r'\frac{\partial Y}{\partial K} = \alpha A K^{\alpha - 1} L^{1 - \alpha}', D('Y', 'K'), lambda v: v.alpha * v.A * v.K ** (v.alpha - 1) * v.L ** (1 - v.alpha))
s.right(r'= \alpha \frac{Y}{K}', lambda v: v.alpha * v.A * v.K ** (v.alpha - 1) * v.L ** (1 - v.alpha), lambda v: v.alpha * v.Y / v.K)
s.right(r'\frac{\partial Y}{\partial L} = (1-\alpha) A K^{\alpha} L^{-\alpha}', D('Y', 'L'), lambda v: (1 - v.alpha) * v.A * v.K**v.alpha * v.L**-v.alpha)
s.right(r'\frac{\partial^2 Y}{\partial K^2} = \alpha(\alpha - 1) A K^{\alpha - 2} L^{1-\alpha}', D('Y', 'K', 'K'), lambda v: v.alpha * (v.alpha - 1) * v.A * v.K ** (v.alpha - 2) * v.L ** (1 - v.alpha))
s.wrong(r'\frac{\partial^2 Y}{\partial K \, \partial L} = \alpha (1-\alpha) \frac{Y}{K}', D('Y', 'L', 'K'), lambda v: v.alpha * (1 - v.alpha) * v.Y / v.K, 'factor', lambda v: v.alpha * (1 - v.alpha) * v.Y / (v.K * v.L))

s = document.sheet(q=(5, 60)).define(C=lambda v: 200 + 5 * v.q + 2 * v.q**3 / 100, c=lambda v: v.C / v.q)
s.right(r"C'(q) = 5 + 0.06 q^2", D('C', 'q'), lambda v: 5 + 6 * v.q**2 / 100)
s.right(r"C''(q) = 0.12 q", D('C', 'q', 'q'), lambda v: 12 * v.q / 100)
s.wrong(r"c'(q) = \frac{C'(q) - C(q)}{q^2}", D('c', 'q'), lambda v: (D('C', 'q')(v) - v.C) / v.q**2, 'quotient rule', lambda v: (v.q * D('C', 'q')(v) - v.C) / v.q**2)

s = document.sheet(B=(50, 150), p=(0.5, 5), eta=(0.3, 2.5)).define(q=lambda v: v.B * v.p**-v.eta, R=lambda v: v.p * v.q)
s.wrong(r'\frac{dq}{dp} = -\eta B p^{-\eta}', D('q', 'p'), lambda v: -v.eta * v.B * v.p**-v.eta, 'exponent', lambda v: -v.eta * v.B * v.p ** (-v.eta - 1))
s.right(r'= \frac{p}{q} \cdot \frac{dq}{dp} = -\eta', lambda v: v.p / v.q * D('q', 'p')(v), lambda v: -v.eta)
s.right(r'\frac{dR}{dp} &= q + p \frac{dq}{dp}', D('R', 'p'), lambda v: v.q + v.p * D('q', 'p')(v))
s.right(r'&= q\,(1 - \eta)', lambda v: v.q + v.p * D('q', 'p')(v), lambda v: v.q * (1 - v.eta))

s = document.sheet(a=(0.2, 0.8), rho=(-2, 0.9), x=(0.5, 3), y=(0.5, 3)).define(S=lambda v: v.a * v.x**v.rho + (1 - v.a) * v.y**v.rho, U=lambda v: v.S ** (1 / v.rho))
s.right(r'\frac{\partial U}{\partial x} &= a x^{\rho-1} \left(a x^{\rho} + (1-a) y^{\rho}\right)^{\frac{1}{\rho} - 1}', D('U', 'x'), lambda v: v.a * v.x ** (v.rho - 1) * v.S ** (1 / v.rho - 1))
s.wrong(r'\frac{\partial U}{\partial y} &= (1-a) y^{\rho-1} \left(a x^{\rho} + (1-a) y^{\rho}\right)^{\frac{1}{\rho}}', D('U', 'y'), lambda v: (1 - v.a) * v.y ** (v.rho - 1) * v.S ** (1 / v.rho), 'exponent', lambda v: (1 - v.a) * v.y ** (v.rho - 1) * v.S ** (1 / v.rho - 1))

s = document.sheet(x=(0.5, 3), y=(0.5, 3), lam=(0.2, 2), px=(0.5, 3), py=(0.5, 3), m=(1, 9)).define(L=lambda v: log(v.x) + 2 * log(v.y) - v.lam * (v.px * v.x + v.py * v.y - v.m))
s.right(r'\frac{\partial \mathcal{L}}{\partial x} = \frac{1}{x} - \lambda p_x', D('L', 'x'), lambda v: 1 / v.x - v.lam * v.px)
s.wrong(r'\frac{\partial \mathcal{L}}{\partial y} = \frac{2}{y} - \lambda p_x', D('L', 'y'), lambda v: 2 / v.y - v.lam * v.px, 'name', lambda v: 2 / v.y - v.lam * v.py)
s.wrong(r'\frac{\partial \mathcal{L}}{\partial \lambda} = p_x x + p_y y - m', D('L', 'lam'), lambda v: v.px * v.x + v.py * v.y - v.m, 'sign', lambda v: v.m - v.px * v.x - v.py * v.y)
