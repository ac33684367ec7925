import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { RequestLog } from '../agora/requestLog';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { LastAnswers } from '../ui/boundedMemento';
import type { ContextKeySetter } from '../ui/commands';
import { withViewProgress } from '../ui/progress';
import type { ProjectPlayers } from './commands/edit';
import type { TokenChannel } from './commands/token';
import { ProjectDocuments } from './projectDocuments';
import { ProjectPicker } from './projectPicker';
import { ProjectCalls } from './store/projectCalls';
import { ProjectPins } from './store/projectPins';
import { ProjectReader } from './store/projectReader';
import { ProjectStore } from './store/projectStore';
import { ProjectFilter } from './tree/projectRows';
import { ProjectTree } from './tree/projectTree';
import { ProjectView } from './tree/projectView';
import { ActiveProject } from './workspace/activeProject';
import { ProjectFinder } from './workspace/projectFinder';
import { WorkspaceFiles } from './workspace/workspaceFiles';

interface ProjectsDeps {
	readonly context: vscode.ExtensionContext;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	readonly log: RequestLog;
	/** Signs in with the stored account, unless that is done or there is none. */
	readonly ensureSignedIn: () => Promise<void>;
	/** Handles files that are dropped on the rows. */
	readonly drop: vscode.TreeDragAndDropController<unknown>;
	/** Called only after activation. */
	readonly players: ProjectPlayers;
	/** Called after credentials were written to an env file. */
	readonly onDidWriteEnv: () => void;
}

/** Builds the objects that store, read and show the projects. The commands take what they need from here. */
export class ProjectsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #ensureSignedIn: () => Promise<void>;
	readonly view: ProjectView;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly players: ProjectPlayers;
	readonly onDidWriteEnv: () => void;
	readonly store = this.#owned.add(new ProjectStore());
	readonly reader: ProjectReader;
	readonly calls: ProjectCalls;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	readonly active: ActiveProject;
	readonly picker: ProjectPicker;
	readonly lastTokens: LastAnswers;

	constructor(deps: ProjectsDeps) {
		const { context, sessions, clock, contextKeys, log, ensureSignedIn, drop, players } = deps;
		const { store } = this;
		const owned = this.#owned;
		const ensureProjects = () => this.ensureProjects();
		this.#ensureSignedIn = ensureSignedIn;
		this.sessions = sessions;
		this.clock = clock;
		this.players = players;
		this.onDidWriteEnv = deps.onDidWriteEnv;
		this.reader = owned.add(new ProjectReader(sessions, store, clock));
		this.calls = new ProjectCalls(sessions, store, this.reader, clock);
		this.pins = owned.add(new ProjectPins(context.globalState, sessions));
		this.filter = owned.add(new ProjectFilter(sessions));
		const finder = owned.add(new ProjectFinder(store, owned.add(new WorkspaceFiles()), log));
		this.active = owned.add(new ActiveProject(context.workspaceState, sessions, store, finder));
		this.picker = new ProjectPicker(this.reader, store, this.active);
		this.lastTokens = new LastAnswers(context.globalState, 'agora.lastTokens');
		const { active, pins, filter } = this;
		const tree = owned.add(new ProjectTree({ sessions, store, active, pins, filter, clock }));
		this.view = owned.add(
			new ProjectView(tree, { sessions, store, filter, clock, contextKeys, ensureProjects, drop }),
		);
		owned.add(new ProjectDocuments({ sessions, store, clock, ensureProjects }));
		this.#loadEditorHints();
	}

	/** Signs in with the stored account and reads its projects, unless that is done or there is no account. */
	async ensureProjects(): Promise<void> {
		await this.#ensureSignedIn();
		await this.reader.ensureLoaded();
	}

	/** The active project. Where there is none, makes the first project active that is enabled and can sign tokens. */
	async ensureActive(): Promise<Project | undefined> {
		await this.ensureProjects();
		await this.active.ensureSearched();
		const session = this.sessions.current;
		const first = this.picker.items(
			({ enabled, appCertificate }) => enabled === true && appCertificate !== undefined,
		)[0]?.value;
		if (session && first && !this.active.current) {
			await this.active.choose(session, first.id);
		}
		return this.active.current;
	}

	/** Asks for the other properties of a token for a channel, and copies it. */
	async generateTokenFor(session: AgoraSession, channel: TokenChannel): Promise<void> {
		const { generateTokenFor } = await import('./commands/token');
		await generateTokenFor(this, session, channel);
	}

	/** Reads the projects again, with progress in the view. */
	async refresh(): Promise<void> {
		await withViewProgress('agora.projects', () => this.reader.refresh());
	}

	/** The project of the account with this App ID. */
	projectOf(appId: string): Project | undefined {
		return this.store.projects.find((project) => project.appId === appId);
	}

	/** The name of the project with this App ID or project ID. */
	nameOf(id: string): string | undefined {
		return this.store.projects.find((project) => project.appId === id || project.id === id)?.name;
	}

	dispose(): void {
		this.#owned.dispose();
	}

	/** The editor hints are loaded with the first projects. */
	#loadEditorHints(): void {
		const { store, sessions } = this;
		const load = async () => {
			const { EditorHints } = await import('./editorHints/editorHints');
			this.#owned.add(new EditorHints({ sessions, store }));
		};
		const subscription = this.#owned.add(
			store.onDidChange(() => {
				if (store.projects.length > 0) {
					subscription.dispose();
					void load();
				}
			}),
		);
	}
}
