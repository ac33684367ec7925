import * as vscode from 'vscode';
import { type AgoraError, isAgoraError } from '../agora/http/error';
import { sentences } from './joinText';

/** What went wrong and what to do, in the user's language, with Agora's own words where there are any. */
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
	switch (error.kind) {
		case 'unauthorized':
			return vscode.l10n.t(
				'Agora refused the credentials (401). Check the Customer ID and the Customer Secret.',
			);
		case 'forbidden':
			return vscode.l10n.t('The account is not allowed to do this (403). Ask its owner for permission.');
		case 'notFound':
			return vscode.l10n.t('Agora does not know this object (404). Refresh to see what is there.');
		case 'conflict':
			return vscode.l10n.t('The name is already in use (409). Choose another one.');
		case 'rateLimited':
			return vscode.l10n.t('Too many calls in a short time (429). Wait a moment and try again.');
		case 'quota':
			return vscode.l10n.t(
				'A limit of the account or project has been reached. Waiting alone does not help.',
			);
		case 'invalid':
			return invalidText(error);
		case 'server':
			return vscode.l10n.t(
				'Agora’s server had a problem ({0}). Try again in a moment.',
				error.status ?? '5xx',
			);
		case 'dns':
			return vscode.l10n.t('The server’s name could not be resolved. Check the network connection.');
		case 'network':
			return vscode.l10n.t(
				'The server could not be reached ({0}). Check the network connection.',
				error.code ?? vscode.l10n.t('connection lost'),
			);
		case 'timeout':
			return vscode.l10n.t('The server did not answer in time. Try again in a moment.');
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'badResponse':
			return vscode.l10n.t('The server’s answer could not be understood. The log tells more.');
		case 'unknownOutcome':
			return vscode.l10n.t('The answer was lost, so it is not known whether this was done.');
	}
}

/** Adds what can be done next, for a change of which it is known that nothing was done, or not known what. */
function outcomeText(error: AgoraError, text: string): string {
	if (error.outcome === 'notDone') {
		return vscode.l10n.t('{0} Nothing was done, so it can be tried again.', text);
	}
	return error.outcome === 'unknown' ? sentences(text, checkText(error)) : text;
}

/** `AgoraError.check` in the user's language. */
function checkText({ operation }: AgoraError): string {
	switch (operation) {
		case 'createProject':
			return vscode.l10n.t('Look for it in the list of projects before you create it again.');
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
		default:
			return vscode.l10n.t('Refresh and look before you try again.');
	}
}

function invalidText(error: AgoraError): string {
	if (error.issues.length === 0) {
		return vscode.l10n.t('Agora did not accept the request ({0}).', error.status ?? 400);
	}
	return error.issues.map(({ detail }) => detail).join(' · ');
}
