import type { SourceDocument } from '../../core/extract/sheet-source';
import { placeIn } from './cursor';
import type { CompletionItem, CompletionList } from './model';

/** A statement that is read wherever one may stand. */
const STATEMENT = 'x = 1';

/** `@grad` and what may stand behind it; undefined where nothing of the kind is being written. */
export function directiveItems(document: SourceDocument, offset: number): CompletionList | undefined {
  const lineStart =
    Math.max(document.text.lastIndexOf('\n', offset - 1), document.text.lastIndexOf('\r', offset - 1)) + 1;
  const line = document.text.slice(lineStart, offset);
  const typed = /(?:^|[\s"(<*])(@(?:g(?:r(?:a(?:d(?:[ \t]+[a-z]*)?)?)?)?)?)$/.exec(line)?.[1];
  if (typed === undefined) return undefined;
  const span = { start: offset - typed.length, end: offset };
  const place = placeIn(document, span, `@grad ${STATEMENT}`, '@grad '.length);
  if (place === undefined) return undefined;
  const isSheet = /\.nabla$/i.test(document.path) || document.language === 'nabla';
  const items = isSheet ? [IGNORE] : [OPEN, IGNORE, ...CODE];
  // `@grad d` is on its way to a statement.
  const begun = typed.replace(/\s+/, ' ');
  return { span, items: items.filter(({ label }) => label.startsWith(begun)), complete: true };
}

const directive = (label: string, detail: string, documentation: string): CompletionItem => ({
  label,
  kind: 'directive',
  detail,
  documentation,
  text: label,
  snippet: false,
  rank: 0,
});

const OPEN = directive(
  '@grad',
  'opens a sheet',
  'The rest of this comment holds statements. What stands behind `@grad` is a statement, or the title of the sheet.',
);
const IGNORE = directive(
  '@grad ignore',
  'leaves the next statement alone',
  'The next statement is not checked.',
);
const CODE = [
  directive('@grad end', 'ends the sheet', 'Comments below it do not belong to the sheet.'),
  directive(
    '@grad on',
    'code belongs to the sheet',
    'From here on assignments of the program belong to the sheet.',
  ),
  directive('@grad off', 'code is left alone', 'From here on only comments belong to the sheet.'),
];
