import * as vscode from 'vscode';
import type { PickItem } from '../ui/dialogs';
import { type Account, hostsOfAccount } from './account';

/** The accounts to choose from, each with the server it belongs to; the one this window uses is marked. */
export function accountItems(
	accounts: readonly Account[],
	currentId: string | undefined,
): (PickItem & { readonly value: Account })[] {
	return accounts.map((account) => {
		const host = hostsOfAccount(account)?.own.primary.host ?? '';
		const isChosen = account.area !== 'local' && account.primaryDomain !== undefined;
		const server = isChosen ? vscode.l10n.t('{0} (chosen)', host) : host;
		return account.id === currentId
			? {
					value: account,
					icon: 'check',
					label: account.label,
					description: vscode.l10n.t('{0} · used by this window', server),
				}
			: { value: account, label: account.label, description: server };
	});
}
