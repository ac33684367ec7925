import * as vscode from 'vscode';
import { setProjectEnabled } from '../../agora/console/changeProject';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const enableProject: ProjectCommand = async ({ picker, calls }, session, argument) => {
	const title = vscode.l10n.t('Enable Project');
	const project = await picker.resolve(argument, title, ({ enabled }) => !enabled);
	if (!project) {
		return;
	}
	const changed = await calls.change(session, vscode.l10n.t('Enable project “{0}”', project.name), (client) =>
		setProjectEnabled(client, project, true),
	);
	if (changed) {
		notifyDone(vscode.l10n.t('Project {0} enabled', project.name));
	}
};
