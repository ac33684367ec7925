import * as vscode from 'vscode';
import { setProjectEnabled } from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession } from '../../agora/session';
import { confirm, confirmOr } from '../../ui/confirm';
import { errorText } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { listText } from '../../ui/text';
import { changeProjects, type ProjectChange } from '../changeProjects';
import { isProjectArgument } from '../projectPicker';
import {
	type LivingPlayers,
	type ProjectCommand,
	type ProjectCommandDeps,
	type ProjectPlayers,
	targetProjects,
} from './projectCommand';

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

export const disableProject: ProjectCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Disable Project');
	const rows = { argument, selection };
	const projects = await targetProjects(parts.picker, rows, title, ({ enabled }) => enabled !== false);
	if (projects.length > 0 && (await isSure(parts, session, projects))) {
		await changeProjects(parts, session, projects, disabling());
	}
};

/** Asks, naming the players that may live on, and deletes them first if the user wants that: then it asks again. */
async function isSure(
	parts: ProjectCommandDeps,
	session: AgoraSession,
	projects: readonly Project[],
	notDeleted?: unknown,
): Promise<boolean> {
	const living = await withViewProgress('agora.projects', () => playersOf(parts.players, projects));
	if (parts.sessions.current !== session) {
		return false;
	}
	const { consequence, ...question } = questionAbout(projects);
	const asked = {
		...question,
		account: session.accountLabel,
		consequence: [consequence, ...playersTexts(living, notDeleted)].join('\n\n'),
	};
	const { length } = living.names;
	if (length === 0) {
		return await confirm(asked);
	}
	const deleteFirst =
		length === 1 ? vscode.l10n.t('Delete Cloud Player First') : vscode.l10n.t('Delete Cloud Players First');
	const answer = await confirmOr(asked, deleteFirst);
	if (answer === 'other' && parts.sessions.current === session) {
		return await isSure(parts, session, projects, await parts.players.deleteAll(session, projects));
	}
	return answer === 'confirmed';
}

/** What keeps one project from being read for a reason that is not its own keeps the others too. */
async function playersOf(players: ProjectPlayers, projects: readonly Project[]): Promise<LivingPlayers> {
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

/** Names that fit into a question; the rest is counted. */
const NAMED_AT_MOST = 10;

function playersTexts({ names, error }: LivingPlayers, notDeleted: unknown): string[] {
	const texts: string[] = [];
	if (notDeleted !== undefined) {
		texts.push(vscode.l10n.t('Not every cloud player could be deleted: {0}', errorText(notDeleted)));
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
				listText(names, NAMED_AT_MOST),
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

function questionAbout(projects: readonly Project[]) {
	const [first] = projects;
	return projects.length === 1 && first
		? questionAboutOne(first, vscode.l10n.t('Disable Project'))
		: questionAboutSeveral(projects);
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
