import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/core/syntax/ast';
import { printExpr } from '../../../src/core/syntax/debug';
import { readExpression } from '../../../src/core/syntax/infix/read';
import { checkExpressions } from './check';

describe('spellings of a derivative', () => {
  checkExpressions([
    ['dL/dW', '(leibniz L | W)'],
    ['∂L/∂W', '(leibniz L | W)'],
    ['∂ L / ∂ W', '(leibniz L | W)'],
    ['∂L/dW', '(leibniz L | W)'],
    ['d(L)/d(W)', '(leibniz L | W)'],
    ['d L / d W', '(leibniz L | W)'],
    ['dL/(dW)', '(leibniz L | W)'],
    ['∂(a*b)/∂x', '(leibniz (* a b) | x)'],
    ['df(x)/dx', '(leibniz f(x) | x)'],
    ['∂f(x, y)/∂x', '(leibniz f(x, y) | x)'],
    ['dη/dα', '(leibniz eta | alpha)'],
    ['dL/dW_1', '(leibniz L | W_1)'],
    ['dL/dW_{1}', '(leibniz L | W_1)'],
    ['∂y[1]/∂x[2]', '(leibniz (at y 1) | (at x 2))'],
    ['dL/dx[1]', '(leibniz L | (at x 1))'],
    ['dx^2/dx', '(leibniz (^ x 2) | x)'],
    ['∂x²/∂x', '(leibniz (^ x 2) | x)'],
    ['grad(L, W)', '(grad L | W)'],
    ['gradient(L, W)', '(grad L | W)'],
    ['grad(L, [w, b])', '(grad L | [w, b])'],
    ['grad(L)', '(nabla L)'],
    ['jacobian(h, x)', '(jacobian h | x)'],
    ['hessian(L, x)', '(hessian L | x x)'],
    ['∇L', '(nabla L)'],
    ['nabla L', '(nabla L)'],
    ['nabla_w L', '(nabla_w L)'],
    ['nabla*L', '(* nabla L)'],
    ['∇²f', '(nabla2 f)'],
    ['∇^2 f', '(nabla2 f)'],
    ['nabla^2 f', '(nabla2 f)'],
    ['∇_x^2 f', '(nabla2_x f)'],
    ['∇_x² f v', '(_ (nabla2_x f) v)'],
    ['∇²_x f', '(nabla2_x f)'],
    ['∇·F', '(divergence F)'],
    ['∇·∇f', '(divergence (nabla f))'],
    ['∇×[y, x]', '(curl [y, x])'],
    ['∇f·v', '(* (nabla f) v)'],
    ['∇∇f', '(nabla (nabla f))'],
    ['div(F)', '(divergence F)'],
    ['div F', '(divergence F)'],
    ['div grad f', '(divergence (nabla f))'],
    ['curl F', '(curl F)'],
    ['grad*f', '(* grad f)'],
    ['div(a, b)', 'div(a, b)'],
    ['laplacian(f, x, y)', '(laplacian_[x, y] f)'],
    ['hessian(f)', '(hessian f)'],
    ['hessian(f, x, y)', '(hessian f | [x, y] [x, y])'],
    ['hvp(f, x, v)', '(hvp_x f v)'],
    ['vjp(f, [x, y], u)', '(vjp_[x, y] f u)'],
    ['∇_w L', '(nabla_w L)'],
    ['∇_{w} L', '(nabla_w L)'],
    ['∇_θ L(θ)', '(nabla_theta L(theta))'],
    ['∇f(x)', '(nabla f(x))'],
    ['∇(x^2*y)', '(nabla (* (^ x 2) y))'],
    ["∇L'", '(T (nabla L))'],
    ['‖∇J‖', 'norm((nabla J))'],
    ["L'(x)", "L'(x)"],
  ]);
});

