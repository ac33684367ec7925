import * as vscode from 'vscode';
import type { AgoraSession } from '../agora/session';
import { runCommand } from '../ui/commands';
import { showErrorMessage, showWarningMessage } from '../ui/dialogs';
import type { AccountChanges } from './accountChanges';
import type { Account } from './accountList';
import type { Accounts } from './accounts';
import { enterCredentials, replaceSecret } from './commands/credentialSteps';

/** Tells that an account is known, but its credentials are gone, and offers to enter them again. */
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

/** Tells why this window is signed out though nobody asked it to. */
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

/**
 * Tells that Agora refuses the account's credentials, and offers the ways out. Told again with the same words, it takes
 * the place of the message before, so there is never more than one.
 */
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
