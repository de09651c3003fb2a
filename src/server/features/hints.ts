import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { Service } from '../../service/facade';
import type { Settings } from '../../service/model';
import type { Checked } from '../documents';

export function inlayHints(
  service: Service,
  checked: Checked,
  settings: Settings,
  range: Range,
): InlayHint[] {
  if (checked.result === undefined) return [];
  const found = service.hints(checked.result, settings, checked.positions.span(range));
  return found.map(({ offset, text, kind, tooltip }) => ({
    position: checked.positions.position(offset),
    label: text,
    ...(kind === 'shape' ? { kind: InlayHintKind.Type } : {}),
    ...(tooltip === '' ? {} : { tooltip }),
    paddingLeft: true,
  }));
}
