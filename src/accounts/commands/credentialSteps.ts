import * as vscode from 'vscode';
import type { AgoraClient } from '../../agora/client';
import { listProjects } from '../../agora/console/projects';
import type { Credentials } from '../../agora/credentials';
import type { HostPlan } from '../../agora/hosts';
import { runCommand } from '../../ui/commands';
import { showWarningMessage } from '../../ui/dialogs';
import { errorText } from '../../ui/errorText';
import { notifyDone } from '../../ui/notify';
import { answerInto, askText, runSteps, type Step } from '../../ui/steps';
import type { AccountChanges } from '../accountChanges';
import { type Account, hostsOfAccount } from '../accountList';
import type { Accounts } from '../accounts';

/** The part of the answers that is a pair from the Agora Console. */
export type PairAnswers = Credentials;

export type ClientFor = (hosts: HostPlan, credentials: Credentials) => Promise<AgoraClient>;

interface PairStep<State> {
	readonly ask: Step<State>;
}

export function customerIdStep<State extends PairAnswers>(): PairStep<State> {
	return {
		ask: async (frame, state) =>
			answerInto(
				await askText(frame, {
					prompt: vscode.l10n.t('Customer ID, from the RESTful API page of the Agora Console'),
					value: state.customerId,
					validate: checkCustomerId,
				}),
				(customerId) => ({ ...state, customerId: customerId.trim() }),
			),
	};
}

/**
 * Asks for the secret in a hidden input and checks the pair with one call. A refusal keeps what was typed.
 * @param hostsOf Where the pair belongs; undefined where its local server is not one of this machine.
 * @param replacedLabel The account whose secret this one takes the place of, if that has to be said.
 */
export function customerSecretStep<State extends PairAnswers>(
	clientFor: ClientFor,
	hostsOf: (state: State) => HostPlan | undefined,
	replacedLabel: (state: State) => string | undefined = () => undefined,
): PairStep<State> {
	return {
		ask: async (frame, state) =>
			answerInto(
				await askText(frame, {
					prompt: secretPrompt(replacedLabel(state)),
					value: state.customerSecret,
					password: true,
					validate: (value) =>
						value.trim() === '' ? vscode.l10n.t('Enter the Customer Secret.') : undefined,
					check: (value, signal) =>
						refusalOf(
							{ customerId: state.customerId, customerSecret: value.trim() },
							clientFor,
							hostsOf(state),
							signal,
						),
				}),
				(customerSecret) => ({ ...state, customerSecret: customerSecret.trim() }),
			),
	};
}

function secretPrompt(replacedLabel: string | undefined): string {
	return replacedLabel === undefined
		? vscode.l10n.t('Customer Secret. It is checked now and kept in the secret storage only.')
		: vscode.l10n.t(
				'Customer Secret. This Customer ID is already stored as “{0}”: once checked, the secret replaces the stored one.',
				replacedLabel,
			);
}

/** The characters of HTTP Basic's user name: no colon, no control characters, no spaces. */
function checkCustomerId(value: string): string | undefined {
	if (value.trim() === '') {
		return vscode.l10n.t('Enter the Customer ID.');
	}
	return /^[\x21-\x39\x3b-\x7e]+$/.test(value.trim())
		? undefined
		: vscode.l10n.t('A Customer ID cannot contain spaces, colons or non-ASCII characters.');
}

async function refusalOf(
	credentials: Credentials,
	clientFor: ClientFor,
	hosts: HostPlan | undefined,
	signal: AbortSignal,
): Promise<string | undefined> {
	if (!hosts) {
		return vscode.l10n.t(
			'The local server’s address is not 127.0.0.1, [::1] or localhost. Go back to correct it.',
		);
	}
	try {
		await listProjects(await clientFor(hosts, credentials), signal);
		return undefined;
	} catch (error) {
		return errorText(error);
	}
}

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

/** What is wrong with a label, or undefined. Two accounts of one label could not be told apart in a question. */
export function checkLabel(label: string, labelsInUse: readonly string[]): string | undefined {
	if (label === '') {
		return vscode.l10n.t('Enter a label.');
	}
	return labelsInUse.includes(label) ? vscode.l10n.t('Another account has this label.') : undefined;
}
