/** Printed TeX as people write it who write as the source does. */
export function compact(printed: string, source: string): string {
  let text = source.includes('\\,') ? printed : printed.replaceAll(' \\, ', ' ');
  text = text.replace(/([_^])\{([A-Za-z0-9])\}/g, '$1$2');
  if (!/_\{[a-z],/.test(source)) {
    text = text.replace(
      /_\{([a-z](?:[, ][a-z])+)\}/g,
      (_, letters: string) => `_{${letters.replace(/[, ]/g, '')}}`,
    );
  }
  if (source.includes('\\left')) return text;
  for (;;) {
    const next = text.replace(
      /\\left\(((?:(?!\\left|\\right|\\[dt]?frac|\\sum|\\begin).)*)\\right\)/g,
      '($1)',
    );
    if (next === text) return text;
    text = next;
  }
}
