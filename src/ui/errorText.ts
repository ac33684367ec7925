import * as vscode from 'vscode';
import {
	type AgoraError,
	appIdProblem,
	type ConnectionProblem,
	connectionProblem,
	isAgoraError,
} from '../agora/errors';
import type { Loadable } from '../common/loadable';
import { ageText, sentences } from './text';

/** What went wrong and what to do, in the user's language, with Agora's own message if there is one. */
export function errorText(error: unknown): string {
	if (isAgoraError(error)) {
		const text = outcomeText(error, agoraErrorText(error));
		return error.agoraMessage === undefined
			? text
			: vscode.l10n.t('{0} Agora says: “{1}”', text, error.agoraMessage);
	}
	return error instanceof Error ? error.message : vscode.l10n.t('Something unexpected happened.');
}

function agoraErrorText(error: AgoraError): string {
	switch (appIdProblem(error)) {
		case 'disabled':
			return vscode.l10n.t(
				'The project is disabled, so Agora does not serve its channels. Enable the project.',
			);
		case 'unknown':
			return vscode.l10n.t(
				'Agora does not know this App ID. Refresh the projects, and check that this one belongs to the account.',
			);
	}
	switch (error.kind) {
		case 'unauthorized':
			return vscode.l10n.t(
				'Agora refused the credentials (401). Check the Customer ID and the Customer Secret.',
			);
		case 'forbidden':
			return isMediaPullDisabled(error)
				? vscode.l10n.t(
						'Media Pull is not enabled for this project (403). Open the project in the Agora Console and enable Media Pull there. If it is not offered, ask Agora’s support to enable it.',
					)
				: vscode.l10n.t('The account is not allowed to do this (403). Ask its owner for permission.');
		case 'notFound':
			return vscode.l10n.t('Agora found no such object (404). Refresh to see the current state.');
		case 'notOffered':
			return vscode.l10n.t(
				'Agora’s service in the Chinese mainland does not offer this (404): its newer documentation has neither usage nor the recording server. The Agora Console shows what there is.',
			);
		case 'conflict':
			return vscode.l10n.t('The name is already in use (409). Choose another one.');
		case 'rateLimited':
			return vscode.l10n.t('Too many calls in a short time (429). Wait a moment and try again.');
		case 'quota':
			return error.operation === 'createPlayer'
				? playerQuotaText(error)
				: vscode.l10n.t('A limit of the account or project has been reached. Waiting alone does not help.');
		case 'invalid':
			return invalidText(error);
		case 'server':
			if (error.retryAfterMs !== undefined) {
				return vscode.l10n.t(
					'Agora’s server is overloaded (503), and nothing was done. Retry waits {0} s first, as Agora asks.',
					Math.ceil(error.retryAfterMs / 1000),
				);
			}
			return vscode.l10n.t(
				'Agora’s server had a problem ({0}). Try again in a moment.',
				error.status ?? '5xx',
			);
		case 'dns':
			return vscode.l10n.t(
				'The server’s name could not be resolved ({0}). Check the network connection.',
				error.code ?? 'DNS',
			);
		case 'network':
			return networkText(error);
		case 'timeout':
			return error.code === undefined
				? vscode.l10n.t('The server did not respond in time. Try again in a moment.')
				: timeoutText(error.code);
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'badResponse':
			return vscode.l10n.t('The server’s response could not be read. See the log for details.');
		case 'unknownOutcome':
			return vscode.l10n.t('The response was lost, so it is unknown whether this was done.');
	}
}

/** Why the server could not be reached, in words, with the code of Node or Chromium for a search or a support request. */
function networkText({ code }: AgoraError): string {
	const problem = code === undefined ? undefined : connectionProblem(code);
	const reason = connectionText(problem);
	return sentences(
		vscode.l10n.t(
			'The server could not be reached: {0}.',
			code === undefined ? reason : `${reason} (${code})`,
		),
		problem === 'proxy'
			? vscode.l10n.t('Check the proxy settings of VS Code.')
			: problem === 'certificate'
				? vscode.l10n.t('A proxy or firewall may have replaced it.')
				: vscode.l10n.t('Check the network connection.'),
	);
}

function timeoutText(code: string): string {
	return vscode.l10n.t('The server did not respond in time ({0}). Try again in a moment.', code);
}

