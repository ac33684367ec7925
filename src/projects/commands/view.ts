import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { type PickItem, showInformationMessage, showQuickPick } from '../../ui/dialogs';
import { askFilter } from '../../ui/filterInput';
import { notifyDone } from '../../ui/notify';
import { howActiveText, projectStatusText } from '../../ui/text';
import { projectUri } from '../projectDocuments';
import { consoleUrl } from '../projectFacts';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectStore } from '../store/projectStore';
import { type Detail, DetailNode } from '../tree/projectNodes';
import type { ProjectFilter } from '../tree/projectRows';
import { matchCount } from '../tree/projectView';
import type { ActiveProject } from '../workspace/activeProject';

export interface ViewDeps {
	readonly picker: ProjectPicker;
	readonly store: ProjectStore;
	readonly active: ActiveProject;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	/** Shows the row of a project in the Projects view. */
	readonly reveal: (projectId: string) => Promise<void>;
}

export async function copyAppId(picker: ProjectPicker, argument: unknown): Promise<void> {
	const title = vscode.l10n.t('Copy App ID');
	const project = await picker.resolve(argument, title, ({ appId }) => appId !== '');
	if (project?.appId === '') {
		throw new Error(vscode.l10n.t('Agora did not return the App ID of this project. Refresh to ask again.'));
	}
	if (project) {
		await vscode.env.clipboard.writeText(project.appId);
		notifyDone(vscode.l10n.t('App ID of {0} copied', project.name));
	}
}

export async function copyProjectId(picker: ProjectPicker, argument: unknown): Promise<void> {
	const project = await picker.resolve(argument, vscode.l10n.t('Copy Project ID'));
	if (project) {
		await vscode.env.clipboard.writeText(project.id);
		notifyDone(vscode.l10n.t('Project ID of {0} copied', project.name));
	}
}

export async function openConsole(session: AgoraSession): Promise<void> {
	const url = consoleUrl(session.area);
	if (url === undefined) {
		await showInformationMessage(
			vscode.l10n.t('There is no web console: {0} is on a server on this machine.', session.accountLabel),
		);
		return;
	}
	await vscode.env.openExternal(vscode.Uri.parse(url));
}

export async function revealProject(
	{ picker, reveal }: Pick<ViewDeps, 'picker' | 'reveal'>,
	argument: unknown,
): Promise<void> {
	const project = await picker.resolve(argument, vscode.l10n.t('Show in Projects View'));
	if (project) {
		await reveal(project.id);
	}
}

export async function showProject(
	picker: ProjectPicker,
	session: AgoraSession,
	argument: unknown,
): Promise<void> {
	const project = await picker.resolve(argument, vscode.l10n.t('Show Project as JSON'));
	if (project) {
		const document = await vscode.workspace.openTextDocument(projectUri(session, project));
		await vscode.window.showTextDocument(document);
	}
}

/** Copies the value of a detail row. The rows of the certificate and of the IDs have commands of their own. */
export async function copyDetail(picker: ProjectPicker, argument: unknown): Promise<void> {
	const project = picker.fromArgument(argument);
	const text = project && argument instanceof DetailNode ? detailText(project, argument.detail) : undefined;
	if (project && text !== undefined) {
		await vscode.env.clipboard.writeText(text);
		notifyDone(vscode.l10n.t('“{0}” of {1} copied', text, project.name));
	}
}

function detailText(project: Project, detail: Detail): string | undefined {
	switch (detail) {
		case 'status':
			return projectStatusText(project);
		case 'created':
			return project.createdAt?.toISOString();
		case 'recordingServer':
			return project.recordingServer;
		default:
			return undefined;
	}
}

export async function filterProjects(
	{ picker, store, filter }: Pick<ViewDeps, 'picker' | 'store' | 'filter'>,
	session: AgoraSession,
): Promise<void> {
	await picker.ensureProjects();
	await vscode.commands.executeCommand('agora.projects.focus');
	await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Projects'),
		placeholder: vscode.l10n.t('Part of a name, App ID or project ID'),
		count: () => vscode.l10n.t('Projects: {0}', matchCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
}

/** @param pin false to unpin. */
export async function pinProjects(
	{ picker, pins }: Pick<ViewDeps, 'picker' | 'pins'>,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
	pin = true,
): Promise<void> {
	const { ids } = pins;
	const title = pin ? vscode.l10n.t('Pin Project') : vscode.l10n.t('Unpin Project');
	const projects = await picker.resolveAll(argument, selection, title, ({ id }) => ids.has(id) !== pin);
	await pins.set(session, projects, pin);
}

type Choice = Project | 'automatic';
type Item = PickItem & { readonly value?: Choice };

export async function selectProject(
	{ picker, active }: Pick<ViewDeps, 'picker' | 'active'>,
	session: AgoraSession,
	argument: unknown,
): Promise<void> {
	const chosen = picker.fromArgument(argument) ?? (await askForActive(picker, active));
	if (chosen) {
		await active.choose(session, chosen === 'automatic' ? undefined : chosen.id);
	}
}

/** Lists the active project first, then the choice to find it automatically, then the others. */
async function askForActive(picker: ProjectPicker, active: ActiveProject): Promise<Choice | undefined> {
	const projects: Item[] = (await picker.choices()).map((item) =>
		item.value === active.current && active.how ? { ...item, detail: howActiveText(active.how) } : item,
	);
	if (active.isChosen) {
		const current = active.current ? 1 : 0;
		projects.splice(current, 0, automaticItem(active), {
			label: '',
			kind: vscode.QuickPickItemKind.Separator,
		});
	}
	const picked = await showQuickPick(projects, {
		title: vscode.l10n.t('Select Active Project'),
		placeHolder: active.canSearch
			? vscode.l10n.t('Choose the project of this workspace')
			: vscode.l10n.t('Choose the project: the files of an untrusted workspace are not searched for one'),
		matchOnDescription: true,
	});
	return picked?.value;
}

function automaticItem({ found, canSearch }: ActiveProject): Item {
	const nothing = canSearch
		? vscode.l10n.t('no file of this workspace names a project of this account')
		: vscode.l10n.t('only once this workspace is trusted');
	return {
		value: 'automatic',
		icon: 'search',
		label: vscode.l10n.t('Find Automatically'),
		description: found ? `${found.project.name}, ${howActiveText({ foundIn: found.file })}` : nothing,
	};
}
