import type { Position, Range } from 'vscode-languageserver';
import { lineIndex, positionAt } from '../core/text/lines';
import type { Span } from '../core/text/span';

/**
 * The one place where the protocol's positions (zero-based lines, UTF-16 columns) and the service's offsets meet.
 * Every conversion is total: what lies outside the document is moved to the nearest place inside.
 */
export interface PositionMap {
  position(offset: number): Position;
  range(span: Span): Range;
  offset(position: Position): number;
  span(range: Range): Span;
}

export function positionMap(text: string): PositionMap {
  const lines = lineIndex(text);

  /** The offset behind the last character of a line, before its line break. */
  const endOfLine = (line: number): number => {
    const next = lines.starts[line + 1];
    if (next === undefined) return text.length;
    return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1;
  };

  const position = (offset: number): Position => {
    const { line, character } = positionAt(lines, Number.isNaN(offset) ? 0 : offset);
    const width = endOfLine(line) - lines.starts[line]!;
    return { line, character: Math.min(character, width) };
  };

  const offset = (place: Position): number => {
    const line = wholeNumber(place?.line);
    if (line >= lines.starts.length) return text.length;
    const start = lines.starts[line]!;
    return Math.min(start + wholeNumber(place?.character), endOfLine(line));
  };

  return {
    position,
    range: (span) => ({ start: position(span.start), end: position(Math.max(span.start, span.end)) }),
    offset,
    span: (range) => {
      const start = offset(range?.start);
      return { start, end: Math.max(start, offset(range?.end)) };
    },
  };
}

/** Clients have been seen to send fractions, negative numbers and nothing at all. */
const wholeNumber = (value: number | undefined): number =>
  typeof value === 'number' && value > 0 ? Math.floor(Math.min(value, Number.MAX_SAFE_INTEGER)) : 0;
