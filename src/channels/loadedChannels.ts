import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Loadable } from '../common/loadable';
import { LastAnswers } from '../ui/boundedMemento';
import type { ContextKeySetter } from '../ui/commands';
import { withViewProgress } from '../ui/progress';
import { windowFocus } from '../ui/treeLifecycle';
import { ChannelPeriod } from './channelPeriod';
import type { ChannelPlayers } from './channelPlayers';
import { ChannelPoller } from './channelPoller';
import { ChannelPresence } from './channelPresence';
import { ChannelReader } from './channelReader';
import {
	type ActiveProjectSource,
	ChannelScope,
	type ProjectChoice,
	type ProjectSource,
} from './channelScope';
import { ChannelStore } from './channelStore';
import type { ChannelActions } from './commands/channel';
import { ChannelFilter } from './tree/channelFilter';
import { ChannelTree } from './tree/channelTree';
import { CHANNELS_VIEW, ChannelView, type ViewShell } from './tree/channelView';

/** The projects feature, as far as channels need it. */
export interface ChannelProjects {
	readonly store: ProjectSource & { readonly loadable: Loadable<readonly Project[]> };
	/** Failures of reading are stored, not thrown. */
	readonly reader: { refresh(): Promise<void> };
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
	readonly contextKeys: ContextKeySetter;
	readonly projects: ChannelProjects;
	readonly loadPlayers: () => Promise<ChannelPlayers>;
	readonly actions: ChannelActions;
}

/** The objects that store, read and show channels. Loaded when something about channels is first needed. Commands take from it what they need. */
export class LoadedChannels implements Disposable {
	readonly #owned = new DisposableStore();
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly active: ActiveProjectSource;
	readonly players: ChannelPlayers;
	readonly actions: ChannelActions;
	readonly store: ChannelStore;
	readonly scope: ChannelScope;
	readonly reader: ChannelReader;
	readonly filter: ChannelFilter;
	readonly tree: ChannelTree;
	readonly view: ChannelView;
	readonly ensureProjects: () => Promise<void>;
	readonly poller: ChannelPoller;
	readonly presence: ChannelPresence;
	/** The projects with the result of the last attempt to read them. */
	readonly accountProjects: {
		readonly loadable: Loadable<readonly Project[]>;
		refresh(): Promise<void>;
	};
	readonly lastJoins: LastAnswers;

	constructor(shell: ViewShell, players: ChannelPlayers, deps: ChannelsDeps) {
		const { memento, sessions, clock, contextKeys } = deps;
		const { store: projects, picker, active } = deps.projects;
		const owned = this.#owned;
		const ensureProjects = async () => {
			await deps.projects.ensureProjects();
			// Also searches the workspace for the active project.
			await picker.ensureProjects();
		};
		this.sessions = sessions;
		this.clock = clock;
		this.projects = projects;
		this.choice = picker;
		this.active = active;
		this.players = players;
		this.actions = deps.actions;
		this.ensureProjects = ensureProjects;
		this.accountProjects = {
			get loadable() {
				return projects.loadable;
			},
			refresh: () => deps.projects.reader.refresh(),
		};
		this.lastJoins = new LastAnswers(memento, 'agora.lastJoins');
		const store = owned.add(new ChannelStore({ sessions, clock }));
		this.store = store;
		const scope = owned.add(new ChannelScope({ memento, projects, active }));
		this.scope = scope;
		const filter = owned.add(new ChannelFilter(sessions));
		this.filter = filter;
		const period = owned.add(new ChannelPeriod());
		const reader = owned.add(new ChannelReader({ sessions, store, watched: () => this.view.watched, clock }));
		this.reader = reader;
		this.tree = owned.add(
			new ChannelTree({ sessions, clock, store, scope, filter, reader, players, period }),
		);
		const view = owned.add(
			new ChannelView(shell, this.tree, {
				...{ sessions, clock, contextKeys, store, scope, filter, players, ensureProjects },
			}),
		);
		this.view = view;
		this.poller = owned.add(
			new ChannelPoller({ sessions, store, reader, view, window: windowFocus, period, clock }),
		);
		this.presence = owned.add(new ChannelPresence({ sessions, store, reader, clock }));
	}

	/** Shows the row of a channel. Reads the channels of its project first unless they contain it. Returns whether it is listed. */
	async reveal(appId: string, channelName: string): Promise<boolean> {
		if (!this.store.channel(appId, channelName)) {
			await withViewProgress(CHANNELS_VIEW, () => this.reader.readChannels({ appId }));
		}
		return await this.view.reveal(appId, channelName);
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
