import { AgoraError } from '../../../../src/agora/errors';
import type { playerPages } from '../../../../src/agora/mediaPull/listPlayers';
import type { Player } from '../../../../src/agora/mediaPull/player';
import { callOptionsOf, type Priority } from '../../../../src/agora/operations';
import { limitsOf } from '../../../../src/agora/rateLimits';
import type { PollingContext } from './pollingContext';

export function player(id: string, status: string | undefined = 'running'): Player {
	return {
		id,
		name: id,
		channelName: undefined,
		uid: undefined,
		account: undefined,
		streamUrl: undefined,
		createdAt: undefined,
		status,
	};
}

/** Pages of List without a server, for tests with more calls than HTTP has time for. They keep to the rate limits. */
export class ListedPlayers {
	readonly players = new Map<string, readonly Player[]>();
	/** Every call, in its order. */
	readonly calls: { readonly appId: string; readonly at: number }[] = [];
	/** How the calls for a project, or for all of them, fail. */
	failure: ((appId: string) => AgoraError['kind'] | undefined) | undefined;
	/** The project whose calls are never answered. */
	hangs: string | undefined;
	pageSize = 500;
	private readonly context: Pick<PollingContext, 'clock' | 'rateLimiter'>;

	constructor(context: Pick<PollingContext, 'clock' | 'rateLimiter'>) {
		this.context = context;
	}

	callsFor(appId: string): number[] {
		return this.calls.filter((call) => call.appId === appId).map(({ at }) => at);
	}

	readonly pagesOf: typeof playerPages = (_client, { appId }, control) =>
		this.pages(appId, callOptionsOf(control).priority);

	private async *pages(appId: string, priority: Priority = 'interactive'): ReturnType<typeof playerPages> {
		const { clock, rateLimiter } = this.context;
		const limits = limitsOf({ operation: 'listPlayers', params: { appId } });
		const { pageSize } = this;
		for (let first = 0; ; first += pageSize) {
			await rateLimiter.run({ limits, priority }, async () => {
				this.calls.push({ appId, at: clock.monotonic() });
				if (this.hangs === appId) {
					await new Promise(() => {});
				}
				const kind = this.failure?.(appId);
				if (kind) {
					throw new AgoraError({ kind, operation: 'listPlayers', message: kind });
				}
			});
			const all = this.players.get(appId) ?? [];
			const last = first + pageSize >= all.length;
			const players = all.slice(first, first + pageSize);
			const nextPageToken = last ? undefined : String(first);
			yield { players, rejected: 0, totalSize: all.length, nextPageToken };
			if (last) {
				return;
			}
		}
	}
}
