import { playerPages } from '../../agora/mediaPull/listPlayers';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import { windowFocus } from '../../ui/windowFocus';
import type { LostPlayer } from '../failures/lostPlayer';
import { LostPlayers } from '../failures/lostPlayers';
import type { PendingDeletion } from '../lifecycle/pendingDeletion';
import { type LifecycleDeps, PlayerLifecycle } from '../lifecycle/playerLifecycle';
import type { RestartNote } from '../lifecycle/restartNotes';
import { PlayerReader } from './playerReader';
import { PlayerWatch, type WatchParts } from './playerWatch';
import { type PriorityDeps, PriorityProjects } from './priorityProjects';

export interface LiveParts
	extends Pick<WatchParts, 'clock' | 'periods'>,
		Omit<PriorityDeps, 'store'>,
		Omit<LifecycleDeps, 'reader'> {
	readonly tellLost: (lost: readonly LostPlayer[]) => void;
	/** A restart was interrupted by a reload. */
	readonly offerRestart: (note: RestartNote) => void;
	/** A player still lives although it was deleted again and again. */
	readonly tellAlive: (deletion: PendingDeletion) => void;
}

/** What reads the players and takes in what changed. */
export interface Live extends Disposable {
	readonly reader: PlayerReader;
	readonly watch: PlayerWatch;
	readonly priority: PriorityProjects;
	readonly lost: LostPlayers;
	readonly lifecycle: PlayerLifecycle;
}

export function startLive({ tellLost, offerRestart, tellAlive, ...parts }: LiveParts): Live {
	const owned = new DisposableStore();
	const { sessions, projects, store, clock } = parts;
	const lost = owned.add(new LostPlayers(store, clock, tellLost));
	const priority = owned.add(new PriorityProjects(parts));
	const reader = owned.add(
		new PlayerReader(sessions, projects, store, clock, playerPages, () => priority.appIds),
	);
	const lifecycle = owned.add(new PlayerLifecycle({ ...parts, reader }));
	owned.add(lifecycle.restarts.onDidFindInterrupted(offerRestart));
	owned.add(lifecycle.deletions.onDidFail(tellAlive));
	const watch = owned.add(
		new PlayerWatch({
			...{ ...parts, reader, priority, window: windowFocus },
			random: Math.random,
		}),
	);
	return { reader, watch, priority, lost, lifecycle, dispose: () => owned.dispose() };
}
