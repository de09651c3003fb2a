/** Tables for the terminal and for Markdown. */
export interface Table {
  readonly title: string;
  /** Lines under the title. */
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns of figures stand to the right. */
const isFigures = (rows: Table['rows'], i: number): boolean =>
  rows.every((row) => /^[\d–]/.test(row[i] ?? ''));

export function asText({ title, notes, head, rows }: Table): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isFigures(rows, i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [title, ...notes, '', ...[head, ...rows].map(line), ''].join('\n');
}

export function asMarkdown({ title, notes, head, rows }: Table): string {
  const line = (row: readonly string[]) =>
    `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${head.map((_, i) => (isFigures(rows, i) ? '---:' : '---')).join('|')}|`;
  return [
    `### ${title}`,
    '',
    ...notes.flatMap((note) => [note, '']),
    line(head),
    rule,
    ...rows.map(line),
    '',
  ].join('\n');
}
