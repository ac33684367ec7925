import * as vscode from 'vscode';
import { setProjectEnabled } from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import { confirm } from '../../ui/confirm';
import { changeProjects } from '../change/changeProjects';
import type { ProjectChange } from '../change/projectChange';
import { enabling } from './enable';
import type { ProjectCommand } from './projectCommand';
import { targetProjects } from './targetProjects';

export const disableProject: ProjectCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Disable Project');
	const rows = { argument, selection };
	const projects = await targetProjects(parts.picker, rows, title, ({ enabled }) => enabled !== false);
	const [first] = projects;
	if (!first) {
		return;
	}
	const sure = await confirm({
		...(projects.length === 1 ? questionAboutOne(first, title) : questionAboutSeveral(projects)),
		account: session.accountLabel,
	});
	if (sure) {
		await changeProjects(parts, session, projects, disabling());
	}
};

function questionAboutOne({ name }: Project, verb: string) {
	return {
		question: vscode.l10n.t('Disable project “{0}”?', name),
		consequence: vscode.l10n.t(
			'Nobody can join a channel of this project until it is enabled again. Applications that use its App ID stop working.',
		),
		verb,
	};
}

function questionAboutSeveral(projects: readonly Project[]) {
	const names = projects.map(({ name }) => name).join('\n');
	const consequence = vscode.l10n.t(
		'Nobody can join a channel of these projects until they are enabled again. Applications that use their App IDs stop working.',
	);
	return {
		question: vscode.l10n.t('Disable {0} projects?', projects.length),
		consequence: `${names}\n\n${consequence}`,
		verb: vscode.l10n.t('Disable {0} Projects', projects.length),
	};
}

function disabling(): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Disable project “{0}”', name),
		expected: { enabled: false },
		call: (client, project, signal) => setProjectEnabled(client, project, false, signal),
		done: (changed) =>
			changed.length === 1
				? vscode.l10n.t('Project {0} disabled', changed[0]?.after.name ?? '')
				: vscode.l10n.t('{0} projects disabled', changed.length),
		several: {
			title: vscode.l10n.t('Disabling projects'),
			partlyDone: (done, total) => vscode.l10n.t('{0} of {1} projects disabled.', done, total),
		},
		undo: { isStill: ({ enabled }) => enabled !== true, back: enabling() },
	};
}
