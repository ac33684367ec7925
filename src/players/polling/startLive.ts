import { playerPages } from '../../agora/mediaPull/listPlayers';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { windowFocus } from '../../ui/treeLifecycle';
import type { FailedPlayer } from '../failedPlayers';
import { FailedPlayers } from '../failedPlayers';
import type { PendingDeletion } from '../lifecycle/pendingDeletion';
import { type LifecycleDeps, PlayerLifecycle } from '../lifecycle/playerLifecycle';
import type { RestartNote } from '../lifecycle/restartNotes';
import { PlayerPoller, type WatchParts } from './playerPoller';
import { PlayerReader } from './playerReader';
import { type PriorityDeps, PriorityProjects } from './priorityProjects';

export interface LiveParts
	extends Pick<WatchParts, 'clock' | 'periods'>,
		Omit<PriorityDeps, 'store'>,
		Omit<LifecycleDeps, 'reader'> {
	readonly notifyFailed: (lost: readonly FailedPlayer[]) => void;
	/** A restart was interrupted by a reload. */
	readonly offerRestart: (note: RestartNote) => void;
	/** A player still lives although it was deleted again and again. */
	readonly notifyAlive: (deletion: PendingDeletion) => void;
}

/** What reads the players and takes in what changed. */
export interface Live extends Disposable {
	readonly reader: PlayerReader;
	readonly watch: PlayerPoller;
	readonly priority: PriorityProjects;
	readonly lost: FailedPlayers;
	readonly lifecycle: PlayerLifecycle;
}

export function startLive({ notifyFailed, offerRestart, notifyAlive, ...parts }: LiveParts): Live {
	const owned = new DisposableStore();
	const { sessions, projects, store, clock } = parts;
	const lost = owned.add(new FailedPlayers(store, clock, notifyFailed));
	const priority = owned.add(new PriorityProjects(parts));
	const reader = owned.add(
		new PlayerReader(sessions, projects, store, clock, playerPages, () => priority.appIds),
	);
	const lifecycle = owned.add(new PlayerLifecycle({ ...parts, reader }));
	owned.add(lifecycle.restarts.leases.onDidFindInterrupted(offerRestart));
	owned.add(lifecycle.deletions.onDidFail(notifyAlive));
	const watch = owned.add(
		new PlayerPoller({
			...{ ...parts, reader, priority, window: windowFocus },
			random: Math.random,
		}),
	);
	return { reader, watch, priority, lost, lifecycle, dispose: () => owned.dispose() };
}
