/** What a new sheet begins with: one example of each thing that is needed first. */
export const NEW_SHEET = `# A new sheet

# An input with a value; without one a name is free.
x = 2

# A definition.
y = x^2*sin(x)

# A claim: it is checked as you type.
dy/dx = 2*x*sin(x) + x^2*cos(x)

# A question: a quick fix writes the answer.
dy/dx = ?

# Now write your own. Type d for the derivatives
# that no claim speaks of yet.
`;
