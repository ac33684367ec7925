import { AgoraError } from '../../../../src/agora/errors';
import type { playerPages } from '../../../../src/agora/mediaPull/listPlayers';
import type { Player } from '../../../../src/agora/mediaPull/player';
import type { Clock } from '../../../../src/common/clock';

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

/** What List would tell, without a server: for tests of more calls than HTTP has time for. */
export class ListedPlayers {
	readonly players = new Map<string, readonly Player[]>();
	/** Every call, in its order. */
	readonly calls: { readonly appId: string; readonly at: number }[] = [];
	/** How the calls for a project, or for all of them, fail. */
	failure: ((appId: string) => AgoraError['kind'] | undefined) | undefined;
	/** The project whose calls are never answered. */
	hangs: string | undefined;
	pageSize = 500;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	callsFor(appId: string): number[] {
		return this.calls.filter((call) => call.appId === appId).map(({ at }) => at);
	}

	readonly pagesOf: typeof playerPages = (_client, { appId }) => this.pages(appId);

	private async *pages(appId: string): ReturnType<typeof playerPages> {
		const { pageSize } = this;
		for (let first = 0; ; first += pageSize) {
			this.calls.push({ appId, at: this.clock.monotonic() });
			if (this.hangs === appId) {
				await new Promise(() => {});
			}
			const kind = this.failure?.(appId);
			if (kind) {
				throw new AgoraError({ kind, operation: 'listPlayers', message: kind });
			}
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
