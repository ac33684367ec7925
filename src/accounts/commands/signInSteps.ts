import * as vscode from 'vscode';
import { type Area, type HostPlan, localPlan, parseLocalServer, planOf } from '../../agora/hosts';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import type { Account } from '../accountList';
import type { Accounts } from '../accounts';
import { type KeyFilePair, pairFromDialog } from '../keyFile';
import { checkLabel, customerIdStep, customerSecretStep, type PairAnswers } from './credentialSteps';

export interface SignInAnswers extends PairAnswers {
	readonly area: Area;
	readonly localServer: string;
	readonly label: string;
	/** The account that is stored under this Customer ID already: it gets the secret, and no label is asked for. */
	readonly stored: Account | undefined;
}

/**
 * Asks for an account in steps and checks the pair with one call before it is given back. A refusal keeps
 * what was typed; undefined when the user left.
 * @param pair What a file told already; the steps hold it and may correct it.
 */
export async function askForAccount(
	accounts: Accounts,
	pair?: KeyFilePair,
): Promise<SignInAnswers | undefined> {
	const labelsInUse = accounts.stored.map(({ label }) => label);
	return await runSteps<SignInAnswers>(
		vscode.l10n.t('Sign In to Agora'),
		[
			{ ask: askArea },
			{ skip: (state) => state.area !== 'local', ask: askLocalServer },
			{ ask: askCustomerId(accounts) },
			customerSecretStep(
				(server, credentials) => accounts.clientFor(server, credentials),
				hostsOf,
				({ stored }) => stored?.label,
			),
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
			...pair,
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

/** Also looks whether the Customer ID is stored already, so that the account does not come twice. */
function askCustomerId(accounts: Accounts): Step<SignInAnswers> {
	const { ask } = customerIdStep<SignInAnswers>();
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
