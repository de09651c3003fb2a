import { expect, it } from 'vitest';
import { printExpr, printStatement } from '../../../src/core/syntax/debug';
import { readExpression, readInfix } from '../../../src/core/syntax/infix/read';

/** Each text reads without errors as the tree beside it. */
export function checkExpressions(rows: readonly (readonly [text: string, tree: string])[]): void {
  it.each(rows)('%s', (text, tree) => {
    const { expr, errors } = readExpression(text);
    expect(errors).toEqual([]);
    expect(printExpr(expr)).toBe(tree);
  });
}

/** Each text reads without errors as the statements beside it. */
export function checkStatements(rows: readonly (readonly [text: string, ...statements: string[]])[]): void {
  it.each(rows.map(([text, ...statements]) => [text, statements] as const))('%s', (text, statements) => {
    const result = readInfix(text);
    expect(result.errors).toEqual([]);
    expect(result.statements.map(printStatement)).toEqual(statements);
  });
}

/**
 * Each text has one mistake. The line of `^^^` below it marks the error's span; the message follows on the same line.
 */
export function checkErrors(rows: readonly string[]): void {
  it.each(rows)('%s', (row) => {
    const { text, marks } = splitMarks(row);
    expect(render(text, readInfix(text).errors)).toBe(marks);
  });
}

/** The same for notes, which come with texts that read without errors. */
export function checkNotes(rows: readonly string[]): void {
  it.each(rows)('%s', (row) => {
    const { text, marks } = splitMarks(row);
    const result = readInfix(text);
    expect(result.errors).toEqual([]);
    expect(render(text, result.notes)).toBe(marks);
  });
}

const isMark = (line: string): boolean => /^\s*\^+ /.test(line);

function splitMarks(row: string): { text: string; marks: string } {
  const lines = row.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  return {
    text: lines.filter((line) => !isMark(line)).join('\n'),
    marks: lines.join('\n'),
  };
}

interface Mark {
  readonly message: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** The text with a line of `^^^` and the message below each marked line. */
function render(text: string, found: readonly Mark[]): string {
  const out: string[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    out.push(line);
    for (const { message, span } of found) {
      if (span.start < lineStart || span.start > lineStart + line.length) continue;
      const width = Math.max(1, span.end - span.start);
      out.push(`${' '.repeat(span.start - lineStart)}${'^'.repeat(width)} ${message}`);
    }
    lineStart += line.length + 1;
  }
  return out.join('\n');
}
