import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import { droppedFile } from '../keyFile/drop';
import { type KeyFilePair, pairFromFile } from '../keyFile/read';
import { askForAccount, type SignInAnswers } from '../steps/signInSteps';

/** @param pair What a file told already. */
export async function signIn(accounts: Accounts, pair?: KeyFilePair): Promise<void> {
	const answers = await askForAccount(accounts, pair);
	if (answers) {
		const account = answers.stored ?? newAccount(answers);
		if (!(await accounts.addAndSignIn(account, answers))) {
			// The account that was stored under this Customer ID was removed meanwhile; signing in adds it anew.
			await accounts.addAndSignIn({ ...account, id: randomUUID() }, answers);
		}
		notifyDone(vscode.l10n.t('Signed in as {0}', account.label));
	}
}

function newAccount({ area, label, localServer }: SignInAnswers): Account {
	const id = randomUUID();
	return area === 'local' ? { id, label, area, localServer } : { id, label, area };
}

export async function signInWithDropped(accounts: Accounts, data: vscode.DataTransfer): Promise<void> {
	const file = await droppedFile(data);
	const pair = file && (await pairFromFile(file));
	if (pair) {
		await signIn(accounts, pair);
	}
}