describe('higher orders', () => {
  checkExpressions([
    ['d2L/dx2', '(leibniz L | x x)'],
    ['d^2L/dx^2', '(leibniz L | x x)'],
    ['d^{2}L/dx^{2}', '(leibniz L | x x)'],
    ['d²L/dx²', '(leibniz L | x x)'],
    ['d2L/dxdy', '(leibniz L | y x)'],
    ['d2L/dx dy', '(leibniz L | y x)'],
    ['d2L/(dx dy)', '(leibniz L | y x)'],
    ['d2L/(dx*dy)', '(leibniz L | y x)'],
    ['∂²L/∂x∂y', '(leibniz L | y x)'],
    ['∂^2 L/∂x ∂y', '(leibniz L | y x)'],
    ['d2L/dx1dx2', '(leibniz L | x2 x1)'],
    ['d2L/dw_1dw_2', '(leibniz L | w_2 w_1)'],
    ['d2L/dw_idw_j', '(leibniz L | w_j w_i)'],
    ['d2L/dalphadx', '(leibniz L | x alpha)'],
    ['d2L/dηdx', '(leibniz L | x eta)'],
    ['d3L/dx2dy', '(leibniz L | y x x)'],
    ['d^3L/dx^2dy', '(leibniz L | y x x)'],
    ['∂³L/∂x²∂y', '(leibniz L | y x x)'],
    ['d2L/dhidden2', '(leibniz L | hidden hidden)'],
    ['d2L/dx_1^2', '(leibniz L | x_1 x_1)'],
    ['d2f(x)/dx2', '(leibniz f(x) | x x)'],
    ['∂²L/∂x[1]∂x[2]', '(leibniz L | (at x 2) (at x 1))'],
    ['d2L/dx2 dx/dt', '(_ (leibniz L | x x) (leibniz x | t))'],
  ]);
});

describe('the operator before what it differentiates', () => {
  checkExpressions([
    ['d/dx (x^2)', '(leibniz (^ x 2) | x)'],
    ['d/dx (x^2) * 3', '(* (leibniz (^ x 2) | x) 3)'],
    ['d/dx f(x)', '(leibniz f(x) | x)'],
    ['d/dx 3x^2', '(leibniz (_ 3 (^ x 2)) | x)'],
    ['d/dx sin(x) cos(x)', '(leibniz (_ sin(x) cos(x)) | x)'],
    ['d/dx f(x) + d/dx g(x)', '(+ (leibniz f(x) | x) (leibniz g(x) | x))'],
    ['d2/dx2 (x^3)', '(leibniz (^ x 3) | x x)'],
    ['d²/dx² (x^3)', '(leibniz (^ x 3) | x x)'],
    ['d^2/dx^2 f(x)', '(leibniz f(x) | x x)'],
    ['∂/∂x (x*y)', '(leibniz (* x y) | x)'],
    ['∂²/∂x∂y (x*y)', '(leibniz (* x y) | y x)'],
    ['d/dx d/dy (x*y)', '(leibniz (leibniz (* x y) | y) | x)'],
  ]);
});

describe('derivatives in products', () => {
  checkExpressions([
    ['dL/dh dh/dW', '(_ (leibniz L | h) (leibniz h | W))'],
    ['dL/dh * dh/dW', '(* (leibniz L | h) (leibniz h | W))'],
    ["dL/dh*x'", '(* (leibniz L | h) (T x))'],
    ['2*dL/dh', '(* 2 (leibniz L | h))'],
    ['a/dL/dW', '(/ a (leibniz L | W))'],
    ["(dL/dW)'", '(T (leibniz L | W))'],
    ["dL/dW'", '(T (leibniz L | W))'],
    ['dL/dW^T', '(T (leibniz L | W))'],
    ['dL/dh (h - t)', '(_ (leibniz L | h) (- h t))'],
    ['dw + dL/dw', '(+ dw (leibniz L | w))'],
  ]);
});

describe('quotients that are no derivatives', () => {
  checkExpressions([
    ['a/dx', '(/ a dx)'],
    ['dx/2', '(/ dx 2)'],
    ['dW/n', '(/ dW n)'],
    ['d/2', '(/ d 2)'],
    ['d/dx', '(/ d dx)'],
    ['d1/d2', '(/ d1 d2)'],
    ['delta/dx', '(/ delta dx)'],
    ['det(A)/dx', '(/ det(A) dx)'],
    ['data/dim', '(/ data dim)'],
    ['d*x/d', '(/ (* d x) d)'],
    ['dL/d', '(/ dL d)'],
    ['dL/(dx + 1)', '(/ dL (+ dx 1))'],
  ]);
});

describe('the quotient that the same characters spell', () => {
  const quotient = (text: string): string | undefined => {
    const { expr } = readExpression(text);
    const found: Expr | undefined = expr.kind === 'derivative' ? expr.quotient : undefined;
    return found && printExpr(found);
  };
  it.each([
    ['dL/dW', '(/ dL dW)'],
    ['d2L/dx2', '(/ d2L dx2)'],
    ['d L/d W', '(_ (/ (_ d L) d) W)'],
    ['∂L/∂W', undefined],
    ['df(x)/dx', undefined],
  ])('%s', (text, expected) => expect(quotient(text)).toBe(expected));
});
