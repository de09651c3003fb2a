import { describe, expect, it } from 'vitest';
import { renamableAt, renameAt } from '../../../../src/service/language/rename';
import { marked } from './marked';

/** The renamed document, or why it is not renamed. */
function renamed(text: string, wanted: string, path?: string): string | undefined {
  const { read, text: before, offset } = marked(text, path);
  const result = renameAt(read, offset, wanted);
  if (result === undefined) return undefined;
  if ('refused' in result) return `refused: ${result.refused}`;
  return result.reduceRight(
    (done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end),
    before,
  );
}

describe('rename', () => {
  const cases: readonly [what: string, text: string, wanted: string, expected: string][] = [
    ['a free name', 'y = |x^2\ndy/dx = 2*x', 'u', 'y = u^2\ndy/du = 2*u'],
    ['from a use', 'y = x^2\nz = 3*|y\nz/y == 3', 'w', 'w = x^2\nz = 3*w\nz/w == 3'],
    [
      'the name in a derivative',
      "W : 3x2\nL = sum(W*x)\ndL/d|W = ones(3)*x'",
      'V',
      "V : 3x2\nL = sum(V*x)\ndL/dV = ones(3)*x'",
    ],
    ['the target of a derivative', 'L = x^2\nd|L/dx = 2*x', 'Loss', 'Loss = x^2\ndLoss/dx = 2*x'],
    [
      'signs of derivatives',
      '|L = x^2*y\n∂L/∂x = 2*x*y\n∂²L/∂x∂y = 2*x\n∇_x L = 2*x*y\ngrad(L, x) = ?',
      'f',
      'f = x^2*y\n∂f/∂x = 2*x*y\n∂²f/∂x∂y = 2*x\n∇_x f = 2*x*y\ngrad(f, x) = ?',
    ],
    ['the variable of a second derivative', 'y = |x^3\nd2y/dx2 = 6*x', 't', 'y = t^3\nd2y/dt2 = 6*t'],
    [
      'entries and components',
      'x : R^2\ny = |x[1]*x_2\ndy/dx = [x_2, x[1]]',
      'v',
      'v : R^2\ny = v[1]*v_2\ndy/dv = [v_2, v[1]]',
    ],
    ['Greek letters in each spelling', 'η = 2*|λ\ndη/dlambda = 2', 'mu', 'η = 2*mu\ndη/dmu = 2'],
    ['to another spelling of itself', '|eta = 2*x\ndeta/dx = 2', 'η', 'η = 2*x\ndη/dx = 2'],
    ['subscripts in each spelling', '|x_1 = 3\ny = x₁ + x_{1}', 'u', 'u = 3\ny = u + u'],
    [
      'operators spelt in one word',
      'f(x, y) = x^2*y\n|f(1, 2) = 2\nJ_f = [2*x*y, x^2]\nDf = J_f\nf_xy = 2*x',
      'g',
      'g(x, y) = x^2*y\ng(1, 2) = 2\nJ_g = [2*x*y, x^2]\nDg = J_g\ng_xy = 2*x',
    ],
    [
      'a letter of a subscript',
      'f(x, y) = x^2*y\nf_xy = 2*|x\nf_xx = 2*y',
      'u',
      'f(u, y) = u^2*y\nf_uy = 2*u\nf_uu = 2*y',
    ],
    ['a parameter alone', 'f(|x) = x^2\ny = x', 'u', 'f(u) = u^2\ny = x'],
    ['a parameter from the body', 'f(x, a) = a*|x^2\ng(x) = x', 'u', 'f(u, a) = a*u^2\ng(x) = x'],
    ['a free name beside a parameter', 'f(x) = x^2\ny = |x', 'u', 'f(x) = x^2\ny = u'],
    [
      'a parameter with its derivative',
      'f(|x) = x^2\ndf/dx = 2*x\ng(x) = x',
      'u',
      'f(u) = u^2\ndf/du = 2*u\ng(x) = x',
    ],
    ['the parameters of a gradient', 'f(|a, b) = a*b\n∇f = [b, a]', 'u', 'f(u, b) = u*b\n∇f = [b, u]'],
    ['a name with several claims', 'x = 3\n|y = 2*x = 6\ny = 6', 'z', 'x = 3\nz = 2*x = 6\nz = 6'],
    ['sizes', 'W : |m x n\nx : R^n\ny : R^m', 'k', 'W : k x n\nx : R^n\ny : R^k'],
    [
      'domains',
      '0 < |p < 1\np in [0, 1]\nassume p < q\nS symmetric',
      'r',
      '0 < r < 1\nr in [0, 1]\nassume r < q\nS symmetric',
    ],
    ['points', 'y = x^2*z\nat |x = 1, z = 3: dy/dx = 6', 'u', 'y = u^2*z\nat u = 1, z = 3: dy/du = 6'],
    [
      'upstream gradients',
      "h = W*x\ngiven dL/d|h\ndL/dx = W'*dL/dh",
      'k',
      "k = W*x\ngiven dL/dk\ndL/dx = W'*dL/dk",
    ],
    ['what is ignored', '|y = x^2\n@grad ignore\ndy/dx = 3*x', 'z', 'z = x^2\n@grad ignore\ndz/dx = 3*x'],
    ['in lines with mistakes', '|y = x^2\ndy/dx = (2*x\n\ny + = 3', 'z', 'z = x^2\ndz/dx = (2*x\n\nz + = 3'],
    [
      'with brackets where a word would begin with d',
      'y = |x^2\ndy/dx = 2*x',
      'ata',
      'y = ata^2\ndy/d(ata) = 2*ata',
    ],
    ['in its own sheet alone', 'y = |x^2\n---\ny = x^3', 'u', 'y = u^2\n---\ny = x^3'],
    [
      'two names that are their own differentials',
      'dL = 3*a\ndW = 2*a\n|L = 1\nr = dL/dW',
      'M',
      'dL = 3*a\ndW = 2*a\nM = 1\nr = dL/dW',
    ],
  ];
  it.each(cases)('%s', (_what, text, wanted, expected) => {
    expect(renamed(text, wanted)).toBe(expected);
  });

  const hosts: readonly [path: string, text: string, wanted: string, expected: string][] = [
    [
      'a.py',
      'x = 1\n# @grad\n# y = |x^2\n# dy/dx = 2*x\nprint(x)\n',
      'u',
      'x = 1\n# @grad\n# y = u^2\n# dy/du = 2*u\nprint(x)\n',
    ],
    [
      'a.c',
      '/* @grad\n * y = x^2\n * dy/d|x = 2*x\n */\nint x;\n',
      'u',
      '/* @grad\n * y = u^2\n * dy/du = 2*u\n */\nint x;\n',
    ],
    [
      'a.nabla.json',
      '{"nodes": {"|h": "x^2", "L": "h + 1"}, "values": {"x": 2}, "claims": ["dL/dh = 1"]}',
      'k',
      '{"nodes": {"k": "x^2", "L": "k + 1"}, "values": {"x": 2}, "claims": ["dL/dk = 1"]}',
    ],
    [
      'a.md',
      '# A\n\n```nabla\ny = x^2\n```\n\n## B\n\n```nabla\ndy/d|x = 2*x\n```\n\n# C\n\n```nabla\nz = x\n```\n',
      'u',
      '# A\n\n```nabla\ny = u^2\n```\n\n## B\n\n```nabla\ndy/du = 2*u\n```\n\n# C\n\n```nabla\nz = x\n```\n',
    ],
    [
      'b.md',
      '# A\n\n```nabla\ny = x^2\n```\n\n## B\n\n```nabla\n|y = x^3\ndy/dx = 3*x^2\n```\n',
      'z',
      '# A\n\n```nabla\ny = x^2\n```\n\n## B\n\n```nabla\nz = x^3\ndz/dx = 3*x^2\n```\n',
    ],
    [
      'c.md',
      '# A\n\n```nabla\n|y = x^2\n```\n\n## B\n\n```nabla\nx = 3\ny = 9\n```\n',
      'z',
      '# A\n\n```nabla\nz = x^2\n```\n\n## B\n\n```nabla\nx = 3\nz = 9\n```\n',
    ],
  ];
  it.each(hosts)('in %s', (path, text, wanted, expected) => {
    expect(renamed(text, wanted, path)).toBe(expected);
  });

  const refusals: readonly [what: string, text: string, wanted: string, message: RegExp][] = [
    ['onto a name of the sheet', 'y = |x^2*u', 'u', /^refused: u is a name here already, in line 1/],
    ['onto another spelling of one', 'y = |x^2\nη = y', 'eta', /η is a name here already, in line 2/],
    ['onto a name of a section below', 'y = |x^2', 'y', /y is a name here already/],
    ['onto another parameter', 'f(|a, b) = a*b', 'b', /b is a name here already/],
    ['onto a function', 'y = |x^2', 'sin', /sin is a built-in function/],
    ['onto a constant', 'y = |x^2', 'π', /π is a constant/],
    ['onto no name', 'y = |x^2', '3x', /`3x` is no name/],
    ['onto a word', 'y = |x^2', 'if', /`if` is a word of the notation/],
    ['onto nothing', 'y = |x^2', ' ', /`` is no name/],
    ['of a function', 'y = s|in(x)', 'sine', /sin is a built-in function, so it cannot be renamed/],
    ['of a constant', 'y = p|i*x', 'q', /pi is a constant/],
    ['of an operator', 'y = x^2\ng|rad(y, x) = 2*x', 'q', /grad is a differential operator/],
    ['of an option', 'y = sum(A, a|xis=0)', 'q', /axis is an option/],
    ['of a number', 'y = 2|3*x', 'q', /This is a number/],
    ['of a sign', 'y = a |+ b', 'q', /There is no name here/],
    [
      'where one letter holds the name',
      'f(x, y) = x*y\nf_xy = 1 + 0*|x',
      'width',
      /Line 2 writes this name as one letter/,
    ],
    [
      'where a claim would become a definition',
      'f(x) = x^2\ny = f(2)\n|x = 3\ny = 4',
      'H_f',
      /line \d would mean something else/,
    ],
  ];
  it.each(refusals)('refuses %s', (_what, text, wanted, message) => {
    expect(renamed(text, wanted)).toMatch(message);
  });

  it.each([
    ['outside of sheets', 'pri|nt(1)\n# @grad\n# y = x', 'a.py'],
    ['in prose', 'Some |words here.\n\n```nabla\ny = x\n```\n', 'a.md'],
    ['in a remark', 'y = x   # a re|mark', 'a.nabla'],
  ])('has no say %s', (_where, text, path) => {
    const { read, offset } = marked(text, path);
    expect(renamableAt(read, offset)).toBeUndefined();
  });

  it('shows the name as it is spelt', () => {
    const { read, offset } = marked('y = 2*x\nd|y/dx = 2');
    expect(renamableAt(read, offset)).toEqual({ span: { start: 9, end: 10 }, text: 'y' });
  });
});
