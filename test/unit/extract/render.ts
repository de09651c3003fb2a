import { expect } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import type { Extraction, SourceDocument } from '../../../src/core/extract/sheet-source';
import { type Fragment, toDocument } from '../../../src/core/text/fragment';

/**
 * A rendering of an extraction: a line `# title` for each sheet, indented below its parent, then its fragments' lines, one
 * `|` a line and `+` where a further fragment begins. Problems follow as `! slice: message`.
 */
export function render(document: SourceDocument, extraction: Extraction): string {
  const lines: string[] = [];
  const depths: number[] = [];
  for (const sheet of extraction.sheets) {
    const depth = sheet.parent === undefined ? 0 : depths[sheet.parent]! + 1;
    depths.push(depth);
    const indent = '  '.repeat(depth);
    lines.push(`${indent}# ${sheet.title}`.trimEnd());
    sheet.fragments.forEach((source, index) => {
      source.fragment.text.split(/\r\n|\r|\n/).forEach((line, at) => {
        lines.push(`${indent}${index > 0 && at === 0 ? '+' : '|'} ${line}`.trimEnd());
      });
    });
  }
  for (const { span, message } of extraction.problems) {
    lines.push(`! ${JSON.stringify(document.text.slice(span.start, span.end))}: ${message}`);
  }
  return lines.join('\n');
}

/** Asserts that spans are inside the document, sheets in order, and every identical piece equal to its slice. */
export function checkInvariants(document: SourceDocument, extraction: Extraction): void {
  const { length } = document.text;
  checkDisjoint(extraction);
  extraction.sheets.forEach((sheet, index) => {
    expect(sheet.span.start).toBeGreaterThanOrEqual(0);
    expect(sheet.span.end).toBeGreaterThanOrEqual(sheet.span.start);
    expect(sheet.span.end).toBeLessThanOrEqual(length);
    if (sheet.parent !== undefined) expect(sheet.parent).toBeLessThan(index);
    let from = sheet.span.start;
    for (const { fragment } of sheet.fragments) {
      expect(fragment.text.length).toBeGreaterThan(0);
      checkPieces(document.text, fragment);
      const whole = toDocument(fragment, { start: 0, end: fragment.text.length });
      expect(whole.start).toBeGreaterThanOrEqual(from);
      expect(whole.end).toBeLessThanOrEqual(sheet.span.end);
      from = whole.start;
    }
  });
  for (const { span, message } of extraction.problems) {
    expect(span.start).toBeLessThanOrEqual(span.end);
    expect(span.end).toBeLessThanOrEqual(length);
    expect(message).toMatch(/[.`]$/);
  }
}

/** Asserts that no character of the document stands in two pieces of fragments. */
function checkDisjoint({ sheets }: Extraction): void {
  const pieces = sheets.flatMap(({ fragments }) =>
    fragments.flatMap(({ fragment: { documentStarts, documentEnds } }) =>
      documentStarts.map((start, index) => ({ start, end: documentEnds[index]! })),
    ),
  );
  pieces.sort((a, b) => a.start - b.start || a.end - b.end);
  for (let i = 1; i < pieces.length; i++) expect(pieces[i]!.start).toBeGreaterThanOrEqual(pieces[i - 1]!.end);
}

function checkPieces(text: string, fragment: Fragment): void {
  fragment.starts.forEach((start, index) => {
    const end = fragment.starts[index + 1] ?? fragment.text.length;
    const documentStart = fragment.documentStarts[index]!;
    const documentEnd = fragment.documentEnds[index]!;
    expect(documentEnd).toBeGreaterThanOrEqual(documentStart);
    if (documentEnd - documentStart === end - start && end - start > 1) {
      expect(text.slice(documentStart, documentEnd)).toBe(fragment.text.slice(start, end));
    }
  });
}

/** Extracts a document and compares its rendering; every span is proven on the way. */
export function check(path: string, text: string, expected: string | readonly string[], language = ''): void {
  const document: SourceDocument = { path, language, text };
  const extraction = extract(document);
  checkInvariants(document, extraction);
  expect(render(document, extraction)).toBe(typeof expected === 'string' ? expected : expected.join('\n'));
}
