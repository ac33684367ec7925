import * as vscode from 'vscode';
import { type Account, hostsOfAccount } from './account';

/** The accounts to choose from, each with the server it belongs to; the one this window uses is marked. */
export function accountItems(
	accounts: readonly Account[],
	currentId: string | undefined,
): (vscode.QuickPickItem & { value: Account })[] {
	return accounts.map((account) => {
		const host = hostsOfAccount(account)?.own.primary.host ?? '';
		return account.id === currentId
			? {
					value: account,
					label: `$(check) ${account.label}`,
					description: vscode.l10n.t('{0} · used by this window', host),
				}
			: { value: account, label: account.label, description: host };
	});
}
