import { describe, expect, it } from 'vitest';
import { printExpr, printStatement } from '../../../src/core/syntax/debug';
import { readExpression, readInfix } from '../../../src/core/syntax/infix/read';
import { checkErrors, checkNotes } from './check';

describe('one error at its place', () => {
  checkErrors([
    `
h = relu(W*x + b
        ^ ')' is missing: this '(' is never closed. Add ')'.`,
    `
h = (a + [b)
         ^ ']' is missing: this '[' is never closed. Add ']'.`,
    `
x = 3)
     ^ ')' closes nothing: no bracket is open here. Remove it.`,
    `
a, b = 1, 2
          ^ Each part of a list states something, and this one does not. Write x = [1, 2] for a vector, or a line for each.`,
    `
x = 3 +
      ^ Something is missing after '+'. Write it, or remove the sign.
y = 2`,
    `
dL/dW =
      ^ The right side of '=' is missing. Write it, or '?' to ask for the derivative.
dL/db = 2`,
    `
x = * 3
    ^ Something is missing before '*'. Write it, or remove the sign.`,
    `
x = 3 4
      ^ An operator is missing before '4'. Write '*' for a product.`,
    `
x = 1_000
     ^^^^ Digits are written without '_'. Write 1000 instead of 1_000.`,
    `
x = (a = b)
       ^ '=' stands inside an expression. Write '==' to compare, or close the bracket before it.`,
    `
x = a $ b
      ^ '$' is not part of the notation. Remove it, or put remarks after '#'.`,
    `
x = a.b
      ^ '.b' is not read. Of the spellings of NumPy, x.T, x.sum(…), a.dot(b) and np.exp(x) are. Elementwise operators are '.*', './', '.^'.`,
    `
x = torch.var(y)
    ^^^^^^^^^^^^ torch.var divides by n - 1. Write var(x, ddof=1) for that, var(x) for the divisor n.`,
    `
x = 33%
      ^ '%' is not read. Write a percentage as a number: 0.33 for 33%.`,
    `
x = \\frac{1}{2}
    ^^^^^ LaTeX goes between $…$ in a document; here it is not read. Write the quotient as (a)/(b).`,
    `
x = \\sigma(z)
    ^^^^^^ LaTeX goes between $…$ in a document; here it is not read. Write 'sigma' without the '\\'.`,
    `
x = {a + b}
    ^ Braces hold sets, as in y in {0, 1}. Write '(' to group.`,
    `
x = |a
    ^ '|' is missing: this '|' is never closed. Add '|'.`,
    `
x = n!
     ^ '!' after a value is not read. Write factorial(n) for n!.`,
    `
x = if a then b
    ^^ 'else' is missing after this 'if'. Write 'if c then a else b' or 'a if c else b'.`,
    `
x = a ? b
      ^ ':' is missing after this '?'. Write 'c ? a : b'.`,
    `
x = 3 : 4
      ^ ':' is not expected here. Write a shape as 'W : 3x2', a point as 'at x = 1: …'.`,
    `
x = A[1:2:3]
         ^ A step in an index is not read. Write a range as first:last.`,
    `
x = 1e999
    ^^^^^ 1e999 is too large for a number: the largest is about 1.8e308. Write inf for infinity.`,
    `
x^2 + y
^^^^^^^ This expression stands alone and states nothing. Give it a name ('y = …'), or compare it ('… == …').`,
    `
- x = 3
^ This '-' may be a bullet or a sign. Remove it, or write it right before its operand.`,
    `
𝑥 = 𝑥 +
        ^ Something is missing after '+'. Write it, or remove the sign.`,
  ]);
});

describe('derivatives that can be read in two ways', () => {
  checkErrors([
    `
dL/dW
^^^^^ This expression stands alone and states nothing. Write '= …' after it to claim its value, or '= ?' to ask for it.`,
    `
dL/dW^2 = 3
   ^^^^ The order below is not the order above. Write d2L/dx2, or (dL/dx)^2 for a square.`,
    `
d2L/dx = 3
^^^^^^ The derivative has order 2 above, but not below. Write d2L/dx2, d2L/dxdy or d2L/(dx dy).`,
    `
dL/dW(x) = 3
   ^^^^^ This may be a product or the derivative at a point. Write a '*' for the product, 'at x = …:' for a point.`,
    `
dL/d(W*x) = 3
     ^^^ A derivative is taken with respect to a name or an entry such as x[1]. Give this expression a name first.`,
    `
d/dx x^2 + 3x = 2x + 3
^^^^ It is not clear where the operand of this derivative ends. Put it in brackets: d/dx (…).`,
    `
d/dx f(x)*x = 2x
^^^^ It is not clear where the operand of this derivative ends. Put it in brackets: d/dx (…).`,
    `
grad(L, w, b) = 3
^^^^^^^^^^^^^ 'grad' takes what to differentiate and one variable, or a list of them: grad(L, [w, b]).`,
    `
∂L = 3
^ '∂' is read only in a derivative such as ∂L/∂W. Write it whole.`,
    `
∇^3 L = 3
 ^ Only '∇' and '∇²' are read. Write higher derivatives as d3L/dx3.`,
    `
∇*F = 3
^ Is this the divergence or the curl? Write '∇·F' or '∇×F', div(F) or curl(F).`,
    `
hvp(f, x) = 3
^^^^^^^^^ 'hvp' takes a function, one variable and a vector: hvp(f, x, v).`,
    `
sin x y = 3
^^^ It is not clear where the argument of 'sin' ends. Put it in brackets: sin(…).`,
    `
√x^2 = 3
^^ Is this the root of a power or the power of a root? Put brackets: √(x^2) or (√x)^2.`,
    `
y = 3 and x > 0
    ^^^^^^^^^^^ This may be one value or two statements. Use brackets, or a line for each.`,
  ]);
});

