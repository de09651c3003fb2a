import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labelledDocuments, offsetOf, sourceDocuments, sourcePath } from './corpus';

const documents = labelledDocuments('documents');

describe('every label finds its equation', () => {
  test.each([...documents, ...labelledDocuments('homework')])('$name', ({ text, labels }) => {
    const offsets = labels.map((label) => offsetOf(text, label));
    expect(offsets).not.toContain(-1);
    expect(new Set(offsets).size).toBe(offsets.length);
    expect(offsets.map((offset) => text.slice(0, offset).split('\n').length)).toEqual(
      labels.map(({ line }) => line),
    );
  });
});

test('the corpus is large and varied', () => {
  const labels = documents.flatMap((document) => document.labels);
  const count = (truth: string): number => labels.filter((label) => label.truth === truth).length;
  expect(documents.length).toBeGreaterThanOrEqual(12);
  expect(count('right')).toBeGreaterThanOrEqual(60);
  expect(count('wrong')).toBeGreaterThanOrEqual(60);
  for (const document of documents) {
    expect(new Set(document.labels.map(({ truth }) => truth))).toEqual(new Set(['right', 'wrong']));
  }
});

const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

describe('the list of source formulas is sound', () => {
  test.each(sourceDocuments())('$file', ({ count, garbage, formulas }) => {
    expect(formulas.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(formulas.filter((formula) => formula.garbage)).toHaveLength(garbage);
    for (const { source, sha256, equations } of formulas) {
      const absent = (equations ?? []).filter(
        (equation) => offsetOf(source, { source: equation.source, occurrence: equation.occurrence ?? 1 }) < 0,
      );
      expect(sha256 === undefined ? absent : []).toEqual([]);
    }
  });

  const present = sourceDocuments().filter(({ file }) => existsSync(sourcePath(file)));
  test.runIf(present.length > 0).each(present)('$file has these formulas', ({ file, sha256, formulas }) => {
    const bytes = readFileSync(sourcePath(file));
    expect(hash(bytes)).toBe(sha256);
    const text = bytes.toString('utf8');
    const found = [...text.matchAll(/\$\$([^$]*)\$\$|\$([^$]*)\$/g)];
    expect(found.map(({ index }) => text.slice(0, index).split('\n').length)).toEqual(
      formulas.map(({ line }) => line),
    );
    expect(found.map((match) => hash(match[1] ?? match[2] ?? ''))).toEqual(
      formulas.map(({ source, sha256: own }) => own ?? hash(source)),
    );
  });
});
