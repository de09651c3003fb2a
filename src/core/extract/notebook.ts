import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { addString, isWholeString, readJson } from './json';
import { readMarkdown } from './markdown';
import { type Sections, SectionWriter } from './sections';
import { collector, fragmentView, type View } from './view';

const CELL = { isMdx: false, isCell: true, isJulia: false };

/**
 * The sheets of a Jupyter notebook (nbformat 3 and 4): its Markdown cells in order, as one document whose sections go on from
 * cell to cell. What is wrong with the JSON is left to those who open notebooks.
 */
export function sheetsInNotebook(view: View): Sections {
  const { text } = view;
  const writer = new SectionWriter(view.toDocument({ start: 0, end: text.length }));
  const { root } = readJson(text, false);
  for (const cell of root ? cellsOf(root) : []) {
    const type: unknown = cell.type === 'object' ? findNodeAtLocation(cell, ['cell_type'])?.value : undefined;
    const source = type === 'markdown' ? findNodeAtLocation(cell, ['source']) : undefined;
    const content = collector(view);
    for (const line of source?.type === 'array' ? (source.children ?? []) : source ? [source] : []) {
      if (isWholeString(text, line)) addString(content, text, line);
    }
    if (!content.isEmpty) readMarkdown(writer, fragmentView(content.take()), CELL);
  }
  return writer.result();
}

function cellsOf(root: Node): readonly Node[] {
  if (root.type !== 'object') return [];
  const cells = findNodeAtLocation(root, ['cells']) ?? findNodeAtLocation(root, ['worksheets', 0, 'cells']);
  return cells?.type === 'array' ? (cells.children ?? []) : [];
}
