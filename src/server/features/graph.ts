import type { Position } from 'vscode-languageserver';
import type { GraphResult } from '../../protocol/requests';
import type { Service } from '../../service/facade';
import type { Checked } from '../documents';

/** The graph of the sheet at a position, with places in place of spans. */
export function graph(service: Service, checked: Checked, position: Position | undefined): GraphResult {
  const { uri, version, positions, result } = checked;
  if (result === undefined) return null;
  const view = service.graphView(result, position && positions.offset(position));
  if (view === undefined) return null;
  const nodes = view.nodes.map(({ span, claims, ...node }) => ({
    ...node,
    ...(span === undefined ? {} : { place: positions.range(span) }),
    claims: claims.map(({ span: claimSpan, ...claim }) => ({ ...claim, place: positions.range(claimSpan) })),
  }));
  return { ...view, uri, version, nodes };
}
