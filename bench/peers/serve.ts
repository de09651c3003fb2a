/**
 * Lets other programs ask for values of the functions: first one line of JSON with a sample of the questions and what each
 * rule answers; then, for each line `PLACE X` on standard input, the value of that question's function at X.
 *
 *     node bench/run.mjs serve
 */
import { createInterface } from 'node:readline';
import { allCases } from '../cases';
import { readLabels } from '../labels';
import type { Regime } from '../regimes';
import { questionsOf } from './questions';
import type { Question } from './rule';
import { RULES } from './rules';

/** Of each regime: enough for a percentage, few enough for a minute. */
const SAMPLE = 240;

const labels = readLabels();
const sample: { readonly regime: Regime; readonly question: Question }[] = [];
const taken = new Map<Regime, number>();
for (const [number, item] of allCases().entries()) {
  const label = labels.get(item.id);
  if (label?.hash !== item.hash || number % 3 !== 0) continue;
  for (const { regime, questions, place } of questionsOf(item, label, number)) {
    const count = taken.get(regime) ?? 0;
    const [question] = questions;
    if (place > 0 || question === undefined || count >= SAMPLE) continue;
    taken.set(regime, count + 1);
    sample.push({ regime, question });
  }
}

const described = sample.map(({ regime, question }) => ({
  regime,
  x: question.x,
  claimed: question.claimed,
  tangent: question.tangent,
  answers: Object.fromEntries(RULES.map((rule) => [rule.name, rule.answer(question)])),
}));
process.stdout.write(`${JSON.stringify(described)}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const [place, x] = line.split(' ').map(Number);
  process.stdout.write(`${sample[place!]!.question.f(x!)}\n`);
});
