import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Loadable } from '../../common/loadable';
import type { ContextKeySetter } from '../../ui/commands';
import { knownMessage } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { countText } from '../../ui/text';
import { LazyTree, RedrawTimer } from '../../ui/treeLifecycle';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectReader } from '../store/projectReader';
import type { ProjectStore } from '../store/projectStore';
import type { ActiveProject } from '../workspace/activeProject';
import { decorateDisabled } from './projectItems';
import type { ProjectFilter } from './projectRows';
import type { ProjectTree } from './projectTree';

const VIEW_ID = 'agora.projects';

interface ProjectViewDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly reader: ProjectReader;
	readonly active: ActiveProject;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	readonly context: ContextKeySetter;
	readonly clock: Clock;
	/** Signs in with the stored account, if that was not done yet. */
	readonly ensureSignedIn: () => Promise<void>;
	/** What becomes of files that are dropped on the view. */
	readonly drop: vscode.TreeDragAndDropController<unknown>;
}

/** The Projects view: its tree, the account in its title, what the filter shows, failures, and its welcome texts. */
export class ProjectView implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #parts: ProjectViewDeps;
	readonly #tree: LazyTree<unknown, ProjectTree>;
	readonly #view: vscode.TreeView<unknown>;
	readonly #aging: RedrawTimer;

	constructor(parts: ProjectViewDeps) {
		this.#parts = parts;
		this.#tree = this.#subscriptions.add(
			new LazyTree<unknown, ProjectTree>(async () => {
				const { ProjectTree } = await import('./projectTree');
				return new ProjectTree(parts);
			}),
		);
		this.#view = this.#subscriptions.add(
			vscode.window.createTreeView(VIEW_ID, {
				treeDataProvider: this.#tree,
				canSelectMany: true,
				showCollapseAll: true,
				dragAndDropController: parts.drop,
			}),
		);
		this.#aging = this.#subscriptions.add(
			new RedrawTimer(() => {
				void this.#tree.loaded?.then((loaded) => loaded.redrawAges());
				this.#draw();
			}, 15_000),
		);
		this.#subscriptions.add(decorateDisabled());
		this.#subscriptions.add(parts.store.onDidChange(() => this.#draw()));
		this.#subscriptions.add(parts.filter.onDidChange(() => this.#draw()));
		this.#subscriptions.add(parts.sessions.onDidChange(() => this.#load()));
		this.#subscriptions.add(this.#view.onDidChangeVisibility(() => this.#load()));
		this.#draw();
		this.#load();
	}

	/** Reads the projects again under the view's progress bar. */
	async refresh(): Promise<void> {
		await withViewProgress(VIEW_ID, () => this.#parts.reader.refresh());
	}

	/** Brings the view to the front with the project's row selected and opened. A filter that hides it is cleared. */
	async reveal(projectId: string): Promise<void> {
		const { sessions, store, filter } = this.#parts;
		const project = store.projects.find(({ id }) => id === projectId);
		if (project && sessions.current && !filter.matcher(project)) {
			filter.set('', sessions.current);
		}
		const tree = await this.#tree.ready();
		const row = tree.rowOf(projectId);
		if (row) {
			await this.#view.reveal(row, { select: true, focus: true, expand: true });
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#load(): void {
		this.#draw();
		if (this.#view.visible && this.#parts.store.loadable.value === undefined) {
			void withViewProgress(VIEW_ID, async () => {
				await this.#parts.ensureSignedIn();
				await this.#parts.reader.ensureLoaded();
			});
		}
	}

	#draw(): void {
		const { sessions, store, filter, context, clock } = this.#parts;
		const { loadable } = store;
		const shown = store.projects.filter(filter.matcher).length;
		const failure = knownMessage(loadable, clock.monotonic());
		this.#view.description = sessions.current?.accountLabel ?? '';
		// Where the filter hides everything, the welcome text says so: it only shows where there is no message.
		const filtered = shown > 0 || failure !== undefined ? this.#filterMessage() : undefined;
		this.#view.message = [filtered, failure].filter((line) => line !== undefined).join(' — ');
		this.#aging.keep(this.#view.visible && (shown > 0 || failure !== undefined));
		context.set('agora.projects.state', stateOf(loadable, shown));
		context.set('agora.projects.filtered', filter.text !== '');
	}

	#filterMessage(): string | undefined {
		const { store, filter } = this.#parts;
		return filter.text === ''
			? undefined
			: vscode.l10n.t('Filter: “{0}” · {1}', filter.text, matchCount(filter, store));
	}
}

function stateOf(
	{ value, error }: Loadable<readonly Project[]>,
	shown: number,
): 'unknown' | 'empty' | 'failed' | 'noMatch' | 'ready' {
	if (value === undefined) {
		return error === undefined ? 'unknown' : 'failed';
	}
	if (value.length === 0) {
		return 'empty';
	}
	return shown === 0 ? 'noMatch' : 'ready';
}

/** How many of the projects the filter shows: "12 of 5,000". */
export function matchCount(filter: ProjectFilter, { projects }: ProjectStore): string {
	return vscode.l10n.t(
		'{0} of {1}',
		countText(projects.filter(filter.matcher).length),
		countText(projects.length),
	);
}
