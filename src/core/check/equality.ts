import { resolve } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import { bareNamesIn, calleesIn, walk } from '../syntax/walk';
import { conclude } from './conclusion';
import { putIn } from './constants-put-in';
import { inConstraint } from './constrained';
import { ANYWHERE, domainsAt, type InputDomain } from './domain';
import { wrongShape } from './equality-verdicts';
import { inconclusive } from './inconclusive';
import type { CheckOptions } from './options';
import { hashText } from './random';
import { readingsOf } from './readings';
import type { Subject } from './subject';
import { surveyOf } from './survey';
import type { Verdict } from './verdict';
import { sourceText } from './wording';

const POSITIVE: InputDomain = { ...ANYWHERE, low: 0 };

/** Judges a claim that two sides are equal, everywhere in its domain or at the sheet's values. */
export function judgeEquality(subject: Subject, options: CheckOptions): Verdict {
  const verdict = judgeIn(subject, options, ANYWHERE);
  if (verdict.kind !== 'disagree') return verdict;
  const constants = verdict.code === 'values-only' ? withConstants(subject, options) : undefined;
  if (constants !== undefined) return constants;
  const constrained = inConstraint(subject, (other) => judgeIn(other, options, ANYWHERE));
  if (constrained !== undefined) return constrained;
  if (isPerhapsCondition(subject)) {
    return inconclusive(
      'condition',
      'This does not hold for all values of its names. Write `assume` before it if it is a condition, or == for = if it is meant to hold always.',
    );
  }
  // Lengths and masses are positive without saying so; a function that is undefined for some signs makes that plausible.
  const isRestricted = (verdict.evidence?.rejected ?? 0) > 0 && verdict.atGivenValues !== true;
  if (!isRestricted || judgeIn(subject, options, POSITIVE).kind !== 'agree') return verdict;
  return inconclusive(
    'domain',
    'This holds where all its names are positive, but not for some other signs. Declare the domain that is meant, such as `x > 0`.',
  );
}

/** The verdict on a claim that has put the values of constants in, where it holds for all values of the other names. */
function withConstants(subject: Subject, options: CheckOptions): Verdict | undefined {
  const domains = domainsAt(subject.sheetGraph, subject.claim);
  const constants = domains.failure === undefined ? putIn(subject, domains) : undefined;
  if (constants === undefined) return undefined;
  const verdict = judgeIn(subject, options, ANYWHERE, constants.domains);
  if (verdict.kind !== 'agree') return undefined;
  const names = constants.names.join(', ');
  return {
    ...verdict,
    code: 'agree-reading',
    notes: [
      ...verdict.notes,
      `This holds for the given value of ${names}, which is put in, and not for others.`,
    ],
  };
}

/** `t1 + t2 = 1` among names that nothing defines: it reads like a condition on them. */
function isPerhapsCondition({ claim, sheetGraph: { book } }: Subject): boolean {
  if (claim.kind === 'derivative' || claim.relation !== '=' || claim.at.length > 0) return false;
  // In prose the place of a relation tells; see `Claim.doubt`.
  if (claim.unannotated === true) return false;
  const sides = [claim.left, claim.right];
  // Functions and primes make rules of calculation, which are meant to hold always.
  if (sides.some((side) => calleesIn(side).length > 0 || hasTranspose(side))) return false;
  const names = sides.flatMap(bareNamesIn);
  return (
    names.length > 0 &&
    names.every(({ name }) => resolve(book.scope, claim.sheet, name, claim.span.start)?.kind === 'free')
  );
}

function hasTranspose(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    if (part.kind === 'transpose') found = true;
  });
  return found;
}

function judgeIn(
  subject: Subject,
  options: CheckOptions,
  elsewhere: InputDomain,
  domains = domainsAt(subject.sheetGraph, subject.claim),
): Verdict {
  const { claim } = subject;
  const readings = readingsOf(subject);
  if (readings.length === 0) return wrongShape(subject);
  if (domains.failure !== undefined) return inconclusive(domains.failure.code, domains.failure.message);
  const seed = hashText(`${sourceText(claim, claim.left)}=${sourceText(claim, claim.right)}`);
  return conclude(subject, domains, surveyOf(subject, readings, domains, options, { seed, elsewhere }), seed);
}
