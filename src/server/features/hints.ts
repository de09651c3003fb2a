import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { Service } from '../../service/facade';
import type { Checked } from '../documents';

export function inlayHints(service: Service, checked: Checked, range: Range): InlayHint[] {
  if (checked.result === undefined) return [];
  const found = service.hints(checked.result, checked.settings, checked.positions.span(range));
  return found.map(({ offset, text, kind, tooltip }) => ({
    position: checked.positions.position(offset),
    // Several hints may follow each other; the editor's own padding is too narrow to tell them apart.
    label: ` ${text}`,
    ...(kind === 'shape' ? { kind: InlayHintKind.Type } : {}),
    ...(tooltip === '' ? {} : { tooltip }),
    paddingLeft: true,
  }));
}
