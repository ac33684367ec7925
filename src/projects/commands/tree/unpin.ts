import * as vscode from 'vscode';
import type { ProjectCommand } from '../projectCommand';

export const unpinProject: ProjectCommand = async ({ picker, pins }, session, argument, selection) => {
	const { ids } = pins;
	const title = vscode.l10n.t('Unpin Project');
	const projects = await picker.resolveSeveral(argument, selection, title, ({ id }) => ids.has(id));
	await pins.unpin(session, projects);
};
