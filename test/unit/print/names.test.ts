import { expect, it } from 'vitest';
import { nameInfix, nameTex } from '../../../src/core/print/names';

const TEX: [name: string, tex: string][] = [
  ['x', 'x'],
  ['x_1', 'x_{1}'],
  ['x1', 'x_{1}'],
  ['x_{1}', 'x_{1}'],
  ['x_12', 'x_{12}'],
  ['x_i', 'x_{i}'],
  ['W_ij', 'W_{ij}'],
  ['W_{1,2}', 'W_{1,2}'],
  ['W_{i+1}', 'W_{i+1}'],
  ['W^(1)', 'W^{(1)}'],
  ['W_ij^(1)', 'W_{ij}^{(1)}'],
  ['W_1^(l-1)', 'W_{1}^{(l-1)}'],
  ['b^[l]', 'b^{[l]}'],
  ['b_out', 'b_{\\mathrm{out}}'],
  ['eta', '\\eta'],
  ['sigma_1', '\\sigma_{1}'],
  ['Delta', '\\Delta'],
  ['Alpha', '\\mathrm{A}'],
  ['x_eta', 'x_{\\eta}'],
  ['ell', '\\ell'],
  ['hbar', '\\bar{h}'],
  ['yhat', '\\hat{y}'],
  ['y_hat', '\\hat{y}'],
  ['y_hat_1', '\\hat{y}_{1}'],
  ['x_bar', '\\bar{x}'],
  ['theta_star', '\\theta^{*}'],
  ['that', '\\mathrm{that}'],
  ['loss', '\\mathrm{loss}'],
  ['loss2', '\\mathrm{loss}_{2}'],
  ['learning_rate', '\\mathrm{learning\\_rate}'],
  ['dW', '\\mathrm{dW}'],
  ['layer.weight', '\\mathrm{layer.weight}'],
  ['señal', '\\mathrm{se}\\text{ñ}\\mathrm{al}'],
  ['損失', '\\text{損失}'],
  ['dL/dh', '\\frac{\\partial L}{\\partial h}'],
  ['∂L/∂W_1', '\\frac{\\partial L}{\\partial W_{1}}'],
  ['d(L)/d(W)', '\\frac{\\partial L}{\\partial W}'],
  ['d2L/dx2', '\\frac{\\partial^{2} L}{\\partial x^{2}}'],
  ['dx_1/dt', '\\frac{\\partial x_{1}}{\\partial t}'],
  ['a$b', '\\mathrm{a\\$b}'],
  ['\\x', '\\mathrm{\\backslash x}'],
  ['', '\\mathrm{}'],
];

it.each(TEX)('%s in TeX', (name, tex) => {
  expect(nameTex(name)).toBe(tex);
});

it('cuts names that are absurdly long', () => {
  expect(nameInfix('a'.repeat(1e6))).toBe(`${'a'.repeat(39)}…`);
  expect(nameTex('a'.repeat(1e6)).length).toBeLessThan(60);
  expect(nameTex(`d${'1'.repeat(1e6)}`).length).toBeLessThan(60);
  expect(nameTex(`d${'a'.repeat(1e6)}/d${'b'.repeat(1e6)}`).length).toBeLessThan(150);
});

it('writes layers so that they read as part of the name', () => {
  expect(nameInfix('W_ij^(1)')).toBe('W_ij^{(1)}');
});
