import * as vscode from 'vscode';
import { runCommand } from '../../ui/commands';
import { type Account, hostsOfAccount } from '../account';
import type { Accounts } from '../accounts';
import type { SessionStore } from '../sessionStore';

interface AccountItem extends vscode.QuickPickItem {
	readonly account?: Account;
}

export async function switchAccount(accounts: Accounts, sessions: SessionStore): Promise<void> {
	const currentId = sessions.current?.accountId;
	const items: AccountItem[] = accounts.stored.map((account) => ({
		account,
		label: account.id === currentId ? `$(check) ${account.label}` : account.label,
		description: hostsOfAccount(account)?.own.primary.host ?? '',
	}));
	const add: AccountItem = { label: `$(add) ${vscode.l10n.t('Sign In with Another Account…')}` };
	const separator: AccountItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
	const chosen = await vscode.window.showQuickPick([...items, separator, add], {
		title: vscode.l10n.t('Switch Account'),
		placeHolder: vscode.l10n.t('Which account should this window use?'),
	});
	if (chosen?.account) {
		await accounts.switchTo(chosen.account);
	} else if (chosen === add) {
		await runCommand('agora.account.signIn');
	}
}