describe('signs with a second meaning', () => {
  checkErrors([
    `
y = W^Tx
      ^^ Is this a transpose or a power? Write '^T x' or '^(Tx)'.`,
    `
y = W*x   (2)
          ^^^ This may be the number of the formula or a factor. Remove it, or write a '*' before it.`,
    `
x : R^2 = [1, 2]
  ^ A shape and a value are two statements: x : R^2; x = [1, 2]. Write them apart.`,
    `
y = ∇+L
    ^ After '∇' stands a name, or an expression in brackets: ∇L, ∇(x^2*y). Write it so.`,
    `
h = W*x @grad dL/dW
        ^^^^^ '@grad' starts a line of its own. Put it there.`,
    `
A^-T = 3
   ^ The inverse of a transpose is written with brackets: (A^-1)'.`,
    `
sin^-1(x) = 3
^^^^^^ 'sin^-1' may be the inverse function or 1/sin. Write one of them.`,
    `
x = 2½
     ^ A mixed number is written with a sign: 2 + 1/2.`,
  ]);
});

describe('shapes, sets and points', () => {
  checkErrors([
    `
W : 3y
    ^^ A size is a number or a name. Write a shape as 3x2, R^4 or R^(m x n).`,
    `
W : 3
    ^ This is not read as a shape. Write 3x2, R^4, R^(m x n), or R for a scalar.`,
    `
W :
  ^ A shape is missing after ':'. Write 3x2, R^4, R^(m x n), or R for a scalar.`,
    `
W : 3x0
      ^ A size lies between 1 and 1000000. Write another number.`,
    `
2x : R
^ Only names can be declared: W : 3x2, or a list such as x, y : R^4.`,
    `
Forward: h = W*x
       ^ A statement after a label is not read. Put it on a line of its own, without the ':'.`,
    `
x in S
     ^ This set is not known. Known are R, R^n, N, Z, simplex, {0, 1}, [0, 1] and 1..10.`,
    `
x in [0,1]^2
          ^^ Powers and differences of sets are not read. Declare the shape and the bounds apart.`,
    `
x in (0)
     ^^^ An interval has two ends. Write [0, 1] or (0, inf).`,
    `
at x = 1 dL/dx = 3
^^ ':' is missing after the point. Write 'at x = 1, y = 2: dL/dx = 3'.`,
    `
at x = 1:
        ^ No claims follow. Write them after the ':', or below it and indented deeper.
y = 2`,
    `
at x > 1: a = b
   ^^^^^ A point lists values of names: 'at x = 1, y = 2: …'. Write it so.`,
    `
given x = 3
      ^^^^^ 'given' introduces an upstream gradient: given dL/dh = [1, 2]. Write a value without 'given'.`,
  ]);
});

describe('notes tell how a text was read', () => {
  checkNotes([
    `
y = 1/2x
    ^^^^ Read as (1/2)*x. Put brackets around the denominator if you mean it whole.`,
    `
y = a/b c + e^2x
    ^^^^^ Read as (a/b)*c. Put brackets around the denominator if you mean it whole.
            ^^^ Read as (e^2) times what follows. Put brackets around the exponent if it is longer.`,
    `
y = x^1/2
    ^^^ Read as (x^1) divided by 2. Put brackets around the exponent if it is longer.`,
    `
y = sin 2x
    ^^^^^^ Read as sin(2x).`,
    `
m = z > 0
^^^^^^^^^ Read as a chain in which each step holds. Put brackets around a comparison that is a value.`,
  ]);
});

