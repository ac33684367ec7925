import * as vscode from 'vscode';
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
	const customerId = (await changes.credentialsOf(account.id))?.customerId ?? '';
	const answers = await runSteps<PairAnswers>(
		vscode.l10n.t('Replace the Secret of {0}', account.label),
		[
			customerIdStep(),
			customerSecretStep(
				(server, credentials) => accounts.clientFor(server, credentials),
				() => hostsOfAccount(account),
			),
		],
		{ customerId, customerSecret: '' },
	);
	if (answers) {
		await changes.replaceCredentials(account, answers);
		notifyDone(vscode.l10n.t('The secret of {0} was replaced', account.label));
	}
}
