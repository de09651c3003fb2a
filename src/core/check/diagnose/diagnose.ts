import { printExprInfix } from '../../print/expr-infix';
import type { Claim } from '../../sheet/model';
import type { Expr } from '../../syntax/ast';
import { bareNamesIn } from '../../syntax/walk';
import type { CheckableBook } from '../check';
import type { CheckOptions } from '../options';
import type { Verdict } from '../verdict';
import { shortInfix } from '../wording';
import type { Candidate, Naming, Said } from './candidate';
import { claimedOf } from './compare';
import { type Context, contextOf, equalsTruth } from './context';
import type { Diagnosis } from './diagnosis';
import { editsAt } from './edits';
import {
  CANDIDATE_WORK,
  CLAIM_WORK,
  CONTEXT_WORK,
  type Depth,
  depthFor,
  diagnosisBudget,
  EVALUATION_FACTOR,
} from './effort';
import { entriesOf } from './entries';
import { chainCandidates } from './hypotheses/chain-factor';
import { onlyDiagonal } from './hypotheses/diagonal';
import { type ConstantFactor, constantFactor, times } from './hypotheses/factor';
import { otherDerivative } from './hypotheses/other-derivative';
import { pathCandidates } from './hypotheses/path';
import { severalTerms } from './hypotheses/terms';
import { factorsInSums, insertsByTrial, insertsByValue, rationalOf } from './inserts';
import { namingOf } from './naming';
import { type Notation, notationOf } from './notation';
import { type Pool, poolOf } from './pool';
import { requiredValues } from './required';
import { unroundedClaims } from './rounded';
import { type Budget, hitsAmong } from './search';
import { negative, replacedAt } from './tree';
import { Verifier } from './verify';
import { type Pieces, pieceText, writeEdit } from './writing';

/** At most so many repairs are offered for one claim. */
const MAX_REPAIRS = 3;

/** A claim that costs more operations at one point gets one repair: each is checked as the claim was. */
const COSTLY = 2000;

/** What the search for a mistake may cost: some tens of milliseconds on a slow machine. */
const MAX_CANDIDATES = 4500;
const MAX_WORK = 3_000_000;

/** What it costs to make a small expression, and to look up all pairs of them at one place. */
const SMALL_WORK = 2000;
const PAIRS_WORK = 1e6;

/** Candidates of a smaller cost are likely by themselves. */
const LIKELY = 2.7;

/** A repair so much unlikelier than the first one is not offered beside it. */
const UNLIKELIER = 0.5;

export interface Findings {
  /** The mistakes that explain a refuted claim, the likeliest first. Each repair has passed the check itself. */
  readonly diagnoses: readonly Diagnosis[];
  /** How far the search went, where it found nothing. */
  readonly note?: string;
  readonly depth: Depth;
}

const NOTHING: Findings = { diagnoses: [], depth: 'whole' };

const NOT_SEARCHED: Findings = {
  diagnoses: [],
  note: 'The mistake was not searched for, because many claims of this document are wrong.',
  depth: 'none',
};

/** Searches for the mistake in a claim that was refuted. */
export function diagnose(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
  budget = diagnosisBudget(),
): Findings {
  if (verdict.kind !== 'disagree' || verdict.code === 'wrong-inequality') return NOTHING;
  for (const { text, note } of unroundedClaims(claim)) {
    if (!verdict.notes.includes(note)) continue;
    const { span } = claim.right;
    const repair = { span, text, right: text };
    return { diagnoses: [{ mistake: 'rounded', message: note, span, repair }], depth: 'whole' };
  }
  const depth = depthFor(budget);
  if (depth === 'none') return NOT_SEARCHED;
  budget.left -= CONTEXT_WORK;
  const context = contextOfFailure(checkable, claim);
  if (context === undefined) return NOTHING;
  budget.left -= context.work * context.points * EVALUATION_FACTOR;
  const verifier = new Verifier(checkable, claim, context.work, options, budget);
  const search = new Search(context, verifier, verdict, depth);
  const findings = search.run();
  budget.left -= search.spent;
  return findings;
}

/** The context at sizes for which the claim is wrong: at some of those that the text leaves open it may happen to be right. */
function contextOfFailure(checkable: CheckableBook, claim: Claim): Context | undefined {
  let first: Context | undefined;
  for (const sheetGraph of checkable.sheetGraphs) {
    const context = contextOf(checkable, claim, sheetGraph);
    if (context === undefined) return first;
    const claimed = claimedOf(context);
    if (claimed === undefined || !equalsTruth(context, claimed)) return context;
    first ??= context;
  }
  return first;
}

