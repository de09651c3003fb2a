/**
 * Runs Nabla over the labelled claims and prints, for each regime, how often it accused a right claim, passed a wrong one or
 * could not tell. Ends with 1 on any false alarm or miss.
 *
 *     npm run bench:verdicts [-- --only WORD] [--regime NAME] [--quick] [--open]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { DEFAULT_SETTINGS } from '../src/service/model';
import { checkDocument } from '../src/service/service';
import { allCases, type Case } from './cases';
import { REGIMES, type Regime, sheetText } from './regimes';
import { newTally, printTally, type Tally } from './tally';

/** What the oracle found; a number is the relative difference of a wrong mutant. */
type Label = number | string;

interface LabelledCase {
  readonly id: string;
  readonly hash: string;
  readonly confirmed: readonly string[];
  /** The mutants that are 0 everywhere, by their place. */
  readonly vanishing: readonly number[];
  readonly regimes: Partial<Record<Regime, { readonly claim: string; readonly mutants?: readonly Label[] }>>;
}

/** Differences below this are listed apart: what 16 digits can tell is near its end. */
const NEAR = 1e-9;

const options = readOptions(process.argv.slice(2));
const labels = readLabels();
const tallies = new Map<Regime, Tally>(REGIMES.map((regime) => [regime, newTally()]));
const started = performance.now();
let checks = 0;

function readOptions(args: readonly string[]): {
  only?: string;
  regime?: string;
  quick: boolean;
  open: boolean;
  labels: string;
} {
  const after = (flag: string) => {
    const i = args.indexOf(flag);
    return i < 0 ? undefined : args[i + 1];
  };
  const only = after('--only');
  const regime = after('--regime');
  return {
    ...(only === undefined ? {} : { only }),
    ...(regime === undefined ? {} : { regime }),
    quick: args.includes('--quick'),
    open: args.includes('--open'),
    labels: after('--labels') ?? path.join('bench', 'claims', 'labels.jsonl'),
  };
}

function readLabels(): Map<string, LabelledCase> {
  const lines = readFileSync(options.labels, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const label = JSON.parse(line) as LabelledCase;
      return [label.id, label] as const;
    }),
  );
}

/** The verdict on a sheet's one claim; a claim that is read as several counts by its worst. */
async function verdictOn(text: string): Promise<{ kind: string; code: string; message: string }> {
  checks++;
  const checked = await checkDocument(
    { path: 'claim.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  const reports = checked?.claims.filter(({ kind }) => kind === 'derivative') ?? [];
  const verdict = (reports.at(-1) ?? checked?.claims.at(-1))?.verdict;
  return verdict ?? { kind: 'unread', code: 'none', message: 'There is no claim.' };
}

async function judge(item: Case, label: LabelledCase, regime: Regime): Promise<void> {
  const text = item.regimes[regime];
  const truth = label.regimes[regime];
  if (!text || !truth) return;
  const tally = tallies.get(regime)!;
  const sheet = sheetText(text, item.right);
  const verdict = await verdictOn(sheet);
  tally.claim(truth.claim, verdict, { id: item.id, sheet });
  if (options.quick || truth.claim !== 'right') return;
  // A changed function has the same relative errors as the function itself.
  const mutants = truth.mutants ?? (regime.startsWith('f') ? label.regimes.benign?.mutants : undefined);
  for (const [i, mutant] of item.mutants.entries()) {
    // With the function held fixed, the partial derivative of a changed function is 0.
    const kind = regime.startsWith('f') && label.vanishing.includes(i) ? 'partial' : mutants?.[i];
    if (kind === undefined) continue;
    const changed = sheetText(text, mutant.right);
    tally.mutant(kind, await verdictOn(changed), { id: `${item.id} (${mutant.edit})`, sheet: changed }, NEAR);
  }
}

async function main(): Promise<void> {
  const cases = allCases().filter(
    ({ id, file }) => options.only === undefined || id.includes(options.only) || file.includes(options.only),
  );
  let stale = 0;
  for (const item of cases) {
    const label = labels.get(item.id);
    if (label?.hash !== item.hash) {
      stale++;
      continue;
    }
    for (const regime of REGIMES) {
      if (options.regime === undefined || options.regime === regime) await judge(item, label, regime);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const faults = printTally(tallies, { claims: cases, checks, seconds, open: options.open });
  if (stale > 0)
    console.log(
      `\n${stale} claims have no label, or an old one. Run "node bench/run.mjs label" with the oracle.`,
    );
  process.exitCode = faults > 0 || stale > 0 ? 1 : 0;
}

void main();
