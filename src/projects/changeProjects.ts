import * as vscode from 'vscode';
import type { AgoraClient } from '../agora/client';
import { getProject, type Project } from '../agora/console/projects';
import { isAgoraError } from '../agora/errors';
import type { AgoraSession } from '../agora/session';
import { showInformationMessage } from '../ui/dialogs';
import { errorText } from '../ui/errorText';
import { runForEachWithProgress } from '../ui/forEachProgress';
import { type MessageAction, notifyDone, notifyFailure, offerNext, tellFailure } from '../ui/notify';
import { withPatientProgress } from '../ui/progress';
import type { Outcome } from '../ui/runForEach';
import { listText, sentences } from '../ui/text';
import { byReason, concernsAll, undoRefusal } from './changeRules';
import type { ProjectCommandDeps } from './commands/projectCommand';

/** A project before and after its change. */
export interface Changed {
	readonly before: Project;
	readonly after: Project;
}

type ChangeOutcome = Omit<Outcome<Project>, 'done'> & { readonly done: readonly Changed[] };

/** A change that can be made of one project or of several, with its words. */
export interface ProjectChange {
	/** What is to be done to one, such as “Disable project Class”. */
	readonly what: (project: Project) => string;
	/** How a project will be, as far as that is known: shown until the server has answered. */
	readonly expected: Partial<Project>;
	readonly call: (client: AgoraClient, project: Project, signal: AbortSignal) => Promise<Project>;
	/** What was done. */
	readonly done: (changed: readonly Changed[]) => string;
	/** Whether that tells more than the tree shows, so that a line in the status bar would not do. */
	readonly tellsMore?: boolean;
	/** What can be done next besides undoing it. */
	readonly next?: (changed: readonly Changed[]) => readonly MessageAction[];
	/** Left out where it is only ever made of one project at a time. */
	readonly several?: {
		/** The title while they are under way. */
		readonly title: string;
		/** How far it came, such as “2 of 5 projects disabled.” */
		readonly partlyDone: (done: number, total: number) => string;
	};
	/** How it is undone. Left out where the API has no way back. */
	readonly undo?: {
		/** Whether a project is as the change left it: only then may it be undone. */
		readonly isStill: (now: Project) => boolean;
		readonly back: ProjectChange;
	};
}

/**
 * Makes a change of one project or of several and tells what came of it in one message, with Undo where there is a way back
 * and Retry for those that were not changed.
 *
 * @param before What was changed already by the attempt that is being retried.
 */
export async function changeProjects(
	parts: ProjectCommandDeps,
	session: AgoraSession,
	projects: readonly Project[],
	change: ProjectChange,
	before: readonly Changed[] = [],
): Promise<void> {
	const outcome = await carryOut(parts, session, projects, change);
	const done = [...before, ...outcome.done];
	const again = retryable(outcome);
	await tell(
		change,
		{ ...outcome, done },
		again.length > 0 && parts.sessions.current === session
			? () => changeProjects(parts, session, again, change, done)
			: undefined,
		actionsAfter(parts, session, change, done),
	);
}

async function carryOut(
	{ calls, sessions }: ProjectCommandDeps,
	session: AgoraSession,
	projects: readonly Project[],
	{ what, several, expected, call }: ProjectChange,
): Promise<ChangeOutcome> {
	const done: Changed[] = [];
	const change = async (project: Project, signal: AbortSignal = NEVER) => {
		const about = { projectId: project.id, expected };
		const after = await calls.make(
			session,
			{ about, call: (client, stop) => call(client, project, stop) },
			signal,
		);
		done.push({ before: project, after });
	};
	const [first] = projects;
	const outcome = await runForEachWithProgress(projects, change, {
		one: (run) => withPatientProgress('agora.projects', first ? what(first) : '', run),
		title: several?.title ?? '',
		labelOf: ({ name }) => name,
		shouldContinue: () => projects.length === 1 || sessions.current === session,
		concernsAll,
	});
	return { ...outcome, done };
}

const NEVER = new AbortController().signal;

/** What may be tried again: not what was refused because of what has become of the project or the account. */
function retryable({ failures, left }: ChangeOutcome): readonly Project[] {
	const again = failures.filter(
		({ error }) => isAgoraError(error) && !isAgoraError(error, 'notFound', 'notOffered', 'unauthorized'),
	);
	return [...again.map(({ target }) => target), ...left];
}

function actionsAfter(
	parts: ProjectCommandDeps,
	session: AgoraSession,
	change: ProjectChange,
	done: readonly Changed[],
): readonly MessageAction[] {
	if (done.length === 0 || parts.sessions.current !== session) {
		return [];
	}
	const goBack = (projects: readonly Project[], back: ProjectChange) =>
		changeProjects(parts, session, projects, back);
	const undo = change.undo ? [undoAction(parts, session, done, change.undo, goBack)] : [];
	return [...undo, ...(change.next?.(done) ?? [])];
}

async function tell(
	change: ProjectChange,
	outcome: ChangeOutcome,
	retry: (() => unknown) | undefined,
	actions: readonly MessageAction[],
): Promise<void> {
	const { done, failures, left } = outcome;
	const [failure] = failures;
	const total = done.length + failures.length + left.length;
	const refused = done.length === 0 && isAgoraError(failure?.error, 'unauthorized');
	if (change.several && total > 1 && done.length < total && !refused) {
		const text = sentences(change.several.partlyDone(done.length, total), ...whatIsLeft(outcome));
		await tellFailure(text, failure?.error, retry, actions);
	} else if (failure) {
		await notifyFailure(change.what(failure.target), failure.error, retry);
	} else if (change.tellsMore || actions.length > 0) {
		await offerNext(change.done(done), actions);
	} else {
		notifyDone(change.done(done));
	}
}

function whatIsLeft({ failures, left }: ChangeOutcome): string[] {
	const refused = byReason(failures, errorText).map(({ reason, names }) =>
		vscode.l10n.t('{0}: {1}', listText(names), reason),
	);
	const names = listText(left.map(({ name }) => name));
	return left.length === 0 ? refused : [...refused, vscode.l10n.t('Not tried: {0}.', names)];
}

/**
 * The Undo button of a change that was just made. Pressed late, or after this window signed in anew, it only says so; a project
 * that was changed again meanwhile, by whomever, is left as it is.
 */
export function undoAction(
	parts: ProjectCommandDeps,
	session: AgoraSession,
	done: readonly Changed[],
	undo: NonNullable<ProjectChange['undo']>,
	carryOut: (projects: readonly Project[], change: ProjectChange) => Promise<void>,
): MessageAction {
	const made = { at: parts.clock.monotonic(), session };
	return {
		label: vscode.l10n.t('Undo'),
		run: async () => {
			const now = { at: parts.clock.monotonic(), session: parts.sessions.current };
			const refusal = undoRefusal(made, now);
			if (refusal === undefined) {
				await carryOut(
					done.map(({ after }) => after),
					checkedFirst(parts, session, undo),
				);
			} else {
				await showInformationMessage(refusalText(refusal));
			}
		},
	};
}

function refusalText(refusal: 'otherSession' | 'tooLate'): string {
	return refusal === 'tooLate'
		? vscode.l10n.t('Not undone: the change was made more than five minutes ago.')
		: vscode.l10n.t('Not undone: this window has signed in again since.');
}

/** The way back, which asks the server first how the project is now. */
function checkedFirst(
	{ store, sessions, clock }: ProjectCommandDeps,
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