class Search {
  private readonly found: { diagnosis: Diagnosis; cost: number; added: string }[] = [];
  /** The truth as a formula, where it is short. */
  private readonly expected: string | undefined;
  private readonly scaled: { candidate: Candidate; factor: number; pool: Pool | undefined }[] = [];
  private readonly notation: Notation;
  /** Elementary operations of looking values up. */
  private looked = 0;
  private readonly budget: Budget = { candidates: MAX_CANDIDATES, work: MAX_WORK };

  private readonly context: Context;

  constructor(
    private readonly whole: Context,
    private readonly verifier: Verifier,
    verdict: Verdict,
    private readonly depth: Depth,
  ) {
    const context = entriesOf(whole) ?? whole;
    this.context = context;
    const [truth] = context.truths;
    this.notation = notationOf(context.checkable.book, context.claim);
    this.expected =
      verdict.code !== 'wrong-shape' ? verdict.expected : truth && shortInfix(context.sheetGraph, truth.node);
  }

  /** Elementary operations so far, without those of the checks. */
  get spent(): number {
    const { candidates } = this.budget;
    return (
      (MAX_CANDIDATES - candidates) * CANDIDATE_WORK +
      this.context.scratch.work * EVALUATION_FACTOR +
      this.looked
    );
  }

  run(): Findings {
    const { context, depth } = this;
    const factor = constantFactor({ ...this.whole, positions: context.positions });
    if (factor !== undefined && factor.says === undefined) this.offer(factor.candidates, NO_PIECES);
    if (this.isDone || context.isNumeric) return { diagnoses: this.result(), depth: 'whole' };
    if (factor === undefined && !this.isIndexed) {
      for (const hypothesis of [chainCandidates, pathCandidates]) {
        const { candidates, pieces } = hypothesis(context);
        if (!this.isDone) this.offer(candidates, pieces);
      }
    }
    const other = factor === undefined && !this.isDone ? this.otherQuestion() : undefined;
    if (depth === 'likely') {
      const diagnoses = this.result(other, factor);
      if (diagnoses.length > 0) return { diagnoses, depth: this.isDone ? 'whole' : depth };
      return { diagnoses, note: factor?.says ?? LIKELY_ONLY, depth };
    }
    if (!this.isDone) {
      const edits = context.positions.flatMap((position) => editsAt(context, position));
      this.offerHits([...(factor?.candidates ?? []), ...edits]);
    }
    // Another question has its answer in other words, mostly; only a factor of the chain rule is worth looking for.
    const isOther = other !== undefined && other.mistake !== 'other-variable';
    if (!this.isDone) this.insert(isOther);
    if (!this.isDone && !isOther) this.offerScaled();
    if (!isOther && (!this.isDone || this.isPartOfSum)) this.offerTerms();
    const whole = other ?? (this.isDone ? undefined : (onlyDiagonal(this.whole) ?? sizeForgotten(factor)));
    const diagnoses = this.result(whole, factor);
    return diagnoses.length > 0
      ? { diagnoses, depth }
      : { diagnoses, note: factor?.says ?? this.nothing(), depth };
  }

  /** What the claim is right for instead, where that is known before any edit is tried. */
  private otherQuestion(): Naming | undefined {
    const perhaps = otherDerivative(this.whole);
    if (perhaps !== undefined && this.verifier.holds(perhaps.proof)) return perhaps;
    return onlyDiagonal(this.whole, 'softmax');
  }

  private nothing(): string {
    const { candidates, work } = this.budget;
    return candidates > 0 && work > 0 && !this.isSpent
      ? 'No single edit mends this.'
      : `No edit was found that mends this; the search stopped after ${MAX_CANDIDATES - Math.max(0, candidates)} of them.`;
  }

  /** Whether the claim is about entries, for all values of indices. */
  private get isIndexed(): boolean {
    return this.context !== this.whole;
  }

  private get isDone(): boolean {
    return this.found.length > 0;
  }

  /** Whether the budget of the claim ends the search. */
  private get isSpent(): boolean {
    return this.spent + this.verifier.spent > CLAIM_WORK;
  }

