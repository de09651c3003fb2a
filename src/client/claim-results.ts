import { Location, type TestItem, TestMessage, type TestRun } from 'vscode';
import type { CheckedClaim } from '../protocol/requests';
import { toRange } from './target';

/**
 * Reports the verdict on a claim: what is neither right nor wrong is skipped, and the reason stands beside it.
 *
 * @param quiet without the message that the editor writes behind the line; the squiggle there says the same
 */
export function reportClaim(run: TestRun, item: TestItem, claim: CheckedClaim, quiet: boolean): void {
  const { verdict, message, code } = claim;
  // Screen readers tell it in the place of the claim, so it stands only where nothing else says why.
  item.description = verdict === 'agree' || (verdict === 'disagree' && !quiet) ? '' : message;
  switch (verdict) {
    case 'agree':
      run.passed(item);
      break;
    case 'disagree':
      run.failed(item, quiet ? [] : failureOf(item, claim));
      break;
    case 'inconclusive':
    case 'unread': {
      const state = verdict === 'unread' ? 'not read' : verdict;
      run.appendOutput(`${claim.text}\r\n    ${state} (${code}): ${message}\r\n`, undefined, item);
      run.skipped(item);
    }
  }
}

function failureOf(item: TestItem, claim: CheckedClaim): TestMessage {
  const text = [claim.message, ...claim.notes].join('\n');
  const sides = sidesOf(claim);
  const message =
    sides === undefined ? new TestMessage(text) : TestMessage.diff(text, sides.expected, sides.actual);
  if (item.uri !== undefined) message.location = new Location(item.uri, toRange(claim.place));
  return message;
}

/** What should stand on the right side and what does; the numbers at the counterexample where there is no short formula. */
function sidesOf({
  expected,
  claimed,
  counterexample,
}: CheckedClaim): { readonly expected: string; readonly actual: string } | undefined {
  if (expected !== undefined && claimed !== undefined && expected !== claimed)
    return { expected, actual: claimed };
  if (counterexample === undefined) return undefined;
  const at = `at ${counterexample.point}`;
  return { expected: `${counterexample.expected} ${at}`, actual: `${counterexample.claimed} ${at}` };
}
