import type { JudgedClaim } from './checked';
import type { Diagnostic } from './model';

/**
 * What is to be said about claims that agree in another way than the plain one: another layout, a partial derivative, another
 * reading. Hints, for nothing is wrong.
 */
export const agreementNotes = (judged: readonly JudgedClaim[]): Diagnostic[] =>
  judged.flatMap(({ claim, verdict }): Diagnostic[] => {
    const { kind, code, notes } = verdict;
    if (kind !== 'agree' || code === 'agree' || notes.length === 0 || claim.unannotated === true) return [];
    return [{ span: claim.span, severity: 'hint', code, message: notes.join(' '), related: [] }];
  });
