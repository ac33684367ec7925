import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type PickItem, showInformationMessage, showQuickPick } from '../../ui/dialogs';
import { askFilter } from '../../ui/filterInput';
import { notifyDone } from '../../ui/notify';
import { howActiveText, projectStatusText } from '../../ui/text';
import { consoleUrl } from '../consoleUrl';
import { projectUri } from '../projectDocuments';
import { type Detail, DetailNode } from '../tree/projectNodes';
import { matchCount } from '../tree/projectView';
import type { ActiveProject } from '../workspace/activeProject';
import { type ProjectCommand, type ProjectCommandDeps, targetProjects } from './projectCommand';

export const copyAppId: ProjectCommand = async ({ picker }, _session, argument) => {
	const title = vscode.l10n.t('Copy App ID');
	const project = await picker.resolve(argument, title, ({ appId }) => appId !== '');
	if (project?.appId === '') {
		throw new Error(vscode.l10n.t('Agora did not return the App ID of this project. Refresh to ask again.'));
	}
	if (project) {
		await vscode.env.clipboard.writeText(project.appId);
		notifyDone(vscode.l10n.t('App ID of {0} copied', project.name));
	}
};

export const copyProjectId: ProjectCommand = async ({ picker }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Copy Project ID'));
	if (project) {
		await vscode.env.clipboard.writeText(project.id);
		notifyDone(vscode.l10n.t('Project ID of {0} copied', project.name));
	}
};

export const openConsole: ProjectCommand = async (_parts, session) => {
	const url = consoleUrl(session.area);
	if (url === undefined) {
		await showInformationMessage(
			vscode.l10n.t('There is no web console: {0} is on a server on this machine.', session.accountLabel),
		);
		return;
	}
	await vscode.env.openExternal(vscode.Uri.parse(url));
};

export const revealProject: ProjectCommand = async ({ picker, reveal }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Show in Projects View'));
	if (project) {
		await reveal(project.id);
	}
};

export const showProject: ProjectCommand = async ({ picker }, session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Show Project as JSON'));
	if (project) {
		const document = await vscode.workspace.openTextDocument(projectUri(session, project));
		await vscode.window.showTextDocument(document);
	}
};

export const clearProjectFilter: ProjectCommand = async ({ filter }, session) => filter.set('', session);

/** Copies the fact of the row it was called on. The rows of the certificate and the ids have commands of their own. */
export const copyDetail: ProjectCommand = async ({ picker }, _session, argument) => {
	const project = picker.fromArgument(argument);
	const text = project && argument instanceof DetailNode ? factOf(project, argument.detail) : undefined;
	if (project && text !== undefined) {
		await vscode.env.clipboard.writeText(text);
		notifyDone(vscode.l10n.t('“{0}” of {1} copied', text, project.name));
	}
};

function factOf(project: Project, detail: Detail): string | undefined {
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

export const filterProjects: ProjectCommand = async ({ picker, store, filter }, session) => {
	await picker.ensureProjects();
	await vscode.commands.executeCommand('agora.projects.focus');
	await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Projects'),
		placeholder: vscode.l10n.t('Part of a name, App ID or project ID'),
		count: () => vscode.l10n.t('Projects: {0}', matchCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
};

export const pinProject: ProjectCommand = async ({ picker, pins }, session, argument, selection) => {
	const { ids } = pins;
	const title = vscode.l10n.t('Pin Project');
	const projects = await targetProjects(picker, { argument, selection }, title, ({ id }) => !ids.has(id));
	await pins.set(session, projects, true);
};

export const unpinProject: ProjectCommand = async ({ picker, pins }, session, argument, selection) => {
	const { ids } = pins;
	const title = vscode.l10n.t('Unpin Project');
	const projects = await targetProjects(picker, { argument, selection }, title, ({ id }) => ids.has(id));
	await pins.set(session, projects, false);
};

type Choice = Project | 'automatic';
type Item = PickItem & { readonly value?: Choice };

export const selectProject: ProjectCommand = async ({ picker, active }, session, argument) => {
	const chosen = picker.fromArgument(argument) ?? (await ask({ picker, active }));
	if (chosen === 'automatic') {
		await active.findAutomatically(session);
	} else if (chosen) {
		await active.choose(session, chosen.id);
	}
};

/** Lists the active project first, with how it came to be it, then the way back to finding it, then the others. */
async function ask({
	picker,
	active,
}: Pick<ProjectCommandDeps, 'picker' | 'active'>): Promise<Choice | undefined> {
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
