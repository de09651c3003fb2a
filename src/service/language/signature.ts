import { functions } from '../../core/graph/operations/index';
import type { FunctionDefinition } from '../../core/sheet/model';
import { resolve } from '../../core/sheet/scope';
import { dialectOf } from '../../core/syntax/infix/dialects';
import { tokenize } from '../../core/syntax/infix/lexer';
import { Kind } from '../../core/syntax/infix/tokens';
import { canonicalName } from '../../core/syntax/names';
import { toDocument } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import { type Cursor, cursorAt } from './cursor';
import type { SignatureHelp } from './model';
import { operatorWord } from './operator-words';
import type { ReadDocument } from './reading';

/** A call whose brackets are open at the cursor. */
export interface OpenCall {
  /** The canonical name of what is called. */
  readonly name: string;
  /** Arguments before the one at the cursor. */
  readonly index: number;
  /** The keyword of the argument at the cursor, as far as it is written with its `=`. */
  readonly keyword: string | undefined;
  /** Whether the argument at the cursor is still one word at most. */
  readonly fresh: boolean;
}

/** The innermost call that the text of a statement leaves open; arrays in it are passed over. */
export function openCall(before: string): OpenCall | undefined {
  const { kinds, starts, ends } = tokenize(before, dialectOf('sheet'));
  let depth = 0;
  let index = 0;
  let last: number | undefined;
  for (let i = kinds.length - 1; i >= 0; i--) {
    const kind = kinds[i]!;
    if (kind === Kind.CloseParen || kind === Kind.CloseBracket || kind === Kind.CloseBrace) depth++;
    else if (kind === Kind.OpenParen || kind === Kind.OpenBracket || kind === Kind.OpenBrace) {
      if (depth-- > 0) continue;
      depth = 0;
      const isCall = kind === Kind.OpenParen && kinds[i - 1] === Kind.Name;
      if (isCall) {
        const first = last ?? i + 1;
        const keyword = kinds[first] === Kind.Name && kinds[first + 1] === Kind.Assign;
        return {
          name: canonicalName(before.slice(starts[i - 1], ends[i - 1])),
          index,
          keyword: keyword ? before.slice(starts[first], ends[first]) : undefined,
          fresh: kinds.length - first <= 1,
        };
      }
      // Inside of an array or a group the call around it is meant; its commas are not those of the call.
      index = 0;
      last = undefined;
    } else if (kind === Kind.Comma && depth === 0) {
      index++;
      last ??= i + 1;
    }
  }
  return undefined;
}

/** The function that is called at an offset, with the parameter that is written there. */
export function signatureAt(read: ReadDocument, offset: number): SignatureHelp | undefined {
  const cursor = cursorAt(read, read.document, offset);
  const call = cursor && openCall(cursor.before);
  if (cursor === undefined || call === undefined) return undefined;
  const own = ownFunction(read, cursor, call.name, offset);
  if (own !== undefined) {
    const { fragment, expr, parameters } = own;
    const spelt = (span: Span): string => fragment.text.slice(span.start, span.end);
    const { nameSpan } = own;
    const name = read.document.text.slice(nameSpan.start, nameSpan.end);
    const label = `${name}(${parameters.map(({ span }) => spelt(span)).join(', ')})`;
    return signature(label, `\`${label} = ${spelt(expr.span).replace(/\s+/g, ' ')}\``, call);
  }
  const known = functions.get(call.name) ?? operatorWord(call.name);
  return known === undefined ? undefined : signature(known.signature, known.doc, call);
}

function ownFunction(
  { book }: ReadDocument,
  { sheet }: Cursor,
  name: string,
  offset: number,
): FunctionDefinition | undefined {
  const known = sheet === undefined ? undefined : resolve(book.scope, sheet, name, offset);
  if (known?.kind !== 'function') return undefined;
  // The head of the definition itself needs no help.
  const { start } = toDocument(known.fragment, known.expr.span);
  if (known.nameSpan.start <= offset && offset < start) return undefined;
  return known;
}

function signature(label: string, documentation: string, call: OpenCall): SignatureHelp {
  const open = label.indexOf('(') + 1;
  const parameters: Span[] = [];
  let start = open;
  for (const part of label.slice(open, label.lastIndexOf(')')).split(',')) {
    const lead = part.length - part.trimStart().length;
    parameters.push({ start: start + lead, end: start + part.length });
    start += part.length + 1;
  }
  return { label, parameters, active: activeOf(label, parameters, call), documentation };
}

/** A keyword chooses its parameter; positions beyond the last go to `...`, where there is one. */
function activeOf(
  label: string,
  parameters: readonly Span[],
  { index, keyword }: OpenCall,
): number | undefined {
  const texts = parameters.map(({ start, end }) => label.slice(start, end));
  if (keyword !== undefined) {
    const found = texts.findIndex((text) => text === keyword || text.startsWith(`${keyword}=`));
    return found < 0 ? undefined : found;
  }
  const rest = texts.indexOf('...');
  const last = rest < 0 ? texts.length - 1 : rest;
  if (index <= last) return index;
  return rest < 0 ? undefined : rest;
}
