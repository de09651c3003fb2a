from corpus import D, Document, cos, exp, half, log, sin, sqrt, with_others_fixed

document = Document('mechanics.tex')

s = document.sheet(h=(0, 5), v0=(1, 9), g=(5, 12), t=(0, 2)).define(y=lambda v: v.h + v.v0 * v.t - half * v.g * v.t**2)
s.right(r'\dot{y} = v_0 - g t', D('y', 't'), lambda v: v.v0 - v.g * v.t)
s.right(r'\ddot{y} = -g', D('y', 't', 't'), lambda v: -v.g)

s = document.sheet(A=(0.5, 2), gamma=(0.1, 1), omega=(0.5, 3), t=(0.1, 3)).define(x=lambda v: v.A * exp(-v.gamma * v.t) * cos(v.omega * v.t))
c, d = lambda v: cos(v.omega * v.t), lambda v: sin(v.omega * v.t)
s.right(r'\dot{x}(t) = -A e^{-\gamma t} \left( \gamma \cos(\omega t) + \omega \sin(\omega t) \right)', D('x', 't'), lambda v: -v.A * exp(-v.gamma * v.t) * (v.gamma * c(v) + v.omega * d(v)))
second = lambda factor: lambda v: v.A * exp(-v.gamma * v.t) * ((v.gamma**2 - v.omega**2) * c(v) + factor * v.gamma * v.omega * d(v))
s.wrong(r'\ddot{x}(t) = A e^{-\gamma t} \left( (\gamma^2 - \omega^2) \cos(\omega t) + \gamma\omega \sin(\omega t) \right)', D('x', 't', 't'), second(1), 'factor', second(2))

s = document.sheet(u=(1, 3), m0=(4, 9), mu=(0.5, 2), t=(0.1, 1.5)).define(v=lambda v: v.u * log(v.m0 / (v.m0 - v.mu * v.t)))
s.wrong(r'\dv{v}{t} = \frac{u}{m_0 - \mu t}', D('v', 't'), lambda v: v.u / (v.m0 - v.mu * v.t), 'chain rule', lambda v: v.mu * v.u / (v.m0 - v.mu * v.t))

s = document.sheet(m=(0.5, 3), k=(0.5, 3), v=(-2, 2), x=(-2, 2)).define(E=lambda v: half * v.m * v.v**2 + half * v.k * v.x**2)
s.right(r'\pdv{E}{v} &= m v', D('E', 'v'), lambda v: v.m * v.v)
s.right(r'\pdv{E}{x} &= k x', D('E', 'x'), lambda v: v.k * v.x)

s = document.sheet(eps=(0.5, 2), sigma=(0.5, 2), r=(0.7, 3)).define(V=lambda v: 4 * v.eps * ((v.sigma / v.r) ** 12 - (v.sigma / v.r) ** 6))
slope = lambda a, b: lambda v: 4 * v.eps * (-12 * v.sigma**12 / v.r**a + 6 * v.sigma**6 / v.r**b)
s.wrong(r"V'(r) = 4 \varepsilon \left[ -\frac{12\, \sigma^{12}}{r^{11}} + \frac{6\, \sigma^{6}}{r^{5}} \right]", D('V', 'r'), slope(11, 5), 'exponent', slope(13, 7))
s.right(r'-\dv{V}{r} = \frac{24 \varepsilon}{r} \left[ 2 \left( \frac{\sigma}{r} \right)^{12} - \left( \frac{\sigma}{r} \right)^{6} \right]', lambda v: -D('V', 'r')(v), lambda v: 24 * v.eps / v.r * (2 * (v.sigma / v.r) ** 12 - (v.sigma / v.r) ** 6))

s = document.sheet(G=(0.5, 2), M=(0.5, 2), m=(0.5, 2), x=(-2, 2), y=(-2, 2), z=(0.5, 2)).define(r=lambda v: sqrt(v.x**2 + v.y**2 + v.z**2), U=lambda v: -v.G * v.M * v.m / v.r)
s.right(r'\pdv{r}{x} &= \frac{x}{r}', D('r', 'x'), lambda v: v.x / v.r)
s.right(r'\pdv{U}{x} &= \frac{G M m\, x}{r^3}', D('U', 'x'), lambda v: v.G * v.M * v.m * v.x / v.r**3)
curve = lambda f: lambda v: v.G * v.M * v.m * (1 / v.r**3 - f * v.x**2 / v.r**5)
s.wrong(r'\frac{\partial^2 U}{\partial x^2} &= G M m \left( \frac{1}{r^3} - \frac{x^2}{r^5} \right)', D('U', 'x', 'x'), curve(1), 'factor', curve(3))

s = document.sheet(m=(0.5, 3), l=(0.5, 3), g=(5, 12), theta=(-1.5, 1.5), w=(-2, 2)).define(L=lambda v: half * v.m * v.l**2 * v.w**2 + v.m * v.g * v.l * cos(v.theta))
s.right(r'\pdv{L}{\dot\theta} = m \ell^2 \dot\theta', D('L', 'w'), lambda v: v.m * v.l**2 * v.w)
s.wrong(r'\pdv{L}{\theta} = m g \ell \sin\theta', D('L', 'theta'), lambda v: v.m * v.g * v.l * sin(v.theta), 'sign', lambda v: -v.m * v.g * v.l * sin(v.theta))

s = document.sheet(v=(0.2, 1.5), c=(2, 4), m=(0.5, 3)).define(gamma=lambda v: 1 / sqrt(1 - v.v**2 / v.c**2), p=lambda v: v.gamma * v.m * v.v, T=lambda v: (v.gamma - 1) * v.m * v.c**2)
s.right(r'\dv{\gamma}{v} = \frac{\gamma^3 v}{c^2}', D('gamma', 'v'), lambda v: v.gamma**3 * v.v / v.c**2)
s.wrong(r'\dv{p}{v} = \gamma m', D('p', 'v'), lambda v: v.gamma * v.m, 'product rule', lambda v: v.gamma**3 * v.m, partial=with_others_fixed('p', 'v'))
s.right(r'\dv{\kin}{v} = \gamma^3 m v', D('T', 'v'), lambda v: v.gamma**3 * v.m * v.v)
