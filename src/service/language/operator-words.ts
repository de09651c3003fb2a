/** A differential operator as a sheet calls it. */
export interface OperatorWord {
  readonly name: string;
  readonly signature: string;
  /** One line of Markdown. */
  readonly doc: string;
}

export const OPERATOR_WORDS: readonly OperatorWord[] = [
  {
    name: 'grad',
    signature: 'grad(L, W)',
    doc: 'The gradient of a scalar: it has the shape of the variable.',
  },
  {
    name: 'jacobian',
    signature: 'jacobian(h, x)',
    doc: 'The Jacobian of $m$ values by $n$ names, an $m \\times n$ matrix.',
  },
  { name: 'hessian', signature: 'hessian(L, x)', doc: 'The matrix of second derivatives of a scalar.' },
  {
    name: 'laplacian',
    signature: 'laplacian(f, x)',
    doc: 'The sum of the second derivatives, $\\sum_i \\partial^2 f/\\partial x_i^2$.',
  },
  {
    name: 'divergence',
    signature: 'divergence(F, x)',
    doc: 'The trace of the Jacobian, $\\sum_i \\partial F_i/\\partial x_i$.',
  },
  { name: 'curl', signature: 'curl(F, x)', doc: 'The curl of a field with two or three components.' },
  { name: 'hvp', signature: 'hvp(f, x, v)', doc: 'The Hessian times a vector, without the matrix.' },
  { name: 'jvp', signature: 'jvp(f, x, v)', doc: 'The Jacobian times a vector, without the matrix.' },
  {
    name: 'vjp',
    signature: 'vjp(f, x, u)',
    doc: 'The transposed Jacobian times a vector, without the matrix.',
  },
];

/** Other names of the operators. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  gradient: 'grad',
  Jacobian: 'jacobian',
  Hessian: 'hessian',
  Laplacian: 'laplacian',
  div: 'divergence',
};

export const operatorWord = (name: string): OperatorWord | undefined =>
  OPERATOR_WORDS.find((word) => word.name === (OTHER_NAMES[name] ?? name));
