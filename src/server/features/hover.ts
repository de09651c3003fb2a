import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { Service } from '../../service/facade';
import type { Settings } from '../../service/model';
import type { Checked } from '../documents';

export async function hover(
  service: Service,
  checked: Checked,
  position: Position,
  options: { readonly settings: Settings; readonly dark: boolean },
): Promise<Hover | null> {
  if (checked.result === undefined) return null;
  const found = await service.hover(checked.result, checked.positions.offset(position), options);
  if (found === undefined) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: checked.positions.range(found.span),
  };
}
