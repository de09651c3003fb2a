"""Writes array-minpack.nabla: the fourteen systems of MINPACK's test of chkder, with right and known wrong Jacobians.

    python3 bench/claims/generate_minpack.py

The systems are from J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing unconstrained optimization software (1981). The wrong
Jacobians are those by which the driver of MINPACK-1 (1980) tests `chkder`: eleven of the fourteen are wrong there, those of
Wood, Brown's almost linear function and Broyden's tridiagonal one are right. Formulas were written anew for sheets; the sizes
are MINPACK's.
"""

from pathlib import Path


def array(entries):
    return '[' + ', '.join(entries) + ']'


def matrix(rows):
    return '[' + '; '.join(', '.join(row) for row in rows) + ']'


def table(n, entry):
    """An n by n literal; `entry(k, j)` counts from 1."""
    return matrix([[entry(k, j) for j in range(1, n + 1)] for k in range(1, n + 1)])


def sheet(name, title, head, right, wrong=None):
    known = [] if wrong is None else [f'# wrong: {wrong}']
    return '\n'.join([f'# minpack-{name}: {title}', *head, f'jacobian(f, x) = {right}', *known])


def rosenbrock():
    head = ['x : R^2', '-2 < x < 2', 'f = [1 - x[1], 10*(x[2] - x[1]^2)]']
    return sheet('rosenbrock', "Rosenbrock's system; wrong: the sign of entry (1, 1)", head, '[-1, 0; -20*x[1], 10]', '[1, 0; -20*x[1], 10]')


def powell_singular():
    head = ['x : R^4', '-2 < x < 2', 'f = [x[1] + 10*x[2], sqrt(5)*(x[3] - x[4]), (x[2] - 2*x[3])^2, sqrt(10)*(x[1] - x[4])^2]']

    def rows(sign):
        return matrix([
            ['1', '10', '0', '0'],
            ['0', '0', 'sqrt(5)', '-sqrt(5)'],
            ['0', '2*(x[2] - 2*x[3])', f'{sign}4*(x[2] - 2*x[3])', '0'],
            ['2*sqrt(10)*(x[1] - x[4])', '0', '0', '-2*sqrt(10)*(x[1] - x[4])'],
        ])

    return sheet('powell-singular', "Powell's singular function; wrong: the sign of entry (3, 3)", head, rows('-'), rows(''))


def powell_badly_scaled():
    head = ['x : R^2', '-1 < x < 2', 'f = [10000*x[1]*x[2] - 1, exp(-x[1]) + exp(-x[2]) - 1.0001]']
    return sheet(
        'powell-badly-scaled', "Powell's badly scaled function; wrong: all signs", head,
        '[10000*x[2], 10000*x[1]; -exp(-x[1]), -exp(-x[2])]', '[-10000*x[2], -10000*x[1]; exp(-x[1]), exp(-x[2])]',
    )


def wood():
    head = [
        'x : R^4', '-3 < x < 1', 'a = x[2] - x[1]^2', 'b = x[4] - x[3]^2',
        'f = [-200*x[1]*a - (1 - x[1]), 200*a + 20.2*(x[2] - 1) + 19.8*(x[4] - 1), '
        '-180*x[3]*b - (1 - x[3]), 180*b + 20.2*(x[4] - 1) + 19.8*(x[2] - 1)]',
    ]
    right = matrix([
        ['-200*(x[2] - 3*x[1]^2) + 1', '-200*x[1]', '0', '0'],
        ['-400*x[1]', '220.2', '0', '19.8'],
        ['0', '0', '-180*(x[4] - 3*x[3]^2) + 1', '-180*x[3]'],
        ['0', '19.8', '-360*x[3]', '200.2'],
    ])
    return sheet('wood', "Wood's function", head, right)


def helical_valley():
    head = [
        'x : R^3', '0.3 < x < 2', 'r = sqrt(x[1]^2 + x[2]^2)',
        'f = [10*(x[3] - 10*atan(x[2]/x[1])/(2*pi)), 10*(r - 1), x[3]]',
    ]

    def rows(factor):
        return f'[50*x[2]/(pi*r^2), -50*x[1]/(pi*r^2), 10; {factor}*x[1]/r, {factor}*x[2]/r, 0; 0, 0, 1]'

    return sheet('helical-valley', 'the helical valley; wrong: half of the entries (2, 1) and (2, 2)', head, rows(10), rows(5))


