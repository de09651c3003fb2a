import {
  type DocumentSymbol,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { VerdictKind } from '../../../core/check/verdict';
import type { CheckedDocument } from '../../../service/facade';
import type { OutlineItem } from '../../../service/language/model';
import { outlineOf } from '../../../service/language/symbols';
import type { ReadText } from '../../reads';

const KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  sheet: SymbolKind.Module,
  input: SymbolKind.Variable,
  definition: SymbolKind.Constant,
  function: SymbolKind.Function,
  claim: SymbolKind.Event,
};

/** The protocol has no pictures of ours, so a claim has its verdict as a sign before it. */
const SIGNS: Readonly<Record<VerdictKind, string>> = {
  agree: '✓',
  disagree: '✗',
  inconclusive: '?',
  unread: '○',
};

/** @param nested whether the client takes a tree */
export function documentSymbols(
  text: ReadText,
  checked: CheckedDocument | undefined,
  nested: boolean,
): DocumentSymbol[] | SymbolInformation[] {
  const items = outlineOf(text.read, checked);
  const { uri, positions } = text;
  const tree = (item: OutlineItem): DocumentSymbol => ({
    name: nameOf(item),
    detail: item.detail,
    kind: KINDS[item.kind],
    range: positions.range(item.span),
    selectionRange: positions.range(item.selection),
    children: item.children.map(tree),
  });
  if (nested) return items.map(tree);
  return flat(items).map(({ item, parent }) => ({
    name: nameOf(item),
    kind: KINDS[item.kind],
    location: { uri, range: positions.range(item.span) },
    ...(parent === undefined ? {} : { containerName: parent.name }),
  }));
}

const nameOf = ({ name, verdict }: OutlineItem): string =>
  verdict === undefined ? name : `${SIGNS[verdict]} ${name}`;

interface Flat {
  readonly item: OutlineItem;
  readonly parent?: OutlineItem;
}

const flat = (items: readonly OutlineItem[], parent?: OutlineItem): readonly Flat[] =>
  items.flatMap((item) => [
    { item, ...(parent === undefined ? {} : { parent }) },
    ...flat(item.children, item),
  ]);

/** Sheets, definitions and claims of the open documents whose names hold the letters of a query in their order. */
export function workspaceSymbols(texts: readonly ReadText[], query: string): WorkspaceSymbol[] {
  const wanted = [...query.toLowerCase()];
  const fits = (name: string): boolean => {
    let at = 0;
    for (const letter of name.toLowerCase()) if (letter === wanted[at]) at++;
    return at >= wanted.length;
  };
  return texts.flatMap(({ uri, read, positions }) =>
    flat(outlineOf(read))
      .filter(({ item }) => fits(item.name))
      .map(({ item, parent }) => ({
        name: item.name,
        kind: KINDS[item.kind],
        location: { uri, range: positions.range(item.selection) },
        ...(parent === undefined ? {} : { containerName: parent.name }),
      })),
  );
}
