/**
 * Throws random sheets, damaged documents of this repository, and derivatives that Nabla itself has printed, at the check;
 * damaged formulas at the LaTeX reader; documents of prose at the check, once more after each of some edits. Ends with 1 if
 * something throws, if Nabla finds itself at fault, if a text gets two different verdicts, if an edited document gets other
 * verdicts than a new one, if a place lies outside of its text, if a printed derivative is called wrong or 1.001 times it right.
 *
 *     npm run bench:fuzz [-- --of sheets|formulas|prose] [--count N] [--seed 1] [--from N]
 *
 * The document at work is in .cache/bench/fuzz, so that one on which the process hangs or dies is not lost.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { damaged, type Source } from './fuzz/damage';
import { answered, flawsOf, isSettled } from './fuzz/properties';
import { type Edited, editedDocuments, formulas } from './fuzz/prose';
import { flawsOfEdited, flawsOfFormula } from './fuzz/prose-properties';
import { type Question, questions, sheets } from './fuzz/sheets';

/** Every so many documents are checked again, for the same verdicts. */
const AGAIN_EVERY = 16;
/** Longer documents of the repository are only damaged in parts. */
const LONGEST = 3000;
const SLOWEST = 10;
const BATCH = 64;

const after = (flag: string): string | undefined => {
  const i = process.argv.indexOf(flag);
  return i < 0 ? undefined : process.argv[i + 1];
};
const seed = Number(after('--seed') ?? 1);
const from = Number(after('--from') ?? 0);

type Case =
  | { readonly source: Source }
  | { readonly question: Question }
  | { readonly formula: string }
  | { readonly edited: Edited };

/** Examples, claims and the sheets of the documentation and the tests. */
function corpus(): Source[] {
  const filesIn = (folder: string, ending: RegExp): Source[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .sort()
      .map((name) => ({ path: path.basename(name), text: readFileSync(path.join(folder, name), 'utf8') }));
  const tests = filesIn(path.join('test', 'unit', 'check'), /\.test\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/`([^`$\\]+)`/g)].map(([, sheet]) => ({ path: 'sheet.nabla', text: sheet! })),
  );
  const docs = filesIn('docs', /\.md$/).flatMap(({ text }) =>
    [...text.matchAll(/^```nabla\n([\s\S]*?)^```$/gm)].map(([, sheet]) => ({
      path: 'sheet.nabla',
      text: sheet!,
    })),
  );
  const claims = filesIn(path.join('bench', 'claims'), /\.nabla$/).flatMap(({ path: name, text }) =>
    text.split(/^-{3,}$/m).map((sheet) => ({ path: name, text: sheet })),
  );
  return [...filesIn('examples', /^\d\d-/), ...docs, ...tests, ...claims].map(({ path: name, text }) => ({
    path: name,
    text: text.slice(0, LONGEST),
  }));
}

const generated = sheets.map((text): Source => ({ path: 'sheet.nabla', text }));

/** What is thrown, and how often unless the command says. */
const KINDS: Readonly<Record<string, { readonly count: number; readonly cases: () => fc.Arbitrary<Case> }>> =
  {
    sheets: {
      count: 100_000,
      cases: () =>
        fc.oneof(
          { weight: 5, arbitrary: generated.map((source) => ({ source })) },
          { weight: 1, arbitrary: damaged(generated).map((source) => ({ source })) },
          { weight: 2, arbitrary: damaged(fc.constantFrom(...corpus())).map((source) => ({ source })) },
          { weight: 2, arbitrary: questions.map((question) => ({ question })) },
        ),
    },
    formulas: { count: 100_000, cases: () => formulas().map((formula) => ({ formula })) },
    prose: { count: 10_000, cases: () => editedDocuments().map((edited) => ({ edited })) },
  };

function sourceOf(one: Case): Source {
  if ('source' in one) return one.source;
  if ('edited' in one) return one.edited.source;
  if ('formula' in one) return { path: 'formula.tex', text: one.formula };
  return { path: 'sheet.nabla', text: `${one.question.head}\n${one.question.left} = ?\n` };
}

async function flawsOfCase(one: Case, i: number, tally: Map<string, number>): Promise<string[]> {
  if ('formula' in one) return flawsOfFormula(one.formula);
  if ('edited' in one) return flawsOfEdited(one.edited);
  if ('source' in one) {
    const flaws = await flawsOf(one.source);
    if (flaws.length === 0 && i % AGAIN_EVERY === 0 && !(await isSettled(one.source)))
      flaws.push('two different verdicts');
    return flaws;
  }
  try {
    const answer = await answered(one.question);
    const add = (key: string): Map<string, number> => tally.set(key, (tally.get(key) ?? 0) + 1);
    add(answer === undefined ? 'no answer' : `printed ${answer.own}`);
    if (answer !== undefined) add(`times 1.001 ${answer.changed}`);
    return [...(answer?.flaws ?? [])];
  } catch (error) {
    return [`throws ${error instanceof Error ? error.stack : String(error)}`];
  }
}

async function fuzz(kind: string): Promise<number> {
  const { count: usual, cases } = KINDS[kind]!;
  const count = Number(after('--count') ?? usual);
  const folder = path.join('.cache', 'bench', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const tally = new Map<string, number>();
  const slow: { place: number; seconds: number; text: string }[] = [];
  let found = 0;
  const drawing = cases();
  const started = performance.now();
  for (let first = 0; first < count; first += BATCH) {
    if (first + BATCH <= from) continue;
    const drawn = fc.sample(drawing, { numRuns: Math.min(BATCH, count - first), seed: seed + first * 7919 });
    for (const [k, one] of drawn.entries()) {
      const i = first + k;
      if (i < from) continue;
      const { path: name, text } = sourceOf(one);
      writeFileSync(path.join(folder, name), text);
      const before = performance.now();
      const flaws = await flawsOfCase(one, i, tally);
      const seconds = (performance.now() - before) / 1000;
      slow.push({ place: i, seconds, text });
      slow.sort((a, b) => b.seconds - a.seconds).splice(SLOWEST);
      if (flaws.length === 0) continue;
      found++;
      console.log(`FLAW ${i}: ${flaws.join('\n    ')}\n${text.trimEnd().replace(/^/gm, '    | ')}\n`);
    }
  }
  const took = (performance.now() - started) / 1000;
  for (const { place, seconds, text } of slow) {
    console.log(`${seconds.toFixed(2)} s, ${kind} ${place}:\n${text.trimEnd().replace(/^/gm, '    | ')}\n`);
  }
  if (tally.size > 0) {
    const shown = [...tally].sort((a, b) => b[1] - a[1]).map(([key, n]) => `${key} ${n}`);
    console.log(`derivatives that were asked for: ${shown.join(', ')}`);
  }
  console.log(`${count - from} ${kind}, seed ${seed}: ${found} with flaws; ${took.toFixed(1)} s`);
  return found;
}

async function main(only: string | undefined): Promise<void> {
  const kinds = Object.keys(KINDS);
  if (only !== undefined && !kinds.includes(only)) throw new Error(`--of takes one of ${kinds.join(', ')}.`);
  let found = 0;
  for (const kind of only === undefined ? kinds : [only]) found += await fuzz(kind);
  process.exitCode = found > 0 ? 1 : 0;
}

void main(after('--of'));
