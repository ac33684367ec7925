import { playerPages } from '../../agora/mediaPull/listPlayers';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { windowFocus } from '../../ui/treeLifecycle';
import { type FailedPlayer, FailedPlayers } from '../failedPlayers';
import type { PlayerLifecycle } from '../lifecycle/playerLifecycle';
import { PlayerPoller, type PlayerPollerDeps } from './playerPoller';
import { PlayerReader } from './playerReader';
import { type PriorityDeps, PriorityProjects } from './priorityProjects';

interface LiveDeps extends Pick<PlayerPollerDeps, 'periods' | 'store'>, Omit<PriorityDeps, 'store'> {
	readonly clock: Clock;
	readonly notifyFailed: (players: readonly FailedPlayer[]) => void;
}

/** What reads the players and follows their changes. */
export interface Live extends Disposable {
	readonly reader: PlayerReader;
	readonly poller: PlayerPoller;
	readonly failedPlayers: FailedPlayers;
	readonly lifecycle: PlayerLifecycle;
}

export function startLive(deps: LiveDeps, createLifecycle: (reader: PlayerReader) => PlayerLifecycle): Live {
	const owned = new DisposableStore();
	const { sessions, projects, store, clock } = deps;
	const failedPlayers = owned.add(new FailedPlayers(store, clock, deps.notifyFailed));
	const priority = owned.add(new PriorityProjects(deps));
	const reader = owned.add(
		new PlayerReader(sessions, projects, store, clock, playerPages, () => priority.appIds),
	);
	const lifecycle = owned.add(createLifecycle(reader));
	const poller = owned.add(new PlayerPoller({ ...deps, reader, priority, window: windowFocus }));
	return { reader, poller, failedPlayers, lifecycle, dispose: () => owned.dispose() };
}
