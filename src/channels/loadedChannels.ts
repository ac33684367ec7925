import type * as vscode from 'vscode';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { ChannelReader } from './channelReader';
import {
	type ActiveProjectSource,
	ChannelScope,
	type ProjectChoice,
	type ProjectSource,
} from './channelScope';
import { ChannelStore } from './channelStore';

/** The projects feature, as far as channels need it. */
export interface ChannelProjects {
	readonly store: ProjectSource;
	readonly picker: ProjectChoice;
	readonly active: ActiveProjectSource;
	/** Signs in with the stored account and reads its projects, unless that is already done. */
	ensureProjects(): Promise<void>;
}

export interface ChannelsDeps {
	/** Of the workspace. */
	readonly memento: vscode.Memento;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly projects: ChannelProjects;
}

/** The objects that store, read and show channels. Loaded when something about channels is first needed. Commands take from it what they need. */
export class LoadedChannels implements Disposable {
	readonly #owned = new DisposableStore();
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly active: ActiveProjectSource;
	readonly store: ChannelStore;
	readonly scope: ChannelScope;
	readonly reader: ChannelReader;

	constructor({ memento, sessions, clock, projects }: ChannelsDeps) {
		const owned = this.#owned;
		this.sessions = sessions;
		this.clock = clock;
		this.projects = projects.store;
		this.choice = projects.picker;
		this.active = projects.active;
		const store = owned.add(new ChannelStore({ sessions, clock }));
		this.store = store;
		const scope = owned.add(new ChannelScope({ memento, projects: projects.store, active: projects.active }));
		this.scope = scope;
		const watched = () => ({ appIds: scope.projects.map(({ appId }) => appId), expanded: [] });
		this.reader = owned.add(new ChannelReader({ sessions, store, watched, clock }));
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
