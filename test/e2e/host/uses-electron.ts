/** Whether `VSCODE_E2E=electron` asks for a desktop VS Code, which is downloaded, in place of the server. */
export const usesElectron = process.env.VSCODE_E2E === 'electron';
