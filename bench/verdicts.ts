/**
 * Runs Nabla over the labelled claims and prints how often it accused a right claim, passed a wrong one or could not tell,
 * beside the rules of other tools. Ends with 1 where a limit is broken.
 *
 *     npm run bench:verdicts [-- --only WORD] [--regime NAME] [--quick] [--open] [--no-peers] [--write-docs]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { allCases, type Case } from './cases';
import { type LabelledCase, readLabels } from './labels';
import { peerTable, ruleTable } from './peers';
import { REGIMES, type Regime, sheetText } from './regimes';
import {
  editTable,
  excusedTable,
  faultTexts,
  limitTable,
  nearTable,
  reasonTable,
  verdictTable,
} from './report';
import { asMarkdown, asText } from './tables';
import { type Answer, answerOf, faultOf, kindOf, type Outcome } from './tally';
import { verdictOn } from './verdict';

interface Options {
  readonly only?: string;
  readonly regime?: string;
  readonly labels?: string;
  /** Right claims only. */
  readonly quick: boolean;
  /** Names what was left open. */
  readonly open: boolean;
  readonly peers: boolean;
  readonly writeDocs: boolean;
}

function readOptions(args: readonly string[]): Options {
  const after = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const [only, regime, labels] = [after('--only'), after('--regime'), after('--labels')];
  return {
    ...(only === undefined ? {} : { only }),
    ...(regime === undefined ? {} : { regime }),
    ...(labels === undefined ? {} : { labels }),
    quick: args.includes('--quick'),
    open: args.includes('--open'),
    peers: !args.includes('--no-peers') && !args.includes('--quick'),
    writeDocs: args.includes('--write-docs'),
  };
}

async function judge(item: Case, label: LabelledCase, regime: Regime, quick: boolean): Promise<Outcome[]> {
  const text = item.regimes[regime];
  const truth = label.regimes[regime];
  if (!text || !truth) return [];
  const sheet = sheetText(text, item.right);
  const own = { id: item.id, regime, place: -1, label: truth.claim, verdict: await verdictOn(sheet), sheet };
  if (quick || truth.claim !== 'right') return [own];
  const out: Outcome[] = [own];
  // A changed function has the same relative errors as the function itself.
  const isChanged = regime.startsWith('f');
  const mutants = truth.mutants ?? (isChanged ? label.regimes.benign?.mutants : undefined);
  for (const [i, mutant] of item.mutants.entries()) {
    // With the function held fixed, the partial derivative of a changed function is 0.
    const found = isChanged && label.vanishing.includes(i) ? 'partial' : mutants?.[i];
    if (found === undefined) continue;
    const changed = sheetText(text, mutant.right);
    const verdict = await verdictOn(changed);
    out.push({ id: item.id, regime, place: i, edit: mutant.edit, label: found, verdict, sheet: changed });
  }
  return out;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const labels = readLabels(options.labels);
  const cases = allCases().filter(
    ({ id, file }) => options.only === undefined || id.includes(options.only) || file.includes(options.only),
  );
  const started = performance.now();
  const outcomes: Outcome[] = [];
  const answers = new Map<string, Answer>();
  let stale = 0;
  for (const item of cases) {
    const label = labels.get(item.id);
    if (label?.hash !== item.hash) {
      stale++;
      continue;
    }
    for (const regime of REGIMES) {
      if (options.regime !== undefined && options.regime !== regime) continue;
      const found = await judge(item, label, regime, options.quick);
      outcomes.push(...found);
      for (const { place, verdict } of found) answers.set(`${regime} ${item.id} ${place}`, answerOf(verdict));
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const arrays = cases.filter(({ kind }) => kind === 'array').length;
  const mutants = cases.reduce((sum, item) => sum + item.mutants.length, 0);
  const summary =
    `${cases.length - arrays} scalar and ${arrays} array claims with ${mutants} mutants; ` +
    `${outcomes.length} verdicts`;
  const limits = limitTable(outcomes);
  const first = [verdictTable(outcomes), limits.table];
  const second = [excusedTable(outcomes), reasonTable(outcomes), editTable(outcomes), nearTable(outcomes)];
  const peers = options.peers
    ? [peerTable(cases, labels, (id, regime, place) => answers.get(`${regime} ${id} ${place}`)), ruleTable()]
    : [];
  const tables = [...first, ...peers, ...second].filter(({ rows }) => rows.length > 0);

  console.log(`${summary}, ${((1000 * seconds) / Math.max(1, outcomes.length)).toFixed(2)} ms each\n`);
  for (const table of tables) console.log(asText(table));
  if (options.open) printOpen(outcomes);
  for (const text of faultTexts(outcomes)) console.log(`${text}\n`);
  if (stale > 0)
    console.log(
      `${stale} claims have no label, or an old one. Run "node bench/run.mjs label" with the oracle.`,
    );
  const isWhole = options.only === undefined && options.regime === undefined && !options.quick;
  if (options.writeDocs) {
    if (isWhole && stale === 0) writeDocs([`${summary}.`, ...tables.map(asMarkdown)].join('\n\n'));
    else console.log('docs/benchmark.md is written after a whole run with current labels only.');
  }
  const isFaulty = outcomes.some((outcome) => ['false alarm', 'miss'].includes(faultOf(outcome) ?? ''));
  process.exitCode = isFaulty || stale > 0 || (isWhole && !limits.holds) ? 1 : 0;
}

function printOpen(outcomes: readonly Outcome[]): void {
  for (const { id, edit, regime, label, verdict } of outcomes) {
    const kind = kindOf({ label, ...(edit === undefined ? {} : { edit }) });
    if (answerOf(verdict) === 'open' && ['right', 'equivalent', 'wrong'].includes(kind))
      console.log(
        `OPEN ${kind} [${regime}] ${id}${edit ? ` (${edit})` : ''}: ${verdict.code}: ${verdict.message}`,
      );
  }
  console.log('');
}

const BEGIN = '<!-- bench:verdicts begins -->';
const END = '<!-- bench:verdicts ends -->';

/** Replaces what stands between the two marks of docs/benchmark.md. */
function writeDocs(text: string): void {
  const file = path.join('docs', 'benchmark.md');
  const old = readFileSync(file, 'utf8');
  const [start, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${file} lacks its marks.`);
  const trimmed = text.replace(/\n{3,}/g, '\n\n').trim();
  writeFileSync(file, `${old.slice(0, start + BEGIN.length)}\n\n${trimmed}\n\n${old.slice(end)}`);
}

void main();
