/** What holds for every formula and for every document of prose, whatever somebody does to it. */
import { readLatex } from '../../src/core/syntax/latex/read';
import type { CheckedDocument } from '../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../src/service/model';
import { checkDocument, coverage, hints, lenses } from '../../src/service/service';
import type { Source } from './damage';
import { flawsOf } from './properties';
import type { Edited } from './prose';

/** Milliseconds of the processor within which a formula is read, and a short document checked. */
const READING = 200;
const CHECKING = 20_000;

const busy = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export function flawsOfFormula(text: string): string[] {
  try {
    const started = busy();
    const read = readLatex(text);
    const flaws = [...outside(read, { start: 0, end: text.length })];
    const took = busy() - started;
    if (took > READING) flaws.push(`read in ${took.toFixed(0)} ms`);
    if (read.statements.length > text.length) flaws.push(`${read.statements.length} statements`);
    if (text.trim() !== '' && JSON.stringify(read) !== JSON.stringify(readLatex(text)))
      flaws.push('read in two ways');
    for (const { message } of [...read.errors, ...read.notes]) {
      if (!/^\S/.test(message) || message.replaceAll(text, '').includes('[object'))
        flaws.push(`a strange message: ${message}`);
    }
    return flaws;
  } catch (error) {
    return [`throws ${error instanceof Error ? error.stack : String(error)}`];
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'start' in value &&
  typeof value.start === 'number' &&
  'end' in value &&
  typeof value.end === 'number';

/** The spans of plain data that do not lie in those of what they are a part of. */
function* outside(value: unknown, around: Place): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  let inner = around;
  if (!Array.isArray(value) && 'span' in value && isPlace(value.span)) {
    const { start, end } = value.span;
    if (!(around.start <= start && start <= end && end <= around.end))
      yield `a span from ${start} to ${end} outside of ${around.start} to ${around.end}`;
    inner = value.span;
  }
  for (const each of Object.values(value)) yield* outside(each, inner);
}

/** Everything that is shown of a document, as one text. */
const shown = (checked: CheckedDocument): string =>
  JSON.stringify([
    checked.sheets,
    checked.claims,
    checked.diagnostics,
    checked.counts,
    hints(checked, DEFAULT_SETTINGS),
    lenses(checked),
    coverage(checked),
  ]);

const check = async (source: Source, before?: CheckedDocument): Promise<CheckedDocument> => {
  const checked = await checkDocument(
    { ...source, language: '' },
    { settings: DEFAULT_SETTINGS, ...(before && { before }) },
  );
  if (checked === undefined) throw new Error('a check that nobody cancelled has no result');
  return checked;
};

/**
 * A document of prose gets its verdicts at places of its text, the same ones again, in bounded time; after each edit, and when
 * all edits are undone, those that it gets when it is checked anew.
 */
export async function flawsOfEdited({ source, later }: Edited): Promise<string[]> {
  const started = busy();
  const flaws = await flawsOf(source);
  const took = busy() - started;
  if (took > CHECKING) flaws.push(`checked in ${took.toFixed(0)} ms`);
  try {
    const first = await check(source);
    let before = first;
    for (const text of later) {
      const edited = { path: source.path, text };
      before = await check(edited, before);
      const fresh = shown(await check(edited));
      if (shown(before) !== fresh)
        flaws.push(`other verdicts after an edit: ${difference(shown(before), fresh)}\n${text}`);
    }
    const undone = shown(await check(source, before));
    if (undone !== shown(await check(source))) flaws.push('other verdicts after edits that were undone');
  } catch (error) {
    flaws.push(`throws ${error instanceof Error ? error.stack : String(error)}`);
  }
  return flaws;
}

/** Where two texts part. */
function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return `${one.slice(Math.max(0, at - 80), at + 80)} / ${other.slice(Math.max(0, at - 80), at + 80)}`;
}
