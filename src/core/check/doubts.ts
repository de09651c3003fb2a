import { compile } from '../graph/program';
import type { Claim, Definition, Doubt } from '../sheet/model';
import { chain } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import { mapOperands } from '../syntax/map';
import type { RelationStatement } from '../syntax/statements';
import { bareNamesIn, calleesIn, isDerivative, walk } from '../syntax/walk';
import { type CheckableBook, checkClaim } from './check';
import type { Mistake } from './diagnose/diagnosis';
import { domainsAt } from './domain';
import { inconclusive } from './inconclusive';
import type { CheckOptions } from './options';
import { subjectOf } from './subject';
import type { Verdict } from './verdict';

/**
 * What becomes of a disagreement in prose if the relation may be something else than a claim, or may speak of another
 * definition of its names; undefined if neither excuses it.
 */
export function excused(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Verdict | undefined {
  const agreed = inOtherMeanings(checkable, claim, options);
  if (agreed !== undefined) return agreed;
  const { doubt } = claim;
  if (doubt === undefined) {
    if (verdict.code !== 'wrong-shape' || isNearlyRight(verdict)) return undefined;
    return inconclusive(
      'reading',
      'The sides have different shapes, which were guessed in part from the formulas, so it is not known what this claims.',
    );
  }
  if (doubt === 'constraint' && isSlip(checkable, claim, verdict)) return undefined;
  if (doubt === 'differential-equation' && isNearlyRight(verdict)) return undefined;
  if (doubt === 'value' && isConstant(checkable, claim)) return undefined;
  if (doubt === 'series' && startsWrong(checkable, claim, options)) return undefined;
  if (doubt === 'constraint' && !hasConstraint(checkable, claim, options)) return undefined;
  return inconclusive(doubt === 'style' || doubt === 'dependence' ? 'reading' : 'equation', REASONS[doubt]);
}

const REASONS: Readonly<Record<Doubt, string>> = {
  redefinition: 'This differs from the definition above, so it is read as a new one.',
  equation:
    'This does not hold for all values of its names, so it is read as a condition or an equation to solve.',
  value: 'This holds at most for some values of its names, which the words around it may give.',
  'differential-equation':
    'This does not hold for the function that is defined here, so it is read as a differential equation.',
  constraint:
    'This does not hold for all values of its names, but may hold under an equation of this section between them.',
  series: 'The right side is read as the first terms of a series.',
  dependence: 'The formulas do not say what this depends on, so it is not known what this claims.',
  style:
    'The section writes one letter in several styles, which may be two names, so it is not known what this claims.',
};

/** Whether the sides of a series differ where its variable is 0. */
function startsWrong(checkable: CheckableBook, claim: Claim, options: CheckOptions): boolean {
  const [variable] = bareNamesIn(claim.right);
  if (variable === undefined) return false;
  const { span } = variable;
  const zero: Expr = { kind: 'number', value: 0, text: '0', span };
  const at: RelationStatement = {
    kind: 'relation',
    sides: [variable, zero],
    relations: ['='],
    relationSpans: [span],
    also: [],
    place: 0,
    span,
  };
  return checkClaim(checkable, { ...claim, at: [...claim.at, at] }, options).kind === 'disagree';
}

/** Whether the section has an equation between names of the claim that does not hold anyway. */
function hasConstraint(checkable: CheckableBook, claim: Claim, options: CheckOptions): boolean {
  const { book } = checkable;
  const sheets = new Set(chain(book.scope, claim.sheet));
  return book.claims
    .filter(
      ({ doubt, left, right, sheet }) =>
        doubt === 'equation' && sheets.has(sheet) && ![left, right].some(hasDerivative),
    )
    .slice(0, MOST_CONSTRAINTS)
    .some((other) => checkClaim(checkable, other, options).kind !== 'agree');
}

function hasDerivative(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= isDerivative(part) || (part.kind === 'transpose' && part.prime === true);
  });
  return found;
}

const MOST_CONSTRAINTS = 8;

