import * as vscode from 'vscode';
import type { Credentials } from '../agora/http/credentials';
import { runCommand } from '../ui/commands';
import { showWarningMessage } from '../ui/dialogs';
import { notifyDone } from '../ui/notify';
import { runSteps } from '../ui/steps';
import { type Account, hostsOfAccount } from './account';
import type { AccountChanges } from './accountChanges';
import type { Accounts } from './accounts';
import { customerIdStep, customerSecretStep, type PairAnswers } from './steps/pairSteps';

/**
 * Asks for the pair that stands in place of the account's after a rotation, in which the Customer ID often changes too,
 * and stores it once Agora takes it.
 */
export async function replaceSecret(
	accounts: Accounts,
	changes: AccountChanges,
	account: Account,
): Promise<void> {
	const pair = await askForPair(
		vscode.l10n.t('Replace the Secret of {0}', account.label),
		accounts,
		account,
		(await accounts.credentials(account.id))?.customerId,
	);
	if (pair && (await changes.replaceCredentials(account, pair))) {
		notifyDone(vscode.l10n.t('The secret of {0} was replaced', account.label));
	} else if (pair) {
		await tellRemovedMeanwhile(account);
	}
}

/**
 * Asks for the pair of an account whose own is gone from the secret storage, and signs in with it once Agora takes it. Where another
 * window has stored one meanwhile, nothing is asked.
 */
export async function enterCredentials(accounts: Accounts, account: Account): Promise<void> {
	if (await accounts.credentials(account.id)) {
		await accounts.switchTo(account);
		return;
	}
	const pair = await askForPair(vscode.l10n.t('Sign In as {0}', account.label), accounts, account);
	if (pair && (await accounts.addAndSignIn(account, pair))) {
		notifyDone(vscode.l10n.t('Signed in as {0}', account.label));
	} else if (pair) {
		await tellRemovedMeanwhile(account);
	}
}

async function tellRemovedMeanwhile({ label }: Account): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const chosen = await showWarningMessage(
		vscode.l10n.t(
			'The secret was not stored: {0} was removed from this machine meanwhile. Sign in to add the account again.',
			label,
		),
		signIn,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	}
}

async function askForPair(
	title: string,
	accounts: Accounts,
	account: Account,
	customerId = '',
): Promise<Credentials | undefined> {
	return await runSteps<PairAnswers>(
		title,
		[
			customerIdStep(),
			customerSecretStep(
				(server, credentials) => accounts.clientFor(server, credentials),
				() => hostsOfAccount(account),
			),
		],
		{ customerId, customerSecret: '' },
	);
}
