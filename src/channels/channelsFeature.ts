import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';
import type { ChannelsDeps, LoadedChannels } from './loadedChannels';

/** Live channels, their users and bans. Loads its code when the view is first visible, or a command needs it. */
export class ChannelsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #loading: Lazy<LoadedChannels>;

	constructor(deps: ChannelsDeps) {
		this.#loading = new Lazy(async () => {
			const { LoadedChannels } = await import('./loadedChannels');
			return this.#owned.add(new LoadedChannels(deps));
		});
	}

	/** The objects that store, read and show channels. */
	load(): Promise<LoadedChannels> {
		return this.#loading.get();
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
