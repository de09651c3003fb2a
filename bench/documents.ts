import { existsSync, readFileSync } from 'node:fs';
import { extract } from '../src/core/extract/extract';
import type { SourceDocument, SourceFragment } from '../src/core/extract/sheet-source';
import { lineIndex, positionAt } from '../src/core/text/lines';
import { DEFAULT_SETTINGS } from '../src/service/model';
import { readerOf } from '../src/service/read-source';
import { checkDocument } from '../src/service/service';
import {
  corpusFile,
  type Judged,
  type Label,
  type LabelledFile,
  labelledFiles,
  type Outcome,
  score,
} from '../test/corpus/score';

/**
 * What Nabla makes of documents as people write them: how many formulas are read, and the verdicts on labelled equations. Ends
 * with 1 if an equation that is not wrong was accused.
 *
 *     npm run bench:documents [-- --only WORD] [--open]
 */

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;

interface Row {
  readonly name: string;
  readonly formulas: number;
  readonly read: number;
  readonly right: Readonly<Record<Outcome, number>>;
  readonly wrong: Readonly<Record<Outcome, number>>;
  readonly accusations: number;
  readonly milliseconds: number;
}

/** A document, and what of it is no formula but what a scan made of one, blanks aside. */
interface Source extends LabelledFile {
  readonly garbage?: ReadonlySet<string>;
}

const bare = (text: string): string => text.replace(/\s+/g, '');

/** How many formulas a document has, and of how many the reader understands every statement. */
function readingOf(document: SourceDocument, garbage: ReadonlySet<string>): Pick<Row, 'formulas' | 'read'> {
  const extraction = extract(document);
  const read = readerOf(extraction);
  const formulas = extraction.sheets
    .flatMap(({ fragments }) => fragments)
    .filter(({ syntax, fragment }) => syntax === 'latex' && !garbage.has(bare(fragment.text)));
  const isRead = (source: SourceFragment): boolean =>
    read(source).statements.every(({ kind }) => kind !== 'unread');
  return { formulas: formulas.length, read: formulas.filter(isRead).length };
}

async function rowOf({ file, name, labels, garbage = new Set() }: Source): Promise<Row> {
  const text = readFileSync(file, 'utf8');
  const begin = performance.now();
  const document = { path: name.endsWith('.txt') ? `${name}.md` : name, language: '', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error(`The check of ${name} was cancelled.`);
  const milliseconds = performance.now() - begin;
  const { judged, accusations } = score(text, checked.claims, labels);
  const lines = lineIndex(text);
  const lineOf = (offset: number): number => positionAt(lines, offset).line + 1;
  for (const claim of accusations)
    console.log(
      `FALSE ALARM ${name}:${lineOf(claim.span.start)} ${claim.text}\n    ${claim.verdict.message}`,
    );
  if (args.includes('--open')) for (const each of judged) explain(name, lineOf(each.span.start), each);
  return {
    name,
    ...readingOf(document, garbage),
    right: tally(judged, 'right'),
    wrong: tally(judged, 'wrong'),
    accusations: accusations.length,
    milliseconds,
  };
}

function explain(name: string, line: number, { label, claim, outcome }: Judged): void {
  const expected = label.truth === 'right' ? 'agree' : 'disagree';
  if (label.truth === 'undecidable' || outcome === expected) return;
  const why =
    claim === undefined ? 'no claim was read here' : `${claim.verdict.code}: ${claim.verdict.message}`;
  console.log(
    `${label.truth} but ${outcome}: ${name}:${line} ${label.source.replace(/\s+/g, ' ')}\n    ${why}`,
  );
}

function tally(judged: readonly Judged[], truth: Label['truth']): Record<Outcome, number> {
  const counts = { agree: 0, disagree: 0, inconclusive: 0, unread: 0 };
  for (const { label, outcome } of judged) if (label.truth === truth) counts[outcome]++;
  return counts;
}

interface ListedFile {
  readonly file: string;
  readonly formulas: readonly {
    readonly line: number;
    readonly source?: string;
    readonly garbage: boolean;
    readonly equations?: readonly Label[];
  }[];
}

/** The documents whose formulas are listed in `sources/`, where they lie beside the project. */
function sources(): Source[] {
  const { files } = JSON.parse(readFileSync(corpusFile('sources', 'formulas.json'), 'utf8')) as {
    files: readonly ListedFile[];
  };
  return files.flatMap(({ file: name, formulas }) => {
    const file = corpusFile('..', '..', '..', 'shared', 'seeds', name);
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8');
    const labels = formulas.flatMap(({ line, equations = [] }) =>
      equations.map(
        (label): Label => ({ ...label, line, occurrence: occurrenceAt(text, label.source, line) }),
      ),
    );
    const garbage = new Set(
      formulas.flatMap(({ garbage: isGarbage, source }) =>
        isGarbage && source !== undefined ? [bare(source)] : [],
      ),
    );
    return [{ file, name, labels, garbage }];
  });
}

/** Which occurrence of a text is the first one that ends in or behind a line. */
function occurrenceAt(text: string, source: string, line: number): number {
  const from = lineIndex(text).starts[line - 1] ?? 0;
  let occurrence = 1;
  for (let at = text.indexOf(source); at >= 0 && at < from; at = text.indexOf(source, at + 1)) occurrence++;
  return occurrence;
}

const HEAD = [
  'document',
  'formulas',
  'read',
  'right: agree',
  'open',
  'wrong: found',
  'open',
  'missed',
  'false alarms',
  'ms',
];

const OUTCOMES = ['agree', 'disagree', 'inconclusive', 'unread'] as const;

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;

const whole = (counts: Readonly<Record<Outcome, number>>): number =>
  OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);

const cells = ({ name, formulas, read, right, wrong, accusations, milliseconds }: Row): string[] => [
  name,
  String(formulas),
  share(read, formulas),
  `${right.agree} / ${whole(right)}`,
  String(right.inconclusive + right.unread),
  `${wrong.disagree} / ${whole(wrong)}`,
  String(wrong.inconclusive + wrong.unread),
  String(wrong.agree),
  String(accusations),
  milliseconds.toFixed(0),
];

const added = (a: Row['right'], b: Row['right']): Row['right'] => ({
  agree: a.agree + b.agree,
  disagree: a.disagree + b.disagree,
  inconclusive: a.inconclusive + b.inconclusive,
  unread: a.unread + b.unread,
});

const sumOf = (rows: readonly Row[]): Row =>
  rows.reduce(
    (sum, row) => ({
      name: sum.name,
      formulas: sum.formulas + row.formulas,
      read: sum.read + row.read,
      right: added(sum.right, row.right),
      wrong: added(sum.wrong, row.wrong),
      accusations: sum.accusations + row.accusations,
      milliseconds: sum.milliseconds + row.milliseconds,
    }),
    {
      name: 'all',
      formulas: 0,
      read: 0,
      right: tally([], 'right'),
      wrong: tally([], 'wrong'),
      accusations: 0,
      milliseconds: 0,
    },
  );

function printTable(table: readonly (readonly string[])[]): void {
  const widths = HEAD.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  for (const row of table)
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    );
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const source of [...labelledFiles(), ...sources()]) {
    if (only === undefined || source.name.includes(only)) rows.push(await rowOf(source));
  }
  const all = sumOf(rows);
  printTable([HEAD, ...[...rows, all].map(cells)]);
  if (all.accusations > 0) process.exitCode = 1;
}

void main();
