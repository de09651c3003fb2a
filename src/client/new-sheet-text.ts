/** What a new sheet begins with: one example of each thing that is needed first. */
export const NEW_SHEET = `# A new sheet: what is defined here belongs together.

x = 2                # an input with a value; without one a name is free
y = x^2*sin(x)       # a definition

# A claim: it is checked as you type.
dy/dx = 2*x*sin(x) + x^2*cos(x)

# A question: a quick fix writes the answer.
dy/dx = ?

# Replace all of this by your own. Type d for the derivatives that are still to be claimed.
`;
