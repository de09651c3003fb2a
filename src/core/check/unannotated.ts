import { directDependencies } from '../sheet/dependencies';
import type { Claim, Definition, Domain } from '../sheet/model';
import { chain, resolve } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import { type CheckableBook, checkableBook, checkClaim } from './check';
import { mixesColumns } from './columns';
import { excused } from './doubts';
import { inconclusive } from './inconclusive';
import type { CheckOptions } from './options';
import { inOtherNotation, suspicion, undefinedName, vacuous } from './suspicions';
import type { Verdict } from './verdict';

/**
 * What becomes of a claim in prose that does not hold, where no diagnosis can change it: that it is right in another reading, or under
 * something that the words around it may well say. It is asked first, for it costs less than a diagnosis.
 */
export function excusedAtOnce(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Verdict | undefined {
  if (claim.unannotated === true && verdict.kind === 'agree') return vacuous(checkable, claim);
  if (!isAccusedInProse(claim, verdict) || restsOnRepairs(claim, verdict)) return undefined;
  return excuseOf(checkable, claim, verdict, options);
}

/**
 * The verdict on a claim that stands in prose, where nobody has asked for it. What the text means had to be guessed from its
 * formulas alone, so a claim is called wrong only if the text says what all of its names are, or if a small repair makes it right;
 * and never if it is right under something that the words around it may well say.
 *
 * @param verdict with its diagnosis
 */
export function judgedAsProse(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Verdict {
  return (
    excusedAtOnce(checkable, claim, verdict, options) ?? accusedAsProse(checkable, claim, verdict, options)
  );
}

/** The same for a claim that is not excused at once. */
export function accusedAsProse(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Verdict {
  if (!isAccusedInProse(claim, verdict)) return verdict;
  const excuse = restsOnRepairs(claim, verdict) ? excuseOf(checkable, claim, verdict, options) : undefined;
  if (excuse !== undefined) return excuse;
  const strange = undefinedName(checkable, claim) ?? unrepairedName(checkable, claim, verdict);
  if (strange === undefined) return verdict;
  return inconclusive(
    'reading',
    `The formulas of this section do not say what ${strange} is, so it is not known what this claims.`,
  );
}

const isAccusedInProse = (claim: Claim, verdict: Verdict): boolean =>
  claim.unannotated === true && verdict.kind === 'disagree';

/** Whether it is asked if a small edit would mend the claim before it is excused, as `excused` does. */
const restsOnRepairs = ({ doubt }: Claim, { code }: Verdict): boolean =>
  doubt === 'constraint' ||
  doubt === 'differential-equation' ||
  (doubt === undefined && code === 'wrong-shape');

function excuseOf(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Verdict | undefined {
  const excuse =
    inOtherNotation(checkable, claim, options) ??
    excused(checkable, claim, verdict, options) ??
    suspicion(checkable, claim, verdict);
  if (excuse !== undefined) return excuse;
  if (mixesColumns(checkable, claim)) return inconclusive('shape', COLUMNS);
  const assumed = assumption(checkable, claim, options);
  if (assumed === undefined) return undefined;
  return inconclusive('reading', `This holds if ${assumed}, which the text may say in words.`);
}

const COLUMNS =
  'This rests on a column of shape n×1 beside a vector of n entries, which programs spread to a matrix. Declare both in the same way.';

/** A name that nothing says what it is, in a claim that no small edit makes right. */
const unrepairedName = (
  checkable: CheckableBook,
  claim: Claim,
  { diagnoses = [] }: Verdict,
): string | undefined =>
  diagnoses.some(({ repair }) => repair !== undefined && repair.text.length <= LONGEST_REPAIR)
    ? undefined
    : ungroundedName(checkable, claim);

/** A longer text in the place of a part says something else than what was written. */
const LONGEST_REPAIR = 24;

/** A name of the claim that neither the section defines or declares, nor what the claim is about depends on. */
function ungroundedName({ book }: CheckableBook, claim: Claim): string | undefined {
  const grounded = new Set<Definition>();
  const ground = (definition: Definition): void => {
    if (grounded.has(definition)) return;
    grounded.add(definition);
    for (const other of directDependencies(book, definition)) ground(other);
  };
  const meanings = (expr: Expr): Definition[] =>
    [...bareNamesIn(expr), ...calleesIn(expr)].flatMap(
      ({ name }) => resolve(book.scope, claim.sheet, name, claim.span.start) ?? [],
    );
  for (const definition of meanings(claim.left)) ground(definition);
  const restricted = new Set(book.domains.flatMap(namesOf));
  const isSaid = ({ name, kind }: Definition): boolean =>
    kind !== 'free' ||
    restricted.has(name) ||
    chain(book.scope, claim.sheet).some((sheet) => {
      const { shapes, sizeNames } = book.sheets[sheet]!;
      return shapes.has(name) || sizeNames?.includes(name) === true;
    });
  const strange = meanings(claim.right).find(
    (definition) => !grounded.has(definition) && !isSaid(definition),
  );
  return strange?.name;
}

const namesOf = (domain: Domain): string[] =>
  domain.kind === 'relation'
    ? domain.sides.flatMap(bareNamesIn).map(({ name }) => name)
    : domain.names.map(({ name }) => name);

/** What documents say in words of a name: a target that is one-hot or a distribution, a matrix that is symmetric. */
const ASSUMPTIONS: readonly {
  readonly rank: number;
  readonly restrict: (definition: Definition) => Domain;
  readonly words: (name: string) => string;
}[] = [
  {
    rank: 1,
    restrict: (definition) => ({
      kind: 'member',
      names: [nameOf(definition)],
      set: { kind: 'named', name: 'simplex' },
      ...placed(definition),
    }),
    words: (name) => `the entries of ${name} add up to 1`,
  },
  {
    rank: 2,
    restrict: (definition) => ({
      kind: 'property',
      names: [nameOf(definition)],
      property: 'symmetric',
      ...placed(definition),
    }),
    words: (name) => `${name} is symmetric`,
  },
];

const nameOf = ({ name, nameSpan }: Definition): Extract<Expr, { kind: 'name' }> => ({
  kind: 'name',
  name,
  span: nameSpan,
});

const placed = ({ span, fragment, sheet }: Definition): Pick<Domain, 'span' | 'fragment' | 'sheet'> => ({
  span,
  fragment,
  sheet,
});

/** At most so many names are taken to be restricted in the same way, one at a time. */
const MOST_ASSUMED = 4;

/** Under which of the usual assumptions the claim is right. */
function assumption(checkable: CheckableBook, claim: Claim, options: CheckOptions): string | undefined {
  const { book } = checkable;
  const { shapes } = checkable.sheetGraphs[0]!;
  const inputs = inputsOf(checkable, claim);
  for (const { rank, restrict, words } of ASSUMPTIONS) {
    const fitting = inputs.filter((input) => {
      const shape = shapes.shapeOf(input, 0);
      return shape.length === rank && (rank !== 2 || shape[0] === shape[1]);
    });
    for (const input of fitting.slice(0, MOST_ASSUMED)) {
      const restricted = checkableBook({ ...book, domains: [...book.domains, restrict(input)] });
      if (checkClaim(restricted, claim, { ...options, tentative: true }).kind === 'agree')
        return words(input.name);
    }
    if (rank !== 2 || fitting.length < 2 || fitting.length > MOST_ASSUMED) continue;
    const all = checkableBook({ ...book, domains: [...book.domains, ...fitting.map(restrict)] });
    if (checkClaim(all, claim, { ...options, tentative: true }).kind === 'agree')
      return fitting.map(({ name }) => words(name)).join(' and ');
  }
  return undefined;
}

/** The free names that the claim rests on. */
function inputsOf({ book }: CheckableBook, claim: Claim): Definition[] {
  const seen = new Set<Definition>();
  const stack = [claim.left, claim.right].flatMap((side) =>
    [...bareNamesIn(side), ...calleesIn(side)].flatMap(
      ({ name }) => resolve(book.scope, claim.sheet, name, claim.span.start) ?? [],
    ),
  );
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    stack.push(...directDependencies(book, at));
  }
  return [...seen].filter(({ kind }) => kind === 'free');
}