def watson():
    n, powers = 9, [str(k) for k in range(9)]
    shifted = [str(k - 1) for k in range(9)]
    head = [
        f'x : R^{n}', '-0.5 < x < 0.5', 't : R^29', '0.2 < t < 1',
        f'P = reshape(t, 29, 1).^{array(powers)}',
        f'D = {array(powers)} .* reshape(t, 29, 1).^{array(shifted)}',
        's = P*x', 'w = D*x - s.^2 - 1', 'b = x[2] - x[1]^2 - 1',
        f"f = D'*w - 2*P'*(s .* w) + {array(['x[1]*(1 - 2*b)', 'b', *['0'] * (n - 2)])}", 'G = D - 2*diag(s)*P',
    ]
    corner = {(1, 1): '3 + 6*x[1]^2 - 2*x[2]', (1, 2): '-2*x[1]', (2, 1): '-2*x[1]', (2, 2): '1'}
    edge = table(n, lambda k, j: corner.get((k, j), '0'))
    right = f"G'*G - 2*P'*diag(w)*P + {edge}"
    wrong = f"G'*G - 2*P'*diag(D*x + s.^2 + 1)*P + {edge}"
    return sheet('watson', "Watson's function; wrong: two signs in the residual", head, right, wrong)


def chebyquad():
    n = 7
    head = [f'x : R^{n}', '0 < x < 1', 'T1 = 2*x - 1', 'T2 = 2*T1.^2 - 1', 'D2 = 8*T1']
    for k in range(3, n + 1):
        head.append(f'T{k} = 2*T1 .* T{k - 1} - T{k - 2}')
        head.append(f'D{k} = 4*T{k - 1} + 2*T1 .* D{k - 1} - {"2" if k == 3 else f"D{k - 2}"}')
    head.append('f = ' + array([f'mean(T{k})' + (f' + 1/{k * k - 1}' if k % 2 == 0 else '') for k in range(1, n + 1)]))
    rows = f'stack(2*ones({n}), ' + ', '.join(f'D{k}' for k in range(2, n + 1)) + ')'
    return sheet('chebyquad', 'Chebyquad; wrong: twice the Jacobian', head, f'{rows}/{n}', f'2*{rows}/{n}')


def brown():
    n = 10
    head = [f'x : R^{n}', '0.3 < x < 0.9']
    head.append(f'f = {array([f"x[{k}] + sum(x) - {n + 1}" for k in range(1, n)] + ["prod(x) - 1"])}')

    def entry(k, j):
        return f'prod(x)/x[{j}]' if k == n else ('2' if k == j else '1')

    return sheet('brown-almost-linear', "Brown's almost linear function", head, table(n, entry))


def discrete_boundary():
    n = 10
    head = [f'x : R^{n}', '-0.5 < x < 0.5', 'h = 1/11']

    def value(k):
        below = f' - x[{k - 1}]' if k > 1 else ''
        above = f' - x[{k + 1}]' if k < n else ''
        return f'2*x[{k}]{below}{above} + (x[{k}] + {k}*h + 1)^3*h^2/2'

    head.append('f = ' + array([value(k) for k in range(1, n + 1)]))

    def rows(first, second):
        def entry(k, j):
            if k == j:
                return f'{first} + {second}*(x[{k}] + {k}*h + 1)^2*h^2'
            return '-1' if abs(k - j) == 1 else '0'

        return table(n, entry)

    return sheet('discrete-boundary', 'the discrete boundary value problem; wrong: twice the diagonal', head, rows('2', '3/2'), rows('4', '3'))


