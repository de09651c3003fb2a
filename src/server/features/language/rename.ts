import {
  LSPErrorCodes,
  type Position,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Refusal } from '../../../service/language/model';
import { renamableAt, renameAt } from '../../../service/language/rename';
import type { ReadText } from '../../reads';

export function prepareRename(
  { read, positions }: ReadText,
  position: Position,
): PrepareRenameResult | ResponseError<void> | null {
  const found = renamableAt(read, positions.offset(position));
  if (found === undefined) return null;
  if ('refused' in found) return refusal(found);
  return { range: positions.range(found.span), placeholder: found.text };
}

/** @param versioned whether the client applies an edit only to the version it was made for */
export function rename(
  { uri, version, read, positions }: ReadText,
  position: Position,
  newName: string,
  versioned: boolean,
): WorkspaceEdit | ResponseError<void> | null {
  const found = renameAt(read, positions.offset(position), newName);
  if (found === undefined) return null;
  if ('refused' in found) return refusal(found);
  const edits = found.map(({ span, text }) => ({ range: positions.range(span), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}

/** Editors show the message where the user asked. */
const refusal = ({ refused }: Refusal): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestFailed, refused);
