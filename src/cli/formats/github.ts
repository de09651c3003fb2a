import { lineIndex } from '../../core/text/lines';
import type { Span } from '../../core/text/span';
import type { FileReport, Format } from '../report';
import { place } from './json';

/** Workflow commands, which GitHub shows beside the lines of a pull request. */
export function github(): Format {
  return {
    start: () => '',
    file: (report) => annotations(report).join(''),
    failure: ({ path, message }) => command('error', { file: path, title: 'nabla' }, message),
    end: () => '',
  };
}

function annotations({ path, text, claims, problems }: FileReport): string[] {
  const lines = lineIndex(text);
  const at = (span: Span): Record<string, string | number> => {
    const { line, column, endLine, endColumn } = place(span, lines);
    // A column is allowed only where the annotation stays on one line.
    return line === endLine
      ? { file: path, line, endLine, col: column, endColumn }
      : { file: path, line, endLine };
  };
  return [
    ...claims
      .filter(({ verdict }) => verdict.kind !== 'agree')
      .map(({ verdict, pointed }) =>
        command(
          verdict.kind === 'disagree' ? 'error' : 'warning',
          { ...at(pointed), title: `nabla ${verdict.code}` },
          verdict.message,
        ),
      ),
    ...problems.map(({ span, severity, code, message }) =>
      command(levels[severity], { ...at(span), title: `nabla ${code}` }, message),
    ),
  ];
}

const levels = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

const command = (
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string => {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
};

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
