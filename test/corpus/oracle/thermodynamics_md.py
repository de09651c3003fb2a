from corpus import D, Document, exp, log

document = Document('thermodynamics.md')

s = document.sheet(n=(0.5, 2), R=(1, 9), T=(1, 5), V=(1, 5)).define(P=lambda v: v.n * v.R * v.T / v.V)
s.right(r'\left( \frac{\partial P}{\partial T} \right)_V = \frac{n R}{V}', D('P', 'T'), lambda v: v.n * v.R / v.V)
s.right(r'= \frac{P}{T}', lambda v: v.n * v.R / v.V, lambda v: v.P / v.T)
s.wrong('\\left( \\frac{\\partial P}{\\partial V} \\right)_T = -\\frac{n R T}{V}', D('P', 'V'), lambda v: -v.n * v.R * v.T / v.V, 'exponent', lambda v: -v.n * v.R * v.T / v.V**2)

s = document.sheet(p0=(1, 3), V0=(1, 3), V=(1, 5), gamma=(1.1, 1.9)).define(p=lambda v: v.p0 * (v.V0 / v.V) ** v.gamma)
s.right(r'\frac{dp}{dV} = -\gamma \frac{p}{V}', D('p', 'V'), lambda v: -v.gamma * v.p / v.V)

s = document.sheet(n=(0.5, 2), R=(1, 9), T=(1, 5), V=(2, 5), a=(0.3, 3), b=(0.1, 0.5)).define(P=lambda v: v.n * v.R * v.T / (v.V - v.n * v.b) - v.a * v.n**2 / v.V**2)
s.right(r'\left( \frac{\partial P}{\partial V} \right)_T = -\frac{n R T}{(V - n b)^2} + \frac{2 a n^2}{V^3}', D('P', 'V'), lambda v: -v.n * v.R * v.T / (v.V - v.n * v.b) ** 2 + 2 * v.a * v.n**2 / v.V**3)
curve = lambda f: lambda v: 2 * v.n * v.R * v.T / (v.V - v.n * v.b) ** 3 - f * v.a * v.n**2 / v.V**4
s.wrong(r'\left( \frac{\partial^2 P}{\partial V^2} \right)_T = \frac{2 n R T}{(V - n b)^3} - \frac{2 a n^2}{V^4}', D('P', 'V', 'V'), curve(2), 'factor', curve(6))

s = document.sheet(n=(0.5, 2), R=(1, 9), T=(1, 5), V=(1, 5), c=(1, 4), s0=(0, 1)).define(S=lambda v: v.n * v.c * log(v.T) + v.n * v.R * log(v.V) + v.s0)
s.right(r'\left(\frac{\partial S}{\partial T}\right)_V = \frac{n c_V}{T}', D('S', 'T'), lambda v: v.n * v.c / v.T)
s.right(r'\left(\frac{\partial S}{\partial V}\right)_T = \frac{n R}{V}', D('S', 'V'), lambda v: v.n * v.R / v.V)

s = document.sheet(p0=(1, 3), lam=(2, 9), R=(1, 4), T=(1, 3), T0=(1, 3)).define(p=lambda v: v.p0 * exp(-v.lam / v.R * (1 / v.T - 1 / v.T0)))
s.right(r"p'(T) = \frac{\Lambda}{R T^2}\, p(T)", D('p', 'T'), lambda v: v.lam / (v.R * v.T**2) * v.p)
s.wrong(r'\frac{dp}{dT} = -\frac{\Lambda\, p}{R T^2}', D('p', 'T'), lambda v: -v.lam * v.p / (v.R * v.T**2), 'sign', lambda v: v.lam * v.p / (v.R * v.T**2))

s = document.sheet(beta=(0.3, 3), e=(0.3, 3)).define(l=lambda v: log(1 + exp(-v.beta * v.e)), q=lambda v: exp(v.beta * v.e))
mean = lambda v: v.e * exp(-v.beta * v.e) / (1 + exp(-v.beta * v.e))
s.right(r'&= \frac{\epsilon e^{-\beta\epsilon}}{1 + e^{-\beta\epsilon}}', lambda v: -D('l', 'beta')(v), mean)
s.right(r'&= \frac{\epsilon}{e^{\beta\epsilon} + 1}', mean, lambda v: v.e / (v.q + 1))
s.wrong(r'\frac{\partial^2 \ln Z}{\partial \beta^2} = \frac{\epsilon^2 e^{\beta\epsilon}}{e^{\beta\epsilon} + 1}', D('l', 'beta', 'beta'), lambda v: v.e**2 * v.q / (v.q + 1), 'exponent', lambda v: v.e**2 * v.q / (v.q + 1) ** 2)

s = document.sheet(h=(0.5, 2), nu=(0.5, 2), k=(0.5, 2), T=(0.5, 3)).define(E=lambda v: v.h * v.nu / (exp(v.h * v.nu / (v.k * v.T)) - 1))
q = lambda v: v.h * v.nu / (v.k * v.T)
s.right(r'\frac{\partial E}{\partial T} = k \left( \frac{h\nu}{kT} \right)^2 \frac{e^{h\nu/(kT)}}{\left( e^{h\nu/(kT)} - 1 \right)^2}', D('E', 'T'), lambda v: v.k * q(v) ** 2 * exp(q(v)) / (exp(q(v)) - 1) ** 2)

s = document.sheet(x=(0.1, 0.9), chi=(0.5, 4)).define(f=lambda v: v.x * log(v.x) + (1 - v.x) * log(1 - v.x) + v.chi * v.x * (1 - v.x))
s.right(r"f'(x) = \ln x - \ln(1 - x) + \chi (1 - 2x)", D('f', 'x'), lambda v: log(v.x) - log(1 - v.x) + v.chi * (1 - 2 * v.x))
s.wrong(r"f''(x) = \frac{1}{x} - \frac{1}{1 - x} - 2 \chi", D('f', 'x', 'x'), lambda v: 1 / v.x - 1 / (1 - v.x) - 2 * v.chi, 'sign', lambda v: 1 / v.x + 1 / (1 - v.x) - 2 * v.chi)
s.right(r"f'''(x) = \frac{1}{(1-x)^2} - \frac{1}{x^2}", D('f', 'x', 'x', 'x'), lambda v: 1 / (1 - v.x) ** 2 - 1 / v.x**2)

s = document.sheet(Tc=(1, 2), Th=(3, 5)).define(eta=lambda v: 1 - v.Tc / v.Th)
s.right(r'\frac{\partial \eta}{\partial T_c} = -\frac{1}{T_h}', D('eta', 'Tc'), lambda v: -1 / v.Th)
s.wrong(r'\frac{\partial \eta}{\partial T_h} = -\frac{T_c}{T_h^2}', D('eta', 'Th'), lambda v: -v.Tc / v.Th**2, 'sign', lambda v: v.Tc / v.Th**2)
