import * as vscode from 'vscode';
import { listSenderAddresses } from '../../agora/notifications/senders';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { countText } from '../../ui/text';

/** Copies the addresses from which Agora sends notifications, for a firewall or a web server. */
export const copySenderAddresses: FeatureCommand<unknown> = async (_deps, session) => {
	const addresses = await withViewProgress('agora.notifications', () => listSenderAddresses(session.client));
	if (addresses.length === 0) {
		throw new Error(vscode.l10n.t('Agora returned no addresses.'));
	}
	const count = countText(addresses.length);
	const formats = [
		{
			icon: 'list-unordered',
			label: vscode.l10n.t('List'),
			detail: vscode.l10n.t('One address on each line'),
			text: addresses.join('\n'),
		},
		{
			icon: 'server',
			label: vscode.l10n.t('Rules of nginx'),
			detail: vscode.l10n.t('Lines with allow, and deny all at the end, for a location'),
			text: [...addresses.map((address) => `allow ${address};`), 'deny all;'].join('\n'),
		},
		{
			icon: 'json',
			label: 'JSON',
			detail: vscode.l10n.t('An array of texts'),
			text: JSON.stringify(addresses, undefined, '\t'),
		},
	];
	const chosen = await showQuickPick(
		formats.map((format) => ({ ...format, description: vscode.l10n.t('addresses: {0}', count) })),
		{
			title: vscode.l10n.t('Copy Notification Sender Addresses'),
			placeHolder: vscode.l10n.t('Choose a format. The addresses change: Agora asks to read them once a day'),
		},
	);
	if (chosen) {
		await vscode.env.clipboard.writeText(`${chosen.text}\n`);
		notifyDone(vscode.l10n.t('Addresses copied: {0}', count));
	}
};
