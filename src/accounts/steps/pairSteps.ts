import * as vscode from 'vscode';
import { listProjects } from '../../agora/console/projects';
import type { AgoraClient } from '../../agora/http/client';
import type { Credentials } from '../../agora/http/credentials';
import type { HostPlan } from '../../agora/http/hosts';
import { errorText } from '../../ui/errorText';
import { answerInto, askText, type Step } from '../../ui/steps';

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
