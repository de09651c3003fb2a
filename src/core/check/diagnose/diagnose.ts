import type { Claim } from '../../sheet/model';
import type { Expr } from '../../syntax/ast';
import { bareNamesIn } from '../../syntax/walk';
import type { CheckableBook } from '../check';
import type { CheckOptions } from '../options';
import type { Verdict } from '../verdict';
import type { Candidate } from './candidate';
import { type Context, contextOf } from './context';
import type { Diagnosis } from './diagnosis';
import { editsAt } from './edits';
import { insertsByTrial, insertsByValue } from './inserts';
import { type Pool, poolOf } from './pool';
import { requiredValues } from './required';
import { type Budget, hitsAmong } from './search';
import { Verifier } from './verify';
import { type Pieces, writeEdit } from './writing';

/** At most so many repairs are offered for one claim. */
const MAX_REPAIRS = 3;

/** What the search for a mistake may cost: some tens of milliseconds on a slow machine. */
const MAX_CANDIDATES = 6000;
const MAX_WORK = 4_000_000;

/** The mistakes that explain a refuted claim, the likeliest first. Each repair has passed the check itself. */
export function diagnose(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Diagnosis[] {
  if (verdict.kind !== 'disagree' || verdict.code === 'wrong-inequality') return [];
  const context = contextOf(checkable, claim);
  if (context === undefined) return [];
  const verifier = new Verifier(checkable, claim, options);
  const budget: Budget = { candidates: MAX_CANDIDATES, work: MAX_WORK };
  const found: Diagnosis[] = [];
  const offer = (candidates: readonly Candidate[], pieces: Pieces): void => {
    for (const candidate of candidates) {
      if (found.length >= MAX_REPAIRS || verifier.isExhausted) return;
      const diagnosis = verified(context, candidate, pieces, verifier);
      if (diagnosis !== undefined && !found.some(({ repair }) => repair?.right === diagnosis.repair?.right))
        found.push(diagnosis);
    }
  };
  const edits = context.positions.flatMap((position) => editsAt(context, position));
  offer(hitsAmong(context, edits, budget), NO_PIECES);
  if (found.length > 0 || context.isNumeric) return found;
  const pool = poolOf(context);
  const required = requiredValues(context);
  const offerWritten = (candidates: readonly Candidate[]): void => {
    const written = candidates.flatMap((candidate) => {
      const pieces = piecesOf(candidate.replacement, pool);
      if (pieces === undefined) return [];
      let length = 0;
      for (const [, text] of pieces) length += text.length;
      return [{ candidate: { ...candidate, cost: candidate.cost + length / 25 }, pieces }];
    });
    written.sort((a, b) => a.candidate.cost - b.candidate.cost);
    for (const { candidate, pieces } of written) offer([candidate], pieces);
  };
  offerWritten(hitsAmong(context, insertsByValue(context, required, pool, false), budget));
  if (found.length > 0) return found;
  offerWritten(hitsAmong(context, insertsByValue(context, required, pool, true), budget));
  if (found.length > 0) return found;
  offerWritten(hitsAmong(context, insertsByTrial(context, pool), budget));
  return found;
}

const NO_PIECES: Pieces = new Map();

/** The texts of the printed nodes in a replacement; undefined where one of them is too long to be written. */
function piecesOf(replacement: Expr, pool: Pool): Pieces | undefined {
  const pieces = new Map<string, string>();
  for (const { name } of bareNamesIn(replacement)) {
    if (!name.startsWith('⟦')) continue;
    const text = pool.textOf(name);
    if (text === undefined) return undefined;
    pieces.set(name, text);
  }
  return pieces;
}

function verified(
  context: Context,
  candidate: Candidate,
  pieces: Pieces,
  verifier: Verifier,
): Diagnosis | undefined {
  const { claim } = context;
  const edit = writeEdit(claim, candidate.position, candidate.replacement, pieces);
  if (edit === undefined || verifier.repaired(edit).kind !== 'agree') return undefined;
  const { span } = candidate.wrong ?? candidate.position.expr;
  const said = {
    old: context.textOf(candidate.position.expr),
    new: newText(claim, candidate, edit),
  };
  return {
    mistake: candidate.mistake,
    message: candidate.say?.(said) ?? `\`${said.old}\` should be \`${said.new}\`.`,
    span,
    ...(candidate.related === undefined ? {} : { related: candidate.related }),
    repair: { span: edit.span, text: edit.text, right: edit.right },
  };
}

/** What stands in the place of the candidate's position after the edit. */
function newText(claim: Claim, { position }: Candidate, edit: { fragmentText: string }): string {
  const { span } = position.expr;
  const grown = edit.fragmentText.length - claim.fragment.text.length;
  return edit.fragmentText
    .slice(span.start, span.end + grown)
    .replace(/\s+/g, ' ')
    .trim();
}
