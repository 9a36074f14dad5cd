/** What the page of the panel is made of; URIs as `webview.asWebviewUri` gives them. */
export interface PanelPage {
  readonly cspSource: string;
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

/**
 * The page of the result panel: no data in it, nothing allowed but our script and style. The style nonce is for
 * the grid, which writes its theme into a style element.
 */
export function panelHtml({ cspSource, nonce, scriptUri, styleUri }: PanelPage): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(cspSource, nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Aurora Lambda results</title>
  <link rel="stylesheet" href="${styleUri}">
</head>
<body>
  <script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}

/** Everything is forbidden that is not named: no inline script or style, no image, font, frame or request. */
export function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}
