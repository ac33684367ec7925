import * as vscode from 'vscode';
import { setProjectEnabled } from '../../agora/console/changeProject';
import { changeProjects } from '../change/changeProjects';
import type { ProjectChange } from '../change/projectChange';
import { isProjectArgument } from '../projectArgument';
import type { ProjectCommand } from './projectCommand';
import { targetProjects } from './targetProjects';

export const enableProject: ProjectCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Enable Project');
	// A row only: with an id another extension could enable a project without a question.
	const rows = { argument: isProjectArgument(argument) ? undefined : argument, selection };
	const projects = await targetProjects(parts.picker, rows, title, ({ enabled }) => enabled !== true);
	if (projects.length > 0) {
		await changeProjects(parts, session, projects, enabling());
	}
};

/** Also the way back from disabling. */
export function enabling(): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Enable project “{0}”', name),
		expected: { enabled: true },
		call: (client, project, signal) => setProjectEnabled(client, project, true, signal),
		done: (changed) =>
			changed.length === 1
				? vscode.l10n.t('Project {0} enabled', changed[0]?.after.name ?? '')
				: vscode.l10n.t('{0} projects enabled', changed.length),
		several: {
			title: vscode.l10n.t('Enabling projects'),
			partlyDone: (done, total) => vscode.l10n.t('{0} of {1} projects enabled.', done, total),
		},
	};
}
