from corpus import D, Document, at, exp, log, pi

document = Document('likelihood.md')
N = 5

s = document.sheet(x=((N,), -2, 3), mu=(-1, 2), sigma=(0.5, 2)).define(l=lambda v: -N * log(v.sigma) - N * log(2 * pi) / 2 - sum((v.x - v.mu) ** 2) / (2 * v.sigma**2))
s.right(r'\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^{n} (x_i - \mu)', D('l', 'mu'), lambda v: sum(v.x - v.mu) / v.sigma**2)
spread = lambda power: lambda v: -N / v.sigma + sum((v.x - v.mu) ** 2) / v.sigma**power
s.wrong(r'\frac{\partial \ell}{\partial \sigma} = -\frac{n}{\sigma} + \frac{1}{\sigma^2} \sum_{i=1}^{n} (x_i - \mu)^2', D('l', 'sigma'), spread(2), 'exponent', spread(3))
s.right(r'\frac{\partial^2 \ell}{\partial \mu^2} = -\frac{n}{\sigma^2}', D('l', 'mu', 'mu'), lambda v: -N / v.sigma**2)

s = document.sheet(x=((N,), 1, 9), lam=(0.5, 6)).define(l=lambda v: sum(v.x) * log(v.lam) - N * v.lam)
s.right(r"\ell'(\lambda) = \frac{1}{\lambda}\sum_{i=1}^n x_i - n", D('l', 'lam'), lambda v: sum(v.x) / v.lam - N)
s.wrong(r"\ell''(\lambda) = \frac{1}{\lambda^2}\sum_{i=1}^n x_i", D('l', 'lam', 'lam'), lambda v: sum(v.x) / v.lam**2, 'sign', lambda v: -sum(v.x) / v.lam**2)

s = document.sheet(x=(0.3, 3), k=(0.5, 3), lam=(0.5, 3)).define(g=lambda v: log(v.k) - log(v.lam) + (v.k - 1) * (log(v.x) - log(v.lam)) - (v.x / v.lam) ** v.k)
s.right(r'\frac{\partial g}{\partial \lambda} = -\frac{k}{\lambda} + \frac{k}{\lambda} \left(\frac{x}{\lambda}\right)^k', D('g', 'lam'), lambda v: -v.k / v.lam + v.k / v.lam * (v.x / v.lam) ** v.k)
s.wrong(r'\frac{\partial g}{\partial k} = \frac{1}{k} + \log \frac{x}{\lambda} - \left(\frac{x}{\lambda}\right)^k', D('g', 'k'), lambda v: 1 / v.k + log(v.x / v.lam) - (v.x / v.lam) ** v.k, 'factor', lambda v: 1 / v.k + log(v.x / v.lam) - (v.x / v.lam) ** v.k * log(v.x / v.lam))

# The labels are 0 or 1 in the text; the formulas hold for all numbers, and with numbers a wrong one shows at any point.
s = document.sheet(x=((N,), -2, 2), y=((N,), 0, 1), b0=(-1, 1), b1=(-1, 1), z1=(-2, 2)).define(
    p=lambda v: 1 / (1 + exp(-(v.b0 + v.b1 * v.x))), p1=lambda v: 1 / (1 + exp(-v.z1)), l=lambda v: sum(v.y * log(v.p) + (1 - v.y) * log(1 - v.p))
)
s.right(r'\frac{\partial p_i}{\partial z_i} = p_i (1 - p_i)', D('p1', 'z1'), lambda v: v.p1 * (1 - v.p1))
first = lambda v: sum((v.y / v.p - (1 - v.y) / (1 - v.p)) * v.p * (1 - v.p) * v.x)
s.right('\\frac{\\partial \\ell}{\\partial \\beta_1}\n  &= \\sum_{i=1}^n \\left( \\frac{y_i}{p_i} - \\frac{1 - y_i}{1 - p_i} \\right) p_i (1 - p_i)\\, x_i', D('l', 'b1'), first)
s.right(r'&= \sum_{i=1}^n (y_i - p_i)\, x_i', first, lambda v: sum((v.y - v.p) * v.x))
s.wrong(r'\frac{\partial \ell}{\partial \beta_0} = \sum_{i=1}^n (p_i - y_i)', D('l', 'b0'), lambda v: sum(v.p - v.y), 'sign', lambda v: sum(v.y - v.p))
s.right(r'\frac{\partial^2 \ell}{\partial \beta_1^2} = -\sum_{i=1}^n p_i (1 - p_i)\, x_i^2', D('l', 'b1', 'b1'), lambda v: -sum(v.p * (1 - v.p) * v.x**2))
s.wrong(r'\frac{\partial^2 \ell}{\partial \beta_0 \partial \beta_1} = -\sum_{i=1}^n p_i (1 - p_i)\, x_i^2', D('l', 'b1', 'b0'), lambda v: -sum(v.p * (1 - v.p) * v.x**2), 'exponent', lambda v: -sum(v.p * (1 - v.p) * v.x))

s = document.sheet(x=((N,), -2, 2), y=((N,), -2, 2), a=(-1, 1), b=(-1, 1)).define(e=lambda v: v.y - v.a - v.b * v.x, S=lambda v: sum(v.e**2))
s.right(r'\frac{\partial S}{\partial a} = -2 \sum_{i=1}^n (y_i - a - b x_i)', D('S', 'a'), lambda v: -2 * sum(v.e))
s.wrong(r'\frac{\partial S}{\partial b} = -2 \sum_{i=1}^n (y_i - a - b x_i)', D('S', 'b'), lambda v: -2 * sum(v.e), 'chain rule', lambda v: -2 * sum(v.e * v.x))

s = document.sheet(p=(0.1, 0.9)).define(H=lambda v: -v.p * log(v.p) - (1 - v.p) * log(1 - v.p))
s.right(r"H'(p) = \log \frac{1-p}{p}", D('H', 'p'), lambda v: log((1 - v.p) / v.p))
s.right(r"H''(p) = -\frac{1}{p (1-p)}", D('H', 'p', 'p'), lambda v: -1 / (v.p * (1 - v.p)))
s.wrong(r"H'(1/4) = \log 4", at(D('H', 'p'), p='0.25'), lambda v: log(4), 'value', lambda v: log(3))
