import * as vscode from 'vscode';
import type { Project } from '../../../agora/console/projects';
import { notifyDone } from '../../../ui/notify';
import { projectStatusText } from '../../../ui/projectStatus';
import { type Detail, DetailNode } from '../../tree/detailNode';
import type { ProjectCommand } from '../projectCommand';

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
