import { ColorThemeKind, window } from 'vscode';

/** Whether the editor's background is dark. */
export const isDark = (): boolean => {
  const { kind } = window.activeColorTheme;
  return kind === ColorThemeKind.Dark || kind === ColorThemeKind.HighContrast;
};
