import { CONSTANTS } from '../../core/sheet/constants';
import { chain } from '../../core/sheet/scope';
import type { Cursor } from './cursor';
import type { CompletionItem } from './model';
import { RANK } from './ranks';
import type { ReadDocument } from './reading';
import { hole } from './snippet';

/** Words that begin a statement. */
export const LEADING_WORDS: readonly CompletionItem[] = [
  {
    label: 'given',
    kind: 'keyword',
    detail: 'an upstream gradient',
    documentation: 'Introduces the derivative of something that the sheet does not define.',
    text: `given d${hole(1, 'L')}/d${hole(2, 'h')}`,
    snippet: true,
    rank: RANK.word,
  },
  {
    label: 'at',
    kind: 'keyword',
    detail: 'claims at a point',
    documentation: 'Sets values for the claims behind the colon, or below it and indented deeper.',
    text: `at ${hole(1, 'x')} = ${hole(2, '1')}: $0`,
    snippet: true,
    rank: RANK.word,
  },
  {
    label: 'assume',
    kind: 'keyword',
    detail: 'a domain',
    documentation: 'Says where claims are meant to hold, whatever the relation speaks of.',
    text: 'assume ',
    snippet: false,
    rank: RANK.word,
  },
];

/** Shapes, behind a colon. */
export function shapeItems({ book }: ReadDocument, { sheet }: Cursor): CompletionItem[] {
  const shape = (label: string, detail: string, text: string): CompletionItem => ({
    label,
    kind: 'shape',
    detail,
    text,
    snippet: text.includes('$'),
    rank: RANK.own,
  });
  const used = new Set<string>();
  for (const at of sheet === undefined ? [] : chain(book.scope, sheet)) {
    for (const { sizes } of book.sheets[at]!.shapes.values()) {
      for (const size of sizes) if (size.kind === 'name') used.add(size.name);
    }
  }
  return [
    shape('R', 'a scalar', 'R'),
    shape('R^n', 'a vector', `R^${hole(1, 'n')}`),
    shape('m x n', 'a matrix', `${hole(1, 'm')} x ${hole(2, 'n')}`),
    ...[...used].map((name) => shape(`R^${name}`, 'a vector of that size', `R^${name}`)),
  ];
}

export function constantItems({ book }: ReadDocument, { sheet }: Cursor): CompletionItem[] {
  const own = new Set(
    sheet === undefined ? [] : chain(book.scope, sheet).flatMap((at) => [...book.scope.bySheet[at]!.keys()]),
  );
  return ['pi', 'e', 'inf']
    .filter((name) => !own.has(name))
    .map((name) => ({
      label: name,
      kind: 'constant',
      detail: `= ${String(CONSTANTS.get(name)).replace('Infinity', '∞').slice(0, 8)}`,
      text: name,
      snippet: false,
      rank: RANK.constant,
    }));
}

/** `S symmetric`, `p in simplex`. */
export function propertyItems(head: string): CompletionItem[] {
  const words = /^[\p{L}\p{M}\p{N}_,\s]+\s(?:in|∈)\s+\p{L}*$/u.test(head)
    ? ['simplex']
    : /^[\p{L}\p{M}\p{N}_]+(?:\s*,\s*[\p{L}\p{M}\p{N}_]+)*\s+\p{L}*$/u.test(head)
      ? ['symmetric', 'positive definite', 'diagonal', 'orthogonal', 'in']
      : [];
  return words.map((label) => ({ label, kind: 'keyword', text: label, snippet: false, rank: RANK.argument }));
}
