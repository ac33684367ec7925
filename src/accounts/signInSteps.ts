import * as vscode from 'vscode';
import { listProjects } from '../agora/console/projects';
import type { AgoraClient, Credentials } from '../agora/http/client';
import { type Area, type HostPlan, localPlan, parseLocalServer, planOf } from '../agora/http/hosts';
import { errorText } from '../ui/errorText';
import { answerInto, askPick, askText, runSteps } from '../ui/steps';

export interface SignInAnswers {
	readonly area: Area;
	readonly localServer: string;
	readonly customerId: string;
	readonly customerSecret: string;
	readonly label: string;
}

const NOTHING: SignInAnswers = {
	area: 'global',
	localServer: '',
	customerId: '',
	customerSecret: '',
	label: '',
};

/**
 * Asks for an account in steps and checks the pair with one call before it is given back. A refusal keeps
 * what was typed; undefined when the user left.
 */
export async function askForAccount(
	clientFor: (hosts: HostPlan, credentials: Credentials) => AgoraClient,
	labelsInUse: readonly string[],
): Promise<SignInAnswers | undefined> {
	return await runSteps<SignInAnswers>(
		vscode.l10n.t('Sign In to Agora'),
		[
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick<Area>(frame, {
							placeholder: vscode.l10n.t('Which service area does the account belong to?'),
							items: areaItems(),
							selected: state.area,
						}),
						(area) => ({ ...state, area }),
					),
			},
			{
				skip: (state) => state.area !== 'local',
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t('Address of the server on this machine'),
							placeholder: 'http://127.0.0.1:8080',
							value: state.localServer,
							validate: (value) =>
								parseLocalServer(value.trim())
									? undefined
									: vscode.l10n.t(
											'Only an address of this machine is accepted, such as http://127.0.0.1:8080.',
										),
						}),
						(localServer) => ({ ...state, localServer: localServer.trim() }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t('Customer ID, from the RESTful API page of the Agora Console'),
							value: state.customerId,
							validate: checkCustomerId,
						}),
						(customerId) => ({ ...state, customerId: customerId.trim() }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t(
								'Customer Secret. It is checked now and kept in the secret storage only.',
							),
							value: state.customerSecret,
							password: true,
							validate: (value) =>
								value.trim() === '' ? vscode.l10n.t('Enter the Customer Secret.') : undefined,
							check: (value, signal) => refusalOf(state, value.trim(), clientFor, signal),
						}),
						(customerSecret) => ({ ...state, customerSecret: customerSecret.trim() }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t(
								'A label for this account, shown in the status bar and in every question',
							),
							value: state.label || suggestedLabel(state.area),
							validate: (value) => checkLabel(value.trim(), labelsInUse),
						}),
						(label) => ({ ...state, label: label.trim() }),
					),
			},
		],
		NOTHING,
	);
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

/** The characters of HTTP Basic's user name: no colon, no control characters, no spaces. */
function checkCustomerId(value: string): string | undefined {
	if (value.trim() === '') {
		return vscode.l10n.t('Enter the Customer ID.');
	}
	return /^[\x21-\x39\x3b-\x7e]+$/.test(value.trim())
		? undefined
		: vscode.l10n.t('A Customer ID has no spaces, colons or letters beyond ASCII.');
}

function checkLabel(label: string, labelsInUse: readonly string[]): string | undefined {
	if (label === '') {
		return vscode.l10n.t('Enter a label.');
	}
	return labelsInUse.includes(label) ? vscode.l10n.t('Another account has this label.') : undefined;
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

async function refusalOf(
	{ area, localServer, customerId }: SignInAnswers,
	customerSecret: string,
	clientFor: (hosts: HostPlan, credentials: Credentials) => AgoraClient,
	signal: AbortSignal,
): Promise<string | undefined> {
	const hosts = area === 'local' ? localPlan(localServer) : planOf(area);
	if (!hosts) {
		return vscode.l10n.t(
			'The address of the local server is not one of this machine. Go back to correct it.',
		);
	}
	try {
		await listProjects(clientFor(hosts, { customerId, customerSecret }), signal);
		return undefined;
	} catch (error) {
		return errorText(error);
	}
}
