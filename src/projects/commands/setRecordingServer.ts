import * as vscode from 'vscode';
import { checkRecordingServer, setRecordingServer } from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { showInputBox } from '../../ui/dialogs';
import type { ProjectPicker } from '../projectPicker';
import { type ChangeProjectsDeps, changeProjects, type ProjectChange } from './changeProjects';

export async function chooseRecordingServer(
	deps: ChangeProjectsDeps & { readonly picker: ProjectPicker },
	session: AgoraSession,
	argument: unknown,
): Promise<void> {
	const title = vscode.l10n.t('Set Recording Server');
	const project = await deps.picker.resolve(argument, title);
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
		await changeProjects(deps, session, [project], changeWithUndo(project, server.trim()));
	}
}

function problemWith(server: string): string | undefined {
	return checkRecordingServer(server.trim())
		? vscode.l10n.t(
				'Enter an IPv4 address such as 10.12.1.5, or one with a port from 1 to 65535 such as 10.12.1.5:8080.',
			)
		: undefined;
}

/** Undo restores the server before. Where there was none, there is no undo: the API cannot remove a server. */
function changeWithUndo({ recordingServer: before }: Project, server: string): ProjectChange {
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
