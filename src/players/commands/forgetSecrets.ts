import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { PlayerCommand } from './playerCommand';

/** Removes values of `${secret:NAME}`, so that they are asked for again. */
export const forgetSecrets: PlayerCommand = async ({ definitions }, { accountId }) => {
	const { secretVariables } = await definitions.room();
	const names = secretVariables.names(accountId);
	if (names.length === 0) {
		throw new Error(vscode.l10n.t('No secret of a definition is stored for this account.'));
	}
	const chosen = await vscode.window.showQuickPick([...names].sort(), {
		title: vscode.l10n.t('Forget Secrets of Definitions'),
		placeHolder: vscode.l10n.t('They are asked for again when they are needed'),
		canPickMany: true,
	});
	if (chosen && chosen.length > 0) {
		await secretVariables.forget(accountId, chosen);
		notifyDone(vscode.l10n.t('{0} secrets forgotten', chosen.length));
	}
};
