"""Writes scalar-functions.nabla: claims over every function of one argument, put together from a table of derivatives.

    python3 bench/claims/generate.py

The table below was written by hand from the textbook rules. Each row has the function, its derivative, its second derivative
(or nothing), both in `u`, the kind of its domain, other names of the function, and the point of a kink if it has one.
The rules of the product, the quotient, the power and the chain then give the claims; the oracle confirms every one.
"""

import re
from pathlib import Path

# Where x, the factor a and the shift b of a*x + b may lie, so that the argument stays inside.
DOMAINS = {
    'real': ((-1.5, 1.5), (0.5, 1.5), (-0.5, 0.5)),
    'positive': ((0.2, 3), (0.5, 1.5), (0.1, 0.5)),
    'unit': ((-0.7, 0.7), (0.3, 0.9), (-0.2, 0.2)),
    'over one': ((1.2, 3), (1, 1.5), (0.1, 0.5)),
    'fraction': ((0.2, 0.7), (0.5, 0.9), (0.01, 0.2)),
    'quarter': ((0.3, 1.2), (0.5, 1), (0.05, 0.2)),
    'cell': ((0.1, 0.4), (0.5, 1), (0.01, 0.05)),
}

ROWS = [
    ('exp', 'exp(u)', 'exp(u)', 'real', '', None),
    ('exp2', 'log(2)*exp2(u)', 'log(2)^2*2^u', 'real', '', None),
    ('expm1', 'exp(u)', 'exp(u)', 'real', '', None),
    ('log', '1/u', '-1/u^2', 'positive', 'ln', None),
    ('log1p', '1/(1 + u)', '-1/(1 + u)^2', 'positive', '', None),
    ('log2', '1/(u*log(2))', '-1/(u^2*log(2))', 'positive', 'lb', None),
    ('log10', '1/(u*log(10))', '-1/(u^2*log(10))', 'positive', 'lg', None),
    ('sqrt', '1/(2*sqrt(u))', '-1/(4*u*sqrt(u))', 'positive', '', None),
    ('cbrt', '1/(3*cbrt(u)^2)', '-2/(9*u*cbrt(u)^2)', 'positive', '', None),
    ('square', '2*u', '2', 'real', '', None),
    ('reciprocal', '-1/u^2', '2/u^3', 'positive', '', None),
    ('sin', 'cos(u)', '-sin(u)', 'real', '', None),
    ('cos', '-sin(u)', '-cos(u)', 'real', '', None),
    ('tan', '1 + tan(u)^2', '2*tan(u)*(1 + tan(u)^2)', 'quarter', 'tg', None),
    ('cot', '-1/sin(u)^2', '2*cos(u)/sin(u)^3', 'quarter', 'ctg', None),
    ('sec', 'sec(u)*tan(u)', 'sec(u)*(tan(u)^2 + sec(u)^2)', 'quarter', '', None),
    ('csc', '-csc(u)*cot(u)', 'csc(u)*(cot(u)^2 + csc(u)^2)', 'quarter', 'cosec', None),
    ('asin', '1/sqrt(1 - u^2)', 'u/(1 - u^2)^1.5', 'unit', 'arcsin', None),
    ('acos', '-1/sqrt(1 - u^2)', '-u/(1 - u^2)^(3/2)', 'unit', 'arccos', None),
    ('atan', '1/(1 + u^2)', '-2*u/(1 + u^2)^2', 'real', 'arctan', None),
    ('deg2rad', 'pi/180', '0', 'real', 'radians', None),
    ('rad2deg', '180/pi', '0', 'real', 'degrees', None),
    ('sinh', 'cosh(u)', 'sinh(u)', 'real', '', None),
    ('cosh', 'sinh(u)', 'cosh(u)', 'real', '', None),
    ('tanh', '1 - tanh(u)^2', '-2*tanh(u)*(1 - tanh(u)^2)', 'real', '', None),
    ('coth', '-csch(u)^2', '2*coth(u)*csch(u)^2', 'positive', '', None),
    ('sech', '-sech(u)*tanh(u)', 'sech(u)*(tanh(u)^2 - sech(u)^2)', 'real', '', None),
    ('csch', '-csch(u)*coth(u)', 'csch(u)*(coth(u)^2 + csch(u)^2)', 'positive', '', None),
    ('asinh', '1/sqrt(u^2 + 1)', '-u/(u^2 + 1)^1.5', 'real', 'arcsinh arsinh', None),
    ('acosh', '1/sqrt(u^2 - 1)', '-u/(u^2 - 1)^1.5', 'over one', 'arccosh arcosh', None),
    ('atanh', '1/(1 - u^2)', '2*u/(1 - u^2)^2', 'unit', 'arctanh artanh', None),
    ('erf', '2/sqrt(pi)*exp(-u^2)', '-4*u/sqrt(pi)*exp(-u^2)', 'real', '', None),
    ('erfc', '-2/sqrt(pi)*exp(-u^2)', '4*u/sqrt(pi)*exp(-u^2)', 'real', '', None),
    ('gamma', 'gamma(u)*digamma(u)', 'gamma(u)*(digamma(u)^2 + trigamma(u))', 'positive', 'Gamma', None),
    ('lgamma', 'digamma(u)', 'trigamma(u)', 'positive', 'gammaln loggamma', None),
    ('digamma', 'trigamma(u)', 'polygamma(2, u)', 'positive', 'psi', None),
    ('trigamma', 'polygamma(2, u)', 'polygamma(3, u)', 'positive', '', None),
    ('factorial', 'gamma(u + 1)*digamma(u + 1)', '', 'positive', '', None),
    ('normal_cdf', 'exp(-u^2/2)/sqrt(2*pi)', '-u*exp(-u^2/2)/sqrt(2*pi)', 'real', 'norm_cdf', None),
    ('sigmoid', 'sigmoid(u)*(1 - sigmoid(u))', 'sigmoid(u)*(1 - sigmoid(u))*(1 - 2*sigmoid(u))', 'real', 'sigma logistic expit', None),
    ('relu', '(if u > 0 then 1 else 0)', '', 'real', 'ReLU', 0),
    ('leaky_relu', '(if u > 0 then 1 else 0.01)', '', 'real', 'leakyrelu LeakyReLU prelu', 0),
    ('elu', '(if u > 0 then 1 else exp(u))', '', 'real', 'ELU', 0),
    ('selu', '1.0507009873554805*(if u > 0 then 1 else 1.6732632423543772*exp(u))', '', 'real', 'SELU', 0),
    ('gelu', 'normal_cdf(u) + u*exp(-u^2/2)/sqrt(2*pi)', '(2 - u^2)*exp(-u^2/2)/sqrt(2*pi)', 'real', 'GELU', None),
    ('gelu_tanh', '1/2*(1 + tanh(sqrt(2/pi)*(u + 0.044715*u^3))) + u/2*(1 - tanh(sqrt(2/pi)*(u + 0.044715*u^3))^2)*sqrt(2/pi)*(1 + 0.134145*u^2)', '', 'real', '', None),
    ('silu', 'sigmoid(u)*(1 + u*(1 - sigmoid(u)))', '', 'real', 'swish SiLU', None),
    ('softplus', 'sigmoid(u)', 'sigmoid(u)*sigmoid(-u)', 'real', '', None),
    ('logsigmoid', 'sigmoid(-u)', '-sigmoid(u)*sigmoid(-u)', 'real', 'log_sigmoid', None),
    ('logit', '1/(u*(1 - u))', '(2*u - 1)/(u^2*(1 - u)^2)', 'fraction', '', None),
    ('softsign', '1/(1 + |u|)^2', '', 'real', '', None),
    ('tanhshrink', 'tanh(u)^2', '2*tanh(u)*(1 - tanh(u)^2)', 'real', '', None),
    ('mish', 'tanh(softplus(u)) + u*sigmoid(u)/cosh(softplus(u))^2', '', 'real', '', None),
    ('abs', 'sign(u)', '', 'real', 'absolute fabs', 0),
    ('sign', '0', '', 'positive', 'sgn', None),
    ('step', '0', '', 'positive', 'heaviside', None),
    ('floor', '0', '', 'cell', '', None),
    ('ceil', '0', '', 'cell', '', None),
    ('round', '0', '', 'cell', '', None),
    ('negative', '-1', '', 'real', 'neg negate', None),
]

