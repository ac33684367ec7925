import * as vscode from 'vscode';
import {
	checkRecordingServer,
	setProjectEnabled,
	setRecordingServer,
} from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession } from '../../agora/session';
import { confirm, confirmOr } from '../../ui/confirm';
import { showInputBox } from '../../ui/dialogs';
import { errorText } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { listText } from '../../ui/text';
import { isProjectArgument, type ProjectPicker } from '../projectPicker';
import { type ChangeProjectsDeps, changeProjects, type ProjectChange } from './changeProjects';

/** The cloud players of projects. */
export interface ProjectPlayers {
	/** Reads the players of a project again. */
	living(project: Project): Promise<LivingPlayers>;
	/**
	 * Deletes the players that are or may be alive, without a question, and waits a moment for the confirmation.
	 *
	 * @returns the first error; undefined where Agora accepted every deletion.
	 */
	deleteAll(session: AgoraSession, projects: readonly Project[]): Promise<unknown>;
}

interface LivingPlayers {
	/** The labels of the players that are or may be alive. */
	readonly names: readonly string[];
	/** Why the players could not be read: there may be more of them. */
	readonly error: unknown;
}

interface EditProjectDeps extends ChangeProjectsDeps {
	readonly picker: ProjectPicker;
}

export interface DisableProjectDeps extends EditProjectDeps {
	readonly players: ProjectPlayers;
}

export const enableProject: FeatureCommand<EditProjectDeps> = async (deps, session, argument, selection) => {
	const title = vscode.l10n.t('Enable Project');
	// Only a row: with a `ProjectArgument`, another extension could enable a project without a question.
	const row = isProjectArgument(argument) ? undefined : argument;
	const projects = await deps.picker.resolveAll(row, selection, title, ({ enabled }) => enabled !== true);
	if (projects.length > 0) {
		const selected = deps.picker.countSelected(row, selection);
		await changeProjects(deps, session, projects, enableChange(selected));
	}
};

export const disableProject: FeatureCommand<DisableProjectDeps> = async (
	deps,
	session,
	argument,
	selection,
) => {
	const title = vscode.l10n.t('Disable Project');
	const projects = await deps.picker.resolveAll(
		argument,
		selection,
		title,
		({ enabled }) => enabled !== false,
	);
	if (
		projects.length > 0 &&
		(await confirmDisabling(deps, session, projects, deps.picker.countSelected(argument, selection)))
	) {
		await changeProjects(deps, session, projects, disableChange());
	}
};

/**
 * Names the players that may continue. The user can delete them first, and is then asked again.
 *
 * @param of how many projects are selected.
 */
async function confirmDisabling(
	deps: DisableProjectDeps,
	session: AgoraSession,
	projects: readonly Project[],
	of: number,
	deletionError?: unknown,
): Promise<boolean> {
	const living = await withViewProgress('agora.projects', () => readPlayers(deps.players, projects));
	if (deps.sessions.current !== session) {
		return false;
	}
	const { consequence, ...question } = questionAbout(projects, of);
	const asked = {
		...question,
		account: session.accountLabel,
		consequence: [consequence, ...playersTexts(living, deletionError)].join('\n\n'),
	};
	const { length } = living.names;
	if (length === 0) {
		return await confirm(asked);
	}
	const deleteFirst =
		length === 1 ? vscode.l10n.t('Delete Cloud Player First') : vscode.l10n.t('Delete Cloud Players First');
	const answer = await confirmOr(asked, deleteFirst);
	if (answer === 'other' && deps.sessions.current === session) {
		const error = await deps.players.deleteAll(session, projects);
		return await confirmDisabling(deps, session, projects, of, error);
	}
	return answer === 'confirmed';
}

/** Stops at an error that the other projects would have, too. */
async function readPlayers(players: ProjectPlayers, projects: readonly Project[]): Promise<LivingPlayers> {
	const names: string[] = [];
	let error: unknown;
	for (const project of projects) {
		const living = await players.living(project);
		names.push(...living.names);
		error ??= living.error;
		if (isAgoraError(living.error, 'dns', 'network', 'timeout', 'unauthorized')) {
			break;
		}
	}
	return { names, error };
}

/** More names are counted. */
const MAX_NAMES = 10;

