import * as vscode from 'vscode';
import { listProjects } from '../../agora/console/projects';
import type { Credentials } from '../../agora/credentials';
import { type Area, type HostPlan, localPlan, parseLocalServer, planOf } from '../../agora/hosts';
import { errorText } from '../../ui/errorText';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import type { Account } from '../accountList';
import type { Accounts } from '../accounts';
import { pairFromDialog } from '../keyFile';

export interface SignInAnswers extends Credentials {
	readonly area: Area;
	readonly localServer: string;
	readonly label: string;
	/** The stored account with this Customer ID. Its secret is replaced, and its label kept. */
	readonly stored: Account | undefined;
}

/**
 * Asks for an account in steps, and checks the credentials with one call. A refusal keeps the input.
 *
 * @param credentials the credentials from a file, which the user can correct.
 * @returns undefined when the user cancels.
 */
export async function askForAccount(
	accounts: Accounts,
	credentials?: Credentials,
): Promise<SignInAnswers | undefined> {
	const labelsInUse = accounts.stored.map(({ label }) => label);
	return await runSteps<SignInAnswers>(
		vscode.l10n.t('Sign In to Agora'),
		[
			{ ask: askArea },
			{ skip: (state) => state.area !== 'local', ask: askLocalServer },
			{ ask: askNewCustomerId(accounts) },
			{ ask: askCustomerSecret(accounts, hostsOf, ({ stored }) => stored?.label) },
			{
				skip: ({ stored }) => stored !== undefined,
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t(
								'A label for this account, shown in the status bar and in every confirmation',
							),
							value: state.label || suggestedLabel(state.area),
							validate: (value) => checkLabel(value.trim(), labelsInUse),
						}),
						(label) => ({ ...state, label: label.trim() }),
					),
			},
		],
		{
			area: 'global',
			localServer: '',
			label: '',
			customerId: '',
			customerSecret: '',
			stored: undefined,
			...credentials,
		},
	);
}

function hostsOf({ area, localServer }: SignInAnswers): HostPlan | undefined {
	return area === 'local' ? localPlan(localServer) : planOf(area);
}

const askArea: Step<SignInAnswers> = async (frame, state) => {
	const imported = state.customerSecret !== '';
	const outcome = await askPick<Area | 'import'>(frame, {
		placeholder: imported
			? vscode.l10n.t('Which service area does Customer ID {0} belong to?', state.customerId)
			: vscode.l10n.t('Which service area does the account belong to?'),
		items: imported ? areaItems() : [...areaItems(), ...importItems()],
		selected: state.area,
	});
	if (typeof outcome === 'object' && outcome.answer === 'import') {
		return await askArea(frame, { ...state, ...(await pairFromDialog()) });
	}
	return answerInto(outcome, (area) => (area === 'import' ? state : { ...state, area }));
};

const askLocalServer: Step<SignInAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Address of the server on this machine'),
			placeholder: 'http://127.0.0.1:8080',
			value: state.localServer,
			validate: (value) =>
				parseLocalServer(value.trim())
					? undefined
					: vscode.l10n.t(
							'Only 127.0.0.1, [::1] or localhost is accepted, such as http://127.0.0.1:8080: requests to other addresses may go through a proxy.',
						),
		}),
		(localServer) => ({ ...state, localServer: localServer.trim() }),
	);

/** Finds the stored account with this Customer ID, so that no account is stored twice. */
function askNewCustomerId(accounts: Accounts): Step<SignInAnswers> {
	const ask = askCustomerId<SignInAnswers>();
	return async (frame, state) => {
		const outcome = await ask(frame, state);
		if (typeof outcome !== 'object') {
			return outcome;
		}
		const { answer } = outcome;
		const hosts = hostsOf(answer);
		const stored = hosts && (await accounts.findStored(hosts, answer.customerId));
		return { answer: { ...answer, stored } };
	};
}