# Companions of the product and quotient rules: a function without zeros near the domains, and its derivative.
COMPANIONS = [
    ('x^2', '2*x'),
    ('exp(-x)', '(-exp(-x))'),
    ('(1 + x^2)', '2*x'),
    ('sin(2*x)', '2*cos(2*x)'),
    ('sqrt(4 + x)', '1/(2*sqrt(4 + x))'),
    ('(3*x - 5)', '3'),
]
DIVISORS = [('(1 + x^2)', '2*x'), ('(4 + x)', '1'), ('exp(x)', 'exp(x)'), ('(2 + cos(x))', '(-sin(x))')]


def at(text, argument):
    """`text` with `argument` for u, in brackets where it is more than a name or stands alone."""
    simple = re.fullmatch(r'\w+', argument)
    text = re.sub(r'(?<=\()u(?=\))', argument, text)
    text = re.sub(r'\|u\|', f'|{argument}|', text)
    return re.sub(r'\bu\b', argument if simple else f'({argument})', text)


def sum_of(text):
    """In brackets, for a factor."""
    return text if re.fullmatch(r'[\w.]+(\([^()]*\))?', text) or (text[0] == '(' and text[-1] == ')' and text.count('(') == 1) else f'({text})'


def interval(name, bounds):
    return f'{bounds[0]:g} < {name} < {bounds[1]:g}'


