import * as vscode from 'vscode';
import type { ProjectRef } from '../agora/console/projects';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';
import { showQuickPick } from '../ui/dialogs';
import { PANEL_TYPE, type UsageHost } from './panel/usageHost';
import type { UsagePanels } from './panel/usagePanels';

/**
 * The little of this room that is there from activation on: it brings panels back after a reload, and loads the rest
 * with the first panel, or to remove what was kept of an account that signs out.
 */
export class UsageFeature implements Disposable {
	readonly #host: UsageHost;
	readonly #store = new DisposableStore();
	readonly #loaded = new Lazy(() => this.#load());
	#accountId: string | undefined;

	constructor(host: UsageHost) {
		this.#host = host;
		this.#store.add(
			vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
				deserializeWebviewPanel: async (panel, state) => (await this.panels()).restore(panel, state),
			}),
		);
		this.#store.add(host.sessions.onDidChange(() => this.#forgetSignedOut()));
	}

	panels(): Promise<UsagePanels> {
		return this.#loaded.get();
	}

	/** Tries again what failed in the panels that are open. */
	async readAgain(): Promise<void> {
		(await this.#loaded.started)?.readAgain();
	}

	dispose(): void {
		this.#store.dispose();
	}

	async #load(): Promise<UsagePanels> {
		const { UsagePanels } = await import('./panel/usagePanels');
		return this.#store.add(new UsagePanels(this.#host));
	}

	#forgetSignedOut(): void {
		const former = this.#accountId;
		this.#accountId = this.#host.sessions.current?.accountId;
		const stored = this.#host.storedAccountIds();
		if (former !== undefined && former !== this.#accountId && !stored.includes(former)) {
			void this.panels().then((panels) => panels.forgetRemoved());
		}
	}
}

/** What this room needs to find the project a command is for. */
export interface ProjectChoice {
	/** The project of a row; undefined for anything else. */
	fromArgument(argument: unknown): ProjectRef | undefined;
	/** Makes sure that the projects were read once. */
	ensureProjects(): Promise<void>;
	/** All projects, the active one first. */
	items(fits: (project: ProjectRef) => boolean): (vscode.QuickPickItem & { value: ProjectRef })[];
}

/** Shows the usage of the row's project, or of one that the user picks, or of all. */
export async function showUsage(
	panels: UsagePanels,
	projects: ProjectChoice,
	argument: unknown,
): Promise<void> {
	const row = projects.fromArgument(argument);
	const choice = row ? { project: row } : await pick(projects);
	if (choice) {
		panels.show(choice.project);
	}
}

async function pick(projects: ProjectChoice): Promise<{ readonly project: ProjectRef | null } | undefined> {
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
	const picked: (vscode.QuickPickItem & { readonly project: ProjectRef | null }) | undefined =
		await showQuickPick([all, separator, ...items], {
			title: vscode.l10n.t('Show Usage'),
			placeHolder: vscode.l10n.t('Choose a project, or all'),
			matchOnDescription: true,
		});
	return picked && { project: picked.project };
}