  /** What must be put in or replaced, looked up among small expressions. */
  private insert(onlyFactors: boolean): void {
    const { context } = this;
    if (this.isSpent) return;
    const pool = poolOf(context);
    const required = requiredValues(context);
    this.looked += pool.smalls.length * SMALL_WORK;
    const alone = insertsByValue(context, required, pool, false);
    if (onlyFactors) {
      const likely = alone.filter(({ mistake, cost }) => mistake === 'missing-factor' && cost < LIKELY);
      this.offerHits(likely, pool);
      return;
    }
    this.offerHits([...alone, ...factorsInSums(context), ...insertsByTrial(context, pool)], pool);
    if (this.isDone || this.isSpent) return;
    this.looked += required.size * PAIRS_WORK;
    this.offerHits(insertsByValue(context, required, pool, true), pool);
  }

  /** Checks the candidates that fit at the points, those with the shortest text first. */
  private offerHits(candidates: readonly Candidate[], pool?: Pool): void {
    if (this.isSpent) return;
    const { exact, scaled } = hitsAmong(this.context, candidates, this.budget);
    for (const { candidate, factor } of scaled) this.scaled.push({ candidate, factor, pool });
    this.offerWritten(exact, pool);
  }

  private offerWritten(candidates: readonly Candidate[], pool: Pool | undefined): void {
    const written = candidates.flatMap((candidate) => {
      const pieces = piecesOf(candidate.replacement, pool);
      if (pieces === undefined) return [];
      let length = 0;
      for (const [, text] of pieces) length += text.length;
      return [
        {
          candidate: {
            ...candidate,
            cost: candidate.cost + length * (candidate.mistake === 'part' ? 0.08 : 0.04),
          },
          pieces,
        },
      ];
    });
    written.sort((a, b) => a.candidate.cost - b.candidate.cost);
    for (const { candidate, pieces } of written) this.offer([candidate], pieces);
  }

  /** Two edits: one that makes the claim a constant multiple of the truth, and the constant. */
  private offerScaled(): void {
    const [root] = this.context.positions;
    if (root === undefined) return;
    for (const { candidate, factor, pool } of this.scaled) {
      const number = rationalOf(factor);
      if (this.isDone || number === undefined) continue;
      const changed = replacedAt(candidate.position, candidate.replacement);
      const replacement = factor === -1 ? negative(changed) : times(number, changed);
      const { cost, mistake } = candidate;
      this.offerWritten(
        [{ mistake: mistake === 'missing-factor' ? mistake : 'several', position: root, replacement, cost }],
        pool,
      );
    }
  }

  /** Whether several terms at once were found to be another expression, which explains little. */
  private get isPartOfSum(): boolean {
    const [first] = this.found;
    const position = this.context.positions.find(({ expr }) => expr.span === first?.diagnosis.span);
    const wrong = position?.expr;
    return (
      first?.diagnosis.mistake === 'part' &&
      wrong?.kind === 'binary' &&
      (wrong.operator === '+' || wrong.operator === '-')
    );
  }

  /** One edit for each of several terms. */
  private offerTerms(): void {
    if (this.isSpent || this.isIndexed) return;
    const found = severalTerms(this.context, this.budget);
    if (found === undefined) return;
    const others = this.found.splice(0);
    const { candidate, changes, pieces } = found;
    const text = (expr: Expr): string => pieceText(expr, this.context.claim, pieces, this.notation);
    const said = changes.map((change) => `\`${text(change.old)}\` should be \`${text(change.new)}\``);
    const message = `${changes.length === 2 ? 'Two' : 'Several'} terms are wrong: ${listed(said)}.`;
    this.offer([{ ...candidate, say: () => message }], pieces);
    if (!this.isDone) this.found.push(...others);
  }

  private offer(candidates: readonly Candidate[], pieces: Pieces): void {
    for (const candidate of candidates) {
      const [first] = this.found;
      const most = this.isIndexed || this.context.work > COSTLY ? 1 : MAX_REPAIRS;
      if (this.found.length >= most || this.verifier.isExhausted || this.isSpent) return;
      if (first !== undefined && candidate.cost > first.cost + UNLIKELIER) return;
      const added =
        candidate.added === undefined
          ? ''
          : pieceText(candidate.added, this.context.claim, pieces, this.notation);
      // The same factor in another place of the same product is no other repair.
      if (added !== '' && this.found.some((one) => sameLetters(one.added, added))) continue;
      // Nor is the same sign at another factor of the term: -(a/b) is (-a)/b.
      if (candidate.mistake === 'sign' && this.found.some((one) => one.diagnosis.mistake === 'sign'))
        continue;
      const diagnosis = this.verified(candidate, pieces);
      if (diagnosis === undefined) continue;
      const isKnown = this.found.some((one) => one.diagnosis.repair?.right === diagnosis.repair?.right);
      if (!isKnown) this.found.push({ diagnosis, cost: candidate.cost, added });
    }
  }