function playersTexts({ names, error }: LivingPlayers, deletionError: unknown): string[] {
	const texts: string[] = [];
	if (deletionError !== undefined) {
		texts.push(vscode.l10n.t('Not every cloud player could be deleted: {0}', errorText(deletionError)));
	}
	if (names.length === 1) {
		texts.push(
			vscode.l10n.t(
				'Cloud player “{0}” may go on and be billed, but Agora refuses to delete cloud players of a disabled project. Delete it first.',
				names[0] ?? '',
			),
		);
	} else if (names.length > 1) {
		texts.push(
			vscode.l10n.t(
				'{0} cloud players may go on and be billed, but Agora refuses to delete cloud players of a disabled project. Delete them first: {1}.',
				names.length,
				listText(names, MAX_NAMES),
			),
		);
	}
	if (error !== undefined) {
		texts.push(
			vscode.l10n.t(
				'The cloud players could not be read, so there may be others that go on and are billed: {0}',
				errorText(error),
			),
		);
	}
	return texts;
}

function questionAbout(projects: readonly Project[], of: number) {
	const [first] = projects;
	return projects.length === 1 && of <= 1 && first
		? questionAboutOne(first, vscode.l10n.t('Disable Project'))
		: questionAboutSeveral(projects, of);
}

function questionAboutOne({ name }: Project, verb: string) {
	return {
		question: vscode.l10n.t('Disable project “{0}”?', name),
		consequence: vscode.l10n.t(
			'Nobody can join a channel of this project until it is enabled again. Applications that use its App ID stop working.',
		),
		verb,
	};
}

function questionAboutSeveral(projects: readonly Project[], of: number) {
	const names = projects.map(({ name }) => name).join('\n');
	const consequence = vscode.l10n.t(
		'Nobody can join a channel of these projects until they are enabled again. Applications that use their App IDs stop working.',
	);
	return {
		question:
			projects.length < of
				? vscode.l10n.t('Disable {0} of {1} selected projects?', projects.length, of)
				: vscode.l10n.t('Disable {0} projects?', projects.length),
		consequence: `${names}\n\n${consequence}`,
		verb:
			projects.length < of
				? vscode.l10n.t('Disable {0} of {1} Selected Projects', projects.length, of)
				: vscode.l10n.t('Disable {0} Projects', projects.length),
	};
}

function disableChange(): ProjectChange {
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
		undo: { isStill: ({ enabled }) => enabled !== true, back: enableChange() },
	};
}

/**
 * Also the undo of disabling.
 *
 * @param of how many projects are selected, of which some may be enabled already.
 */
function enableChange(of = 0): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Enable project “{0}”', name),
		expected: { enabled: true },
		call: (client, project, signal) => setProjectEnabled(client, project, true, signal),
		done: (changed) =>
			changed.length < of
				? vscode.l10n.t('{0} of {1} selected projects enabled', changed.length, of)
				: changed.length === 1
					? vscode.l10n.t('Project {0} enabled', changed[0]?.after.name ?? '')
					: vscode.l10n.t('{0} projects enabled', changed.length),
		several: {
			title: vscode.l10n.t('Enabling projects'),
			partlyDone: (done, total) => vscode.l10n.t('{0} of {1} projects enabled.', done, total),
		},
	};
}

export const chooseRecordingServer: FeatureCommand<EditProjectDeps> = async (deps, session, argument) => {
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
		validateInput: (value) => (value === '' ? undefined : problemOfServer(value)),
	});
	if (server && problemOfServer(server) === undefined && server.trim() !== project.recordingServer) {
		await changeProjects(deps, session, [project], serverChange(project, server.trim()));
	}
};

function problemOfServer(server: string): string | undefined {
	return checkRecordingServer(server.trim())
		? vscode.l10n.t(
				'Enter an IPv4 address such as 10.12.1.5, or one with a port from 1 to 65535 such as 10.12.1.5:8080.',
			)
		: undefined;
}

/** Undo restores the server before. Where there was none, there is no undo: the API cannot remove a server. */
function serverChange({ recordingServer: before }: Project, server: string): ProjectChange {
	const change = changeServerTo(server);
	return before === undefined
		? change
		: { ...change, undo: { isStill: (now) => now.recordingServer === server, back: changeServerTo(before) } };
}

function changeServerTo(server: string): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Set the recording server of “{0}”', name),
		expected: { recordingServer: server },
		call: (client, project, signal) => setRecordingServer(client, project, server, signal),
		done: ([changed]) =>
			vscode.l10n.t('Recording server of {0} is now {1}', changed?.after.name ?? '', server),
	};
}