function areaItems(): (vscode.QuickPickItem & { value: Area })[] {
	return [
		{ value: 'global', label: vscode.l10n.t('Global'), description: 'api.agora.io' },
		{ value: 'mainland', label: vscode.l10n.t('Chinese Mainland'), description: 'api.sd-rtn.com' },
		{
			value: 'local',
			label: vscode.l10n.t('Local Server…'),
			description: vscode.l10n.t('a stand-in on this machine, for tests'),
		},
	];
}

function importItems(): (vscode.QuickPickItem & { value: 'import' })[] {
	return [
		{ value: 'import', label: '', kind: vscode.QuickPickItemKind.Separator },
		{
			value: 'import',
			label: vscode.l10n.t('Import from key_and_secret.txt…'),
			description: vscode.l10n.t('the file that the Agora Console lets you download once'),
		},
	];
}

function suggestedLabel(area: Area): string {
	switch (area) {
		case 'global':
			return 'Agora';
		case 'mainland':
			return vscode.l10n.t('Agora (Mainland)');
		case 'local':
			return vscode.l10n.t('Local');
	}
}

export function askCustomerId<State extends Credentials>(): Step<State> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t('Customer ID, from the RESTful API page of the Agora Console'),
				value: state.customerId,
				validate: checkCustomerId,
			}),
			(customerId) => ({ ...state, customerId: customerId.trim() }),
		);
}

/**
 * Asks for the secret in a hidden input, and checks the credentials with one call.
 *
 * @param hostsOf the servers of the credentials; undefined where a local server is not on this machine.
 * @param replacedLabel the account whose secret is replaced, to be shown in the prompt.
 */
export function askCustomerSecret<State extends Credentials>(
	accounts: Accounts,
	hostsOf: (state: State) => HostPlan | undefined,
	replacedLabel: (state: State) => string | undefined = () => undefined,
): Step<State> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: secretPrompt(replacedLabel(state)),
				value: state.customerSecret,
				password: true,
				validate: (value) => (value.trim() === '' ? vscode.l10n.t('Enter the Customer Secret.') : undefined),
				check: (value, signal) =>
					checkCredentials(
						{ customerId: state.customerId, customerSecret: value.trim() },
						accounts,
						hostsOf(state),
						signal,
					),
			}),
			(customerSecret) => ({ ...state, customerSecret: customerSecret.trim() }),
		);
}

function secretPrompt(replacedLabel: string | undefined): string {
	return replacedLabel === undefined
		? vscode.l10n.t('Customer Secret. It is checked now and kept in the secret storage only.')
		: vscode.l10n.t(
				'Customer Secret. This Customer ID is already stored as “{0}”: once checked, the secret replaces the stored one.',
				replacedLabel,
			);
}

/** The user name of HTTP Basic has no colon, no control characters and no spaces. */
function checkCustomerId(value: string): string | undefined {
	if (value.trim() === '') {
		return vscode.l10n.t('Enter the Customer ID.');
	}
	return /^[\x21-\x39\x3b-\x7e]+$/.test(value.trim())
		? undefined
		: vscode.l10n.t('A Customer ID cannot contain spaces, colons or non-ASCII characters.');
}

/** Returns why Agora does not accept the credentials; undefined where it does. */
async function checkCredentials(
	credentials: Credentials,
	accounts: Accounts,
	hosts: HostPlan | undefined,
	signal: AbortSignal,
): Promise<string | undefined> {
	if (!hosts) {
		return vscode.l10n.t(
			'The local server’s address is not 127.0.0.1, [::1] or localhost. Go back to correct it.',
		);
	}
	try {
		await listProjects(await accounts.clientFor(hosts, credentials), signal);
		return undefined;
	} catch (error) {
		return errorText(error);
	}
}

/** Returns what is wrong with a label. Labels are unique, so that a question identifies its account. */
export function checkLabel(label: string, labelsInUse: readonly string[]): string | undefined {
	if (label === '') {
		return vscode.l10n.t('Enter a label.');
	}
	return labelsInUse.includes(label) ? vscode.l10n.t('Another account has this label.') : undefined;
}
