import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');

const corpusFile = (...parts: readonly string[]): string => path.join(root, 'test/corpus', ...parts);

/** An equation of a document, with what an oracle says about it. */
export interface Label {
  readonly line: number;
  readonly source: string;
  readonly occurrence: number;
  readonly truth: 'right' | 'wrong';
  readonly mistake?: string;
  readonly difference?: number;
  /** Another reading in which a wrong equation holds. */
  readonly reading?: 'layout' | 'partial';
}

export interface LabelledDocument {
  readonly name: string;
  /** Relative to the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly labels: readonly Label[];
}

export type Folder = 'documents' | 'homework';

/** Homework is there to be shown, so it stands among the examples, and its labels here. */
const FOLDERS: Readonly<Record<Folder, string>> = {
  documents: 'test/corpus/documents',
  homework: 'examples/homework',
};

export function labelledDocuments(folder: Folder): readonly LabelledDocument[] {
  const inside = FOLDERS[folder];
  return readdirSync(path.join(root, inside))
    .filter((name) => /\.(?:md|tex)$/.test(name))
    .sort()
    .map((name) => ({
      name,
      path: `${inside}/${name}`,
      text: readFileSync(path.join(root, inside, name), 'utf8'),
      labels: readLabels(folder, name),
    }));
}

function readLabels(folder: Folder, name: string): readonly Label[] {
  const file: { readonly document: string; readonly labels: readonly Label[] } = JSON.parse(
    readFileSync(corpusFile(folder, `${name}.labels.json`), 'utf8'),
  );
  if (file.document !== name) throw new Error(`${name}.labels.json belongs to ${file.document}.`);
  return file.labels;
}

/** Where the equation of a label starts, or -1. */
export function offsetOf(text: string, { source, occurrence }: Pick<Label, 'source' | 'occurrence'>): number {
  let at = -1;
  for (let i = 0; i < occurrence; i++) {
    at = text.indexOf(source, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

/** A formula of the scanned documents, as `test/corpus/sources/README.md` describes it. */
export interface SourceFormula {
  readonly number: number;
  readonly line: number;
  readonly delimiter: '$' | '$$';
  readonly source: string;
  readonly occurrence: number;
  readonly sha256?: string;
  readonly garbage: boolean;
  readonly reason?: string;
  readonly equations?: readonly SourceEquation[];
}

export interface SourceEquation {
  readonly source: string;
  readonly occurrence?: number;
  readonly kind: 'derivative' | 'identity' | 'value' | 'expansion' | 'expectation';
  readonly truth: 'right' | 'wrong' | 'undecidable';
  readonly because?: string;
}

export interface SourceDocument {
  readonly file: string;
  readonly sha256: string;
  readonly count: number;
  readonly garbage: number;
  readonly formulas: readonly SourceFormula[];
}

export function sourceDocuments(): readonly SourceDocument[] {
  const list: { readonly files: readonly SourceDocument[] } = JSON.parse(
    readFileSync(corpusFile('sources/formulas.json'), 'utf8'),
  );
  return list.files;
}

/** Where the documents stand, on machines that have them. */
export const sourcePath = (file: string): string => path.join(root, '../shared/seeds', file);

/** The claims of a checked document that an equation stands for: those that end where it does. */
export function claimsAt<C extends { readonly span: { readonly start: number; readonly end: number } }>(
  claims: readonly C[],
  text: string,
  label: Label,
): readonly C[] {
  const end = offsetOf(text, label) + label.source.length;
  return claims.filter(({ span }) => span.start < end && Math.abs(span.end - end) <= SLACK);
}

/** A claim may end before the full stop or the bracket behind it. */
const SLACK = 3;