function connectionText(problem: ConnectionProblem | undefined): string {
	switch (problem) {
		case 'refused':
			return vscode.l10n.t('it refused the connection');
		case 'unreachable':
			return vscode.l10n.t('there is no network route to it');
		case 'proxy':
			return vscode.l10n.t('the proxy cannot be used');
		case 'certificate':
			return vscode.l10n.t('its TLS certificate is not trusted');
		case 'tls':
			return vscode.l10n.t('no secure connection could be established');
		case 'closed':
			return vscode.l10n.t('the connection was closed');
		case undefined:
			return vscode.l10n.t('the connection failed');
	}
}

/** Whether Media Pull was never enabled for the project; false where its permission was revoked (Media Pull REST API, Status codes, 403). */
export function isMediaPullDisabled(error: unknown): boolean {
	return isAgoraError(error, 'forbidden') && /has not enabled/i.test(error.agoraMessage ?? '');
}

/** The documents differ about the limit (Media Pull REST API, Considerations; docs/agora-api.md, Media Pull: Create). */
function playerQuotaText({ agoraMessage }: AgoraError): string {
	const what = /no available resources/i.test(agoraMessage ?? '')
		? vscode.l10n.t('Agora has no resources for another cloud player here at the moment (429).')
		: vscode.l10n.t('The project has as many cloud players as Agora allows it (429).');
	return sentences(
		what,
		vscode.l10n.t(
			'Agora’s documents name {0} per project; newer ones {1}, and fewer for HD and Full HD in some regions. Delete players that are no longer needed, or ask sales@agora.io or Agora’s support for more.',
			50,
			20,
		),
	);
}

/** Adds what the user can do next after a write that was not done or whose outcome is unknown. */
function outcomeText(error: AgoraError, text: string): string {
	if (error.outcome === 'notDone') {
		return vscode.l10n.t('{0} Nothing was changed, so you can retry.', text);
	}
	return error.outcome === 'unknown' ? sentences(text, checkText(error)) : text;
}

/** `AgoraError.check` in the user's language. */
function checkText({ operation }: AgoraError): string {
	switch (operation) {
		case 'createProject':
			return vscode.l10n.t('Check the list of projects before you create it again.');
		case 'resetCertificate':
			return vscode.l10n.t(
				'Refresh the projects and compare the App Certificate with the one in use before you reset it again.',
			);
		case 'setProjectEnabled':
			return vscode.l10n.t('Refresh the projects to see whether it is enabled.');
		case 'setCertificateEnabled':
			return vscode.l10n.t('Refresh the projects to see whether the App Certificate is enabled.');
		case 'createPlayer':
			return vscode.l10n.t(
				'Wait ten seconds and look for it in the list of cloud players before you create it again: each one is billed.',
			);
		case 'deletePlayer':
			return vscode.l10n.t('Wait ten seconds and refresh the cloud players to see whether it is gone.');
		case 'updatePlayer':
			return vscode.l10n.t(
				'Look or listen in the channel, or do it again: a second time does no harm. Agora bills the player either way.',
			);
		case 'createBan':
			return vscode.l10n.t(
				'Check who is in the channel before you do it again. A ban is also listed under Bans; a kick leaves no rule.',
			);
		case 'changeBan':
			return vscode.l10n.t(
				'Refresh the bans to see when it ends, or do it again: a second time does no harm.',
			);
		case 'liftBan':
			return vscode.l10n.t(
				'Refresh the bans to see whether it exists, or do it again: a second time does no harm.',
			);
		default:
			return vscode.l10n.t('Refresh and check before you try again.');
	}
}

function invalidText(error: AgoraError): string {
	if (error.issues.length === 0) {
		return vscode.l10n.t('Agora did not accept the request ({0}).', error.status ?? 400);
	}
	return error.issues.map(({ detail }) => detail).join(' · ');
}

/**
 * The message above a tree after a failed refresh: the reason and the age of the rows. Undefined without an error.
 *
 * @param now milliseconds of the monotonic clock
 */
export function refreshErrorMessage({ error, loadedAt }: Loadable<unknown>, now: number): string | undefined {
	if (error === undefined) {
		return undefined;
	}
	const reason = errorText(error);
	return loadedAt === undefined
		? reason
		: vscode.l10n.t('{0} Last read {1}.', reason, ageText(loadedAt, now));
}