/** Slips of the pen: what other edits turn into a right claim may have been another claim. */
const SLIPS: ReadonlySet<Mistake> = new Set<Mistake>(['sign', 'number', 'exponent', 'factor', 'constant']);

/** Whether a small edit makes the claim right. */
const isNearlyRight = ({ diagnoses = [] }: Verdict): boolean =>
  diagnoses.some(
    ({ repair, mistake }) => repair !== undefined && SLIPS.has(mistake) && repair.text.length <= LONGEST_SLIP,
  );

/** A longer replacement says something else. */
const LONGEST_SLIP = 24;

/**
 * Whether a sign or a name alone is wrong, which no equation between other names explains; one that says that two names are equal
 * may.
 */
function isSlip({ book }: CheckableBook, claim: Claim, { diagnoses = [] }: Verdict): boolean {
  const sheets = new Set(chain(book.scope, claim.sheet));
  const isSame = book.claims.some(
    ({ sheet, left, right }) => sheets.has(sheet) && left.kind === 'name' && right.kind === 'name',
  );
  return diagnoses.some(
    ({ mistake, repair }) => repair !== undefined && (mistake === 'sign' || (mistake === 'name' && !isSame)),
  );
}

/** Whether the left side has one value, whatever the names stand for: then no place makes another number right. */
function isConstant(checkable: CheckableBook, claim: Claim): boolean {
  const sheetGraph = checkable.sheetGraphs[0]!;
  const subject = subjectOf(sheetGraph, claim);
  if ('failure' in subject) return false;
  const { pinned } = domainsAt(sheetGraph, claim);
  return compile(sheetGraph.graph, [subject.left.node]).inputs.every((input) => pinned.has(input));
}

/** At most so many other meanings of a claim are tried. */
const MOST_MEANINGS = 6;

/** The verdict on the claim about another definition of its names, or with another formula as its left side, where that agrees. */
function inOtherMeanings(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict | undefined {
  for (const sides of claim.otherwise ?? []) {
    const verdict = checkClaim(checkable, { ...claim, ...sides }, options);
    if (verdict.kind === 'agree') return { ...verdict, code: 'agree-reading' };
  }
  for (const left of claim.earlier ?? []) {
    const verdict = checkClaim(checkable, { ...claim, left, earlier: [] }, options);
    if (verdict.kind !== 'agree') continue;
    const note = 'This equals what the derivation starts from, but not the step before it.';
    return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
  }
  if (claim.doubt === 'redefinition') return undefined;
  for (const { name, span } of otherDefinitions(checkable, claim).slice(0, MOST_MEANINGS)) {
    // Names mean what they meant right behind the other definition; trees are told apart by identity.
    const there = {
      ...claim,
      left: copied(claim.left),
      right: copied(claim.right),
      span: { start: span.end, end: span.end },
    };
    const verdict = checkClaim(checkable, there, options);
    if (verdict.kind !== 'agree') continue;
    const note = `This holds for another definition of ${name} in this section.`;
    // One number is soon the value of another definition, too.
    if (bareNamesIn(claim.right).length === 0) return inconclusive('reading', note);
    return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
  }
  return undefined;
}

/** The definitions of the claim's names that are not the only ones of their name in its sheet, the nearest first. */
function otherDefinitions({ book }: CheckableBook, claim: Claim): readonly Definition[] {
  const names = new Set(
    [claim.left, claim.right]
      .flatMap((side) => [...bareNamesIn(side), ...calleesIn(side)])
      .map(({ name }) => name),
  );
  const distance = ({ span }: Definition): number => Math.abs(span.end - claim.span.start);
  return [...names]
    .flatMap((name) => {
      const own = chain(book.scope, claim.sheet).flatMap(
        (sheet) => book.scope.bySheet[sheet]!.get(name) ?? [],
      );
      const known = own.filter(({ kind }) => kind !== 'free');
      return known.length > 1 ? known : [];
    })
    .sort((a, b) => distance(a) - distance(b));
}

const copied = (expr: Expr): Expr => mapOperands({ ...expr }, copied);
