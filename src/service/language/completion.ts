import type { SourceDocument } from '../../core/extract/sheet-source';
import { functions } from '../../core/graph/operations/index';
import type { Definition } from '../../core/sheet/model';
import { chain } from '../../core/sheet/scope';
import { canonicalName } from '../../core/syntax/names';
import type { CheckedDocument } from '../facade';
import { derivativeItems } from './complete-derivatives';
import { directiveItems } from './complete-directives';
import { functionItems } from './complete-functions';
import { constantItems, LEADING_WORDS, propertyItems, shapeItems } from './complete-words';
import { type Cursor, cursorAt } from './cursor';
import { detailsOf } from './details';
import type { CompletionItem, CompletionList } from './model';
import { RANK } from './ranks';
import type { ReadDocument } from './reading';
import { openCall } from './signature';
import { hole } from './snippet';

/** More items than this are not listed; the list is asked for again as more is written. */
const MOST_ITEMS = 300;

export interface CompletionOptions {
  /** The newest finished check, for shapes and values; it may be about an older text. */
  readonly checked?: CheckedDocument | undefined;
}

/**
 * What can be written at an offset of a document, which may have been edited since it was read; undefined where no
 * statement is written.
 */
export function completionsAt(
  read: ReadDocument,
  document: SourceDocument,
  offset: number,
  options: CompletionOptions = {},
): CompletionList | undefined {
  const directives = directiveItems(document, offset);
  if (directives !== undefined && directives.items.length > 0) return directives;
  const cursor = cursorAt(read, document, offset);
  if (cursor === undefined) return undefined;
  const { head, atStart } = withoutLead(cursor.before);
  const derivatives = derivativeItems(read, cursor, head, offset, atStart);
  const word = WORD.exec(head)?.[0] ?? '';
  // What is written already is replaced on one line of the document; a line break in it would be another place.
  const span = (text: string): CompletionList['span'] => ({ start: offset - text.length, end: offset });
  if (derivatives.prefix.length > word.length) {
    return list(span(derivatives.prefix), derivatives.prefix, derivatives.items);
  }
  if (isDeclaration(head)) return list(span(word), word, shapeItems(read, cursor));
  return list(span(word), word, [
    ...derivatives.items,
    ...argumentItems(cursor.before),
    ...nameItems(read, cursor, { offset, head, word }, options.checked),
    ...(atStart && /^\w*$/.test(head) ? LEADING_WORDS : []),
    ...functionItems(word, cursor.after),
    ...constantItems(read, cursor),
    ...propertyItems(head),
  ]);
}

/** The word that is being written. */
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** A statement without the words before what it states, and whether what is left begins it. */
function withoutLead(before: string): { readonly head: string; readonly atStart: boolean } {
  const lead = /^(?:@grad\s+|assume\s+|at\b[^:]*:\s*)*/.exec(before)![0];
  const head = before.slice(lead.length);
  return { head, atStart: /^[\p{L}\p{M}\p{N}_∂∇/(^²]*$/u.test(head) };
}

function list(span: CompletionList['span'], typed: string, items: readonly CompletionItem[]): CompletionList {
  const seen = new Set<string>();
  const fitting = items
    .filter(
      ({ label, filter, rank }) =>
        rank === RANK.derivative || matches(filter ?? label, typed) || matches(label, typed),
    )
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .sort((a, b) => a.rank - b.rank);
  return { span, items: fitting.slice(0, MOST_ITEMS), complete: fitting.length <= MOST_ITEMS };
}

/** Whether the letters that were written occur in the label in their order, the first one at its start. */
function matches(label: string, typed: string): boolean {
  if (typed === '') return true;
  const [wanted, text] = [typed.toLowerCase(), label.toLowerCase()];
  if (wanted[0] !== text[0]) return false;
  let at = 0;
  for (const letter of text) if (letter === wanted[at]) at++;
  return at >= wanted.length;
}

/** `axis=` and its kin, in the brackets of a built-in function. */
function argumentItems(before: string): CompletionItem[] {
  const call = openCall(before);
  const entry = call && functions.get(call.name);
  if (entry === undefined || call?.fresh !== true || call.index === 0) return [];
  const named = [...entry.signature.matchAll(/(\w+)=([^,)]*)/g)];
  return named.map(([, name, value]) => ({
    label: `${name}=`,
    kind: 'keyword',
    detail: value === '…' ? '' : `${value} unless given`,
    text: `${name}=`,
    snippet: false,
    rank: RANK.argument,
  }));
}

function nameItems(
  read: ReadDocument,
  { sheet }: Cursor,
  { offset, head, word }: { readonly offset: number; readonly head: string; readonly word: string },
  checked: CheckedDocument | undefined,
): CompletionItem[] {
  const items = parametersOf(head).map((name) => item(name, name, 'a parameter', RANK.argument));
  if (sheet === undefined) return items;
  const { scope } = read.book;
  const details = detailsOf(read, checked);
  for (const at of chain(scope, sheet)) {
    const own = [...scope.bySheet[at]!.values()].map(([definition]) => definition!);
    for (const definition of own.sort((a, b) => a.nameSpan.start - b.nameSpan.start)) {
      const { start, end } = definition.nameSpan;
      if (definition.inherited === true || isBeingWritten(read, definition, offset)) continue;
      const spelt = read.document.text.slice(start, end);
      const label = canonicalName(spelt) === definition.name ? spelt : definition.name;
      if (!matches(label, word) && !matches(definition.name, word)) continue;
      const rank = at === sheet ? RANK.own : RANK.outer;
      items.push({
        ...item(label, definition.name, details(definition), rank),
        ...kindOf(definition, label),
      });
    }
  }
  return items;
}

/** The word at the cursor is a free name until it is finished, and no definition uses itself. */
function isBeingWritten({ document }: ReadDocument, { nameSpan, span }: Definition, offset: number): boolean {
  if (nameSpan.start <= offset && offset <= nameSpan.end) return true;
  const behind = document.text.slice(span.end, offset);
  return span.start <= offset && (offset <= span.end || /^[^\S\r\n]*$/.test(behind));
}

const item = (label: string, name: string, detail: string, rank: number): CompletionItem => ({
  label,
  ...(label === name ? {} : { filter: name }),
  kind: 'input',
  detail,
  text: label,
  snippet: false,
  rank,
});

function kindOf(definition: Definition, label: string): Partial<CompletionItem> {
  if (definition.kind === 'function') {
    const parameters = definition.parameters.map(({ name }) => name);
    return {
      kind: 'function',
      text: `${label}(${parameters.map((name, i) => hole(i + 1, name)).join(', ')})`,
      snippet: true,
    };
  }
  return { kind: definition.kind === 'expression' ? 'definition' : 'input' };
}

/** `x` and `y` in the line `f(x, y) = …`, which is not read as a definition before it is finished. */
function parametersOf(head: string): readonly string[] {
  const match = /^\s*[\p{L}_][\p{L}\p{M}\p{N}_]*\(([^()=]*)\)\s*=(?!=)/u.exec(head);
  const names = (match?.[1] ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name));
}

const isDeclaration = (head: string): boolean =>
  /^[\p{L}\p{M}\p{N}_,\s]+:\s*[\p{L}\p{M}\p{N}_]*$/u.test(head);
