import type { CodeLens } from 'vscode-languageserver';
import { CHECK_COMMAND, type CommandTarget, GRAPH_COMMAND } from '../../protocol/commands';
import type { Service } from '../../service/facade';
import type { Lens } from '../../service/model';
import type { Checked } from '../documents';

const commands: Readonly<Record<Lens['command'], string>> = { check: CHECK_COMMAND, graph: GRAPH_COMMAND };

/** @param runnable whether the client has our commands; without them a lens has the empty one, which does nothing */
export function codeLenses(service: Service, checked: Checked, runnable: boolean): CodeLens[] {
  if (checked.result === undefined) return [];
  return service.lenses(checked.result).map(({ span, title, command }) => {
    const range = checked.positions.range(span);
    const target: CommandTarget = { uri: checked.uri, position: range.start };
    if (!runnable) return { range, command: { title, command: '' } };
    return { range, command: { title, command: commands[command], arguments: [target] } };
  });
}