def discrete_integral():
    n = 10
    head = [f'x : R^{n}', '-0.5 < x < 0.5', 'h = 1/11', f't = h*{array([str(k) for k in range(1, n + 1)])}', 'c = (x + t + 1).^3']

    def value(k):
        low = ' + '.join(f't[{j}]*c[{j}]' for j in range(1, k + 1))
        high = ' + '.join(f'(1 - t[{j}])*c[{j}]' for j in range(k + 1, n + 1)) or '0'
        return f'x[{k}] + h/2*((1 - t[{k}])*({low}) + t[{k}]*({high}))'

    head.append('f = ' + array([value(k) for k in range(1, n + 1)]))

    def rows(sign):
        def entry(k, j):
            smaller = f't[{j}]*(1 - t[{k}])' if j <= k else f't[{k}]*(1 - t[{j}])'
            return f'3/2*h*{smaller}*(x[{j}] + t[{j}] + 1)^2' + (f' {sign} 1' if k == j else '')

        return table(n, entry)

    return sheet('discrete-integral', 'the discrete integral equation; wrong: the sign of 1 on the diagonal', head, rows('+'), rows('-'))


def trigonometric():
    n = 10
    k = array([str(i) for i in range(1, n + 1)])
    head = [f'x : R^{n}', '-1 < x < 1', f'f = {n} + {k} - sin(x) - sum(cos(x)) - {k} .* cos(x)']

    def rows(sign):
        def entry(k, j):
            return f'{k + 1}*sin(x[{k}]) - cos(x[{k}])' if k == j else f'{sign}sin(x[{j}])'

        return table(n, entry)

    return sheet('trigonometric', 'the trigonometric function; wrong: the signs off the diagonal', head, rows(''), rows('-'))


def variably_dimensioned():
    n = 10
    k = array([str(i) for i in range(1, n + 1)])
    head = [f'x : R^{n}', '0 < x < 1', f'k = {k}', "s = k'*(x - 1)", 'f = x - 1 + k*(s*(1 + 2*s^2))']
    return sheet(
        'variably-dimensioned', 'the variably dimensioned function; wrong: a quotient for a product', head,
        f"eye({n}) + k*k'*(1 + 6*s^2)", f"eye({n}) + k*k'/(1 + 6*s^2)",
    )


def broyden_tridiagonal():
    n = 10
    head = [f'x : R^{n}', '-2 < x < 0']

    def value(k):
        below = f' - x[{k - 1}]' if k > 1 else ''
        above = f' - 2*x[{k + 1}]' if k < n else ''
        return f'(3 - 2*x[{k}])*x[{k}]{below}{above} + 1'

    head.append('f = ' + array([value(k) for k in range(1, n + 1)]))

    def entry(k, j):
        return {0: f'3 - 4*x[{k}]', -1: '-1', 1: '-2'}.get(j - k, '0')

    return sheet('broyden-tridiagonal', "Broyden's tridiagonal function", head, table(n, entry))


def broyden_banded():
    n = 10
    head = [f'x : R^{n}', '-2 < x < 0']
    near = lambda k: [j for j in range(max(1, k - 5), min(k + 1, n) + 1) if j != k]

    def value(k):
        return f'x[{k}]*(2 + 5*x[{k}]^2) + 1 - (' + ' + '.join(f'x[{j}]*(1 + x[{j}])' for j in near(k)) + ')'

    head.append('f = ' + array([value(k) for k in range(1, n + 1)]))

    def rows(sign):
        def entry(k, j):
            if k == j:
                return f'2 {sign} 15*x[{k}]^2'
            return f'-(1 + 2*x[{j}])' if j in near(k) else '0'

        return table(n, entry)

    return sheet('broyden-banded', "Broyden's banded function; wrong: a sign on the diagonal", head, rows('+'), rows('-'))


SHEETS = [
    rosenbrock, powell_singular, powell_badly_scaled, wood, helical_valley, watson, chebyquad, brown, discrete_boundary,
    discrete_integral, trigonometric, variably_dimensioned, broyden_tridiagonal, broyden_banded,
]

if __name__ == '__main__':
    head = '# Written by generate_minpack.py; edit the formulas there.\n'
    Path(__file__).with_name('array-minpack.nabla').write_text(head + '\n---\n'.join(make() for make in SHEETS) + '\n')
