import type { SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { Lazy } from '../common/lazy';
import type { FailedPlayer } from './failedPlayers';
import type { PlayerLifecycle } from './lifecycle/playerLifecycle';
import type { RefreshScope } from './polling/playerReader';
import type { Live } from './polling/startLive';

/** Keeps the players up to date. The code for this is loaded once somebody is signed in: before, nothing can be read. */
export class LivePlayers implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new Emitter<void>());
	readonly #loading: Lazy<Live>;
	#live: Live | undefined;
	#visible = false;

	/** Other players were lost a short while ago. */
	readonly onDidChange = this.#changed.event;

	constructor(sessions: SessionSource, load: () => Promise<Live>) {
		this.#loading = new Lazy(async () => {
			const live = this.#owned.add(await load());
			this.#live = live;
			this.#owned.add(live.lost.onDidChange(() => this.#changed.fire()));
			live.watch.setVisible(this.#visible);
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

	/** The players that failed or vanished within the last minutes. */
	get recentlyLost(): readonly FailedPlayer[] {
		return this.#live?.lost.recent ?? [];
	}

	/** Reads the projects, or those with players, for somebody who waits. Failures go to the store. */
	async refresh(scope?: RefreshScope): Promise<void> {
		const { reader } = await this.#start();
		await reader.refresh(scope);
	}

	/** Reads one project for somebody who waits, whether it is watched or not. A failure goes to the store. */
	async readProject(appId: string): Promise<void> {
		const { reader } = await this.#start();
		await reader.readProject(appId);
	}

	/** Deletes and restarts players. */
	async lifecycle(): Promise<PlayerLifecycle> {
		return (await this.#start()).lifecycle;
	}

	/** Told by the view: whether someone can see the players. */
	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#live?.watch.setVisible(visible);
	}

	/** Looks at a project 1, 3, 6 and 10 seconds from now, since something may have been done to its players. */
	pollSoon(appId: string): void {
		this.#live?.watch.pollSoon(appId);
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#start(): Promise<Live> {
		return this.#loading.get();
	}
}
