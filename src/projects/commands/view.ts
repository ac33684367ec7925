import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { type PickItem, showInformationMessage, showQuickPick } from '../../ui/dialogs';
import { askFilter } from '../../ui/filterInput';
import { notifyDone } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { howActiveText, projectStatusText } from '../../ui/text';
import { FOCUSED_ROW, selectFocusedRow } from '../../ui/treeLifecycle';
import { projectUri } from '../projectDocuments';
import { consoleUrl } from '../projectFacts';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectStore } from '../store/projectStore';
import { type Detail, DetailNode, ProjectNode } from '../tree/projectNodes';
import type { ProjectFilter } from '../tree/projectRows';
import { matchCount, type ProjectView } from '../tree/projectView';
import type { ActiveProject } from '../workspace/activeProject';

export interface ViewDeps {
	readonly picker: ProjectPicker;
	readonly store: ProjectStore;
	readonly active: ActiveProject;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	readonly view: Pick<ProjectView, 'reveal' | 'focusedRows'>;
}

export const copyAppId: FeatureCommand<Pick<ViewDeps, 'picker'>> = async (
	{ picker },
	_session,
	argument,
	selection,
) => {
	const title = vscode.l10n.t('Copy App ID');
	const projects = await picker.resolveAll(argument, selection, title, ({ appId }) => appId !== '');
	const [project] = projects;
	if (project?.appId === '') {
		throw new Error(vscode.l10n.t('Agora did not return the App ID of this project. Refresh to ask again.'));
	}
	if (project) {
		await vscode.env.clipboard.writeText(projects.map(({ appId }) => appId).join('\n'));
		const of = picker.countSelected(argument, selection);
		notifyDone(
			projects.length < of
				? vscode.l10n.t('{0} of {1} App IDs copied', projects.length, of)
				: projects.length === 1
					? vscode.l10n.t('App ID of {0} copied', project.name)
					: vscode.l10n.t('{0} App IDs copied', projects.length),
		);
	}
};

export const copyProjectId: FeatureCommand<Pick<ViewDeps, 'picker'>> = async (
	{ picker },
	_session,
	argument,
	selection,
) => {
	const title = vscode.l10n.t('Copy Project ID');
	const projects = await picker.resolveAll(argument, selection, title, () => true);
	const [project] = projects;
	if (project) {
		await vscode.env.clipboard.writeText(projects.map(({ id }) => id).join('\n'));
		notifyDone(
			projects.length === 1
				? vscode.l10n.t('Project ID of {0} copied', project.name)
				: vscode.l10n.t('{0} project IDs copied', projects.length),
		);
	}
};

export const openConsole: FeatureCommand<unknown> = async (_deps, session) => {
	const url = consoleUrl(session.area);
	if (url === undefined) {
		await showInformationMessage(
			vscode.l10n.t('There is no web console: {0} is on a server on this machine.', session.accountLabel),
		);
		return;
	}
	await vscode.env.openExternal(vscode.Uri.parse(url));
};

export const revealProject: FeatureCommand<Pick<ViewDeps, 'picker' | 'view'>> = async (
	{ picker, view },
	_session,
	argument,
) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Show in Projects View'));
	if (project) {
		await view.reveal(project.id);
	}
};

export const showProject: FeatureCommand<Pick<ViewDeps, 'picker' | 'view'>> = async (
	{ picker, view },
	session,
	argument,
) => {
	const row = argument === FOCUSED_ROW ? (await view.focusedRows()).focused : argument;
	if (argument === FOCUSED_ROW && !(row instanceof ProjectNode)) {
		await selectFocusedRow();
		return;
	}
	const project = await picker.resolve(row, vscode.l10n.t('Show Project as JSON'));
	if (project) {
		const document = await vscode.workspace.openTextDocument(projectUri(session, project));
		await vscode.window.showTextDocument(document);
	}
};

/** Copies the value of a detail row. The rows of the certificate and of the IDs have commands of their own. */
export const copyDetail: FeatureCommand<Pick<ViewDeps, 'picker'>> = async (
	{ picker },
	_session,
	argument,
) => {
	const project = picker.fromArgument(argument);
	const text = project && argument instanceof DetailNode ? detailText(project, argument.detail) : undefined;
	if (project && text !== undefined) {
		await vscode.env.clipboard.writeText(text);
		notifyDone(vscode.l10n.t('“{0}” of {1} copied', text, project.name));
	}
};

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

export const filterProjects: FeatureCommand<Pick<ViewDeps, 'picker' | 'store' | 'filter'>> = async (
	{ picker, store, filter },
	session,
) => {
	await picker.ensureProjects();
	await vscode.commands.executeCommand('agora.projects.focus');
	await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Projects'),
		placeholder: vscode.l10n.t('Part of a name, App ID or project ID'),
		count: () => vscode.l10n.t('Projects: {0}', matchCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
};

type PinDeps = Pick<ViewDeps, 'picker' | 'pins'>;

export const pinProjects: FeatureCommand<PinDeps> = (deps, ...rest) =>
	setPinned(deps, true, vscode.l10n.t('Pin Project'), ...rest);

export const unpinProjects: FeatureCommand<PinDeps> = (deps, ...rest) =>
	setPinned(deps, false, vscode.l10n.t('Unpin Project'), ...rest);

async function setPinned(
	{ picker, pins }: PinDeps,
	pin: boolean,
	title: string,
	...[session, argument, selection]: [AgoraSession, unknown?, unknown?]
): Promise<void> {
	const { ids } = pins;
	const projects = await picker.resolveAll(argument, selection, title, ({ id }) => ids.has(id) !== pin);
	await pins.set(session, projects, pin);
}

export const clearProjectFilter: FeatureCommand<Pick<ViewDeps, 'filter'>> = async ({ filter }, session) =>
	filter.set('', session);

type Choice = Project | 'automatic';
type Item = PickItem & { readonly value?: Choice };

export const selectProject: FeatureCommand<Pick<ViewDeps, 'picker' | 'active'>> = async (
	{ picker, active },
	session,
	argument,
) => {
	const chosen = picker.fromArgument(argument) ?? (await askForActive(picker, active));
	if (chosen) {
		await active.choose(session, chosen === 'automatic' ? undefined : chosen.id);
	}
};

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
