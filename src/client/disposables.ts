import type { Disposable } from 'vscode';

export const disposeAll = (all: readonly Disposable[]): Disposable => ({
  dispose: () => {
    for (const each of all) each.dispose();
  },
});
