import type { OutputChannel } from 'vscode';
import type { CheckedClaim } from '../protocol/requests';

const symbols: Readonly<Record<CheckedClaim['verdict'], string>> = {
  agree: '✓',
  disagree: '✗',
  inconclusive: '?',
  unread: '○',
};

/** Writes verdicts with their reasons to the output channel; the places there can be clicked. */
export function report(output: OutputChannel, path: string, claims: readonly CheckedClaim[]): void {
  for (const claim of claims) {
    const { line, character } = claim.place.start;
    output.appendLine(`${symbols[claim.verdict]} ${claim.text}`);
    output.appendLine(`    ${path}:${line + 1}:${character + 1}  ${claim.verdict} (${claim.code})`);
    output.appendLine(`    ${claim.message}`);
    if (claim.expected !== undefined) output.appendLine(`    expected: ${claim.expected}`);
    for (const note of claim.notes) output.appendLine(`    note: ${note}`);
  }
}

export const symbol = (claim: CheckedClaim): string => symbols[claim.verdict];
