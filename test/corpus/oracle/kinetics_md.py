from corpus import D, Document, at, exp, log

document = Document('kinetics.md')

s = document.sheet(c0=(0.5, 3), k=(0.2, 2), t=(0.1, 3)).define(c=lambda v: v.c0 * exp(-v.k * v.t), th=lambda v: log(2) / v.k)
s.right(r'\frac{dc}{dt} = -k\, c_0 e^{-kt}', D('c', 't'), lambda v: -v.k * v.c0 * exp(-v.k * v.t))
s.right(r'= -k\, c(t)', lambda v: -v.k * v.c0 * exp(-v.k * v.t), lambda v: -v.k * v.c)
s.wrong(r'\frac{d t_h}{dk} = -\frac{\ln 2}{k}', D('th', 'k'), lambda v: -log(2) / v.k, 'exponent', lambda v: -log(2) / v.k**2)

s = document.sheet(c0=(0.5, 3), k=(0.2, 2), t=(0.1, 3)).define(c=lambda v: v.c0 / (1 + v.k * v.c0 * v.t))
s.right(r'\dot{c}(t) = -k\, c(t)^2', D('c', 't'), lambda v: -v.k * v.c**2)
s.wrong(r'\frac{\partial c}{\partial c_0} = \frac{1}{1 + k c_0 t}', D('c', 'c0'), lambda v: 1 / (1 + v.k * v.c0 * v.t), 'quotient rule', lambda v: 1 / (1 + v.k * v.c0 * v.t) ** 2)

s = document.sheet(a=(0.5, 3), k1=(0.2, 1), k2=(1.2, 2), t=(0.1, 3)).define(b=lambda v: v.k1 * v.a / (v.k2 - v.k1) * (exp(-v.k1 * v.t) - exp(-v.k2 * v.t)))
first = lambda v: v.k1 * v.a / (v.k2 - v.k1) * (-v.k1 * exp(-v.k1 * v.t) + v.k2 * exp(-v.k2 * v.t))
s.right(r"b'(t) &= \frac{k_1 a_0}{k_2 - k_1} \left( -k_1 e^{-k_1 t} + k_2 e^{-k_2 t} \right)", D('b', 't'), first)
s.right(r"&= k_1 a_0 e^{-k_1 t} - k_2 b(t)", first, lambda v: v.k1 * v.a * exp(-v.k1 * v.t) - v.k2 * v.b)

s = document.sheet(A=(0.5, 3), E=(1, 5), R=(1, 3), T=(0.5, 3)).define(k=lambda v: v.A * exp(-v.E / (v.R * v.T)), lnk=lambda v: log(v.k))
s.right(r'\frac{dk}{dT} = \frac{E_a}{R T^2}\, k', D('k', 'T'), lambda v: v.E / (v.R * v.T**2) * v.k)
s.wrong(r'\frac{d \ln k}{dT} = \frac{E_a}{R T}', D('lnk', 'T'), lambda v: v.E / (v.R * v.T), 'exponent', lambda v: v.E / (v.R * v.T**2))

s = document.sheet(Vm=(0.5, 3), S=(0.5, 3), K=(0.5, 3), I=(0.2, 2), Ki=(0.5, 2)).define(v=lambda v: v.Vm * v.S / (v.K + v.S), d=lambda v: v.K * (1 + v.I / v.Ki) + v.S, u=lambda v: v.Vm * v.S / v.d)
s.right(r'\frac{\partial v}{\partial S} = \frac{V_{\max} K_M}{(K_M + S)^2}', D('v', 'S'), lambda v: v.Vm * v.K / (v.K + v.S) ** 2)
s.wrong(r'\frac{\partial v}{\partial K_M} = \frac{V_{\max} S}{(K_M + S)^2}', D('v', 'K'), lambda v: v.Vm * v.S / (v.K + v.S) ** 2, 'sign', lambda v: -v.Vm * v.S / (v.K + v.S) ** 2)
s.right(r'\frac{\partial v}{\partial V_{\max}} = \frac{S}{K_M + S}', D('v', 'Vm'), lambda v: v.S / (v.K + v.S))
s.wrong(r'\frac{\partial u}{\partial I} = -\frac{V_{\max} S K_M}{\left(K_M (1 + I/K_i) + S\right)^2}', D('u', 'I'), lambda v: -v.Vm * v.S * v.K / v.d**2, 'chain rule', lambda v: -v.Vm * v.S * v.K / (v.Ki * v.d**2))

s = document.sheet(L=(0.5, 3), K=(0.5, 3), n=(0.5, 3)).define(theta=lambda v: v.L**v.n / (v.K**v.n + v.L**v.n))
s.right(r"\theta'(L) = \frac{n K^n L^{n-1}}{(K^n + L^n)^2}", D('theta', 'L'), lambda v: v.n * v.K**v.n * v.L ** (v.n - 1) / (v.K**v.n + v.L**v.n) ** 2)
s.wrong(r"\theta'(K) = \frac{n}{2K}", lambda v: D('theta', 'L')(v.but(L=v.K)), lambda v: v.n / (2 * v.K), 'value', lambda v: v.n / (4 * v.K))

N = 4
s = document.sheet(c0=(0.5, 3), k=(0.2, 2), t=((N,), 0.1, 3), y=((N,), 0, 2)).define(Q=lambda v: sum((v.y - v.c0 * exp(-v.k * v.t)) ** 2))
s.right(r'\frac{dQ}{dk} = 2 c_0 \sum_{i=1}^{N} t_i e^{-k t_i} \left( y_i - c_0 e^{-k t_i} \right)', D('Q', 'k'), lambda v: 2 * v.c0 * sum(v.t * exp(-v.k * v.t) * (v.y - v.c0 * exp(-v.k * v.t))))
