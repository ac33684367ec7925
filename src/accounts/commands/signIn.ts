import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import { droppedFile } from '../keyFile/drop';
import { type KeyFilePair, pairFromFile } from '../keyFile/read';
import { askForAccount } from '../steps/signInSteps';

/** @param pair What a file told already. */
export async function signIn(accounts: Accounts, pair?: KeyFilePair): Promise<void> {
	const answers = await askForAccount(
		(server, credentials) => accounts.clientFor(server, credentials),
		accounts.stored.map(({ label }) => label),
		pair,
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

export async function signInWithDropped(accounts: Accounts, data: vscode.DataTransfer): Promise<void> {
	const file = await droppedFile(data);
	const pair = file && (await pairFromFile(file));
	if (pair) {
		await signIn(accounts, pair);
	}
}
