import { functions } from '../../core/graph/operations/index';
import { CONSTANTS } from '../../core/sheet/constants';
import { dialectOf } from '../../core/syntax/infix/dialects';
import { tokenize } from '../../core/syntax/infix/lexer';
import { Kind } from '../../core/syntax/infix/tokens';
import { canonicalName } from '../../core/syntax/names';
import { lineIndex, positionAt } from '../../core/text/lines';
import type { Edit, Refusal, Renamable } from './model';
import { type NameIndex, type NameSymbol, type Occurrence, shareScope, type Word } from './names';
import { type ReadDocument, readSheets } from './reading';

/** The name at an offset, or why it cannot be renamed; undefined outside of the statements of sheets. */
export function renamableAt(read: ReadDocument, offset: number): Renamable | Refusal | undefined {
  const { document, book } = read;
  const names = read.names();
  const found = names.at(offset);
  if (found !== undefined) {
    return { span: found.span, text: document.text.slice(found.span.start, found.span.end) };
  }
  const word = names.wordAt(offset);
  if (word !== undefined) return { refused: refusalOf(word) };
  const inside = book.sheets.some(({ statements }) =>
    statements.some(({ span }) => span.start <= offset && offset <= span.end),
  );
  if (!inside) return undefined;
  const isNumber = /[\d.]/.test(document.text.slice(Math.max(0, offset - 1), offset + 1));
  return {
    refused: isNumber
      ? 'This is a number. Give it a name on a line of its own, and use the name here.'
      : 'There is no name here. Put the cursor on a name of the sheet.',
  };
}

const refusalOf = ({ kind, text }: Word): string =>
  ({
    function: `${text} is a built-in function, so it cannot be renamed.`,
    constant: `${text} is a constant, so it cannot be renamed. Define ${text} in the sheet to make it a name of your own.`,
    operator: `${text} is a differential operator, so it cannot be renamed.`,
    keyword: `${text} is an option of a built-in function, so it cannot be renamed.`,
  })[kind];

/**
 * The edits that give the name at an offset another one wherever it is meant, also inside `dL/dW` and `x_1`. The renamed
 * document is read again: where a line would then mean something else, the rename is refused.
 */
export function renameAt(
  read: ReadDocument,
  offset: number,
  wanted: string,
): readonly Edit[] | Refusal | undefined {
  const target = renamableAt(read, offset);
  if (target === undefined || 'refused' in target) return target;
  const text = wanted.trim();
  const invalid = invalidName(text);
  if (invalid !== undefined) return { refused: invalid };
  const names = read.names();
  const origin = names.at(offset)!;
  const same = names.same(origin);
  const taken = takenBy(read, names, origin, same, canonicalName(text));
  if (taken !== undefined) return { refused: taken };
  const formula = same.find((occurrence) => occurrence.formula === true);
  if (formula !== undefined) {
    const line = lineOf(read, formula);
    return {
      refused: `Line ${line} writes this name in a formula of TeX, where names are not renamed yet. Change it by hand.`,
    };
  }
  const narrow = same.find(({ letter }) => letter === true);
  if (narrow !== undefined && !/^\p{L}$/u.test(text)) {
    const line = lineOf(read, narrow);
    return {
      refused: `Line ${line} writes this name as one letter of a subscript, so only a name of one letter fits. Write that derivative as a quotient first.`,
    };
  }
  const plain = same.map(({ span }): Edit => ({ span, text }));
  const bracketed = same.map(
    ({ span, differential }): Edit => ({
      span,
      text: differential === true ? `(${text})` : text,
    }),
  );
  let misread: Occurrence | undefined;
  for (const edits of [plain, bracketed]) {
    misread = firstMisread(read, names, edits, new Set(same), canonicalName(text));
    if (misread === undefined) return edits;
  }
  return {
    refused: `With the name ${text}, line ${lineOf(read, misread!)} would mean something else. Choose another name.`,
  };
}

