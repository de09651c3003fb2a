import type { Claim } from '../../sheet/model';
import { type CheckableBook, checkClaim } from '../check';
import { type CheckOptions, WORK_BUDGET } from '../options';
import type { Verdict } from '../verdict';
import type { WrittenEdit } from './writing';

/** What the check of a repair may cost. */
const REPAIR_WORK = WORK_BUDGET / 4;

/** Judges repairs by the check that refuted the claim: all readings, all sizes, the whole domain. */
export class Verifier {
  private left = 8;

  constructor(
    private readonly checkable: CheckableBook,
    private readonly claim: Claim,
    private readonly options: CheckOptions,
  ) {}

  get isExhausted(): boolean {
    return this.left <= 0;
  }

  /** The verdict on the claim with the edit in its text. */
  repaired({ expr, fragmentText }: WrittenEdit): Verdict {
    const fragment = { ...this.claim.fragment, text: fragmentText };
    return this.judged({ ...this.claim, right: expr, fragment });
  }

  /** Whether another claim, which would explain this one, holds. */
  holds(claim: Claim): boolean {
    return this.judged(claim).kind === 'agree';
  }

  private judged(claim: Claim): Verdict {
    this.left--;
    return checkClaim(this.checkable, claim, { points: this.options.points, work: REPAIR_WORK });
  }
}
