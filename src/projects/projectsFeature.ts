import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { RequestLog } from '../agora/requestLog';
import type { SessionSource } from '../agora/session';
import type { TokenRequest } from '../agora/token/buildToken';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ContextKeySetter } from '../ui/commands';
import type { ProjectCommandDeps, ProjectPlayers } from './commands/projectCommand';
import type { InspectTokenDeps } from './commands/token';
import type { EditorHintsDeps } from './editorHints/editorHints';
import { serveProjectDocuments } from './projectFileSystem';
import { ProjectPicker } from './projectPicker';
import { ProjectCalls } from './store/projectCalls';
import { ProjectPins } from './store/projectPins';
import { ProjectReader } from './store/projectReader';
import { ProjectStore } from './store/projectStore';
import { LastTokens } from './token/lastTokens';
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
	readonly ensureSignedIn: () => Promise<void>;
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
	readonly inspectParts: InspectTokenDeps;
	readonly #restore: () => Promise<void>;

	constructor({
		context,
		sessions,
		clock,
		contextKeys,
		log,
		ensureSignedIn,
		drop,
		mintToken,
		players,
	}: ProjectsDeps) {
		const { store } = this;
		const owned = this.#owned;
		this.#restore = ensureSignedIn;
		const reader = owned.add(new ProjectReader(sessions, store, clock));
		const pins = owned.add(new ProjectPins(context.globalState, sessions));
		const filter = owned.add(new ProjectFilter(sessions));
		const finder = owned.add(new ProjectFinder(store, owned.add(new WorkspaceFiles()), log));
		const active = owned.add(new ActiveProject(context.workspaceState, sessions, store, finder));
		this.reader = reader;
		this.active = active;
		this.picker = new ProjectPicker(reader, store, active);
		owned.add(serveProjectDocuments({ sessions, store, reader, clock, ensureSignedIn }));
		this.view = owned.add(
			new ProjectView({
				...{ sessions, store, reader, active, pins, filter, clock, ensureSignedIn, drop },
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
			tokenMemory: new LastTokens(context.globalState),
		};
		this.inspectParts = { sessions, store, clock, ensureProjects: () => this.ensureProjects() };
	}

	/** Signs in with the stored account and reads its projects, where there is one and that was not done yet. */
	async ensureProjects(): Promise<void> {
		await this.#restore();
		await this.reader.ensureLoaded();
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
export function editorHintsOnceNeeded(parts: EditorHintsDeps): Disposable {
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
