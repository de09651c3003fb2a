/** Plain text as Markdown that shows it as it is. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** A message, whose formulas stand between backquotes, as Markdown. */
export const messageMarkdown = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
