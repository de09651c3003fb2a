import { expect, test } from 'vitest';
import { NEW_SHEET } from '../../../src/client/new-sheet-text';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';

test('a new sheet is right, and asks one question', async () => {
  const document = { path: 'Untitled-1', language: 'nabla', text: NEW_SHEET };
  const { counts, diagnostics } = (await checkDocument(document, { settings: DEFAULT_SETTINGS }))!;
  expect(counts).toEqual({ agree: 1, disagree: 0, inconclusive: 0, unread: 0 });
  expect(diagnostics.map(({ code }) => code)).toEqual(['asked']);
});
