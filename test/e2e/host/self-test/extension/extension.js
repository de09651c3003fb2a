const vscode = require('vscode');

exports.activate = (context) => {
  const diagnostics = vscode.languages.createDiagnosticCollection('probe');
  const mark = (document) => {
    const found = [...document.getText().matchAll(/wrong/g)].map(({ index }) => {
      const range = new vscode.Range(document.positionAt(index), document.positionAt(index + 5));
      return new vscode.Diagnostic(range, 'probe', vscode.DiagnosticSeverity.Error);
    });
    diagnostics.set(document.uri, found);
  };
  vscode.workspace.textDocuments.forEach(mark);
  context.subscriptions.push(
    diagnostics,
    vscode.workspace.onDidOpenTextDocument(mark),
    vscode.workspace.onDidChangeTextDocument(({ document }) => mark(document)),
    vscode.commands.registerCommand('probe.panel', () => {
      const panel = vscode.window.createWebviewPanel('probe', 'Probe', vscode.ViewColumn.Beside, {});
      panel.webview.html = '<p id="probe">seen</p>';
    }),
  );
};