describe('the rest is still read', () => {
  it.each([
    ['a = (1\nb = 2\nc = [3', 2, ['b = 2']],
    ['a = 1)\nb = f(2)', 1, ['b = f(2)']],
    ['x = 1; y = ; z = 3', 1, ['x = 1', 'z = 3']],
    ['a = f(b\n\nc = 2)', 2, []],
    ['a = {1; b = 2}\nc = 3', 1, ['c = 3']],
    ['at x = (1: a = b\nc = 2', 1, ['c = 2']],
    ['x in (0, 1\ny = 2', 1, ['y = 2']],
  ])('%s', (text, errors, statements) => {
    const result = readInfix(text);
    expect(result.errors).toHaveLength(errors);
    expect(result.statements.filter(({ kind }) => kind !== 'unread').map(printStatement)).toEqual(statements);
  });
});

describe('an expression with a mistake keeps its tree', () => {
  it.each([
    ['', '<missing>'],
    ['a + ', '(+ a <missing>)'],
    ['f(a, b', 'f(a, b)'],
    ['(a + b', '(+ a b)'],
    ['a * ) + b', '(* a <missing>)'],
    ['[1, 2', '[1, 2]'],
    ['a b = c', '(_ a b)'],
    ['x\ny', 'x'],
  ])('%s', (text, tree) => {
    const { expr, errors } = readExpression(text);
    expect(errors).toHaveLength(1);
    expect(printExpr(expr)).toBe(tree);
  });
});

describe('limits', () => {
  const firstError = (text: string) => readInfix(text).errors[0];

  it('refuses the 201st bracket and reads the next line', () => {
    const text = `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\ny = 2`;
    const { statements, errors } = readInfix(text);
    expect(errors).toEqual([
      {
        message: 'Brackets nest deeper than 200 levels. Give an inner part a name on a line of its own.',
        span: { start: 204, end: 205 },
      },
    ]);
    expect(statements.map(printStatement)[1]).toBe('y = 2');
  });

  it('reads 200 brackets and a chain of 900 terms', () => {
    expect(firstError(`x = ${'(1+'.repeat(200)}1${')'.repeat(200)}`)).toBeUndefined();
    expect(firstError(`x = 1${' + y*2'.repeat(900)}`)).toBeUndefined();
  });

  it('refuses a chain of 5000 terms where it becomes too long', () => {
    const error = firstError(`x = 1${' + y'.repeat(5000)}`);
    expect(error?.message).toMatch(/^A chain of more than 990 operators is too long\./);
    expect(error?.span).toEqual({ start: 5 + 990 * 4 + 1, end: 5 + 990 * 4 + 2 });
  });

  it('refuses chains in chains that are too deep together', () => {
    const chain = `${'1 + '.repeat(600)}(${'2*'.repeat(600)}3)`;
    expect(firstError(`x = ${chain}`)).toBeUndefined();
    expect(firstError(`x = (${chain})${' + 1'.repeat(600)}`)?.message).toMatch(/deeper than 1000 operations/);
  });

  it.each([
    ['minus signs', `x = ${'-'.repeat(100_000)}1`],
    ['powers', `x = ${'2^'.repeat(100_000)}2`],
    ['negative powers', `x = ${'2^-'.repeat(100_000)}2`],
    ['bars', `x = ${'|'.repeat(100_000)}`],
    ['gradients', `x = ${'∇'.repeat(100_000)}f`],
    ['functions', `x = ${'sin '.repeat(100_000)}y`],
    ['operators', `x = ${'d/dx '.repeat(100_000)}y`],
    ['conditionals', `x = ${'if a then b else '.repeat(100_000)}c`],
    ['quotes', `x = y${"'".repeat(100_000)}`],
    ['nots', `x = ${'not '.repeat(100_000)}y`],
    ['indices', `x = ${'a['.repeat(100_000)}`],
    ['calls', `x = ${'f('.repeat(100_000)}`],
    ['partial signs', `x = ${'∂'.repeat(100_000)}`],
    ['differentials', `x = d9${'d'.repeat(100_000)}/${'d'.repeat(100_000)}`],
    ['braces', `x_${'{'.repeat(100_000)}`],
    ['raised signs', `x = y${'²'.repeat(100_000)}`],
    ['blocks', `${'at x = 1: '.repeat(10_000)}a = b`],
    ['indented blocks', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}at x = 1:`).join('\n')],
    ['closing brackets', `x = ${')]}'.repeat(100_000)}`],
    ['mixed brackets', `x = ${'([{'.repeat(100_000)}${')'.repeat(100_000)}`],
  ])('%s without end are one error', (_, text) => {
    const { errors } = readInfix(text);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(text.startsWith(' ') || text.startsWith('at') ? 2000 : 1);
  });

  it('reads a line of a million characters', () => {
    const text = `x = [${'1, '.repeat(333_000)}1]; y = 2`;
    const { statements, errors } = readInfix(text);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
  });
});
