import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import { type Clock, wallTime } from '../../common/clock';
import type { Loadable } from '../../common/loadable';
import { errorText } from '../../ui/errorText';
import { readingFacts, shortReason } from '../../ui/readingTexts';
import { absoluteTime } from '../../ui/text';
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
		const reading = this.of(appId);
		if (reading.loadedAt === undefined && isRefused(reading.error)) {
			return [shortReason(reading.error)];
		}
		return readingFacts(reading, this.#clock.monotonic(), this.#overdueMs());
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

function reasonText(error: unknown): string {
	return isAgoraError(error, 'notFound')
		? vscode.l10n.t(
				'Media Pull does not know this project (404). Check in the Agora Console that the project exists and that Media Pull is enabled for it, then refresh.',
			)
		: errorText(error);
}
