import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import { askForAccount } from '../signInSteps';

export async function signIn(accounts: Accounts): Promise<void> {
	const answers = await askForAccount(
		(server, credentials) => accounts.clientFor(server, credentials),
		accounts.stored.map(({ label }) => label),
	);
	if (!answers) {
		return;
	}
	const { area, label, localServer, customerId, customerSecret } = answers;
	const id = randomUUID();
	const account: Account = area === 'local' ? { id, label, area, localServer } : { id, label, area };
	await accounts.addAndSignIn(account, { customerId, customerSecret });
	notifyDone(vscode.l10n.t('Signed in as {0}', label));
}
