import { randomBytes } from 'node:crypto';
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type TextEditor,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  type WebviewPanelOptions,
  window,
} from 'vscode';
import { type CommandTarget, GRAPH_COMMAND } from '../protocol/commands';
import type { FromPanel, PanelState, ToPanel } from '../protocol/panel';
import { panelHtml } from '../protocol/panel-html';
import { GRAPH, type GraphParams, type GraphResult } from '../protocol/requests';
import { messageOf } from './check-derivative';
import { disposeAll } from './disposables';
import { documentMayHoldSheets } from './documents';
import type { Session } from './session';
import { commandTarget, openDocument, reveal } from './target';

const VIEW_TYPE = 'nabla.graph';

/** Milliseconds; a cursor that is on its way somewhere asks for nothing. */
const CURSOR_DELAY = 120;

/** "Nabla: Show Graph": one panel that follows the cursor and the edits. */
export function registerGraphPanel(context: ExtensionContext, session: Session): Disposable {
  let open: GraphPanel | undefined;

  const adopt = (panel: WebviewPanel, target: CommandTarget): void => {
    open?.panel.dispose();
    const adopted = createGraphPanel(context, session, panel, target);
    open = adopted;
    panel.onDidDispose(() => {
      if (open === adopted) open = undefined;
    });
  };

  return disposeAll([
    commands.registerCommand(GRAPH_COMMAND, (argument: unknown) => {
      const target = commandTarget(argument);
      if (target === undefined) {
        void window.showInformationMessage('Open a document to see the graph of its sheet.');
        return;
      }
      if (open !== undefined) {
        open.panel.reveal(undefined, true);
        open.show(target);
        return;
      }
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      const options: WebviewPanelOptions = { retainContextWhenHidden: false, enableFindWidget: true };
      const panel = window.createWebviewPanel(VIEW_TYPE, 'Nabla: Graph', place, options);
      adopt(panel, target);
    }),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        if (isState(state)) adopt(panel, { uri: state.uri, position: { line: state.line, character: 0 } });
        else panel.dispose();
      },
    }),
    { dispose: () => open?.panel.dispose() },
  ]);
}

interface GraphPanel {
  readonly panel: WebviewPanel;
  show(target: CommandTarget): void;
}

function createGraphPanel(
  context: ExtensionContext,
  session: Session,
  panel: WebviewPanel,
  first: CommandTarget,
): GraphPanel {
  const { webview } = panel;
  const folders = ['dist', 'media'].map((folder) => Uri.joinPath(context.extensionUri, folder));
  webview.options = { enableScripts: true, enableForms: false, localResourceRoots: folders };
  panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'icon.png');

  let target = first;
  let listening = false;
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;

  const update = async (): Promise<void> => {
    if (!listening) return;
    const question = ++asked;
    const message = await answer(session, target);
    // A newer question is on its way, and its answer is the one to show.
    if (question !== asked) return;
    panel.title = `Graph: ${fileName(target.uri)}`;
    await webview.postMessage(message);
  };

  const show = (next: CommandTarget): void => {
    clearTimeout(timer);
    target = next;
    void update();
  };

  const follow = (editor: TextEditor | undefined): void => {
    if (editor === undefined || !documentMayHoldSheets(editor.document)) return;
    const { line, character } = editor.selection.active;
    const next = { uri: editor.document.uri.toString(), position: { line, character } };
    clearTimeout(timer);
    timer = setTimeout(() => show(next), CURSOR_DELAY);
  };

  const subscriptions = disposeAll([
    webview.onDidReceiveMessage((message: FromPanel) => {
      if (message.type === 'ready') {
        listening = true;
        void update();
      } else if (message.type === 'reveal' && message.uri === target.uri) {
        reveal(message.uri, message.place).then(undefined, (error) => {
          void window.showErrorMessage(`The source could not be shown: ${messageOf(error)}`);
        });
      }
    }),
    panel.onDidChangeViewState(() => {
      // A hidden panel's page is gone; it says that it listens when it is back.
      if (!panel.visible) listening = false;
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    window.onDidChangeActiveTextEditor(follow),
    session.onVerdicts(({ uri }) => {
      if (uri === target.uri) void update();
    }),
  ]);
  panel.onDidDispose(() => {
    clearTimeout(timer);
    listening = false;
    subscriptions.dispose();
  });
  webview.html = page(context, webview);
  return { panel, show };
}

/** What the panel shows for a place; a failure is a message, too. */
async function answer(session: Session, { uri, position }: CommandTarget): Promise<ToPanel> {
  try {
    await openDocument(uri);
    const client = await session.client();
    const params: GraphParams = { uri, position };
    const view = await client.sendRequest<GraphResult>(GRAPH, params);
    return view === null
      ? {
          type: 'empty',
          message: 'There is no sheet in this document. Write one, or put the cursor into another.',
        }
      : { type: 'graph', view };
  } catch (error) {
    return { type: 'empty', message: `The graph could not be made: ${messageOf(error)}` };
  }
}

function page({ extensionUri }: ExtensionContext, webview: Webview): string {
  const address = (...path: string[]): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, ...path)).toString();
  return panelHtml({
    scriptUri: address('dist', 'webview.js'),
    workerUri: address('dist', 'worker.js'),
    styleUri: address('media', 'panel.css'),
    nonce: randomBytes(24).toString('hex'),
    cspSource: webview.cspSource,
  });
}

const isState = (value: unknown): value is PanelState =>
  typeof value === 'object' &&
  value !== null &&
  'uri' in value &&
  typeof value.uri === 'string' &&
  'line' in value &&
  Number.isInteger(value.line);

const fileName = (uri: string): string => Uri.parse(uri).path.split('/').at(-1) ?? uri;
