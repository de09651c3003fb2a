/** Documents of prose that are cut, spliced and damaged, and their formulas. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { extract } from '../../src/core/extract/extract';
import { damaged, type Edit, editWith, PROSE_PIECES, type Source } from './damage';

/** Documents are put together from stretches of at most so many characters, so that each is checked soon. */
const LONGEST_STRETCH = 700;
const LONGEST_FORMULA = 2000;

const FOLDERS = ['documents', 'homework'];

export function documentsOfCorpus(): Source[] {
  return FOLDERS.flatMap((folder) => {
    const inside = path.join('test', 'corpus', folder);
    return readdirSync(inside)
      .filter((name) => /\.(?:md|tex)$/.test(name))
      .sort()
      .map((name) => ({ path: name, text: readFileSync(path.join(inside, name), 'utf8') }));
  });
}

/** The formulas of the documents, and those of scanned ones with all that went wrong in them. */
export function formulasOfCorpus(): string[] {
  const own = documentsOfCorpus().flatMap((document) =>
    extract({ ...document, language: '' }).sheets.flatMap(({ fragments }) =>
      fragments.filter(({ syntax }) => syntax === 'latex').map(({ fragment }) => fragment.text),
    ),
  );
  const scanned: {
    readonly files: readonly { readonly formulas: readonly { readonly source?: string }[] }[];
  } = JSON.parse(readFileSync(path.join('test', 'corpus', 'sources', 'formulas.json'), 'utf8'));
  const sources = scanned.files.flatMap(({ formulas }) => formulas.flatMap(({ source }) => source ?? []));
  return [...new Set([...own, ...sources])].map((text) => text.slice(0, LONGEST_FORMULA));
}

const MACROS = String.raw`\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}`;

/** Formulas, one to three of them put together, most of them damaged. */
export function formulas(): fc.Arbitrary<string> {
  const one = fc.constantFrom(...formulasOfCorpus());
  const cut = fc
    .tuple(one, fc.nat(300), fc.nat(200))
    .map(([text, from, length]) => text.slice(from % (text.length + 1), (from % (text.length + 1)) + length));
  const joined = fc
    .tuple(
      fc.array(fc.oneof(one, cut, fc.constantFrom(MACROS)), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', ' ', ', ', ' \\\\ ', ' = ', ' + ', '_', '^', '\\text{ and }', '\\Rightarrow '),
    )
    .map(([pieces, glue]): Source => ({ path: '', text: pieces.join(glue) }));
  return fc
    .oneof({ weight: 1, arbitrary: joined }, { weight: 4, arbitrary: damaged(joined, PROSE_PIECES) })
    .map(({ text }) => text);
}

/** A document, and what somebody does to it afterwards, step by step. */
export interface Edited {
  readonly source: Source;
  /** The texts that come after it. */
  readonly later: readonly string[];
}

/** One to three stretches of documents of the same format, under headings of their own or not. */
export function editedDocuments(): fc.Arbitrary<Edited> {
  const all = documentsOfCorpus();
  const ofKind = (ending: string): fc.Arbitrary<Source> => {
    const texts = all.filter((each) => each.path.endsWith(ending)).map(({ text }) => text);
    const stretch = fc
      .tuple(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(LONGEST_STRETCH))
      .map(([text, place, length]) => stretchOf(text, Math.floor(place * text.length), length));
    const heading =
      ending === '.md'
        ? ['', '\n# A\n\n', '\n## B\n\n', '\n\n']
        : ['', '\\section{A}\n', '\\subsection{B}\n', '\n\n'];
    return fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom(...heading), stretch), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
      )
      .map(([pieces, lineBreak]) => ({
        path: `prose${ending}`,
        text: pieces.flat().join('').replaceAll('\n', lineBreak),
      }));
  };
  const whole = fc.oneof({ weight: 3, arbitrary: ofKind('.md') }, { weight: 2, arbitrary: ofKind('.tex') });
  const broken = fc.oneof(
    { weight: 1, arbitrary: whole },
    { weight: 3, arbitrary: damaged(whole, PROSE_PIECES) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          damaged(whole, PROSE_PIECES),
          fc.constantFrom('.mdx', '.qmd', '.rnw', '.html', '.rst', '.adoc', '.ipynb'),
        )
        .map(([{ text }, ending]) => ({ path: `prose${ending}`, text })),
    },
  );
  const edit = editWith(PROSE_PIECES);
  return fc
    .tuple(broken, whole, fc.array(edit, { minLength: 1, maxLength: 2 }))
    .map(([source, other, edits]) => ({ source, later: textsAfter(source.text, other.text, edits) }));
}

/** From the beginning of a line. */
function stretchOf(text: string, from: number, length: number): string {
  const start = text.lastIndexOf('\n', from) + 1;
  return text.slice(start, start + length);
}

function textsAfter(text: string, other: string, edits: readonly Edit[]): string[] {
  const texts: string[] = [];
  for (const edit of edits) texts.push(edit(texts.at(-1) ?? text, other));
  return texts;
}
