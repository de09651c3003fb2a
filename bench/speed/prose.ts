/** How fast documents of prose are read, beside parsers that only find and parse, and how soon an edit has its verdicts. */
import { performance } from 'node:perf_hooks';
import { extract } from '../../src/core/extract/extract';
import { DEFAULT_SETTINGS } from '../../src/service/model';
import { readerOf } from '../../src/service/read-source';
import { checkDocument } from '../../src/service/service';
import { measure, median } from './measure';
import { katex, markdownTree } from './peers.mjs';
import { proseOf } from './prose-document';
import { type Row, showTime } from './rows';

const READ = 1_000_000;
const EDITED = 500_000;
const PLACES = 10;
const ROUNDS = 5;
const RIGHT = '= 3x^2';
const WRONG = '= 4x^2';

export async function proseRows(): Promise<Row[]> {
  return [...readingRows(), ...(await editRows())];
}

/** Extraction, and the tree of every formula. */
function read(path: string, text: string): number {
  const extraction = extract({ path, language: '', text });
  const reader = readerOf(extraction);
  let statements = 0;
  for (const { fragments } of extraction.sheets)
    for (const fragment of fragments) statements += reader(fragment).statements.length;
  return statements;
}

/** The tree of the document, and that of every formula. */
function peerRead(text: string): number {
  let formulas = 0;
  const visit = ({ type, value, children = [] }: ReturnType<typeof markdownTree>): void => {
    if (type === 'inlineMath' || type === 'math') {
      formulas++;
      katex.__parse(value!, { strict: false });
    }
    for (const child of children) visit(child);
  };
  visit(markdownTree(text));
  return formulas;
}

function readingRows(): Row[] {
  const markdown = proseOf('md', READ);
  const latex = proseOf('tex', READ);
  if (peerRead(markdown) === 0) throw new Error('The other parser finds no formulas.');
  const [own, peer, ownLatex] = measure(
    [() => read('a.md', markdown), () => peerRead(markdown), () => read('a.tex', latex)],
    { rounds: 7 },
  ) as [number, number, number];
  const speed = (text: string, nanoseconds: number): number => (text.length / nanoseconds) * 1e3;
  return [
    {
      name: 'prose in Markdown, extracted and read',
      figure: speed(markdown, own),
      unit: 'MB/s',
      limit: { least: 1 },
    },
    {
      name: 'prose in LaTeX, extracted and read',
      figure: speed(latex, ownLatex),
      unit: 'MB/s',
      limit: { least: 1 },
    },
    {
      name: 'prose in Markdown: times faster than remark-math and the parser of KaTeX',
      figure: peer / own,
      unit: '',
      limit: { least: 1 },
      detail: `${showTime(own)}, ${showTime(peer)}`,
    },
  ];
}

/** In each of some sections a claim becomes wrong, and right again in the next edit, in rounds; of each edit the fastest counts. */
async function editRows(): Promise<Row[]> {
  const settings = DEFAULT_SETTINGS;
  const path = 'a.md';
  const text = proseOf('md', EDITED);
  const started = performance.now();
  const first = (await checkDocument({ path, language: '', text }, { settings }))!;
  const whole = performance.now() - started;
  const fastest = new Array<number>(2 * PLACES).fill(Number.POSITIVE_INFINITY);
  let before = first;
  for (let i = 0; i < ROUNDS * fastest.length; i++) {
    const edit = i % fastest.length;
    const near = Math.floor((text.length * (edit >> 1)) / PLACES);
    const [from, to] = edit % 2 === 0 ? [RIGHT, WRONG] : [WRONG, RIGHT];
    const at = before.document.text.indexOf(from, near);
    const next = before.document.text.slice(0, at) + to + before.document.text.slice(at + from.length);
    const start = performance.now();
    const after = (await checkDocument({ path, language: '', text: next }, { settings, before }))!;
    fastest[edit] = Math.min(fastest[edit]!, performance.now() - start);
    if (after.counts.disagree !== first.counts.disagree + (edit % 2 === 0 ? 1 : 0))
      throw new Error(`The edit at ${at} has no verdict.`);
    before = after;
  }
  const [parsed] = measure([() => void markdownTree(text)], { rounds: ROUNDS }) as [number];
  const edit = median(fastest);
  const claims = first.claims.length;
  return [
    { name: `500 kB of prose with ${claims} claims, checked`, figure: whole / 1000, unit: 's' },
    {
      name: 'an edit in it: verdicts of its section, median',
      figure: edit,
      unit: 'ms',
      limit: { most: 50 },
    },
    {
      name: 'the edit: times faster than remark-math parses the document',
      figure: parsed / 1e6 / edit,
      unit: '',
      limit: { least: 3 },
      detail: `${showTime(edit * 1e6)}, ${showTime(parsed)}`,
    },
  ];
}
