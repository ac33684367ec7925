import type { Memento } from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter, type Event } from '../../common/emitter';
import { BoundedMemento } from '../../ui/boundedMemento';
import { type ProjectSource, projectWith } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';

/** The number of stored projects, of all accounts. */
const MAX_STORED = 500;

export interface PriorityDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly active: {
		readonly current: Pick<Project, 'appId'> | undefined;
		readonly onDidChange: Event<void>;
	};
	readonly store: Pick<
		PlayerStore,
		'appIdsWithPlayers' | 'loadable' | 'players' | 'onDidChange' | 'onDidRead'
	>;
	readonly memento: Pick<Memento, 'get' | 'update'>;
}

/**
 * The projects that are read before all others: the active one, those with players, which cost money, and those that had players when
 * they were last read, also before a restart of VS Code.
 */
export class PriorityProjects implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<string | undefined>());
	readonly #deps: PriorityDeps;
	readonly #stored: BoundedMemento<true>;
	#appIds: ReadonlySet<string> | undefined;

	/** Fires with the App ID of the added or removed project; undefined if several may have changed. */
	readonly onDidChange = this.#changed.event;

	constructor(deps: PriorityDeps) {
		this.#deps = deps;
		const { sessions, projects, active, store, memento } = deps;
		this.#stored = new BoundedMemento(
			memento,
			'agora.projectsWithPlayers',
			MAX_STORED,
			(stored) => stored === true || undefined,
		);
		for (const event of [sessions.onDidChange, projects.onDidChange, active.onDidChange]) {
			this.#subscriptions.add(event(() => this.#invalidate(undefined)));
		}
		this.#subscriptions.add(
			store.onDidChange(({ appId, players }) => {
				if (appId === undefined) {
					this.#invalidate(undefined);
				} else if (players === 'all') {
					this.#update(appId);
				}
			}),
		);
		this.#subscriptions.add(store.onDidRead(({ appId }) => this.#update(appId)));
	}

	/** The App IDs, that of the active project first. Includes disabled projects only while they have players. */
	get appIds(): ReadonlySet<string> {
		this.#appIds ??= this.#find();
		return this.#appIds;
	}

	has(appId: string): boolean {
		return this.appIds.has(appId);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#find(): ReadonlySet<string> {
		const { sessions, projects, active, store } = this.#deps;
		const accountId = sessions.current?.accountId;
		const ids = new Set<string>();
		const add = (appId: string) => {
			const project = projectWith(projects, appId);
			if (project && project.enabled !== false && appId !== '') {
				ids.add(appId);
			}
		};
		add(active.current?.appId ?? '');
		for (const appId of store.appIdsWithPlayers) {
			ids.add(appId);
		}
		for (const key of this.#stored.entries.keys()) {
			const [account, appId] = splitKey(key);
			if (account === accountId) {
				add(appId);
			}
		}
		return ids;
	}

	/** Stores a project that has players, and removes one that was read and has none. */
	#update(appId: string): void {
		const { sessions, store } = this.#deps;
		const accountId = sessions.current?.accountId;
		if (accountId === undefined) {
			return;
		}
		const key = `${accountId}:${appId}`;
		const hasPlayers = store.players(appId).length > 0;
		const isStored = this.#stored.get(key) !== undefined;
		if (hasPlayers && !isStored) {
			void this.#stored.set(key, true);
		} else if (!hasPlayers && isStored && store.loadable(appId).value !== undefined) {
			void this.#stored.delete(key);
		}
		if (hasPlayers !== this.#appIds?.has(appId)) {
			this.#invalidate(appId);
		}
	}

	#invalidate(appId: string | undefined): void {
		const before = this.#appIds;
		this.#appIds = undefined;
		if (appId === undefined || before?.has(appId) !== this.has(appId)) {
			this.#changed.fire(appId);
		}
	}
}

/** App IDs have no colon, and account ids may. */
function splitKey(key: string): readonly [accountId: string, appId: string] {
	const colon = key.lastIndexOf(':');
	return [key.slice(0, colon), key.slice(colon + 1)];
}
