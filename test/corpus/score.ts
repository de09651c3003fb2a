import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Span } from '../../src/core/text/span';
import type { ClaimReport } from '../../src/service/model';

/** An equation of a document whose truth the oracle knows. */
export interface Label {
  readonly line: number;
  readonly source: string;
  readonly occurrence: number;
  readonly truth: 'right' | 'wrong' | 'undecidable';
}

export type Outcome = 'agree' | 'disagree' | 'inconclusive' | 'unread';

export interface Judged {
  readonly label: Label;
  readonly span: Span;
  /** The claim that stands for the equation; without one it was not read. */
  readonly claim: ClaimReport | undefined;
  readonly outcome: Outcome;
}

export interface Score {
  readonly judged: readonly Judged[];
  /** Disagreements about what is right, or about what has no label because nobody would doubt it. */
  readonly accusations: readonly ClaimReport[];
}

/** A file of the corpus, seen from the folder `test/corpus`. Both the tests and the benchmark run in the project's folder. */
export const corpusFile = (...parts: readonly string[]): string => path.resolve('test', 'corpus', ...parts);

/** A document with what the oracle says of it. */
export interface LabelledFile {
  readonly file: string;
  readonly name: string;
  readonly labels: readonly Label[];
}

/** Where documents stand, and where their labels. */
const FOLDERS: readonly (readonly [documents: string, labels: string])[] = [
  [corpusFile('documents'), corpusFile('documents')],
  [path.resolve('examples', 'homework'), corpusFile('homework')],
];

/** The documents of the project that have labels. */
export const labelledFiles = (): readonly LabelledFile[] =>
  FOLDERS.flatMap(([documents, labels]) =>
    readdirSync(documents)
      .filter((name) => /\.(?:md|tex)$/.test(name))
      .sort()
      .map((name) => ({
        file: path.join(documents, name),
        name,
        labels: labelsIn(path.join(labels, `${name}.labels.json`)),
      })),
  );

function labelsIn(file: string): readonly Label[] {
  if (!existsSync(file)) return [];
  const { labels } = JSON.parse(readFileSync(file, 'utf8')) as { labels: readonly Label[] };
  return labels;
}

/** How the claims of a document compare with its labels. */
export function score(text: string, claims: readonly ClaimReport[], labels: readonly Label[]): Score {
  const judged = labels.map((label): Judged => {
    const span = placeOf(text, label);
    const claim = claimAt(text, claims, span, /^\s*&?\s*=/.test(label.source));
    return { label, span, claim, outcome: claim?.verdict.kind ?? 'unread' };
  });
  const doubtful = judged.filter(({ label }) => label.truth !== 'right');
  const isDoubtful = (claim: ClaimReport): boolean =>
    doubtful.some(({ span }) => claim.span.start < span.end && span.start < claim.span.end);
  const accusations = claims.filter((claim) => claim.verdict.kind === 'disagree' && !isDoubtful(claim));
  return { judged, accusations };
}

function placeOf(text: string, { source, occurrence }: Label): Span {
  let start = -1;
  for (let i = 0; i < occurrence; i++) start = text.indexOf(source, start + 1);
  if (start < 0) throw new Error(`The document does not hold \`${source}\` ${occurrence} times.`);
  return { start, end: start + source.length };
}

/** The claim that ends where the equation ends and, unless it goes on a chain, begins where it begins. */
function claimAt(
  text: string,
  claims: readonly ClaimReport[],
  span: Span,
  continues: boolean,
): ClaimReport | undefined {
  const bare = (from: number, to: number): boolean =>
    /^[\s{}&,.;\\()[\]$]*$/.test(text.slice(from, to).replace(/\\[a-z]*/gi, ''));
  const meets = (a: number, b: number): boolean => bare(Math.min(a, b), Math.max(a, b));
  const ending = claims.filter(({ span: own }) => meets(own.end, span.end));
  if (continues) return ending.find(({ span: own }) => own.start <= span.start);
  return (
    ending.find(({ span: own }) => meets(own.start, span.start)) ??
    claims.find(({ span: own }) => meets(own.start, span.start) && own.end <= span.end) ??
    // `b = \cos 1 = 0.54` defines b, and claims the second equality.
    ending.find(({ span: own }) => own.start > span.start)
  );
}
