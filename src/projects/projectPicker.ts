import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { compareNames } from '../common/compareNames';
import { showQuickPick } from '../ui/dialogs';
import { unusualStatusText } from '../ui/text';
import type { ProjectReader } from './store/projectReader';
import type { ProjectStore } from './store/projectStore';
import { DetailNode, ProjectNode } from './tree/projectNodes';
import type { ActiveProject } from './workspace/activeProject';

/**
 * Finds the project a command is for: the row it was called on, else one the user picks, the active project
 * first. Anything else passed in is ignored, since any extension may call a command.
 */
export class ProjectPicker {
	readonly #reader: ProjectReader;
	readonly #store: ProjectStore;
	readonly #active: ActiveProject;

	constructor(reader: ProjectReader, store: ProjectStore, active: ActiveProject) {
		this.#reader = reader;
		this.#store = store;
		this.#active = active;
	}

	/** Makes sure that the projects were read once, and the active one looked for among them. */
	async ensureProjects(): Promise<void> {
		await this.#reader.ensureLoaded();
		await this.#active.ensureSearched();
	}

	/** The project of a row, of a fact under it, or of a link, as it is known now; undefined for anything else. */
	fromArgument(argument: unknown): Project | undefined {
		const projectId = projectIdOf(argument);
		return this.#store.projects.find(({ id }) => id === projectId);
	}

	/** The project of the argument, or one the user picks among those that fit; undefined when the user left. */
	async resolve(
		argument: unknown,
		title: string,
		fits: (project: Project) => boolean = () => true,
	): Promise<Project | undefined> {
		return this.fromArgument(argument) ?? (await this.pick(title, fits));
	}

	async pick(title: string, fits: (project: Project) => boolean = () => true): Promise<Project | undefined> {
		const chosen = await showQuickPick(await this.choices(fits), {
			title,
			placeHolder: vscode.l10n.t('Choose a project'),
			matchOnDescription: true,
		});
		return chosen?.value;
	}

	/**
	 * The items of `items` once the projects were read.
	 * @throws Error where there are none, with the reason.
	 */
	async choices(
		fits: (project: Project) => boolean = () => true,
	): Promise<(vscode.QuickPickItem & { value: Project })[]> {
		await this.ensureProjects();
		const items = this.items(fits);
		if (items.length === 0) {
			const { error } = this.#store.loadable;
			throw error ?? new Error(vscode.l10n.t('No project fits this command.'));
		}
		return items;
	}

	/** Items for a list of projects: the active one first and marked, then by name. */
	items(fits: (project: Project) => boolean): (vscode.QuickPickItem & { value: Project })[] {
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
}

function projectIdOf(argument: unknown): string | undefined {
	const row = argument instanceof DetailNode ? argument.parent : argument;
	if (row instanceof ProjectNode) {
		return row.project.id;
	}
	return isProjectArgument(row) ? row.projectId : undefined;
}

/**
 * Names a project in a command's arguments where no row can: links in hovers and quick fixes. The id is no secret, and
 * the only thing taken from such an argument.
 */
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