def sheet(name, title, lines, kink=None):
    mark = [] if kink is None else [f'# kink: x = {kink}']
    return '\n'.join([f'# {name}: {title}', *mark, *lines])


def sheets():
    for index, (name, first, second, kind, aliases, kink) in enumerate(ROWS):
        xs, factors, shifts = DOMAINS[kind]
        x, a, b = interval('x', xs), interval('a', factors), interval('b', shifts)
        value, slope = f'{name}(x)', at(first, 'x')
        factor = sum_of(slope)
        for alias in [name, *aliases.split()]:
            yield sheet(f'{alias}-plain', f'the function {alias}', [x, f'f = {alias}(x)', f'df/dx = {slope}'], kink)
        line = at(first, 'a*x + b')
        yield sheet(
            f'{name}-affine',
            f'{name} of a line',
            [x, a, b, f'f = {name}(a*x + b)', f'df/dx = a*{sum_of(line)}', f'df/da = x*{sum_of(line)}'],
        )
        chained = sum_of(at(first, 'u'))
        yield sheet(
            f'{name}-chain',
            f'{name} inside of a chain of definitions',
            [x, a, 'u = a*x', f'v = {name}(u)', 'f = u*sin(v)', f'df/dx = a*(sin(v) + u*cos(v)*{chained})', f'df/du = sin(v) + u*cos(v)*{chained}'],
        )
        if second:
            yield sheet(f'{name}-second', f'the second derivative of {name}', [x, f'f = {value}', f'd2f/dx2 = {at(second, "x")}'])
        other, other_slope = COMPANIONS[index % len(COMPANIONS)]
        divisor, divisor_slope = DIVISORS[index % len(DIVISORS)]
        if index % 2 == 0:
            yield sheet(f'{name}-product', f'{name} in a product', [x, f'f = {other}*{value}', f'df/dx = {other_slope}*{value} + {other}*{factor}'], kink)
            yield sheet(f'{name}-power', f'a power of {name}', [x, f'f = {value}^3', f'df/dx = 3*{value}^2*{factor}'])
        else:
            yield sheet(f'{name}-quotient', f'{name} in a quotient', [x, f'f = {value}/{divisor}', f'df/dx = ({factor}*{divisor} - {value}*{divisor_slope})/{divisor}^2'], kink)
            yield sheet(f'{name}-function', f'{name} in a function', [x, f'f(x) = x*{value}', f"f'(x) = {value} + x*{factor}"])
        if second and index % 3 == 0 and kind in ('real', 'positive'):
            y = interval('y', factors)
            one, two = sum_of(at(first, 'x*y')), sum_of(at(second, 'x*y'))
            yield sheet(f'{name}-mixed', f'a mixed derivative with {name}', [x, y, f'f(x, y) = y*{name}(x*y)', f'd2f/dxdy = 2*y*{one} + x*y^2*{two}', f'df/dy = {name}(x*y) + x*y*{one}'])


if __name__ == '__main__':
    head = '# Written by generate.py; edit the table there.\n'
    Path(__file__).with_name('scalar-functions.nabla').write_text(head + '\n---\n'.join(sheets()) + '\n')
