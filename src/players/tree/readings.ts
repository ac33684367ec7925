import * as vscode from 'vscode';
import { type AgoraError, isAgoraError } from '../../agora/http/error';
import { type Clock, wallTime } from '../../platform/clock';
import type { Known } from '../../platform/known';
import { errorText, isMediaPullDisabled } from '../../ui/errorText';
import { absoluteTime, ageText } from '../../ui/time';
import type { PlayerStore } from '../playerStore';

/** What rows say of when the players of their project were read, and why they could not be read again. */
export class Readings {
	private readonly store: Pick<PlayerStore, 'known'>;
	private readonly clock: Clock;
	private readonly overdueMs: () => number;

	/** @param overdueMs How old a reading may be without a row saying so. */
	constructor(store: Pick<PlayerStore, 'known'>, clock: Clock, overdueMs: () => number) {
		this.store = store;
		this.clock = clock;
		this.overdueMs = overdueMs;
	}

	of(appId: string): Known<unknown> {
		return this.store.known(appId);
	}

	/** In short: when the project was last read, if that is longer ago than usual, and why it could not be read again. */
	facts(appId: string): readonly string[] {
		const { readAt, error } = this.of(appId);
		if (readAt === undefined) {
			return error === undefined ? [] : [vscode.l10n.t('could not be read: {0}', shortReason(error))];
		}
		const now = this.clock.monotonic();
		const age = now - readAt > this.overdueMs() ? [vscode.l10n.t('read {0}', ageText(readAt, now))] : [];
		return error === undefined
			? age
			: [...age, vscode.l10n.t('could not be read again: {0}', shortReason(error))];
	}

	/** The same at length, for tooltips; with `failed` only where the project could not be read again. */
	details(appId: string, where: 'always' | 'failed' = 'always'): readonly string[] {
		const { readAt, error } = this.of(appId);
		if (error === undefined && where === 'failed') {
			return [];
		}
		return [
			...(error === undefined ? [] : [errorText(error)]),
			...(readAt === undefined
				? []
				: [vscode.l10n.t('Last read: {0}', absoluteTime(wallTime(readAt, this.clock)))]),
		];
	}
}

/** A few words: the whole sentence is in the tooltip. */
function shortReason(error: unknown): string {
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
			return vscode.l10n.t('no answer in time');
		default:
			return vscode.l10n.t('answer not understood');
	}
}
