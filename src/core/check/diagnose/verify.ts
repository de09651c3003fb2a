import type { Claim } from '../../sheet/model';
import type { Fragment } from '../../text/fragment';
import { type CheckableBook, checkableBook, checkClaim } from '../check';
import { type CheckOptions, WORK_BUDGET } from '../options';
import { type RetryBudget, retryBudget } from '../retry';
import type { Verdict } from '../verdict';
import { CHECK_WORK, type DiagnosisBudget, POINT_FACTOR, REREAD_WORK } from './effort';
import type { WrittenEdit } from './writing';

/** What the check of a repair may cost. */
const REPAIR_WORK = WORK_BUDGET / 4;

/** Judges repairs by the check that refuted the claim: all readings, all sizes, the whole domain. */
export class Verifier {
  private left = 8;
  /** Elementary operations of all checks so far. */
  spent = 0;
  /** Shared by all tries: a claim that needs many digits needs them for each of its repairs. */
  private readonly retry: RetryBudget;

  constructor(
    private readonly checkable: CheckableBook,
    private readonly claim: Claim,
    /** Elementary operations of both sides at one point. */
    private readonly work: number,
    private readonly options: CheckOptions,
    private readonly budget: DiagnosisBudget,
  ) {
    this.retry = options.retry ?? retryBudget();
  }

  get isExhausted(): boolean {
    return this.left <= 0;
  }

  /** The verdict on the claim with the edit in its text. */
  repaired({ expr, fragmentText }: WrittenEdit): Verdict {
    const fragment = { ...this.claim.fragment, text: fragmentText };
    return this.judged({ ...this.claim, right: expr, fragment });
  }

  /**
   * The same by the edited text: what it says of indices changes which axes have the same size, so that all statements around
   * the claim are read anew.
   */
  reread({ fragmentText }: WrittenEdit): Verdict | undefined {
    const { claim, checkable } = this;
    const changed = checkable.book.edited(claim.fragment, fragmentText);
    if (changed === undefined) return undefined;
    const book = changed.book();
    const before = beside(checkable.book.claims, claim, claim.fragment);
    const after = beside(book.claims, claim, changed.fragment);
    const edited = before.length === after.length ? after[before.indexOf(claim)] : undefined;
    this.budget.left -= REREAD_WORK;
    this.spent += REREAD_WORK;
    return edited === undefined ? undefined : this.judged(edited, checkableBook(book));
  }

  /** Whether another claim, which would explain this one, holds. */
  holds(claim: Claim): boolean {
    return this.judged(claim).kind === 'agree';
  }

  private judged(claim: Claim, checkable = this.checkable): Verdict {
    this.left--;
    const { points } = this.options;
    const before = this.retry.left;
    const verdict = checkClaim(checkable, claim, {
      points,
      work: REPAIR_WORK,
      retry: this.retry,
      tentative: true,
    });
    const cost = CHECK_WORK + (before - this.retry.left) + this.work * points * POINT_FACTOR;
    this.budget.left -= cost;
    this.spent += cost;
    return verdict;
  }
}

/** The claims of a fragment that speak of the same left side, in the order of the text. */
const beside = (claims: readonly Claim[], { left: { span } }: Claim, fragment: Fragment): Claim[] =>
  claims.filter(
    (claim) =>
      claim.fragment === fragment && claim.left.span.start === span.start && claim.left.span.end === span.end,
  );
