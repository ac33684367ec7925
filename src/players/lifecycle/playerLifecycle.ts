import type { Memento } from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token';
import type { AlarmClock } from '../../platform/clock';
import type { Disposable } from '../../platform/disposable';
import type { DefinitionMemory } from '../definition/memory/definitionMemory';
import type { PlayerStore } from '../playerStore';
import type { RegionMemory } from '../region/regionMemory';
import type { PlayerReader } from '../watch/playerReader';
import { EndedPlayers } from './endedPlayers';
import { PendingDeletionMemory } from './pendingDeletion';
import { PlayerDeletions } from './playerDeletions';
import { PlayerRestarts } from './playerRestarts';
import { RestartNotes } from './restartNotes';

export interface LifecycleDeps {
	readonly sessions: SessionSource;
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'readProject'>;
	readonly regions: RegionMemory;
	readonly definitions: () => Promise<DefinitionMemory>;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
	readonly memento: Pick<Memento, 'get' | 'update'>;
	readonly clock: AlarmClock;
}

/** The end of players, and what takes their place. To be built after the reader, which empties the store for a new session. */
export class PlayerLifecycle implements Disposable {
	readonly deletions: PlayerDeletions;
	readonly restarts: PlayerRestarts;

	constructor(deps: LifecycleDeps) {
		const { memento, definitions } = deps;
		const notes = new RestartNotes(memento);
		const ended = new EndedPlayers(memento);
		this.deletions = new PlayerDeletions({
			...deps,
			ended,
			pending: new PendingDeletionMemory(memento),
			forget: async (player) => {
				// A restart forgets it itself, after its successor is stored.
				if (!notes.get(player.playerId)) {
					const memory = await definitions();
					await memory.forget(player);
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
