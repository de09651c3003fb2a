import {
  type Definition,
  type DefinitionLink,
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Position,
} from 'vscode-languageserver';
import { definitionsAt, highlightsAt, referencesAt } from '../../../service/language/navigation';
import type { ReadText } from '../../reads';

/** @param links whether the client takes links, which say what was asked about */
export function definition(
  { uri, read, positions }: ReadText,
  position: Position,
  links: boolean,
): Definition | DefinitionLink[] | null {
  const found = definitionsAt(read, positions.offset(position));
  if (found === undefined) return null;
  const places = found.places.map((span) => positions.range(span));
  if (!links) return places.map((range) => ({ uri, range }));
  const originSelectionRange = positions.range(found.origin);
  return places.map((range) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

export function references(
  { uri, read, positions }: ReadText,
  position: Position,
  withDefinition: boolean,
): Location[] | null {
  const found = referencesAt(read, positions.offset(position), { withDefinition });
  return found.length === 0 ? null : found.map((span) => ({ uri, range: positions.range(span) }));
}

export function highlights({ read, positions }: ReadText, position: Position): DocumentHighlight[] | null {
  const found = highlightsAt(read, positions.offset(position));
  if (found.length === 0) return null;
  return found.map(({ span, kind }) => ({
    range: positions.range(span),
    kind: kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
