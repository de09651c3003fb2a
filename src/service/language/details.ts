import { showShape } from '../../core/graph/shape';
import { showTensor } from '../../core/print/numbers';
import type { Book, Definition } from '../../core/sheet/model';
import { resolve } from '../../core/sheet/scope';
import type { CheckedDocument } from '../facade';
import { DEFAULT_SETTINGS } from '../model';
import { bookAt } from '../placement';
import type { ReadDocument } from './reading';

/** How many entries of an array are shown. */
const ENTRIES = 4;

/** How much of a right side is shown. */
const LONGEST = 40;

/**
 * What stands beside a name in a list: its shape and its value as a check found them, which may be about an older text;
 * without one the right side of its definition.
 */
export function detailsOf(
  read: ReadDocument,
  checked: CheckedDocument | undefined,
): (definition: Definition) => string {
  return (definition) => {
    const parts = checked === undefined ? [] : computed(checked, definition);
    if (parts.length > 0) return parts.join(' ');
    return written(read, definition);
  };
}

function computed(checked: CheckedDocument, { name, kind, nameSpan }: Definition): string[] {
  const found = bookAt(checked, nameSpan.start);
  if (found === undefined) return [];
  const { checkable, values } = found.book;
  const sheetGraph = checkable.sheetGraphs[0]!;
  const then = resolve(
    checkable.book.scope,
    sheetAt(checkable.book, found.at),
    name,
    Number.POSITIVE_INFINITY,
  );
  const result = then === undefined || then.kind !== kind ? undefined : sheetGraph.lowered.get(then);
  if (result === undefined || 'failure' in result || kind === 'upstream') return [];
  const { node } = result.value;
  const { shape } = sheetGraph.graph.node(node);
  const value = kind === 'function' ? undefined : values.valueOf(node);
  return [
    ...(shape.length === 0 ? [] : [`: ${shape.length === 1 ? `R^${shape[0]}` : showShape(shape)}`]),
    ...(value === undefined ? [] : [`= ${showTensor(value, DEFAULT_SETTINGS.digits, ENTRIES)}`]),
  ];
}

/** The innermost sheet around an offset. */
const sheetAt = ({ sheets }: Book, offset: number): number =>
  sheets.findLast(({ span }) => span.start <= offset && offset <= span.end)?.index ?? 0;

function written({ document, book }: ReadDocument, definition: Definition): string {
  if (definition.kind === 'free') {
    const shape = book.sheets[definition.sheet]!.shapes.get(definition.name);
    if (shape === undefined) return '';
    const sizes = shape.sizes.map((size) => (size.kind === 'number' ? size.value : size.name));
    return sizes.length === 0 ? '' : `: ${sizes.length === 1 ? `R^${sizes[0]}` : sizes.join('×')}`;
  }
  const { nameSpan, span } = definition;
  const right = document.text.slice(nameSpan.end, span.end).replace(/\s+/g, ' ').trim();
  return right.length <= LONGEST ? right : `${right.slice(0, LONGEST - 1)}…`;
}
