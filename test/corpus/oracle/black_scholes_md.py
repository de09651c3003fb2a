from corpus import D, Document, erf, exp, log, mpf, pi, sqrt

document = Document('black-scholes.md')
density = lambda x: exp(-(x**2) / 2) / sqrt(2 * pi)
normal = lambda x: (1 + erf(x / sqrt(mpf(2)))) / 2

s = document.sheet(x=(-2.5, 2.5)).define(f=lambda v: density(v.x), F=lambda v: normal(v.x))
s.right(r"\Phi'(x) = \varphi(x)", D('F', 'x'), 'f')
s.right(r"\varphi'(x) = -x\,\varphi(x)", D('f', 'x'), lambda v: -v.x * v.f)
s.wrong(r"\varphi''(x) = (1 - x^2)\,\varphi(x)", D('f', 'x', 'x'), lambda v: (1 - v.x**2) * v.f, 'sign', lambda v: (v.x**2 - 1) * v.f)

s = document.sheet(S=(0.5, 3), K=(0.5, 3), sigma=(0.2, 1), T=(0.3, 2), r=(0.01, 0.2)).define(
    d1=lambda v: (log(v.S / v.K) + (v.r + v.sigma**2 / 2) * v.T) / (v.sigma * sqrt(v.T)),
    d2=lambda v: v.d1 - v.sigma * sqrt(v.T),
    B=lambda v: v.K * exp(-v.r * v.T),
    C=lambda v: v.S * normal(v.d1) - v.B * normal(v.d2),
)
s.right(r'\frac{\partial d_1}{\partial S} = \frac{1}{S \sigma \sqrt{T}}', D('d1', 'S'), lambda v: 1 / (v.S * v.sigma * sqrt(v.T)))
s.wrong(r'\frac{\partial d_1}{\partial r} = \frac{T}{\sigma}', D('d1', 'r'), lambda v: v.T / v.sigma, 'exponent', lambda v: sqrt(v.T) / v.sigma)
s.right(r'\frac{\partial C}{\partial S} = \Phi(d_1)', D('C', 'S'), lambda v: normal(v.d1))
gamma = lambda power: lambda v: density(v.d1) / (v.S**power * v.sigma * sqrt(v.T))
s.wrong(r'\frac{\partial^2 C}{\partial S^2} = \frac{\varphi(d_1)}{\sigma \sqrt{T}}', D('C', 'S', 'S'), gamma(0), 'chain rule', gamma(1))
s.right(r'\frac{\partial C}{\partial \sigma} = S\,\varphi(d_1)\,\sqrt{T}', D('C', 'sigma'), lambda v: v.S * density(v.d1) * sqrt(v.T))
s.right(r'\frac{\partial^2 C}{\partial \sigma^2} = \frac{S \sqrt{T}\, d_1 d_2}{\sigma} \varphi(d_1)', D('C', 'sigma', 'sigma'), lambda v: v.S * sqrt(v.T) * v.d1 * v.d2 / v.sigma * density(v.d1))
s.wrong(r'\frac{\partial C}{\partial r} = K e^{-rT}\,\Phi(d_2)', D('C', 'r'), lambda v: v.B * normal(v.d2), 'factor', lambda v: v.T * v.B * normal(v.d2))
s.right(r'-\frac{\partial C}{\partial T} = -\frac{S \varphi(d_1) \sigma}{2 \sqrt{T}} - r K e^{-rT} \Phi(d_2)', lambda v: -D('C', 'T')(v), lambda v: -v.S * density(v.d1) * v.sigma / (2 * sqrt(v.T)) - v.r * v.B * normal(v.d2))
s.wrong(r'\frac{\partial C}{\partial K} = -e^{-rT}\,\Phi(d_1)', D('C', 'K'), lambda v: -exp(-v.r * v.T) * normal(v.d1), 'name', lambda v: -exp(-v.r * v.T) * normal(v.d2))

s = document.sheet(F=(0.5, 3), y=(0.01, 0.5), n=(1, 9)).define(B=lambda v: v.F * (1 + v.y) ** -v.n)
s.right(r'\frac{dB}{dy} = -n F (1+y)^{-n-1}', D('B', 'y'), lambda v: -v.n * v.F * (1 + v.y) ** (-v.n - 1))
s.wrong(r'\frac{d^2 B}{dy^2} = n F (1+y)^{-n-2}', D('B', 'y', 'y'), lambda v: v.n * v.F * (1 + v.y) ** (-v.n - 2), 'factor', lambda v: v.n * (v.n + 1) * v.F * (1 + v.y) ** (-v.n - 2))
s.right(r'\frac{1}{B} \frac{dB}{dy} = -\frac{n}{1+y}', lambda v: D('B', 'y')(v) / v.B, lambda v: -v.n / (1 + v.y))

s = document.sheet(V0=(0.5, 3), mu=(0.02, 0.5), t=(0, 3)).define(V=lambda v: v.V0 * exp(v.mu * v.t))
s.wrong(r"V'(t) = V_0 e^{\mu t}", D('V', 't'), lambda v: v.V0 * exp(v.mu * v.t), 'chain rule', lambda v: v.mu * v.V0 * exp(v.mu * v.t))
