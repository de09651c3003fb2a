import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { TokenKind } from '../../../service/language/model';
import { tokensOf } from '../../../service/language/tokens';
import type { ReadText } from '../../reads';

/** A standard type, so that every theme has a colour for it, and what makes it ours. */
const TYPES: Readonly<Record<TokenKind, readonly [type: string, ...modifiers: string[]]>> = {
  definition: ['variable', 'definition'],
  name: ['variable'],
  input: ['parameter'],
  parameter: ['parameter'],
  constant: ['variable', 'readonly', 'defaultLibrary'],
  function: ['function'],
  builtin: ['function', 'defaultLibrary'],
  keyword: ['property'],
  directive: ['keyword'],
  derivative: ['keyword', 'derivative'],
  claim: ['operator', 'claim'],
  number: ['number'],
  unread: ['comment'],
};

const types = [...new Set(Object.values(TYPES).map(([type]) => type))];
const modifiers = [...new Set(Object.values(TYPES).flatMap(([, ...own]) => own))];

export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: types, tokenModifiers: modifiers };

/** The tokens of a document, or of the lines of a range. */
export function semanticTokens({ read, positions }: ReadText, range?: Range): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const within = range && positions.span(range);
  for (const { span, kind } of tokensOf(read)) {
    if (within !== undefined && (span.end < within.start || within.end < span.start)) continue;
    const { line, character } = positions.position(span.start);
    const [type, ...own] = TYPES[kind];
    const bits = own.reduce((sum, modifier) => sum | (1 << modifiers.indexOf(modifier)), 0);
    builder.push(line, character, span.end - span.start, types.indexOf(type), bits);
  }
  return builder.build();
}
