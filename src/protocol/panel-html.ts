/** Where the editor serves the panel's files, and what its content security policy lets through. */
export interface PanelResources {
  /** `dist/webview.js`. */
  readonly scriptUri: string;
  /** `dist/worker.js`; fetched by the script, since a worker must come from the page's own origin. */
  readonly workerUri: string;
  /** `media/panel.css`; it loads its fonts from `media/fonts/`. */
  readonly styleUri: string;
  /** Unguessable, new for each page; letters and digits. */
  readonly nonce: string;
  /** `Webview.cspSource`: the origin of the three files. */
  readonly cspSource: string;
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The graph panel's page. Only the script with the nonce runs; styles and fonts come from the extension alone; a worker
 * only from a blob that the script made. The editor's folder rights (`localResourceRoots`) must cover `dist` and `media`.
 */
export function panelHtml(resources: PanelResources): string {
  const { scriptUri, workerUri, styleUri, nonce, cspSource } = resources;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `connect-src ${cspSource}`,
    `worker-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nabla graph</title>
<link rel="stylesheet" href="${escapeAttribute(styleUri)}">
</head>
<body>
<div id="nabla-panel" data-worker-uri="${escapeAttribute(workerUri)}"></div>
<script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
</body>
</html>
`;
}
