import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { runCommand } from '../../ui/commands';
import { usagePrices } from '../priceSettings';
import { PRICE_LIST_URL, PRICES_NOTED_ON } from '../prices';
import { dayOf } from '../report/days';
import type { Business } from '../report/figures';
import { type InitMessage, type PanelAction, parseToExtension } from '../report/messages';
import type { Subject, View } from '../report/view';
import { usageStrings } from './panelStrings';
import type { ShownProject } from './usageHost';
import { webviewHtml } from './webview';

/** What a panel does for its page. */
export interface PageRequests {
	/** The page is loaded and hears; with the view it kept, if any. */
	ready(view: View | null): void;
	choose(view: View): void;
	refresh(): void;
	/** Tries again what failed, of one project or business, or of all with null. */
	retry(project: string | null, business: Business | null): void;
	cancel(): void;
	/** Opens the panel of a project, or of all with null. */
	open(project: string | null): void;
	export(): void;
	/** Null where the page has no chart to give. */
	picture(id: number, png: Uint8Array | null): void;
}

/** Does what a page asks for. Whatever is no message of a page is ignored. */
export function fulfil(raw: unknown, panel: PageRequests): void {
	const message = parseToExtension(raw);
	switch (message?.type) {
		case 'ready':
			panel.ready(message.view);
			break;
		case 'view':
			panel.choose(message.view);
			break;
		case 'refresh':
			panel.refresh();
			break;
		case 'retry':
			panel.retry(message.project, message.business);
			break;
		case 'cancel':
			panel.cancel();
			break;
		case 'open':
			panel.open(message.project);
			break;
		case 'export':
			panel.export();
			break;
		case 'picture':
			panel.picture(message.id, message.png);
			break;
		case 'copy':
			void vscode.env.clipboard.writeText(message.text);
			break;
		case 'action':
			void act(message.action, panel);
			break;
	}
}

async function act(action: PanelAction, panel: PageRequests): Promise<void> {
	switch (action) {
		case 'refresh':
			panel.refresh();
			break;
		case 'signIn':
			await runCommand('agora.account.signIn');
			break;
		case 'showLog':
			await runCommand('agora.log.show');
			break;
		case 'openPrices':
			await vscode.commands.executeCommand('workbench.action.openSettings', 'agora.usage.prices');
			break;
		case 'openPriceList':
			await vscode.env.openExternal(vscode.Uri.parse(PRICE_LIST_URL));
			break;
	}
}

/** Everything that a panel is told but access and figures. `now` in milliseconds since 1970. */
export function initMessage(
	subject: Subject,
	projects: readonly ShownProject[],
	others: readonly ShownProject[],
	now: number,
): InitMessage {
	const own = vscode.workspace.getConfiguration('agora').inspect('usage.prices')?.globalValue !== undefined;
	return {
		type: 'init',
		locale: vscode.env.language.slice(0, 40),
		subject,
		projects,
		others,
		today: dayOf(now),
		prices: usagePrices(),
		pricesNoted: own ? null : PRICES_NOTED_ON,
		strings: usageStrings(),
	};
}

/** Told when the setting that `initMessage` takes prices from has changed. */
export function onDidChangePrices(listener: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((change) => {
		if (change.affectsConfiguration('agora.usage.prices')) {
			listener();
		}
	});
}

/** Gives a panel its icon and its document, from which nothing but the extension's own script and style can run. */
export function prepareWebview(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
	const { webview } = panel;
	const resources = vscode.Uri.joinPath(extensionUri, 'dist');
	webview.options = { enableScripts: true, localResourceRoots: [resources] };
	panel.iconPath = {
		light: vscode.Uri.joinPath(extensionUri, 'media', 'usage-light.svg'),
		dark: vscode.Uri.joinPath(extensionUri, 'media', 'usage-dark.svg'),
	};
	webview.html = webviewHtml({
		nonce: randomBytes(16).toString('base64url'),
		cspSource: webview.cspSource,
		script: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.js')).toString(),
		style: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.css')).toString(),
	});
}
