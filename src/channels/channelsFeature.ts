import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';
import { LazyTree } from '../ui/treeLifecycle';
import type { ChannelsDeps, LoadedChannels } from './loadedChannels';
import type { ChannelTreeNode } from './tree/channelNodes';
import type { ChannelTree } from './tree/channelTree';

/** Live channels, their users and bans. Loads its code when the view is first visible, or a command needs it. */
export class ChannelsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #loading: Lazy<LoadedChannels>;

	constructor(deps: ChannelsDeps) {
		const tree = this.#owned.add(
			new LazyTree<ChannelTreeNode, ChannelTree>(async () => (await this.load()).tree),
		);
		const view = this.#owned.add(
			vscode.window.createTreeView('agora.channels', {
				treeDataProvider: tree,
				canSelectMany: true,
				showCollapseAll: true,
			}),
		);
		const { expansion } = tree;
		expansion.follow(view);
		this.#loading = new Lazy(async () => {
			const [{ LoadedChannels }, players] = await Promise.all([
				import('./loadedChannels'),
				deps.loadPlayers(),
			]);
			return this.#owned.add(new LoadedChannels({ view, expansion }, players, deps));
		});
	}

	/** The objects that store, read and show channels. */
	load(): Promise<LoadedChannels> {
		return this.#loading.get();
	}

	/** Reads what is shown of channels earlier, because notifications say that they changed. */
	async readSoon(
		changed: readonly { readonly appId: string; readonly channelName: string }[],
	): Promise<void> {
		(await this.#loading.started)?.poller.readSoon(changed);
	}

	/** The channels of all projects that were read so far. */
	async known(): Promise<readonly { readonly appId: string; readonly channelName: string }[]> {
		const store = (await this.#loading.started)?.store;
		return [...(store?.appIds ?? [])].flatMap((appId) =>
			(store?.channels(appId).value ?? []).map(({ name }) => ({ appId, channelName: name })),
		);
	}

	/** Reads what the view shows, if its code is loaded. */
	async refreshLoaded(): Promise<void> {
		await (await this.#loading.started)?.reader.refreshChannels();
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
