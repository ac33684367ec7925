import type { Memento } from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import type { RegionCache } from '../control/regionCache';
import type { StoredRequests } from '../definitions/storedRequests';
import type { PlayerReader } from '../polling/playerReader';
import type { PlayerStore } from '../store/playerStore';
import { EndedPlayers, RestartNotes } from './lifecycleMemory';
import { PendingDeletions } from './pendingDeletion';
import { PlayerDeletions } from './playerDeletions';
import { PlayerRestarts } from './playerRestarts';

export interface LifecycleDeps {
	readonly sessions: SessionSource;
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'readProject'>;
	readonly regions: RegionCache;
	readonly requests: StoredRequests;
	readonly memento: Pick<Memento, 'get' | 'update'>;
	readonly clock: Clock;
}

/** Deletions and restarts of players. Construct it after the reader, which clears the store for a new session. */
export class PlayerLifecycle implements Disposable {
	readonly deletions: PlayerDeletions;
	readonly restarts: PlayerRestarts;

	constructor(deps: LifecycleDeps) {
		const { memento, requests } = deps;
		const notes = new RestartNotes(memento);
		const ended = new EndedPlayers(memento);
		this.deletions = new PlayerDeletions({
			...deps,
			ended,
			pending: new PendingDeletions(memento),
			forget: async (player) => {
				// A restart deletes it itself, after it has stored the new player.
				if (!notes.get(player.playerId)) {
					await requests.forget(player);
				}
			},
		});
		this.restarts = new PlayerRestarts({ ...deps, deletions: this.deletions, notes, ended });
	}

	dispose(): void {
		this.restarts.dispose();
		this.deletions.dispose();
	}
}
