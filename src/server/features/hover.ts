import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { Service } from '../../service/facade';
import type { Checked } from '../documents';

export async function hover(
  service: Service,
  checked: Checked,
  position: Position,
  dark: boolean,
  explanations: string | undefined,
): Promise<Hover | null> {
  const { result, positions, settings } = checked;
  if (result === undefined) return null;
  const found = await service.hover(result, positions.offset(position), { settings, dark, explanations });
  if (found === undefined) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: positions.range(found.span),
  };
}
