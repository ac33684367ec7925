import * as vscode from 'vscode';
import { type AgoraError, isAgoraError } from '../agora/errors';
import type { Loadable } from '../common/loadable';
import { isMediaPullDisabled } from './errorText';
import { ageText } from './text';

/** The age from which on a reading is worth a mention, in milliseconds. */
const SHOWN_AGE_MS = 60_000;

/**
 * Short texts for a row: when it was last read, if that is long ago, and why it could not be read again.
 *
 * @param now milliseconds of the monotonic clock.
 * @param overdueMs the age from which on rows show when they were read, if it is more than a minute.
 */
export function readingFacts(
	{ loadedAt, error }: Loadable<unknown>,
	now: number,
	overdueMs: number,
): readonly string[] {
	if (loadedAt === undefined) {
		return error === undefined ? [] : [vscode.l10n.t('could not be read: {0}', shortReason(error))];
	}
	const isOld = now - loadedAt > Math.max(SHOWN_AGE_MS, overdueMs);
	const age = isOld ? [vscode.l10n.t('read {0}', ageText(loadedAt, now))] : [];
	return error === undefined
		? age
		: [...age, vscode.l10n.t('could not be read again: {0}', shortReason(error))];
}

/** Why something could not be read, in a few words; `errorText` has the whole sentence. */
export function shortReason(error: unknown): string {
	return isAgoraError(error) ? reasonOf(error) : vscode.l10n.t('unexpected error');
}

function reasonOf(error: AgoraError): string {
	switch (error.kind) {
		case 'unauthorized':
			return vscode.l10n.t('credentials refused (401)');
		case 'forbidden':
			return isMediaPullDisabled(error)
				? vscode.l10n.t('Media Pull not enabled (403)')
				: vscode.l10n.t('no permission (403)');
		case 'notFound':
			return vscode.l10n.t('not found (404)');
		case 'rateLimited':
			return vscode.l10n.t('too many calls (429)');
		case 'server':
			return vscode.l10n.t('server problem ({0})', error.status ?? '5xx');
		case 'dns':
		case 'network':
			return vscode.l10n.t('server not reachable');
		case 'timeout':
			return vscode.l10n.t('no response in time');
		default:
			return vscode.l10n.t('unreadable response');
	}
}
