import * as vscode from 'vscode';
import type { Credentials } from '../../agora/credentials';
import type { AgoraSession } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { showErrorMessage, showWarningMessage } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import { runSteps } from '../../ui/steps';
import type { AccountChanges } from '../accountChanges';
import { type Account, hostsOfAccount } from '../accountList';
import type { Accounts } from '../accounts';
import { askCustomerId, askCustomerSecret } from './signInSteps';

/** Offers to enter the credentials of an account that the secret storage no longer has. */
export async function notifyMissingCredentials(accounts: Accounts, account: Account): Promise<void> {
	const enter = vscode.l10n.t('Enter Credentials');
	const chosen = await showWarningMessage(
		vscode.l10n.t(
			'The credentials of {0} are no longer in the secret storage of this machine. Enter them again to sign in.',
			account.label,
		),
		enter,
	);
	if (chosen === enter) {
		await enterCredentials(accounts, account);
	}
}

/** Shows why this window has signed out. */
export async function notifyRemovedElsewhere(accountLabel: string): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const chosen = await showWarningMessage(
		vscode.l10n.t(
			'{0} was removed from this machine in another window, so this window is signed out of it.',
			accountLabel,
		),
		signIn,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	}
}

/** Shows that Agora refuses the credentials. VS Code replaces an equal message, so there is never more than one. */
export async function notifyRefusedCredentials(
	accounts: Accounts,
	changes: AccountChanges,
	session: AgoraSession,
): Promise<void> {
	const account = accounts.stored.find(({ id }) => id === session.accountId);
	const replace = vscode.l10n.t('Replace Secret');
	const signIn = vscode.l10n.t('Sign In');
	const showLog = vscode.l10n.t('Show Log');
	const chosen = await showErrorMessage(
		vscode.l10n.t(
			'Agora refuses the credentials of {0} (401). What is on screen stays as it was last read. If the secret was rotated, enter the new one.',
			session.accountLabel,
		),
		...(account ? [replace, signIn, showLog] : [signIn, showLog]),
	);
	if (chosen === replace && account) {
		await replaceSecret(accounts, changes, account);
	} else if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	} else if (chosen === showLog) {
		await runCommand('agora.log.show');
	}
}

/** Asks for the new credentials after a rotation, which often changes the Customer ID too, and stores them once Agora accepts them. */
export async function replaceSecret(
	accounts: Accounts,
	changes: AccountChanges,
	account: Account,
): Promise<void> {
	const credentials = await askForCredentials(
		vscode.l10n.t('Replace the Secret of {0}', account.label),
		accounts,
		account,
		(await accounts.credentials(account.id))?.customerId,
	);
	if (credentials && (await changes.replaceCredentials(account, credentials))) {
		notifyDone(vscode.l10n.t('The secret of {0} was replaced', account.label));
	} else if (credentials) {
		await notifyRemoved(account);
	}
}

/** Asks for missing credentials, unless another window has stored them in the meantime, and signs in once Agora accepts them. */
async function enterCredentials(accounts: Accounts, account: Account): Promise<void> {
	if (await accounts.credentials(account.id)) {
		await accounts.switchTo(account);
		return;
	}
	const credentials = await askForCredentials(
		vscode.l10n.t('Sign In as {0}', account.label),
		accounts,
		account,
	);
	if (credentials && (await accounts.addAndSignIn(account, credentials))) {
		notifyDone(vscode.l10n.t('Signed in as {0}', account.label));
	} else if (credentials) {
		await notifyRemoved(account);
	}
}

async function notifyRemoved({ label }: Account): Promise<void> {
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

async function askForCredentials(
	title: string,
	accounts: Accounts,
	account: Account,
	customerId = '',
): Promise<Credentials | undefined> {
	return await runSteps<Credentials>(
		title,
		[{ ask: askCustomerId() }, { ask: askCustomerSecret(accounts, () => hostsOfAccount(account)) }],
		{ customerId, customerSecret: '' },
	);
}
