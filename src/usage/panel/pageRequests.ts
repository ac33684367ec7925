import * as vscode from 'vscode';
import { type PanelAction, parseToExtension } from '../../shared/usage/messages';
import type { View } from '../../shared/usage/view';
import type { Business } from '../../shared/usage/words';
import { runCommand } from '../../ui/commands';
import { priceListUrl } from '../prices';

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
			await vscode.env.openExternal(vscode.Uri.parse(priceListUrl));
			break;
	}
}
