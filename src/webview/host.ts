import type { FromPanel, PanelState, ToPanel } from '../protocol/panel';

interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): PanelState | undefined;
  setState(state: PanelState): void;
}

declare global {
  /** Given to a webview's page by the editor; may be called once. */
  function acquireVsCodeApi(): EditorApi;
}

export interface Host {
  send(message: FromPanel): void;
  readonly state: PanelState | undefined;
  saveState(state: PanelState): void;
}

export function connect(receive: (message: ToPanel) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));
  return {
    send: (message) => api.postMessage(message),
    get state() {
      return api.getState();
    },
    saveState: (state) => api.setState(state),
  };
}
