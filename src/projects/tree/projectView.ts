import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Loadable } from '../../common/loadable';
import { type ContextKeySetter, runCommand } from '../../ui/commands';
import { refreshErrorMessage } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { countText } from '../../ui/text';
import { type FocusedRows, focusedRows, onDoubleClick, RedrawTimer, selectRow } from '../../ui/treeLifecycle';
import type { ProjectStore } from '../store/projectStore';
import { decorateDisabled } from './projectItems';
import { ProjectNode } from './projectNodes';
import type { ProjectFilter } from './projectRows';
import type { ProjectTree } from './projectTree';

const VIEW_ID = 'agora.projects';

interface ProjectViewDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly filter: ProjectFilter;
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	/** Signs in with the stored account and reads its projects, unless that is done or there is no account. */
	readonly ensureProjects: () => Promise<void>;
	/** Handles files that are dropped on the view. */
	readonly drop: vscode.TreeDragAndDropController<unknown>;
}

/** The Projects view around its tree: title, message, welcome texts, and the redrawing of ages. */
export class ProjectView implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: ProjectViewDeps;
	readonly #tree: ProjectTree;
	readonly #view: vscode.TreeView<unknown>;
	readonly #redrawTimer: RedrawTimer;

	constructor(tree: ProjectTree, deps: ProjectViewDeps) {
		this.#deps = deps;
		this.#tree = tree;
		this.#view = this.#subscriptions.add(
			vscode.window.createTreeView<unknown>(VIEW_ID, {
				treeDataProvider: tree,
				canSelectMany: true,
				showCollapseAll: true,
				dragAndDropController: deps.drop,
			}),
		);
		tree.expansion.follow(this.#view);
		this.#redrawTimer = this.#subscriptions.add(
			new RedrawTimer(() => {
				tree.redrawAges();
				this.#draw();
			}, 15_000),
		);
		this.#subscriptions.add(
			onDoubleClick(this.#view, (node) => {
				if (node instanceof ProjectNode) {
					void runCommand('agora.project.show', node);
				}
			}),
		);
		this.#subscriptions.add(decorateDisabled());
		this.#subscriptions.add(deps.store.onDidChange(() => this.#draw()));
		this.#subscriptions.add(deps.filter.onDidChange(() => this.#draw()));
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#load()));
		this.#subscriptions.add(this.#view.onDidChangeVisibility(() => this.#load()));
		this.#draw();
		this.#load();
	}

	/** The rows that a key acts on. */
	focusedRows(): Promise<FocusedRows<unknown>> {
		return focusedRows(this.#view);
	}

	/**
	 * Shows and selects the row of a project. A filter that hides it is cleared.
	 *
	 * @param focus whether to focus and expand the row, too.
	 */
	async reveal(projectId: string, focus = true): Promise<void> {
		const { sessions, store, filter } = this.#deps;
		const project = store.projects.find(({ id }) => id === projectId);
		if (project && sessions.current && !filter.matcher(project)) {
			filter.set('', sessions.current);
		}
		await selectRow(this.#view, () => this.#tree.rowOf(projectId), { focus, expand: focus });
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#load(): void {
		this.#draw();
		if (this.#view.visible && this.#deps.store.loadable.value === undefined) {
			void withViewProgress(VIEW_ID, this.#deps.ensureProjects);
		}
	}

	#draw(): void {
		const { sessions, store, filter, contextKeys, clock } = this.#deps;
		const { loadable } = store;
		const shown = store.projects.filter(filter.matcher).length;
		// Without rows, a welcome text says why they could not be read. VS Code shows it only without a message.
		const failure = loadable.value && refreshErrorMessage(loadable, clock.monotonic());
		this.#view.description = sessions.current?.accountLabel ?? '';
		// Where the filter hides all projects, a welcome text says so, too.
		const filtered = shown > 0 || failure !== undefined ? this.#filterMessage() : undefined;
		this.#view.message = [filtered, failure].filter((line) => line !== undefined).join(' — ');
		this.#redrawTimer.setRunning(this.#view.visible && (shown > 0 || failure !== undefined));
		contextKeys.set('agora.projects.state', stateOf(loadable, shown));
		// Shows Retry in the title of the view, because a message cannot contain a link.
		contextKeys.set('agora.projects.failing', failure !== undefined);
		contextKeys.set('agora.projects.filtered', filter.text !== '');
	}

	#filterMessage(): string | undefined {
		const { store, filter } = this.#deps;
		return filter.text === ''
			? undefined
			: vscode.l10n.t('Filter: “{0}” · {1}', filter.text, matchCount(filter, store));
	}
}

function stateOf(
	{ value, error }: Loadable<readonly Project[]>,
	shown: number,
): 'unknown' | 'empty' | 'unreachable' | 'refused' | 'failed' | 'noMatch' | 'ready' {
	if (value === undefined) {
		return error === undefined ? 'unknown' : failedState(error);
	}
	if (value.length === 0) {
		return 'empty';
	}
	return shown === 0 ? 'noMatch' : 'ready';
}

/** Each has its welcome text. */
function failedState(error: unknown): 'unreachable' | 'refused' | 'failed' {
	if (isAgoraError(error, 'dns', 'network', 'timeout')) {
		return 'unreachable';
	}
	return isAgoraError(error, 'unauthorized') ? 'refused' : 'failed';
}

/** How many projects the filter shows: “12 of 5,000”. */
export function matchCount(filter: ProjectFilter, { projects }: ProjectStore): string {
	return vscode.l10n.t(
		'{0} of {1}',
		countText(projects.filter(filter.matcher).length),
		countText(projects.length),
	);
}
