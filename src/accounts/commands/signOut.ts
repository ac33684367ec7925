import * as vscode from 'vscode';
import { confirm } from '../../ui/confirm';
import { notifyDone } from '../../ui/notify';
import type { AccountParts } from './accountCommands';

export async function signOut({ accounts, sessions, sandbox, changes }: AccountParts): Promise<void> {
	await accounts.restore();
	const session = sessions.current;
	if (!session) {
		notifyDone(vscode.l10n.t('Nobody is signed in'));
		return;
	}
	if (sandbox.isCurrent(session)) {
		await sandbox.stop();
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Sign out of {0}?', session.accountLabel),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'The Customer ID, the Customer Secret and the secrets of definition files are removed from the secret storage of this machine. Projects and cloud players stay as they are.',
		),
		verb: vscode.l10n.t('Sign Out'),
	});
	if (sure) {
		await (await changes()).remove(session.accountId);
	}
}
