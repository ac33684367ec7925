import * as vscode from 'vscode';
import type { PanelAction } from '../../shared/usage/messages';
import { runCommand } from '../../ui/commands';
import { priceListUrl } from '../prices';

/** Does what a button of the panel is for. */
export async function runPanelAction(action: PanelAction, refresh: () => void): Promise<void> {
	switch (action) {
		case 'refresh':
			return refresh();
		case 'signIn':
			return await runCommand('agora.account.signIn');
		case 'showLog':
			return await runCommand('agora.log.show');
		case 'openPrices':
			await vscode.commands.executeCommand('workbench.action.openSettings', 'agora.usage.prices');
			return;
		case 'openPriceList':
			await vscode.env.openExternal(vscode.Uri.parse(priceListUrl));
			return;
	}
}
