import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { compareNames } from '../common/compareNames';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter, type Event } from '../common/emitter';

/** The projects of the account. */
export interface ProjectSource {
	/** Every change replaces the array. */
	readonly projects: readonly Project[];
	readonly onDidChange: Event<void>;
}

/** How a command finds the project to use. */
export interface ProjectChoice {
	/** The projects of the account. */
	readonly projects: readonly Project[];
	/** The project of the workspace or the one that the user chose. */
	readonly active: Project | undefined;
	/** Reads the projects unless they are loaded. */
	ensureProjects(): Promise<void>;
	/** The project of the row that the command was called on. */
	fromArgument(argument: unknown): Project | undefined;
	/** The projects that fit, the active one first. */
	items(fits: (project: Project) => boolean): (vscode.QuickPickItem & { value: Project })[];
}

export interface ActiveProjectSource {
	readonly current: Project | undefined;
	readonly onDidChange: Event<void>;
}

interface ScopeDeps {
	/** Of the workspace, like the active project. */
	readonly memento: Pick<vscode.Memento, 'get' | 'update'>;
	readonly projects: ProjectSource;
	readonly active: ActiveProjectSource;
}

const KEY = 'agora.channels.allProjects';

/** Whether the view shows the channels of the active project or of all enabled ones. Stored per workspace. */
export class ChannelScope implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #deps: ScopeDeps;
	/** Cached for each array of projects: an account may have thousands. */
	#enabled: { readonly of: readonly Project[]; readonly projects: readonly Project[] } | undefined;

	/** `isAll` or `projects` changed. */
	readonly onDidChange = this.#changed.event;

	constructor(deps: ScopeDeps) {
		this.#deps = deps;
		for (const { onDidChange } of [deps.projects, deps.active]) {
			this.#subscriptions.add(onDidChange(() => this.#changed.fire()));
		}
	}

	get isAll(): boolean {
		return this.#deps.memento.get<unknown>(KEY) === true;
	}

	/** The projects whose channels are shown, by name. Nobody can join a channel of the others: disabled ones, and those without an App ID. */
	get projects(): readonly Project[] {
		if (this.isAll) {
			return this.#enabledProjects();
		}
		const { current } = this.#deps.active;
		return current && hasChannels(current) ? [current] : [];
	}

	/** Whether nothing is shown because the active project is disabled. */
	get isDisabled(): boolean {
		return !this.isAll && this.#deps.active.current?.enabled === false;
	}

	async showAll(isAll: boolean): Promise<void> {
		await this.#deps.memento.update(KEY, isAll ? true : undefined);
		this.#changed.fire();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#enabledProjects(): readonly Project[] {
		const { projects } = this.#deps.projects;
		if (this.#enabled?.of !== projects) {
			this.#enabled = { of: projects, projects: projects.filter(hasChannels).toSorted(compareNames) };
		}
		return this.#enabled.projects;
	}
}

function hasChannels({ enabled, appId }: Project): boolean {
	return enabled !== false && appId !== '';
}
