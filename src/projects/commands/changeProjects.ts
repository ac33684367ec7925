import * as vscode from 'vscode';
import type { AgoraClient } from '../../agora/client';
import { getProject, type Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { showInformationMessage } from '../../ui/dialogs';
import { errorText } from '../../ui/errorText';
import { runForEachWithProgress } from '../../ui/forEachProgress';
import { type MessageAction, notifyDone, notifyFailure, offerNext, showFailure } from '../../ui/notify';
import { withPatientProgress } from '../../ui/progress';
import { byReason, concernsAll, type Outcome } from '../../ui/runForEach';
import { listText, sentences } from '../../ui/text';
import type { ProjectCalls } from '../store/projectCalls';
import type { ProjectStore } from '../store/projectStore';

/** A project before and after its change. */
export interface Changed {
	readonly before: Project;
	readonly after: Project;
}

/** A change of one or several projects, with its texts. */
export interface ProjectChange {
	/** The action on a project, such as “Disable project Class”. */
	readonly what: (project: Project) => string;
	/** The expected result, shown until the server has answered. */
	readonly expected: Partial<Project>;
	readonly call: (client: AgoraClient, project: Project, signal: AbortSignal) => Promise<Project>;
	/** The text of a success. */
	readonly done: (changed: readonly Changed[]) => string;
	/** Whether `done` says more than the tree shows, so that a text in the status bar is not enough. */
	readonly needsMessage?: boolean;
	/** Actions to offer in addition to Undo. */
	readonly next?: (changed: readonly Changed[]) => readonly MessageAction[];
	/** Undefined for a change of one project at a time. */
	readonly several?: {
		/** The title of the progress. */
		readonly title: string;
		/** The text of a partial success, such as “2 of 5 projects disabled.” */
		readonly partlyDone: (done: number, total: number) => string;
	};
	/** Undefined where the API cannot revert the change. */
	readonly undo?: {
		/** Whether the project still is as the change left it. Otherwise it is not reverted. */
		readonly isStill: (now: Project) => boolean;
		readonly back: ProjectChange;
	};
}

export interface ChangeProjectsDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly calls: ProjectCalls;
	readonly clock: Clock;
}

type ChangeOutcome = Omit<Outcome<Project>, 'done'> & { readonly done: readonly Changed[] };

/**
 * Changes one or several projects and shows the outcome in one message, with Undo where that is possible and Retry for the projects that
 * were not changed.
 *
 * @param before the projects that the attempt before a retry changed.
 */
export async function changeProjects(
	deps: ChangeProjectsDeps,
	session: AgoraSession,
	projects: readonly Project[],
	change: ProjectChange,
	before: readonly Changed[] = [],
): Promise<void> {
	const outcome = await runChange(deps, session, projects, change);
	const done = [...before, ...outcome.done];
	const isCurrent = deps.sessions.current === session;
	const again = retryable(outcome);
	const retry =
		again.length > 0 && isCurrent ? () => changeProjects(deps, session, again, change, done) : undefined;
	const actions =
		done.length > 0 && isCurrent
			? [...undoActions(deps, session, change, done), ...(change.next?.(done) ?? [])]
			: [];
	await showOutcome(change, { ...outcome, done }, retry, actions);
}

async function runChange(
	{ calls, sessions }: ChangeProjectsDeps,
	session: AgoraSession,
	projects: readonly Project[],
	{ what, several, expected, call }: ProjectChange,
): Promise<ChangeOutcome> {
	const done: Changed[] = [];
	const changeOne = async (before: Project, signal: AbortSignal = NEVER) => {
		const after = await calls.send(
			session,
			{ target: { projectId: before.id, expected }, call: (client, stop) => call(client, before, stop) },
			signal,
		);
		done.push({ before, after });
	};
	const [first] = projects;
	const outcome = await runForEachWithProgress(projects, changeOne, {
		one: (run) => withPatientProgress('agora.projects', first ? what(first) : '', run),
		title: several?.title ?? '',
		labelOf: ({ name }) => name,
		shouldContinue: () => projects.length === 1 || sessions.current === session,
		concernsAll,
	});
	return { ...outcome, done };
}

