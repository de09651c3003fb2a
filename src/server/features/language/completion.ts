import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { CheckedDocument } from '../../../service/facade';
import { completionsAt } from '../../../service/language/completion';
import type { CompletionKind, CompletionItem as Item } from '../../../service/language/model';
import { withPictures } from '../../../service/math/pictures';
import type { ReadText } from '../../reads';

/** What a client can do with a completion. */
export interface CompletionClient {
  readonly snippets: boolean;
  /** Whether it has the commands of VS Code. */
  readonly commands: boolean;
}

/** Characters after which a client asks by itself, also in comments. */
export const COMPLETION_TRIGGERS = ['@', '/', '∂'];

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  input: CompletionItemKind.Variable,
  definition: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  builtin: CompletionItemKind.Function,
  constant: CompletionItemKind.Constant,
  keyword: CompletionItemKind.Keyword,
  directive: CompletionItemKind.Keyword,
  derivative: CompletionItemKind.Operator,
  shape: CompletionItemKind.TypeParameter,
};

/** Shows the parameters of the function that was just written. */
const SIGNATURE_COMMAND = { title: 'Show parameters', command: 'editor.action.triggerParameterHints' };

export function completions(
  { read, source, positions }: ReadText,
  position: Position,
  checked: CheckedDocument | undefined,
  client: CompletionClient,
): CompletionList | null {
  const found = completionsAt(read, source, positions.offset(position), { checked });
  if (found === undefined || found.items.length === 0) return null;
  const range = positions.range(found.span);
  const width = String(found.items.length).length;
  const items = found.items.map((item, i): CompletionItem => {
    const { label, filter, kind, detail, documentation } = item;
    const isCall = item.snippet && (kind === 'builtin' || kind === 'function');
    return {
      label,
      kind: KINDS[kind],
      ...(filter === undefined ? {} : { filterText: filter }),
      ...(detail === undefined || detail === '' ? {} : { detail, ...besideLabel(item, detail) }),
      sortText: `${item.rank}${String(i).padStart(width, '0')}`,
      textEdit: { range, newText: client.snippets ? item.text : withoutHoles(item) },
      insertTextFormat:
        item.snippet && client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      // It is rendered when the item is looked at.
      ...(documentation === undefined ? {} : { data: documentation }),
      ...(isCall && client.commands ? { command: SIGNATURE_COMMAND } : {}),
    };
  });
  return { items, isIncomplete: !found.complete };
}

/** A shape and a value are seen without a look at the item; signatures are too long for that. */
const besideLabel = ({ kind }: Item, detail: string): Pick<CompletionItem, 'labelDetails'> =>
  kind === 'builtin' || kind === 'derivative' ? {} : { labelDetails: { description: detail } };

const withoutHoles = ({ text, snippet }: Item): string =>
  snippet ? text.replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1').replace(/\$\d/g, '') : text;

export async function resolveCompletion(item: CompletionItem, dark: boolean): Promise<CompletionItem> {
  const markdown: unknown = item.data;
  if (typeof markdown !== 'string') return item;
  return { ...item, documentation: { kind: MarkupKind.Markdown, value: await withPictures(markdown, dark) } };
}
