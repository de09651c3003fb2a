import { expect, it } from 'vitest';
import { printStatement } from '../../../../src/core/syntax/debug';
import { readLatex } from '../../../../src/core/syntax/latex/read';

/** Each formula is one expression without errors, which reads as the tree beside it. */
export function checkExpressions(rows: readonly (readonly [tex: string, tree: string])[]): void {
  it.each(rows)('%s', (tex, tree) => {
    const { statements, errors } = readLatex(tex);
    expect(errors).toEqual([]);
    expect(statements.map(printStatement)).toEqual([`mention ${tree}`]);
  });
}

/** Each formula reads without errors as the statements beside it. */
export function checkStatements(rows: readonly (readonly [tex: string, ...statements: string[]])[]): void {
  it.each(rows.map(([tex, ...statements]) => [tex, statements] as const))('%s', (tex, expected) => {
    const { statements, errors } = readLatex(tex);
    expect(errors).toEqual([]);
    expect(statements.map(printStatement)).toEqual(expected);
  });
}

/** Each formula is read by nobody, and is no mistake: the reason stands beside it. */
export function checkRefusals(rows: readonly (readonly [tex: string, reason: string])[]): void {
  it.each(rows)('%s', (tex, reason) => {
    const { statements, errors } = readLatex(tex);
    expect(errors).toEqual([]);
    expect(statements.map(printStatement)).toEqual([`unread ${reason}`]);
  });
}

/** Each formula has one mistake: the text that it is about stands beside it, and the message. */
export function checkErrors(rows: readonly (readonly [tex: string, at: string, message: string])[]): void {
  it.each(rows)('%s', (tex, at, message) => {
    const { statements, errors } = readLatex(tex);
    expect(errors.map((error) => [tex.slice(error.span.start, error.span.end), error.message])).toEqual([
      [at, message],
    ]);
    expect(statements.some(({ kind }) => kind === 'unread')).toBe(true);
  });
}

/** Each formula reads with the notes beside it. */
export function checkNotes(rows: readonly (readonly [tex: string, ...notes: string[]])[]): void {
  it.each(rows.map(([tex, ...notes]) => [tex, notes] as const))('%s', (tex, expected) => {
    const { notes, errors } = readLatex(tex);
    expect(errors).toEqual([]);
    expect(notes.map(({ message }) => message)).toEqual(expected);
  });
}
