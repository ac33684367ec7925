import * as vscode from 'vscode';
import type { ProjectRef } from '../agora/console/projects';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';
import { showQuickPick } from '../ui/dialogs';
import type { UsageDeps, UsagePanels } from './panel/usagePanels';

/** The view type of the usage panels, also in the when clauses of package.json. */
export const USAGE_VIEW_TYPE = 'agora.usage';

/** Loads the panels with the first one that is shown or restored, or to delete the usage of an account that signs out. */
export class UsageFeature implements Disposable {
	readonly #deps: UsageDeps;
	readonly #store = new DisposableStore();
	readonly #panels = new Lazy(async () => {
		const { UsagePanels } = await import('./panel/usagePanels');
		return this.#store.add(new UsagePanels(USAGE_VIEW_TYPE, this.#deps));
	});
	#accountId: string | undefined;

	constructor(deps: UsageDeps) {
		this.#deps = deps;
		this.#store.add(
			vscode.window.registerWebviewPanelSerializer(USAGE_VIEW_TYPE, {
				deserializeWebviewPanel: async (panel, state) => (await this.panels()).restore(panel, state),
			}),
		);
		this.#store.add(deps.sessions.onDidChange(() => this.#deleteUsageAfterSignOut()));
	}

	panels(): Promise<UsagePanels> {
		return this.#panels.get();
	}

	/** Retries what failed in the open panels. */
	async retryFailed(): Promise<void> {
		(await this.#panels.started)?.retryFailed();
	}

	dispose(): void {
		this.#store.dispose();
	}

	#deleteUsageAfterSignOut(): void {
		const { sessions, accounts } = this.#deps;
		const former = this.#accountId;
		this.#accountId = sessions.current?.accountId;
		const isStored = accounts.stored.some(({ id }) => id === former);
		if (former !== undefined && former !== this.#accountId && !isStored) {
			void this.panels().then((panels) => panels.deleteUnstoredUsage());
		}
	}
}

/** What `showUsage` needs to find the project of the command. */
export interface ProjectChoice {
	/** The project of a row; undefined for anything else. */
	fromArgument(argument: unknown): ProjectRef | undefined;
	/** Reads the projects if that was not done yet. */
	ensureProjects(): Promise<void>;
	/** All projects, the active one first. */
	items(fits: (project: ProjectRef) => boolean): (vscode.QuickPickItem & { value: ProjectRef })[];
}

/** Shows the usage of the row's project, or of one that the user picks, or of all projects. */
export async function showUsage(
	panels: Pick<UsagePanels, 'show'>,
	projects: ProjectChoice,
	argument: unknown,
): Promise<void> {
	const row = projects.fromArgument(argument);
	const choice = row ? { project: row } : await pickProject(projects);
	if (choice) {
		panels.show(choice.project);
	}
}

/** The project is null for all projects; undefined when the user cancelled. */
async function pickProject(
	projects: ProjectChoice,
): Promise<{ readonly project: ProjectRef | null } | undefined> {
	await projects.ensureProjects();
	const all = {
		label: vscode.l10n.t('All projects'),
		iconPath: new vscode.ThemeIcon('list-flat'),
		project: null,
	};
	const separator = {
		label: vscode.l10n.t('Projects'),
		kind: vscode.QuickPickItemKind.Separator,
		project: null,
	};
	const items = projects.items(() => true).map((item) => ({ ...item, project: item.value }));
	return await showQuickPick<vscode.QuickPickItem & { readonly project: ProjectRef | null }>(
		[all, separator, ...items],
		{
			title: vscode.l10n.t('Show Usage'),
			placeHolder: vscode.l10n.t('Choose a project, or all'),
			matchOnDescription: true,
		},
	);
}
