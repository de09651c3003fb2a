/**
 * Breaks every labelled claim by one edit and asks Nabla for the repair. Prints how often the first repair undoes the edit or
 * says the same, how often there is any, and how long the search took. Ends with 1 where a limit is broken.
 *
 *     npm run bench:diagnose [-- --only WORD] [--edit KIND] [--sample N] [--open]
 */
import { type CheckableBook, checkableBook, checkClaim } from '../src/core/check/check';
import { diagnose } from '../src/core/check/diagnose/diagnose';
import { DEFAULT_CHECK } from '../src/core/check/options';
import type { Verdict } from '../src/core/check/verdict';
import { extract } from '../src/core/extract/extract';
import { readBook } from '../src/core/sheet/book';
import type { Claim } from '../src/core/sheet/model';
import { readInfix } from '../src/core/syntax/infix/read';
import { fixesOf } from '../src/service/fixes';
import { allCases, type Case } from './cases';
import { readLabels } from './labels';
import { sheetText } from './regimes';
import { asText, type Table } from './tables';

/** One broken claim and what was said of it. */
interface Outcome {
  readonly id: string;
  readonly kind: Case['kind'];
  readonly edit: string;
  readonly original: string;
  readonly broken: string;
  readonly mistake: string;
  readonly repair: string | undefined;
  /** The repair that is offered first says what the original did, in about as many characters. */
  readonly first: boolean;
  /** Some repair passes the check, and be it the derivative as a whole. */
  readonly any: boolean;
  readonly milliseconds: number;
}

const LIMITS = { scalar: 0.85, array: 0.75, any: 0.95 } as const;

function options(args: readonly string[]) {
  const after = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  return {
    only: after('--only'),
    edit: after('--edit'),
    sample: Number(after('--sample') ?? 1),
    isOpen: args.includes('--open'),
  };
}

function bookOf(text: string): CheckableBook {
  const document = { path: 'claim.nabla', language: 'nabla', text };
  return checkableBook(
    readBook(extract(document), ({ fragment, dialect }) => readInfix(fragment.text, { dialect })),
  );
}

/** What is read as several claims counts by its last derivative. */
const claimOf = ({ book }: CheckableBook): Claim | undefined =>
  book.claims.filter(({ kind }) => kind === 'derivative').at(-1) ?? book.claims.at(-1);

const bare = (text: string): string => text.replace(/[\s()]/g, '');

/** A repair may be a little longer than what the author wrote, such as `sigmoid(x)` for `s`. */
const isAsShort = (repaired: string, original: string): boolean =>
  bare(repaired).length <= 1.4 * bare(original).length + 8;

function outcomeOf(item: Case, edit: string, broken: string): Outcome | undefined {
  const text = item.regimes.benign;
  if (text === undefined) return undefined;
  const checkable = bookOf(sheetText(text, broken));
  const claim = claimOf(checkable);
  if (claim === undefined) return undefined;
  const verdict: Verdict = checkClaim(checkable, claim, DEFAULT_CHECK);
  if (verdict.kind !== 'disagree') return undefined;
  // Of the processor, so that a busy machine tells the same.
  const started = process.cpuUsage();
  const { diagnoses } = diagnose(checkable, claim, verdict, DEFAULT_CHECK);
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / 1000;
  const repair = diagnoses.find((diagnosis) => diagnosis.repair !== undefined)?.repair;
  const any = repair !== undefined || fixesOf(checkable, claim, verdict, DEFAULT_CHECK).length > 0;
  return {
    id: item.id,
    kind: item.kind,
    edit,
    original: item.right,
    broken,
    mistake: diagnoses[0]?.mistake ?? '–',
    repair: repair?.right,
    first: repair !== undefined && isAsShort(repair.right, item.right),
    any,
    milliseconds,
  };
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

function row(name: string, outcomes: readonly Outcome[]): string[] {
  const times = outcomes.map(({ milliseconds }) => milliseconds);
  return [
    name,
    String(outcomes.length),
    percent(outcomes.filter(({ first }) => first).length, outcomes.length),
    percent(outcomes.filter(({ repair }) => repair !== undefined).length, outcomes.length),
    percent(outcomes.filter(({ any }) => any).length, outcomes.length),
    `${quantile(times, 0.5).toFixed(1)} ms`,
    `${quantile(times, 0.95).toFixed(1)} ms`,
    `${Math.max(0, ...times).toFixed(0)} ms`,
  ];
}

function tableOf(outcomes: readonly Outcome[]): Table {
  const rows: string[][] = [];
  for (const kind of ['scalar', 'array'] as const) {
    const ofKind = outcomes.filter((outcome) => outcome.kind === kind);
    for (const edit of [...new Set(ofKind.map((outcome) => outcome.edit))].sort())
      rows.push(
        row(
          `${kind}: ${edit}`,
          ofKind.filter((outcome) => outcome.edit === edit),
        ),
      );
    rows.push(row(`${kind}: all`, ofKind));
  }
  return {
    title: 'Repairs of claims with one edit',
    notes: [],
    head: [
      'edit',
      'claims',
      'first repair undoes it',
      'one edit found',
      'any repair',
      'median',
      '95 %',
      'longest',
    ],
    rows,
  };
}

function main(): void {
  const { only, edit, sample, isOpen } = options(process.argv.slice(2));
  const labels = readLabels();
  const outcomes: Outcome[] = [];
  let turn = 0;
  for (const item of allCases()) {
    if (only !== undefined && !item.id.includes(only) && !item.file.includes(only)) continue;
    const truth = labels.get(item.id)?.regimes.benign;
    if (truth?.claim !== 'right') continue;
    for (const [i, mutant] of item.mutants.entries()) {
      if (edit !== undefined && mutant.edit !== edit) continue;
      if (typeof truth.mutants?.[i] !== 'number' || turn++ % sample !== 0) continue;
      const outcome = outcomeOf(item, mutant.edit, mutant.right);
      if (outcome !== undefined) outcomes.push(outcome);
    }
  }
  if (isOpen) {
    for (const { id, edit: kind, original, broken, repair, mistake, first, milliseconds } of outcomes) {
      if (first) continue;
      console.log(
        `OPEN ${id} [${kind}, ${mistake}, ${milliseconds.toFixed(0)} ms]\n  right:  ${original}\n  broken: ${broken}\n  repair: ${repair ?? '–'}`,
      );
    }
    console.log('');
  }
  console.log(asText(tableOf(outcomes)));
  const share = (of: readonly Outcome[], test: (outcome: Outcome) => boolean) =>
    of.length === 0 ? 1 : of.filter(test).length / of.length;
  const [scalar, array] = (['scalar', 'array'] as const).map((kind) =>
    outcomes.filter((outcome) => outcome.kind === kind),
  ) as [Outcome[], Outcome[]];
  const holds =
    share(scalar, ({ first }) => first) >= LIMITS.scalar &&
    share(array, ({ first }) => first) >= LIMITS.array &&
    share(outcomes, ({ any }) => any) >= LIMITS.any;
  process.exitCode = holds ? 0 : 1;
}

main();
