import { MarkupKind, type Position, type SignatureHelp } from 'vscode-languageserver';
import { signatureAt } from '../../../service/language/signature';
import { withPictures } from '../../../service/math/pictures';
import type { ReadText } from '../../reads';

export const SIGNATURE_TRIGGERS = ['(', ','];

export async function signatureHelp(
  { read, positions }: ReadText,
  position: Position,
  dark: boolean,
): Promise<SignatureHelp | null> {
  const found = signatureAt(read, positions.offset(position));
  if (found === undefined) return null;
  const { label, parameters, active, documentation } = found;
  return {
    signatures: [
      {
        label,
        documentation: { kind: MarkupKind.Markdown, value: await withPictures(documentation, dark) },
        // Written out, for not every client takes offsets.
        parameters: parameters.map(({ start, end }) => ({ label: label.slice(start, end) })),
      },
    ],
    activeSignature: 0,
    // An argument too many highlights no parameter.
    activeParameter: active ?? parameters.length,
  };
}
