import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { RequestLog } from '../agora/requestLog';
import type { SessionSource } from '../agora/session';
import type { TokenRequest } from '../agora/token/buildToken';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ContextKeySetter } from '../ui/commands';
import type { ProjectCommandDeps, ProjectPlayers } from './commands/projectCommand';
import type { InspectParts } from './commands/token';
import type { EditorParts } from './editorHints/editorHints';
import { ProjectCalls } from './projectCalls';
import { serveProjectDocuments } from './projectFileSystem';
import { ProjectPicker } from './projectPicker';
import { ProjectPins } from './projectPins';
import { ProjectReader } from './projectReader';
import { ProjectStore } from './projectStore';
import { TokenMemory } from './token/tokenMemory';
import { ProjectFilter } from './tree/projectRows';
import { ProjectView } from './tree/projectView';
import { ActiveProject } from './workspace/activeProject';
import { ProjectFinder } from './workspace/projectFinder';
import { WorkspaceFiles } from './workspace/workspaceFiles';

export interface ProjectsDeps {
	readonly context: vscode.ExtensionContext;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	readonly log: RequestLog;
	/** Signs in with the stored account, where there is one. */
	readonly restore: () => Promise<void>;
	/** Takes what is dropped on the rows. */
	readonly drop: vscode.TreeDragAndDropController<unknown>;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
	/** Called only once the extension is built. */
	readonly players: ProjectPlayers;
}

/** The objects that keep and show the projects, each after what it needs. */
export class ProjectsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly store = this.#owned.add(new ProjectStore());
	readonly reader: ProjectReader;
	readonly active: ActiveProject;
	readonly picker: ProjectPicker;
	readonly view: ProjectView;
	readonly parts: ProjectCommandDeps;
	readonly inspectParts: InspectParts;
	readonly #restore: () => Promise<void>;

	constructor({
		context,
		sessions,
		clock,
		contextKeys,
		log,
		restore,
		drop,
		mintToken,
		players,
	}: ProjectsDeps) {
		const { store } = this;
		const owned = this.#owned;
		this.#restore = restore;
		const reader = owned.add(new ProjectReader(sessions, store, clock));
		const pins = owned.add(new ProjectPins(context.globalState, sessions));
		const filter = owned.add(new ProjectFilter(sessions));
		const finder = owned.add(new ProjectFinder(store, owned.add(new WorkspaceFiles()), log));
		const active = owned.add(new ActiveProject(context.workspaceState, sessions, store, finder));
		this.reader = reader;
		this.active = active;
		this.picker = new ProjectPicker(reader, store, active);
		owned.add(serveProjectDocuments({ sessions, store, reader, clock, restore }));
		this.view = owned.add(
			new ProjectView({
				...{ sessions, store, reader, active, pins, filter, clock, restore, drop },
				context: contextKeys,
			}),
		);
		owned.add(editorHintsOnceNeeded({ sessions, store }));
		owned.add(bindActiveContext(active, store, contextKeys));
		this.parts = {
			...{ sessions, store, active, pins, filter, clock, mintToken, players },
			picker: this.picker,
			calls: new ProjectCalls(sessions, store, reader, clock),
			reveal: (projectId) => this.view.reveal(projectId),
			tokenMemory: new TokenMemory(context.globalState),
		};
		this.inspectParts = { sessions, store, clock, prepare: () => this.ensureProjects() };
	}

	/** Signs in with the stored account and reads its projects, where there is one and that was not done yet. */
	async ensureProjects(): Promise<void> {
		await this.#restore();
		await this.reader.ready();
	}

	/** Undefined where no project of the account has this App ID. */
	projectOf(appId: string): Project | undefined {
		return this.store.projects.find((project) => project.appId === appId);
	}

	dispose(): void {
		this.#owned.dispose();
	}
}

/** Tells package.json, whose walkthrough has a step for it, whether this workspace has an active project. */
export function bindActiveContext(
	active: ActiveProject,
	projects: ProjectStore,
	context: ContextKeySetter,
): Disposable {
	const update = () => context.set('agora.project.active', active.current !== undefined);
	const subscriptions = new DisposableStore();
	subscriptions.add(active.onDidChange(update));
	subscriptions.add(projects.onDidChange(update));
	update();
	return subscriptions;
}

/** Loads what editors show of projects once there are projects to show. */
export function editorHintsOnceNeeded(parts: EditorParts): Disposable {
	const owned = new DisposableStore();
	const showHints = async () => {
		const { EditorHints } = await import('./editorHints/editorHints');
		owned.add(new EditorHints(parts));
	};
	const waiting = owned.add(
		parts.store.onDidChange(() => {
			if (parts.store.projects.length > 0) {
				waiting.dispose();
				void showHints();
			}
		}),
	);
	return owned;
}
