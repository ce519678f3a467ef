/** The document that the webview loads: two stylesheets, one script, and a policy under which nothing else can run or be fetched. */

export interface PageSources {
  /** New for every document: only the script that carries it runs. */
  readonly nonce: string;
  /** The origin that VS Code serves an extension's own files from. */
  readonly cspSource: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** The sources are put in as they are: they come from the editor and from this extension, and nothing of a mail server is among them. */
export function pageHtml({ nonce, cspSource, script, styles }: PageSources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; font-src ${cspSource}`;
  const links = styles.map((href) => `<link rel="stylesheet" href="${href}">`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Postmaster</title>
${links.join('\n')}
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
