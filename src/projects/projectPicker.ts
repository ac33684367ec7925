import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { compareNames } from '../common/compareNames';
import { showQuickPick } from '../ui/dialogs';
import { resolveTargets, selectedRows } from '../ui/resolveTargets';
import { unusualStatusText } from '../ui/text';
import type { ProjectReader } from './store/projectReader';
import type { ProjectStore } from './store/projectStore';
import { DetailNode, ProjectNode } from './tree/projectNodes';
import type { ActiveProject } from './workspace/activeProject';

type ProjectItem = vscode.QuickPickItem & { value: Project };

/** Finds the projects that a command means. Arguments that are not recognised are ignored, since any extension may call a command. */
export class ProjectPicker {
	readonly #reader: ProjectReader;
	readonly #store: ProjectStore;
	readonly #active: ActiveProject;

	constructor(reader: ProjectReader, store: ProjectStore, active: ActiveProject) {
		this.#reader = reader;
		this.#store = store;
		this.#active = active;
	}

	/** The active project; undefined where there is none. */
	get projects(): readonly Project[] {
		return this.#store.projects;
	}

	get active(): Project | undefined {
		return this.#active.current;
	}

	/** Reads the projects and searches the workspace for the active one, unless that is done. */
	async ensureProjects(): Promise<void> {
		await this.#reader.ensureLoaded();
		await this.#active.ensureSearched();
	}

	/** The stored project of a row, of a detail row or of a `ProjectArgument`; undefined for any other argument. */
	fromArgument(argument: unknown): Project | undefined {
		const projectId = projectIdOf(argument);
		return this.#store.projects.find(({ id }) => id === projectId);
	}

	/** The project of the argument, otherwise one that the user picks; undefined when the user cancels. */
	async resolve(
		argument: unknown,
		title: string,
		fits: (project: Project) => boolean = () => true,
	): Promise<Project | undefined> {
		return this.fromArgument(argument) ?? (await this.#pick(title, fits));
	}

	/**
	 * The projects of the selected rows, otherwise the one of the argument, otherwise one that the user picks; by name. The project of
	 * the argument counts even if it does not fit: its row may be older than the store.
	 */
	async resolveAll(
		argument: unknown,
		selection: unknown,
		title: string,
		fits: (project: Project) => boolean,
	): Promise<readonly Project[]> {
		const called = this.fromArgument(argument);
		const targets = await resolveTargets(argument, selection, {
			fromArgument: (row) => this.fromArgument(row),
			fits: (project) => project === called || fits(project),
			pick: () => this.#pick(title, fits),
		});
		return targets.toSorted(compareNames);
	}

	/** How many projects are selected together with the row that the command was called on; 0 without a row. */
	countSelected(argument: unknown, selection: unknown): number {
		const rows = selectedRows(argument, selection);
		return new Set(rows.flatMap((row) => this.fromArgument(row) ?? [])).size;
	}

	/**
	 * The items of `items`, once the projects are loaded.
	 *
	 * @throws the error of the reading, or an Error where no project fits.
	 */
	async choices(fits: (project: Project) => boolean = () => true): Promise<ProjectItem[]> {
		await this.ensureProjects();
		const items = this.items(fits);
		if (items.length === 0) {
			const { error } = this.#store.loadable;
			throw error ?? new Error(vscode.l10n.t('No project is suitable for this command.'));
		}
		return items;
	}

	/** The items of the projects that fit: the active project first, then by name. */
	items(fits: (project: Project) => boolean): ProjectItem[] {
		const active = this.#active.current;
		return this.#store.projects
			.filter(fits)
			.toSorted((a, b) => Number(b === active) - Number(a === active) || compareNames(a, b))
			.map((project) => ({
				value: project,
				label: project.name,
				description: [
					project === active ? vscode.l10n.t('active') : '',
					unusualStatusText(project),
					project.appId,
				]
					.filter((part) => part !== '')
					.join(' · '),
			}));
	}

	async #pick(title: string, fits: (project: Project) => boolean): Promise<Project | undefined> {
		const chosen = await showQuickPick(await this.choices(fits), {
			title,
			placeHolder: vscode.l10n.t('Choose a project'),
			matchOnDescription: true,
		});
		return chosen?.value;
	}
}

function projectIdOf(argument: unknown): string | undefined {
	const row = argument instanceof DetailNode ? argument.parent : argument;
	if (row instanceof ProjectNode) {
		return row.project.id;
	}
	return isProjectArgument(row) ? row.projectId : undefined;
}

/** Identifies a project in the arguments of a command where there is no row, such as in the link of a hover. The id is not secret. */
export interface ProjectArgument {
	readonly projectId: string;
}

export function isProjectArgument(argument: unknown): argument is ProjectArgument {
	return (
		typeof argument === 'object' &&
		argument !== null &&
		'projectId' in argument &&
		typeof argument.projectId === 'string'
	);
}
