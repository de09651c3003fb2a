/**
 * Judges random right claims: none may be accused. Every tenth is also judged with a factor of 1.0001, which must be
 * caught unless the derivative is 0, where the claim of 0 agrees, too.
 * Ends with 1 on a false alarm, or where less than 99.9 % of the changed claims with an answer are caught.
 *
 *     npm run bench:random [-- --count 100000] [--seed 1] [--open] [--emit FILE]
 *
 * With `--emit` the claims are not judged but written for the oracle: `python3 bench/oracle/label.py FILE LABELS` confirms them.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type RandomClaim, randomClaim, randomness } from './random/generate';
import { type Verdict, verdictOn } from './verdict';

const CHANGED_EVERY = 10;
const LEAST_CAUGHT = 0.999;

const after = (flag: string): string | undefined => {
  const i = process.argv.indexOf(flag);
  return i < 0 ? undefined : process.argv[i + 1];
};
const count = Number(after('--count') ?? 100_000);
const seed = Number(after('--seed') ?? 1);
const isOpenShown = process.argv.includes('--open');

const sheetOf = ({ head, left, right }: RandomClaim): string => `${head}\n${left} = ${right}\n`;
const changed = (claim: RandomClaim): RandomClaim => ({ ...claim, right: `1.0001*(${claim.right})` });

function emit(file: string): void {
  const random = randomness(seed);
  const lines = Array.from({ length: count }, (_, i) => {
    const claim = randomClaim(random);
    const content = {
      id: `random-${seed}-${i}`,
      file: 'random',
      kind: 'scalar',
      text: sheetOf(claim),
      right: claim.right,
      regimes: { benign: { head: claim.head, left: claim.left, wrap: '%' } },
      mutants: [{ edit: 'small', right: changed(claim).right }],
    };
    const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
    return `${JSON.stringify({ ...content, hash })}\n`;
  });
  writeFileSync(file, lines.join(''));
}

function tallied(counts: Map<string, number>, { kind, code }: Verdict): void {
  const key = kind === 'agree' || kind === 'disagree' ? kind : `${kind} ${code}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const shown = (counts: ReadonlyMap<string, number>, all: number): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([key, n]) => `${key} ${n} (${((100 * n) / all).toFixed(2)} %)`)
    .join(', ');

async function judge(): Promise<void> {
  const random = randomness(seed);
  const [right, wrong] = [new Map<string, number>(), new Map<string, number>()];
  let alarms = 0;
  let missed = 0;
  let asked = 0;
  let vanishing = 0;
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    const claim = randomClaim(random);
    const verdict = await verdictOn(sheetOf(claim));
    tallied(right, verdict);
    if (verdict.kind === 'disagree') report('FALSE ALARM', ++alarms, claim, verdict);
    else if (isOpenShown && verdict.kind !== 'agree') report('OPEN', i, claim, verdict);
    if (i % CHANGED_EVERY !== 0) continue;
    const other = await verdictOn(sheetOf(changed(claim)));
    if (other.kind === 'agree' && (await verdictOn(sheetOf({ ...claim, right: '0' }))).kind === 'agree') {
      vanishing++;
      continue;
    }
    asked++;
    tallied(wrong, other);
    if (other.kind === 'agree') report('MISS', ++missed, changed(claim), other);
  }
  const seconds = (performance.now() - started) / 1000;
  const caught = wrong.get('disagree') ?? 0;
  const share = caught / Math.max(1, caught + missed);
  console.log(`${count} random right claims, seed ${seed}: ${shown(right, count)}`);
  console.log(
    `${asked} of them times 1.0001, besides ${vanishing} that are 0: ${shown(wrong, Math.max(1, asked))}`,
  );
  console.log(
    `${alarms} false alarms; ${(100 * share).toFixed(3)} % of the conclusive changed claims caught`,
  );
  console.log(`${seconds.toFixed(1)} s, ${((1000 * seconds) / (count + asked)).toFixed(2)} ms each`);
  process.exitCode = alarms > 0 || share < LEAST_CAUGHT ? 1 : 0;
}

function report(what: string, place: number, claim: RandomClaim, { code, message }: Verdict): void {
  console.log(`${what} ${place}: ${code}: ${message}\n${sheetOf(claim).trimEnd().replace(/^/gm, '    ')}\n`);
}

const file = after('--emit');
if (file === undefined) void judge();
else emit(file);
