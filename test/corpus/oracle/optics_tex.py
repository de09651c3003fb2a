from corpus import D, Document, asin, at, cos, pi, sin, sqrt

document = Document('optics.tex')

s = document.sheet(E0=(0.5, 3), k=(0.5, 3), omega=(0.5, 3), x=(-2, 2), t=(-2, 2)).define(a=lambda v: v.k * v.x - v.omega * v.t, E=lambda v: v.E0 * cos(v.a))
s.right(r'\pd{E}{x} & = & -k E_0 \sin(k x - \omega t)', D('E', 'x'), lambda v: -v.k * v.E0 * sin(v.a))
s.wrong(r'\pd{E}{t} & = & -\omega E_0 \sin(k x - \omega t)', D('E', 't'), lambda v: -v.omega * v.E0 * sin(v.a), 'sign', lambda v: v.omega * v.E0 * sin(v.a))
s.right(r'\pdd{E}{x} & = & -k^2 E', D('E', 'x', 'x'), lambda v: -v.k**2 * v.E)
s.right(r'\pdd{E}{t} & = & -\omega^2 E', D('E', 't', 't'), lambda v: -v.omega**2 * v.E)

s = document.sheet(n1=(1, 1.4), n2=(1.5, 2), alpha=(0.1, 1.4), lam=(0.5, 3), a=(1, 2), b=(0.1, 1)).define(beta=lambda v: asin(v.n1 / v.n2 * sin(v.alpha)), n=lambda v: v.a + v.b / v.lam**2)
s.right(r'\frac{d\beta}{d\alpha} = \frac{n_1 \cos\alpha}{n_2 \cos\beta}', D('beta', 'alpha'), lambda v: v.n1 * cos(v.alpha) / (v.n2 * cos(v.beta)))
s.wrong(r"n'(\lambda) = -\frac{2 b}{\lambda}", D('n', 'lam'), lambda v: -2 * v.b / v.lam, 'exponent', lambda v: -2 * v.b / v.lam**3)

s = document.sheet(f=(0.5, 1.5), s=(2, 5)).define(q=lambda v: v.f * v.s / (v.s - v.f), M=lambda v: v.q / v.s)
first = lambda v: (v.f * (v.s - v.f) - v.f * v.s) / (v.s - v.f) ** 2
s.right(r'\frac{dq}{ds} &= \frac{f (s - f) - f s}{(s - f)^2}', D('q', 's'), first)
s.right(r'&= -\frac{f^2}{(s - f)^2}', first, lambda v: -v.f**2 / (v.s - v.f) ** 2)
s.wrong(r'\frac{dM}{ds} = -\frac{f}{s - f}', D('M', 's'), lambda v: -v.f / (v.s - v.f), 'exponent', lambda v: -v.f / (v.s - v.f) ** 2)

s = document.sheet(w0=(0.5, 2), zR=(0.5, 2), z=(-3, 3)).define(w=lambda v: v.w0 * sqrt(1 + (v.z / v.zR) ** 2))
s.right(r"w'(z) = \frac{w_0^2\, z}{z_R^2\, w(z)}", D('w', 'z'), lambda v: v.w0**2 * v.z / (v.zR**2 * v.w))
s.wrong(r"w''(0) = \frac{w_0}{z_R}", at(D('w', 'z', 'z'), z=0), lambda v: v.w0 / v.zR, 'exponent', lambda v: v.w0 / v.zR**2)

s = document.sheet(I0=(0.5, 2), d=(0.5, 2), lam=(0.5, 2), theta=(-1, 1), F=(0.5, 9), delta=(-3, 3)).define(
    I=lambda v: 4 * v.I0 * cos(pi * v.d * sin(v.theta) / v.lam) ** 2, T=lambda v: 1 / (1 + v.F * sin(v.delta / 2) ** 2)
)
fringe = lambda f: lambda v: -4 * pi * v.d * v.I0 / v.lam * f(v) * sin(2 * pi * v.d * sin(v.theta) / v.lam)
s.wrong(r"I'(\theta) = -\frac{4 \pi d I_0}{\lambda} \sin\left(\frac{2\pi d \sin\theta}{\lambda}\right)", D('I', 'theta'), fringe(lambda v: 1), 'chain rule', fringe(lambda v: cos(v.theta)))
s.right(r'\frac{\partial T}{\partial \delta} = -\frac{F \sin(\delta/2) \cos(\delta/2)}{\left(1 + F \sin^2(\delta/2)\right)^2}', D('T', 'delta'), lambda v: -v.F * sin(v.delta / 2) * cos(v.delta / 2) / (1 + v.F * sin(v.delta / 2) ** 2) ** 2)
s.wrong(r'\frac{\partial T}{\partial F} = -\frac{\sin^2(\delta/2)}{1 + F \sin^2(\delta/2)}', D('T', 'F'), lambda v: -(sin(v.delta / 2) ** 2) / (1 + v.F * sin(v.delta / 2) ** 2), 'exponent', lambda v: -(sin(v.delta / 2) ** 2) / (1 + v.F * sin(v.delta / 2) ** 2) ** 2)

s = document.sheet(q=(-2, 2), eps=(0.5, 2), x=(-2, 2), y=(-2, 2), z=(0.5, 2)).define(r=lambda v: sqrt(v.x**2 + v.y**2 + v.z**2), phi=lambda v: v.q / (4 * pi * v.eps * v.r))
s.right(r'= \frac{q\, x}{4 \pi \eps r^3}', lambda v: -D('phi', 'x')(v), lambda v: v.q * v.x / (4 * pi * v.eps * v.r**3))

s = document.sheet(p=(0.5, 2), eps=(0.5, 2), r=(0.5, 3), theta=(0.1, 3)).define(phi=lambda v: v.p * cos(v.theta) / (4 * pi * v.eps * v.r**2))
s.right(r'-\pd{\pot}{r} &= \frac{2 p \cos\theta}{4\pi\eps r^3}', lambda v: -D('phi', 'r')(v), lambda v: 2 * v.p * cos(v.theta) / (4 * pi * v.eps * v.r**3))
side = lambda power: lambda v: v.p * sin(v.theta) / (4 * pi * v.eps * v.r**power)
s.wrong(r'-\frac{1}{r} \pd{\pot}{\theta} &= \frac{p \sin\theta}{4\pi\eps r^2}', lambda v: -D('phi', 'theta')(v) / v.r, side(2), 'exponent', side(3))

s = document.sheet(Q=(0.5, 3), A=(0.5, 3), eps=(0.5, 2), d=(0.1, 2)).define(W=lambda v: v.Q**2 * v.d / (2 * v.eps * v.A))
s.right(r'\frac{\partial W}{\partial d} = \frac{Q^2}{2 \eps A}', D('W', 'd'), lambda v: v.Q**2 / (2 * v.eps * v.A))
