export interface PanelResources {
	/** Fresh for every document: the only thing that lets a script run. */
	readonly nonce: string;
	/** The webview's own source for resources of this extension. */
	readonly cspSource: string;
	readonly script: string;
	readonly style: string;
}

/** The document of the usage panel. Holds no data and no text: both arrive in validated messages. */
export function panelHtml({ nonce, cspSource, script, style }: PanelResources): string {
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource};`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="UTF-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1.0">
	<link rel="stylesheet" href="${style}">
</head>
<body>
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
