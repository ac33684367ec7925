import * as vscode from 'vscode';
import { confirm } from '../../ui/confirm';
import { notifyDone } from '../../ui/notify';
import { removalConsequence } from '../removalConsequence';
import type { AccountParts } from './accountCommands';

export async function signOut({ accounts, sessions, sandbox, changes }: AccountParts): Promise<void> {
	await accounts.restore();
	const session = sessions.current;
	if (!session) {
		notifyDone(vscode.l10n.t('Not signed in'));
		return;
	}
	if (sandbox.isCurrent(session)) {
		await sandbox.stop();
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Sign out of {0}?', session.accountLabel),
		account: session.accountLabel,
		consequence: removalConsequence(),
		verb: vscode.l10n.t('Sign Out'),
	});
	if (sure) {
		await (await changes()).remove(session.accountId);
	}
}
