/**
 * The rules by which other tools judge a derivative, for functions of one float64 number. Each was rewritten from the tool's
 * source or documentation, with its default steps and tolerances; `validate.py` compares them with the tools themselves.
 */
import { ceres } from './ceres';
import { finiteDifferences } from './finite-differences';
import { numdifftools } from './numdifftools';
import { type Question, type Rule, within } from './rule';

const central = (f: Question['f'], x: number, h: number): number => (f(x + h) - f(x - h)) / (2 * h);

const torch: Rule = {
  name: 'torch gradcheck',
  version: '1.13',
  settings: 'central difference, eps 1e-6; accepts if |a - n| <= 1e-5 + 1e-3 |n|',
  answer: ({ f, claimed, x }) => {
    const n = central(f, x, 1e-6);
    return within(claimed, n, 1e-5 + 1e-3 * Math.abs(n));
  },
};

/** The first two numbers of NumPy's `RandomState(0).randn()`, which the tool takes as tangent and cotangent. */
const JAX_TANGENT = 1.764052345967664;
const JAX_COTANGENT = 0.4001572083672233;

const jax: Rule = {
  name: 'JAX check_grads',
  version: '0.4',
  settings:
    'central difference along a tangent of 1.764, eps 1e-4; accepts if |a - n| <= 1e-5 + 1e-5 |n| for the product with ' +
    'the tangent and for that times a cotangent of 0.4 (float64)',
  answer: ({ f, claimed, x }) => {
    const delta = JAX_TANGENT * 1e-4;
    const n = (f(x + delta) - f(x - delta)) * (0.5 / 1e-4);
    const forward = within(claimed * JAX_TANGENT, n, 1e-5 + 1e-5 * Math.abs(n));
    const product = n * JAX_COTANGENT;
    const backward = within(
      JAX_TANGENT * (claimed * JAX_COTANGENT),
      product,
      1e-5 + 1e-5 * Math.abs(product),
    );
    return forward === 'accepts' ? backward : forward;
  },
};

const scipy: Rule = {
  name: 'SciPy check_grad',
  version: '1.10',
  settings: 'forward difference, step 1.49e-8; it returns a norm, of which users ask <= 1e-6',
  answer: ({ f, claimed, x }) => {
    const h = Math.sqrt(Number.EPSILON);
    // The step that floating point makes of x + h, as the tool divides by.
    const moved = x + h;
    return within(claimed, (f(moved) - f(x)) / (moved - x), 1e-6);
  },
};

export const RULES: readonly Rule[] = [torch, jax, scipy, ceres, finiteDifferences, numdifftools];
