import * as vscode from 'vscode';
import { checkRecordingServer, setRecordingServer } from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import { showInputBox } from '../../ui/dialogs';
import type { ProjectChange } from '../changeProjects';
import { changeProjects } from '../changeProjects';
import type { ProjectCommand } from './projectCommand';

export const setRecordingServerCommand: ProjectCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Set Recording Server');
	const project = await parts.picker.resolve(argument, title);
	if (!project) {
		return;
	}
	const server = await showInputBox({
		title: `${title}: ${project.name}`,
		prompt: vscode.l10n.t(
			'Legacy: used only by On-Premise Recording SDK v1.9.0 and earlier. An IPv4 address, with or without a port. The API can change it later but cannot remove it.',
		),
		placeHolder: '10.12.1.5:8080',
		value: project.recordingServer ?? '',
		ignoreFocusOut: true,
		validateInput: (value) => (value === '' ? undefined : problemWith(value)),
	});
	if (server && problemWith(server) === undefined && server.trim() !== project.recordingServer) {
		await changeProjects(parts, session, [project], setting(project, server.trim()));
	}
};

function problemWith(server: string): string | undefined {
	return checkRecordingServer(server.trim())
		? vscode.l10n.t(
				'Enter an IPv4 address such as 10.12.1.5, or one with a port from 1 to 65535 such as 10.12.1.5:8080.',
			)
		: undefined;
}

/** The way back leads to the server of before, and there is none where there was no server. */
function setting({ recordingServer: before }: Project, server: string): ProjectChange {
	const change = changeTo(server);
	return before === undefined
		? change
		: { ...change, undo: { isStill: (now) => now.recordingServer === server, back: changeTo(before) } };
}

function changeTo(server: string): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Set the recording server of “{0}”', name),
		expected: { recordingServer: server },
		call: (client, project, signal) => setRecordingServer(client, project, server, signal),
		done: ([changed]) =>
			vscode.l10n.t('Recording server of {0} is now {1}', changed?.after.name ?? '', server),
	};
}
