import * as vscode from 'vscode';
import { showQuickPickMany } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import type { PlayerCommand } from './playerCommand';

/** Removes values of `${secret:NAME}`, so that they are asked for again. */
export const forgetSecrets: PlayerCommand = async ({ definitions }, { accountId }) => {
	const { secretVariables } = await definitions.room();
	const names = await secretVariables.names(accountId);
	if (names.length === 0) {
		throw new Error(vscode.l10n.t('This account has no stored definition secrets.'));
	}
	const items = names
		.map((secret) => ({ secret, label: secret.name, description: secret.host }))
		.toSorted((a, b) => (a.label < b.label ? -1 : 1));
	const chosen = await showQuickPickMany(items, {
		title: vscode.l10n.t('Forget Secrets of Definitions'),
		placeHolder: vscode.l10n.t('You are asked for them again when they are needed'),
		matchOnDescription: true,
	});
	if (chosen && chosen.length > 0) {
		await secretVariables.forget(
			accountId,
			chosen.map(({ secret }) => secret),
		);
		notifyDone(
			chosen.length === 1
				? vscode.l10n.t('1 secret forgotten')
				: vscode.l10n.t('{0} secrets forgotten', chosen.length),
		);
	}
};
