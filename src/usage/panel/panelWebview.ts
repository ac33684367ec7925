import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelHtml } from './panelHtml';

/** Gives a panel its icon and its document, from which nothing but the extension's own script and style can run. */
export function prepareWebview(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
	const { webview } = panel;
	const resources = vscode.Uri.joinPath(extensionUri, 'dist');
	webview.options = { enableScripts: true, localResourceRoots: [resources] };
	panel.iconPath = {
		light: vscode.Uri.joinPath(extensionUri, 'media', 'usage-light.svg'),
		dark: vscode.Uri.joinPath(extensionUri, 'media', 'usage-dark.svg'),
	};
	webview.html = panelHtml({
		nonce: randomBytes(16).toString('base64url'),
		cspSource: webview.cspSource,
		script: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.js')).toString(),
		style: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.css')).toString(),
	});
}
