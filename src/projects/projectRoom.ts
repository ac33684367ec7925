import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { RequestLog } from '../agora/http/log';
import type { SessionSource } from '../agora/session';
import type { TokenRequest } from '../agora/token';
import type { Clock } from '../platform/clock';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { ContextKeySetter } from '../ui/contextKeys';
import { bindActiveContext } from './activeContext';
import { ActiveProject } from './activeProject';
import type { InspectParts } from './commands/inspectToken';
import type { ProjectParts } from './commands/projectCommand';
import { serveProjectDocuments } from './document/projectFileSystem';
import { ProjectFilter } from './filter/projectFilter';
import { editorHintsOnceNeeded } from './lazyEditorHints';
import { ProjectCalls } from './projectCalls';
import { ProjectPicker } from './projectPicker';
import { ProjectPins } from './projectPins';
import type { ProjectPlayers } from './projectPlayers';
import { ProjectReader } from './projectReader';
import { ProjectStore } from './projectStore';
import { ProjectView } from './projectView';
import { TokenMemory } from './token/tokenMemory';
import { ProjectFinder } from './workspace/projectFinder';
import { WorkspaceFiles } from './workspace/workspaceFiles';

export interface ProjectRoomOptions {
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
export class ProjectRoom implements Disposable {
	private readonly owned = new DisposableStore();
	readonly store = this.owned.add(new ProjectStore());
	readonly reader: ProjectReader;
	readonly active: ActiveProject;
	readonly picker: ProjectPicker;
	readonly view: ProjectView;
	readonly parts: ProjectParts;
	readonly inspectParts: InspectParts;
	private readonly restore: () => Promise<void>;

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
	}: ProjectRoomOptions) {
		const { owned, store } = this;
		this.restore = restore;
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
		this.inspectParts = { sessions, store, clock, prepare: () => this.prepare() };
	}

	/** Signs in with the stored account and reads its projects, where there is one and that was not done yet. */
	async prepare(): Promise<void> {
		await this.restore();
		await this.reader.ready();
	}

	/** Undefined where no project of the account has this App ID. */
	projectOf(appId: string): Project | undefined {
		return this.store.projects.find((project) => project.appId === appId);
	}

	dispose(): void {
		this.owned.dispose();
	}
}
