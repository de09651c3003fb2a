import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type LineIndex, lineIndex } from '../../core/text/lines';
import type { Span } from '../../core/text/span';
import type { FileReport, Format, ReportedClaim } from '../report';
import { place } from './json';

/** SARIF 2.1.0 (OASIS), the format of code scanners. Columns count UTF-16 units, as it says itself. */
export function sarif(version: string): Format {
  const results: unknown[] = [];
  const notifications: unknown[] = [];
  const rules = new Set<string>();
  const add = (file: FileReport): void => {
    const lines = lineIndex(file.text);
    for (const claim of file.claims) {
      rules.add(claim.verdict.code);
      results.push(claimResult(claim, file.path, lines));
    }
    for (const { span, severity, code, message } of file.problems) {
      rules.add(code);
      const level = severity === 'error' || severity === 'warning' ? severity : 'note';
      results.push({
        ruleId: code,
        level,
        message: { text: message },
        locations: [location(file.path, span, lines)],
      });
    }
  };
  return {
    start: () => '',
    file(report) {
      add(report);
      return '';
    },
    failure(failed) {
      notifications.push({
        level: 'error',
        message: { text: failed.message },
        locations: [{ physicalLocation: { artifactLocation: { uri: address(failed.path) } } }],
      });
      return '';
    },
    end: () => `${JSON.stringify(log(version, results, [...rules].sort(), notifications), null, 1)}\n`,
  };
}

const log = (
  version: string,
  results: unknown[],
  rules: readonly string[],
  notifications: unknown[],
): unknown => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'nabla', version, rules: rules.map((id) => ({ id })) } },
      columnKind: 'utf16CodeUnits',
      invocations: [
        { executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications },
      ],
      results,
    },
  ],
});

const kinds = { agree: 'pass', disagree: 'fail', inconclusive: 'review', unread: 'open' } as const;

const claimResult = (
  { verdict, pointed, fixes }: ReportedClaim,
  file: string,
  lines: LineIndex,
): unknown => ({
  ruleId: verdict.code,
  kind: kinds[verdict.kind],
  // Every kind but `fail` has to have this level.
  level: verdict.kind === 'disagree' ? 'error' : 'none',
  message: { text: verdict.message },
  locations: [location(file, pointed, lines)],
  ...(fixes.length === 0
    ? {}
    : {
        fixes: fixes.map(({ title, span, text }) => ({
          description: { text: title },
          artifactChanges: [
            {
              artifactLocation: { uri: address(file) },
              replacements: [{ deletedRegion: region(span, lines), insertedContent: { text } }],
            },
          ],
        })),
      }),
});

const location = (file: string, span: Span, lines: LineIndex): unknown => ({
  physicalLocation: { artifactLocation: { uri: address(file) }, region: region(span, lines) },
});

function region(span: Span, lines: LineIndex): unknown {
  const { line, column, endLine, endColumn } = place(span, lines);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

const address = (file: string): string =>
  path.isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
