/**
 * Runs the rules of other tools over the scalar claims, at four points of each: a claim is accused if one point fails.
 *
 *     node bench/run.mjs peers
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allCases } from './cases';
import { type Evaluator, evaluatorOf } from './peers/evaluate';
import { RULES, type Rule } from './peers/rules';
import { REGIMES, type Regime } from './regimes';

const POINTS = 4;
const ATTEMPTS = 40;

interface Labels {
  readonly id: string;
  readonly hash: string;
  readonly vanishing: readonly number[];
  readonly regimes: Partial<Record<Regime, { claim: string; mutants?: readonly (number | string)[] }>>;
}

interface Count {
  right: number;
  accused: number;
  wrong: number;
  passed: number;
}

/** Marsaglia's xorshift: the same points in every run. */
function randomness(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Whether the rule passes at all points; undefined without enough points. */
function verdict(rule: Rule, evaluator: Evaluator, seed: number): boolean | undefined {
  const random = randomness(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let points = 0;
  for (let attempt = 0; attempt < ATTEMPTS && points < POINTS; attempt++) {
    const whole = evaluator.intervals.map(([low, high]) => low + (high - low) * random());
    const direction = [normal()];
    const { value, claimed } = evaluator.at(whole);
    if (!Number.isFinite(value) || !Number.isFinite(claimed)) continue;
    points++;
    const f = ([x]: readonly number[]) =>
      evaluator.at(whole.map((old, i) => (i === evaluator.variable ? x! : old))).value;
    if (!rule.passes({ f, claimed: [claimed], x: [whole[evaluator.variable]!], direction })) return false;
  }
  return points === POINTS ? true : undefined;
}

const labels = new Map(
  readFileSync(path.join('bench', 'claims', 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const label = JSON.parse(line) as Labels;
      return [label.id, label] as const;
    }),
);

const counts = new Map(RULES.map((rule) => [rule, new Map<Regime, Count>()]));
const regimes = REGIMES.filter((regime) => regime !== 'at kink');

for (const [number, item] of allCases().entries()) {
  const label = labels.get(item.id);
  if (item.kind !== 'scalar' || label?.hash !== item.hash) continue;
  for (const regime of regimes) {
    const text = item.regimes[regime];
    const truth = label.regimes[regime];
    if (!text || truth?.claim !== 'right') continue;
    const mutants = truth.mutants ?? label.regimes.benign?.mutants ?? [];
    const asked = [
      { right: item.right, isRight: true },
      ...item.mutants.flatMap(({ right }, i) =>
        typeof mutants[i] === 'number' ? [{ right, isRight: false }] : [],
      ),
    ];
    for (const { right, isRight } of asked) {
      const evaluator = evaluatorOf(text, right);
      if (!evaluator) continue;
      for (const rule of RULES) {
        const passes = verdict(rule, evaluator, 2654435761 * (number + 1));
        if (passes === undefined) continue;
        const byRegime = counts.get(rule)!;
        const count = byRegime.get(regime) ?? { right: 0, accused: 0, wrong: 0, passed: 0 };
        byRegime.set(regime, count);
        if (isRight) {
          count.right++;
          if (!passes) count.accused++;
        } else {
          count.wrong++;
          if (passes) count.passed++;
        }
      }
    }
  }
}

console.log('Rules of other tools, reimplemented; scalar first derivatives, four points each.');
console.log('A cell: false alarms on right claims / wrong mutants passed.\n');
for (const { name, settings } of RULES) console.log(`${name}: ${settings}`);
const share = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
console.log(
  `\n${'regime'.padEnd(10)}${'claims'.padStart(14)}${RULES.map(({ name }) => name.padStart(21)).join('')}`,
);
for (const regime of regimes) {
  const all = RULES.map((rule) => counts.get(rule)!.get(regime));
  const [first] = all;
  if (!first) continue;
  const cells = all.map((count) =>
    count ? `${share(count.accused, count.right)} / ${share(count.passed, count.wrong)}`.padStart(21) : '',
  );
  console.log(`${regime.padEnd(10)}${`${first.right} / ${first.wrong}`.padStart(14)}${cells.join('')}`);
}
