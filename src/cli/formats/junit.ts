import { type LineIndex, lineIndex, positionAt } from '../../core/text/lines';
import type { FileFailure, FileReport, Format, ReportedClaim } from '../report';

/** JUnit's XML: a suite a file, a test case a claim; a disagreement fails, what could not be judged is skipped. */
export function junit(): Format {
  return {
    start: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nabla">\n',
    file: suite,
    failure: failedSuite,
    end: () => '</testsuites>\n',
  };
}

function suite({ path, text, claims, problems, counts }: FileReport): string {
  const lines = lineIndex(text);
  const cases = claims.map((claim) => testCase(path, claim, lines));
  const skipped = counts.inconclusive + counts.unread;
  const output = problems.map(
    ({ span, message }) => `${path}:${positionAt(lines, span.start).line + 1}: ${message}`,
  );
  return [
    `  <testsuite name="${xml(path)}" tests="${claims.length}" failures="${counts.disagree}" errors="0" skipped="${skipped}">\n`,
    ...cases,
    ...(output.length === 0 ? [] : [`    <system-err>${xml(output.join('\n'))}</system-err>\n`]),
    '  </testsuite>\n',
  ].join('');
}

function testCase(path: string, { text, span, verdict }: ReportedClaim, lines: LineIndex): string {
  const line = positionAt(lines, span.start).line + 1;
  const open = `    <testcase classname="${xml(path)}" name="${xml(`${line}: ${text}`)}" file="${xml(path)}" line="${line}"`;
  if (verdict.kind === 'agree') return `${open}/>\n`;
  const body =
    verdict.kind === 'disagree'
      ? `<failure type="${xml(verdict.code)}" message="${xml(verdict.message)}"/>`
      : `<skipped message="${xml(`${verdict.kind}: ${verdict.message}`)}"/>`;
  return `${open}>${body}</testcase>\n`;
}

function failedSuite({ path, message }: FileFailure): string {
  return (
    `  <testsuite name="${xml(path)}" tests="1" failures="0" errors="1" skipped="0">\n` +
    `    <testcase classname="${xml(path)}" name="read"><error message="${xml(message)}"/></testcase>\n  </testsuite>\n`
  );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

// XML 1.0 has no way to write the other controls, nor halves of a surrogate pair.
const FORBIDDEN = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

const xml = (text: string): string =>
  [...text]
    .map((character) => entities[character] ?? (FORBIDDEN.test(character) ? '\ufffd' : character))
    .join('');
