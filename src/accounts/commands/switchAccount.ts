import * as vscode from 'vscode';
import { runCommand } from '../../ui/commands';
import { showQuickPick } from '../../ui/dialogs';
import { accountItems } from '../accountItems';
import type { Accounts } from '../accounts';
import type { SessionStore } from '../sessionStore';

export async function switchAccount(accounts: Accounts, sessions: SessionStore): Promise<void> {
	const add = { icon: 'add', label: vscode.l10n.t('Add Account…'), value: undefined };
	const manage = { icon: 'gear', label: vscode.l10n.t('Manage Accounts…'), value: undefined };
	const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, value: undefined };
	const items = accountItems(accounts.stored, sessions.current?.accountId);
	const others = items.length > 0 ? [separator, add, manage] : [add];
	const chosen = await showQuickPick([...items, ...others], {
		title: vscode.l10n.t('Switch Account'),
		placeHolder: vscode.l10n.t('Which account should this window use?'),
	});
	if (chosen === add) {
		await runCommand('agora.account.signIn');
	} else if (chosen === manage) {
		await runCommand('agora.account.manage');
	} else if (chosen?.value && chosen.value.id !== sessions.current?.accountId) {
		await accounts.switchTo(chosen.value);
	}
}
