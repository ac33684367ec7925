import * as vscode from 'vscode';
import { type AgoraError, isAgoraError } from '../../agora/errors';
import { type Clock, wallTime } from '../../common/clock';
import type { Loadable } from '../../common/loadable';
import { errorText, isMediaPullDisabled } from '../../ui/errorText';
import { absoluteTime, ageText } from '../../ui/text';
import type { PlayerStore } from '../store/playerStore';
import { isRefused } from './grouping';

/** The texts about when the players of a project were read, and why they could not be read again. */
export class Readings {
	readonly #store: Pick<PlayerStore, 'loadable'>;
	readonly #clock: Clock;
	readonly #overdueMs: () => number;

	/** @param overdueMs the age from which on rows show when their project was read. */
	constructor(store: Pick<PlayerStore, 'loadable'>, clock: Clock, overdueMs: () => number) {
		this.#store = store;
		this.#clock = clock;
		this.#overdueMs = overdueMs;
	}

	of(appId: string): Loadable<unknown> {
		return this.#store.loadable(appId);
	}

	/** Short texts: when the project was last read, if that is long ago, and why it could not be read again. */
	facts(appId: string): readonly string[] {
		const { loadedAt, error } = this.of(appId);
		if (loadedAt === undefined) {
			return error === undefined ? [] : [unreadText(error)];
		}
		const now = this.#clock.monotonic();
		const isOld = now - loadedAt > Math.max(SHOWN_AGE_MS, this.#overdueMs());
		const age = isOld ? [vscode.l10n.t('read {0}', ageText(loadedAt, now))] : [];
		return error === undefined
			? age
			: [...age, vscode.l10n.t('could not be read again: {0}', shortReason(error))];
	}

	/** Why a project could not be read, and what to do; empty if it could. */
	problem(appId: string): string {
		const { error } = this.of(appId);
		return error === undefined ? '' : reasonText(error);
	}

	/** When a project was last read; empty if it never was. */
	lastRead(appId: string): string {
		const { loadedAt } = this.of(appId);
		return loadedAt === undefined
			? ''
			: vscode.l10n.t('Last read: {0}', absoluteTime(wallTime(loadedAt, this.#clock)));
	}
}

/** The age from which on a reading is worth a mention. */
const SHOWN_AGE_MS = 60_000;

function reasonText(error: unknown): string {
	return isAgoraError(error, 'notFound')
		? vscode.l10n.t(
				'Media Pull does not know this project (404). Check in the Agora Console that the project exists and that Media Pull is enabled for it, then refresh.',
			)
		: errorText(error);
}

function unreadText(error: unknown): string {
	const reason = shortReason(error);
	return isRefused(error) ? reason : vscode.l10n.t('could not be read: {0}', reason);
}

/** A few words; the tooltip has the whole sentence. */
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
			return vscode.l10n.t('no response in time');
		default:
			return vscode.l10n.t('unreadable response');
	}
}
