/** The place of a snippet that is filled in as the `index`-th, with what stands there until then. */
export const hole = (index: number, text: string): string =>
  `\${${index}:${text.replace(/[\\$}]/g, '\\$&')}}`;
