import { ChannelPoller } from '../../../src/channels/channelPoller';
import { ChannelReader, type WatchedChannels } from '../../../src/channels/channelReader';
import { ChannelScope } from '../../../src/channels/channelScope';
import type { ChannelStore } from '../../../src/channels/channelStore';
import { type Disposable, DisposableStore } from '../../../src/common/disposable';
import { Emitter, type Event } from '../../../src/common/emitter';
import { TestMemento } from '../../fixtures/memento';
import type { SimulatedWindow } from './simulatedWindow';

/** The part of a window that `WindowChannels` needs. */
interface WindowDeps extends Pick<SimulatedWindow, 'sessions' | 'projects' | 'clock'> {
	readonly active: ConstructorParameters<typeof ChannelScope>[0]['active'];
	readonly focus: { readonly focused: boolean; readonly onDidChange: Event<void> };
}

/** The store, reader and poller of the Channels view, connected as in `loadedChannels.ts`. It shows all projects. */
export class WindowChannels implements Disposable {
	readonly store: ChannelStore;
	readonly reader: ChannelReader;
	readonly poller: ChannelPoller;
	private readonly scope: ChannelScope;
	private readonly owned = new DisposableStore();
	private readonly watchedChanged = this.owned.add(new Emitter<void>());
	private readonly expanded = new Map<string, { readonly appId: string; readonly channelName: string }>();
	private isVisible = false;

	/** @param store whose listeners can still be counted after disposing */
	constructor(deps: WindowDeps, store: ChannelStore, random: () => number) {
		const { sessions, projects, clock, active, focus } = deps;
		const { owned, watchedChanged } = this;
		const memento = new TestMemento();
		this.store = store;
		this.scope = owned.add(new ChannelScope({ memento, projects, active }));
		void this.scope.showAll(true);
		owned.add(this.scope.onDidChange(() => watchedChanged.fire()));
		this.reader = owned.add(new ChannelReader({ sessions, store, watched: () => this.watched, clock }));
		const channels = this;
		this.poller = owned.add(
			new ChannelPoller(
				{
					...{ sessions, store, reader: this.reader, clock },
					view: {
						get isVisible() {
							return channels.isVisible;
						},
						get watched() {
							return channels.watched;
						},
						onDidChangeWatched: watchedChanged.event,
					},
					window: focus,
					period: { ms: 15_000, onDidChange: new Emitter<void>().event },
				},
				random,
			),
		);
	}

	/** What the view shows. */
	get watched(): WatchedChannels {
		return {
			appIds: this.scope.projects.map(({ appId }) => appId),
			expanded: [...this.expanded.values()],
		};
	}

	setVisible(isVisible: boolean): void {
		this.isVisible = isVisible;
		this.watchedChanged.fire();
	}

	/** Expands the row of a channel, or collapses it. */
	toggle(appId: string, channelName: string): void {
		const key = JSON.stringify([appId, channelName]);
		if (!this.expanded.delete(key)) {
			this.expanded.set(key, { appId, channelName });
			void this.reader.readUsers({ appId }, channelName);
		}
		this.watchedChanged.fire();
	}

	/** The listed channels of all projects. */
	get listed(): { readonly appId: string; readonly name: string }[] {
		return this.watched.appIds.flatMap((appId) =>
			(this.store.channels(appId).value ?? []).map(({ name }) => ({ appId, name })),
		);
	}

	dispose(): void {
		this.owned.dispose();
	}
}
