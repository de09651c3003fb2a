import { extract } from '../../../src/core/extract/extract';
import type { GraphBuilder, NodeId } from '../../../src/core/graph/graph';
import { readBook } from '../../../src/core/sheet/book';
import { buildSheetGraph } from '../../../src/core/sheet/lowering/build';
import { inferShapes } from '../../../src/core/sheet/shapes/infer';
import { readInfix } from '../../../src/core/syntax/infix/read';

export interface SheetOnPaper {
  readonly graph: GraphBuilder;
  /** The node of a name; a string says why there is none. */
  node(name: string): NodeId | string;
  /** The entries of names that have a value. */
  given(input: NodeId): ArrayLike<number> | undefined;
}

/** The graph of a `.nabla` text. */
export function sheetOnPaper(text: string): SheetOnPaper {
  const extraction = extract({ path: 'sheet.nabla', language: 'nabla', text });
  const book = readBook(extraction, ({ fragment, dialect }) => readInfix(fragment.text, { dialect }));
  const { graph, lowered, given } = buildSheetGraph(book, inferShapes(book), 0);
  const node = (name: string): NodeId | string => {
    const definition = book.definitions.find((other) => other.name === name);
    const result = definition && lowered.get(definition);
    if (result === undefined)
      return book.problems[0]?.message ?? book.unread[0]?.reason ?? `${name} is not defined`;
    return 'failure' in result ? result.failure.message : result.value.node;
  };
  return { graph, node, given: (input) => given.get(input)?.data };
}
