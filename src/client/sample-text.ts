/** The sheet of the walkthrough: a neuron whose last derivative lacks a factor of the chain rule. */
export const SAMPLE = `# A logistic neuron. Its last line has a mistake.
w = 0.5
x = 2
t = 1

z = w*x
y = sigmoid(z)
L = (y - t)^2/2

dL/dy = y - t
dL/dw = (y - t)*x
`;

/** The claim that is wrong. */
export const MISTAKE = 'dL/dw = ';
