/** One row of the table: a figure with its unit, and the limit that it may not cross. */
export interface Row {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** Figures above (`most`) or below (`least`) it break the limit; absent where the figure is only told. */
  readonly limit?: { readonly most: number } | { readonly least: number };
  /** The times behind a ratio. */
  readonly detail?: string;
}

export const isBroken = ({ figure, limit }: Row): boolean =>
  limit !== undefined && !('most' in limit ? figure <= limit.most : figure >= limit.least);

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    showFigure(row),
    showLimit(row),
    isBroken(row) ? 'BROKEN' : '',
    row.detail ?? '',
  ]);
  const table = [['measurement', 'figure', 'limit', '', 'times'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((line) => line[column]!.length)));
  for (const line of table) {
    const [name, figure, limit, broken, detail] = line as [string, string, string, string, string];
    console.log(
      `${name.padEnd(widths[0]!)}  ${figure.padStart(widths[1]!)}  ${limit.padStart(widths[2]!)}  ${broken.padEnd(widths[3]!)}  ${detail}`.trimEnd(),
    );
  }
}

const showFigure = ({ figure, unit }: Row): string => `${figure.toPrecision(3)} ${unit}`.trim();

function showLimit({ limit, unit }: Row): string {
  if (limit === undefined) return '';
  return `${'most' in limit ? `≤ ${limit.most}` : `≥ ${limit.least}`} ${unit}`.trim();
}

export function showTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toPrecision(3)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}
