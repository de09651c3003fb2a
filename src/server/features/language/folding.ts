import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { foldingsOf } from '../../../service/language/folding';
import type { Folding } from '../../../service/language/model';
import type { ReadText } from '../../reads';

const KINDS: Readonly<Record<Folding['kind'], { readonly kind?: FoldingRangeKind }>> = {
  region: { kind: FoldingRangeKind.Region },
  comment: { kind: FoldingRangeKind.Comment },
  array: {},
};

export const foldingRanges = ({ read, positions }: ReadText): FoldingRange[] =>
  foldingsOf(read).map(({ span, kind }) => ({
    startLine: positions.position(span.start).line,
    endLine: positions.position(span.end).line,
    ...KINDS[kind],
  }));
