import * as vscode from 'vscode';
import type { ProjectCommand } from '../projectCommand';
import { chosenProjects } from './chosenProjects';

export const unpinProject: ProjectCommand = async ({ picker, pins }, session, argument, selection) => {
	const { ids } = pins;
	const title = vscode.l10n.t('Unpin Project');
	const projects = await chosenProjects(picker, [argument, selection], title, ({ id }) => ids.has(id));
	await pins.set(session, projects, false);
};