function invalidName(text: string): string | undefined {
  const { kinds, starts, ends } = tokenize(text, dialectOf('sheet'));
  const isName = kinds.length === 1 && kinds[0] === Kind.Name && starts[0] === 0 && ends[0] === text.length;
  if (!isName) {
    const what =
      kinds.length === 1 && kinds[0] !== Kind.Name && /^\p{L}+$/u.test(text)
        ? 'a word of the notation'
        : 'no name';
    return `\`${text}\` is ${what}. A name has letters, digits and \`_\`, with a letter first.`;
  }
  const name = canonicalName(text);
  if (functions.has(name)) return `${text} is a built-in function. Choose another name.`;
  if (CONSTANTS.has(name)) return `${text} is a constant. Choose another name.`;
  if (RESERVED.has(name)) return `${text} is a word of the notation. Choose another name.`;
  return undefined;
}

const RESERVED: ReadonlySet<string> = new Set(['at', 'given', 'assume', 'd', 'nabla']);

/** Another name of that spelling which would be mistaken for this one. */
function takenBy(
  read: ReadDocument,
  names: NameIndex,
  origin: Occurrence,
  same: readonly Occurrence[],
  name: string,
): string | undefined {
  const own = names.groupOf(origin.symbol);
  const sheets = [...new Set(same.map(({ sheet }) => sheet))];
  const isLocal = (symbol: NameSymbol): boolean => symbol.kind === 'parameter';
  const other = names.occurrences.find(
    ({ symbol, sheet }) =>
      symbol.name === name &&
      names.groupOf(symbol) !== own &&
      (!isLocal(symbol) || isLocal(origin.symbol)) &&
      sheets.some((each) => shareScope(read.book, each, sheet)),
  );
  if (other === undefined) return undefined;
  const spelt = read.document.text.slice(other.span.start, other.span.end);
  return `${spelt} is a name here already, in line ${lineOf(read, other)}. Choose another name.`;
}

const lineOf = ({ document }: ReadDocument, { span }: Occurrence): number =>
  positionAt(lineIndex(document.text), span.start).line + 1;

/** The first occurrence that the renamed document would read otherwise. */
function firstMisread(
  read: ReadDocument,
  names: NameIndex,
  edits: readonly Edit[],
  renamed: ReadonlySet<Occurrence>,
  name: string,
): Occurrence | undefined {
  const after = readSheets({ ...read.document, text: applyEdits(read.document.text, edits) }, read);
  const found = new Map(after.names().occurrences.map((each) => [each.span.start, each]));
  const partners = new Map<NameSymbol, NameSymbol>();
  const taken = new Set<NameSymbol>();
  let edit = 0;
  let shift = 0;
  for (const occurrence of names.occurrences) {
    const isRenamed = renamed.has(occurrence);
    const { start, end } = occurrence.span;
    const text = isRenamed ? edits[edit]!.text : '';
    const bracket = text.startsWith('(') ? 1 : 0;
    const now = found.get(start + shift + bracket);
    if (isRenamed) {
      shift += text.length - (end - start);
      edit++;
    }
    const expected = isRenamed ? name : occurrence.symbol.name;
    if (now === undefined || now.symbol.name !== expected) return occurrence;
    const group = names.groupOf(occurrence.symbol);
    const newGroup = after.names().groupOf(now.symbol);
    const partner = partners.get(group);
    if (partner === undefined ? taken.has(newGroup) : partner !== newGroup) return occurrence;
    partners.set(group, newGroup);
    taken.add(newGroup);
  }
  const sameClaims =
    read.book.claims.length === after.book.claims.length &&
    read.book.claims.every(({ kind }, i) => after.book.claims[i]!.kind === kind) &&
    read.book.unread.length === after.book.unread.length &&
    names.occurrences.length === after.names().occurrences.length;
  return sameClaims ? undefined : [...renamed][0];
}

/** @param edits in document order, apart from each other */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
