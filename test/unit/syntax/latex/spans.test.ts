import { describe, expect, it } from 'vitest';
import { readLatex } from '../../../../src/core/syntax/latex/read';

/** The text of the last side of each formula, as it is underlined. */
function checkSides(rows: readonly (readonly [tex: string, side: string])[]): void {
  it.each(rows)('%s', (tex, side) => {
    const { statements, errors } = readLatex(tex);
    expect(errors).toEqual([]);
    const [statement] = statements;
    const last = statement?.kind === 'relation' ? statement.sides.at(-1) : undefined;
    expect(last && tex.slice(last.span.start, last.span.end)).toBe(side);
  });
}

describe('spans of faces', () => {
  checkSides([
    [String.raw`y = \mathbf{x}`, String.raw`\mathbf{x}`],
    [String.raw`y = 2\mathbf{x}`, String.raw`2\mathbf{x}`],
    [String.raw`y = \boldsymbol{\theta} + \mathbf{x}`, String.raw`\boldsymbol{\theta} + \mathbf{x}`],
    [String.raw`y = \hat{\mathbf{x}}`, String.raw`\hat{\mathbf{x}}`],
    [String.raw`y = \mathbf{x}_1`, String.raw`\mathbf{x}_1`],
    [String.raw`y = \mathbf{x}^\top`, String.raw`\mathbf{x}^\top`],
    [String.raw`y = \mathcal{L}(w)`, String.raw`\mathcal{L}(w)`],
    [String.raw`y = \mathbf x`, 'x'],
    [String.raw`y = \mathrm{ReLU}`, String.raw`\mathrm{ReLU}`],
    [String.raw`y = \frac{1}{\mathbf{x}}`, String.raw`\frac{1}{\mathbf{x}}`],
  ]);
});
