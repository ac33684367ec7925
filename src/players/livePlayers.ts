import type { SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { Lazy } from '../common/lazy';
import type { FailedPlayer, FailedPlayers } from './failedPlayers';
import type { PlayerLifecycle } from './lifecycle/playerLifecycle';
import type { PlayerPoller } from './polling/playerPoller';
import type { PlayerReader, RefreshScope } from './polling/playerReader';

/** The objects that read the players and follow their changes. */
export interface Live extends Disposable {
	readonly reader: PlayerReader;
	readonly poller: PlayerPoller;
	readonly failedPlayers: FailedPlayers;
	readonly lifecycle: PlayerLifecycle;
}

/** Keeps the players up to date. Loads the code for this when the user signs in: nothing can be read before. */
export class LivePlayers implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new Emitter<void>());
	readonly #loading: Lazy<Live>;
	#live: Live | undefined;
	#visible = false;

	/** `recentlyFailed` changed. */
	readonly onDidChange = this.#changed.event;

	constructor(sessions: SessionSource, load: () => Promise<Live>) {
		this.#loading = new Lazy(async () => {
			const live = this.#owned.add(await load());
			this.#live = live;
			this.#owned.add(live.failedPlayers.onDidChange(() => this.#changed.fire()));
			live.poller.setVisible(this.#visible);
			return live;
		});
		this.#owned.add(
			sessions.onDidChange(() => {
				if (sessions.current) {
					void this.#start();
				}
			}),
		);
	}

	/** The players that failed or are gone, of the last five minutes. */
	get recentlyFailed(): readonly FailedPlayer[] {
		return this.#live?.failedPlayers.recent ?? [];
	}

	/** Reads the projects, or those with players, with the priority of a command. Stores failures in the store. */
	async refresh(scope?: RefreshScope): Promise<void> {
		const { reader } = await this.#start();
		await reader.refresh(scope);
	}

	/** Reads one project with the priority of a command, also if it is not polled. Stores a failure in the store. */
	async readProject(appId: string): Promise<void> {
		const { reader } = await this.#start();
		await reader.readProject(appId);
	}

	/** Deletes and restarts players. */
	async lifecycle(): Promise<PlayerLifecycle> {
		return (await this.#start()).lifecycle;
	}

	/** Sets whether the players are visible, which decides how often they are read. */
	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#live?.poller.setVisible(visible);
	}

	/** Reads a project in 1, 3, 6 and 10 seconds, because its players may have changed. */
	pollSoon(appId: string): void {
		this.#live?.poller.pollSoon(appId);
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#start(): Promise<Live> {
		return this.#loading.get();
	}
}