const NEVER = new AbortController().signal;

/** Without those that failed because the project is gone or the account is refused. */
function retryable({ failures, left }: ChangeOutcome): readonly Project[] {
	const again = failures.filter(
		({ error }) => isAgoraError(error) && !isAgoraError(error, 'notFound', 'notOffered', 'unauthorized'),
	);
	return [...again.map(({ target }) => target), ...left];
}

async function showOutcome(
	change: ProjectChange,
	outcome: ChangeOutcome,
	retry: (() => unknown) | undefined,
	actions: readonly MessageAction[],
): Promise<void> {
	const { done, failures, left } = outcome;
	const [failure] = failures;
	const total = done.length + failures.length + left.length;
	const isRefused = done.length === 0 && isAgoraError(failure?.error, 'unauthorized');
	if (change.several && total > 1 && done.length < total && !isRefused) {
		const text = sentences(change.several.partlyDone(done.length, total), ...failureTexts(outcome));
		await showFailure(text, failure?.error, retry, actions);
	} else if (failure) {
		await notifyFailure(change.what(failure.target), failure.error, retry);
	} else if (change.needsMessage || actions.length > 0) {
		await offerNext(change.done(done), actions);
	} else {
		notifyDone(change.done(done));
	}
}

function failureTexts({ failures, left }: ChangeOutcome): string[] {
	const refused = byReason(failures, errorText).map(({ reason, names }) =>
		vscode.l10n.t('{0}: {1}', listText(names), reason),
	);
	const names = listText(left.map(({ name }) => name));
	return left.length === 0 ? refused : [...refused, vscode.l10n.t('Not attempted: {0}.', names)];
}

/**
 * The Undo button of a change. It only shows a message when it is pressed too late or after another sign-in, and does not change a
 * project that was changed again.
 */
function undoActions(
	deps: ChangeProjectsDeps,
	session: AgoraSession,
	{ undo }: ProjectChange,
	done: readonly Changed[],
): readonly MessageAction[] {
	if (!undo) {
		return [];
	}
	const made = { at: deps.clock.monotonic(), session };
	const run = async () => {
		const now = { at: deps.clock.monotonic(), session: deps.sessions.current };
		const refusal = undoRefusal(made, now);
		if (refusal === undefined) {
			const projects = done.map(({ after }) => after);
			await changeProjects(deps, session, projects, checkedUndo(deps, session, undo));
		} else {
			await showInformationMessage(refusalText(refusal));
		}
	};
	return [{ label: vscode.l10n.t('Undo'), run }];
}

/**
 * How long a change can be undone from its message, in milliseconds. VS Code hides the message after some seconds and keeps it in the
 * notification center; hours later the button would be pressed by mistake.
 */
const UNDO_MS = 5 * 60_000;

/**
 * Why a change cannot be undone any more; undefined where it can, as far as that is decided without the server.
 *
 * @param made the session of the change and its time on the monotonic clock, as in `now`.
 */
function undoRefusal(
	made: { readonly at: number; readonly session: unknown },
	now: { readonly at: number; readonly session: unknown },
): 'otherSession' | 'tooLate' | undefined {
	if (now.session !== made.session) {
		return 'otherSession';
	}
	return now.at - made.at > UNDO_MS ? 'tooLate' : undefined;
}

function refusalText(refusal: 'otherSession' | 'tooLate'): string {
	return refusal === 'tooLate'
		? vscode.l10n.t('Not undone: the change was made more than five minutes ago.')
		: vscode.l10n.t('Not undone: this window has signed in again since.');
}

/** Reads the project before it is changed back. */
function checkedUndo(
	{ store, sessions, clock }: ChangeProjectsDeps,
	session: AgoraSession,
	{ isStill, back }: NonNullable<ProjectChange['undo']>,
): ProjectChange {
	return {
		...back,
		call: async (client, project, signal) => {
			const now = await getProject(client, project, signal);
			if (!isStill(now)) {
				if (sessions.current === session) {
					store.apply(now, clock.monotonic());
				}
				throw new Error(vscode.l10n.t('It has been changed again since, so it was left as it is.'));
			}
			return await back.call(client, project, signal);
		},
	};
}
