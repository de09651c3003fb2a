import { test } from 'vitest';
import { check } from './render';

test('python', () => {
  check(
    'a.py',
    `
import x
s = "# @grad"
# @grad neuron
# h = w*x
#   y = 2
z = 3  # @grad

# prose
# @grad W : 3x2  # weights
# L = (h - t)^2
# @grad end
# a = 3
def f():
    """Loss.

    @grad second
    a = 3
      b = 4
    """
`,
    `# neuron
| h = w*x
|   y = 2
+ W : 3x2
| L = (h - t)^2
# second
| a = 3
|   b = 4`,
  );
});
test('c', () => {
  check(
    'a.c',
    `/**
 * @grad neuron
 * h = w*x
 * @param x
 * z
 */
char *s = "/* @grad */";
/* @grad x : R */
`,
    `# neuron
| h = w*x
+ x : R`,
  );
});
test('md', () => {
  check(
    'a.md',
    `# Top
## A {#a}
\`\`\`nabla
h = w*x
\`\`\`
- list
  \`\`\`nabla
  x = 3
    y = 4
  \`\`\`
<!-- @grad W : 3x2 -->
## B
> \`\`\`{.nabla title="x"}
> z = 1
> \`\`\`

    \`\`\`nabla
    no = 1
    \`\`\`

\`\`\`python
# @grad inner
# q = 3
\`\`\`
`,
    `# Top
  # A
  | h = w*x
  |
  + x = 3
  |   y = 4
  |
  + W : 3x2
  # B
  | z = 1
  |
    # inner
    | q = 3`,
  );
});
test('nabla', () => {
  check(
    'a.nabla',
    `# One
x = 3
---
// Two
y = 4`,
    `# One
| # One
| x = 3
|
# Two
| // Two
| y = 4`,
  );
});
