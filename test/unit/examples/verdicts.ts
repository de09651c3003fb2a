import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lineIndex, positionAt } from '../../../src/core/text/lines';
import type { Span } from '../../../src/core/text/span';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';

export const projectFile = (...parts: readonly string[]): string =>
  path.join(import.meta.dirname, '../../..', ...parts);

/** Checks a file of the project as the command line does: by its path alone. */
export const checkFile = (file: string): Promise<CheckedDocument> =>
  checkText(file, readFileSync(projectFile(file), 'utf8'));

export async function checkText(file: string, text: string): Promise<CheckedDocument> {
  const checked = await checkDocument({ path: file, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error(`The check of ${file} was cancelled.`);
  return checked;
}

/**
 * One line for each claim: its place, verdict, code and text; then one for each diagnostic. Lines and columns count from 1,
 * and the end column is the first one behind the claim.
 */
export function verdictTable(checked: CheckedDocument): string {
  const lines = lineIndex(checked.document.text);
  const at = (offset: number): string => {
    const { line, character } = positionAt(lines, offset);
    return `${line + 1}:${character + 1}`;
  };
  const place = (span: Span): string => `${at(span.start)}-${at(span.end)}`.padEnd(14);
  const claims = checked.claims.map(
    ({ span, text, verdict }) => `${place(span)} ${verdict.kind} ${verdict.code} | ${text}`,
  );
  const diagnostics = checked.diagnostics.map(
    ({ span, severity, code }) => `${place(span)} ${severity} ${code}`,
  );
  return [...claims, 'diagnostics:', ...diagnostics, ''].join('\n');
}