  private verified(candidate: Candidate, pieces: Pieces): Diagnosis | undefined {
    const { context } = this;
    const { claim } = context;
    const edit = writeEdit(claim, candidate.position, candidate.replacement, pieces, this.notation);
    if (edit === undefined) return undefined;
    const [before, after] = this.notation.isTex
      ? [printExprInfix(claim.right), printExprInfix(edit.expr)]
      : [context.textOf(claim.right), edit.right];
    if (candidate.say === undefined && isLonger(after, before, this.expected)) return undefined;
    const verdict = this.isIndexed ? this.verifier.reread(edit) : this.verifier.repaired(edit);
    if (verdict?.kind !== 'agree') return undefined;
    const said: Said = {
      old: context.textOf(candidate.position.expr),
      new: edit.replaced,
      added: candidate.added === undefined ? '' : pieceText(candidate.added, claim, pieces, this.notation),
      removed:
        candidate.removed === undefined ? '' : pieceText(candidate.removed, claim, pieces, this.notation),
    };
    const naming = namingOf(context, candidate, said);
    return {
      ...naming,
      span: (candidate.wrong ?? candidate.position.expr).span,
      repair: { span: edit.span, text: edit.text, right: edit.right },
    };
  }

  /**
   * The mistakes found. What is wrong with the claim as a whole comes before the edit that mends it: a sentence about a
   * factor beside it, another question that the claim answers in its place.
   */
  private result(whole?: Naming, factor?: ConstantFactor): Diagnosis[] {
    const diagnoses = this.found.map(({ diagnosis }) => diagnosis);
    const [first, ...rest] = diagnoses;
    if (factor?.says !== undefined && first !== undefined) {
      const { mistake, says } = factor;
      const message = first.message === says ? says : `${says} ${first.message}`;
      return [{ ...first, mistake, message }];
    }
    if (whole === undefined) return diagnoses;
    const { span } = this.context.claim.right;
    if (first !== undefined && first.mistake === 'missing-factor')
      return [{ ...first, message: `${first.message} ${whole.message}` }, ...rest];
    const { mistake, message } = whole;
    return [{ mistake, message, span, ...(first?.repair && { repair: first.repair }) }, ...rest];
  }
}

/** A factor that changes with sizes that have no name: no edit can write it, but it is what is wrong. */
const sizeForgotten = (factor: ConstantFactor | undefined): Naming | undefined =>
  factor?.isOpen && factor.says !== undefined ? { mistake: factor.mistake, message: factor.says } : undefined;

/** A product is the same in another order. */
const sameLetters = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

const listed = (items: readonly string[]): string =>
  `${items.slice(0, -1).join(', ')}, and ${items.at(-1) ?? ''}`;

const NO_PIECES: Pieces = new Map();

const LIKELY_ONLY =
  'Only the likeliest mistakes were searched for, because many claims of this document are wrong.';

/** A repair that is longer than the derivative itself, and than the claim, explains nothing. */
function isLonger(right: string, claimed: string, expected: string | undefined): boolean {
  const bare = (text: string): number => text.replace(/[\s()]/g, '').length;
  if (expected === undefined) return false;
  const written = bare(claimed);
  const added = bare(right) - written;
  if (added > Math.max(6, bare(expected))) return true;
  return bare(right) > Math.max(1.15 * bare(expected) + 4, written + 6);
}

/** The texts of the printed nodes in a replacement; undefined where one of them is too long to be written. */
function piecesOf(replacement: Expr, pool: Pool | undefined): Pieces | undefined {
  const pieces = new Map<string, string>();
  for (const { name } of bareNamesIn(replacement)) {
    if (!name.startsWith('⟦')) continue;
    const text = pool?.textOf(name);
    if (text === undefined) return undefined;
    pieces.set(name, text);
  }
  return pieces;
}
