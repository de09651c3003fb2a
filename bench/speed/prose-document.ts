/** Lecture notes of any length: sections of prose with definitions, claims and displayed steps, all of them right. */

const FUNCTIONS = [
  ['\\sin(kx)', 'k \\cos(kx)'],
  ['e^{-kx}', '-k e^{-kx}'],
  ['\\frac{1}{1 + kx^2}', '-\\frac{2kx}{(1 + kx^2)^2}'],
  ['\\sqrt{k + x^2}', '\\frac{x}{\\sqrt{k + x^2}}'],
  ['\\ln(k + x^2)', '\\frac{2x}{k + x^2}'],
] as const;

const WORDS =
  'We look at how the quantity answers to a small change of its argument. Nothing here depends on units, and the sign tells the ' +
  'direction. The reader may want to draw the curve first and to compare its slope with the value that the formula gives.';

/** A document of at least so many characters. */
export function proseOf(format: 'md' | 'tex', length: number): string {
  const parts: string[] = [];
  let total = 0;
  for (let i = 0; total < length; i++) {
    const part = sectionOf(format, i);
    parts.push(part);
    total += part.length;
  }
  return parts.join('');
}

function sectionOf(format: 'md' | 'tex', i: number): string {
  const isChapter = i % 10 === 0;
  const title = `${isChapter ? 'Chapter' : 'Case'} ${i + 1}`;
  const heading =
    format === 'md'
      ? `${isChapter ? '#' : '##'} ${title}`
      : `\\${isChapter ? 'section' : 'subsection'}{${title}}`;
  const [value, slope] = FUNCTIONS[i % FUNCTIONS.length]!;
  const [open, close] = format === 'md' ? ['$$', '$$'] : ['\\[', '\\]'];
  return `${heading}

${WORDS}

Let $f(x) = ${value}$ with $k = ${i + 2}$ and $x > 0$. Then

${open}
\\frac{df}{dx} = ${slope}
${close}

${WORDS}

- The cube $c = x^3$ has the slope $\\frac{dc}{dx} = 3x^2$.
- Twice the slope of $s = x^2/2$ is $2\\frac{ds}{dx} = 2x$, as *everybody* knows.

`;
}
