import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/http/error';
import type { AgoraSession } from '../../agora/session';
import { errorText } from '../../ui/errorText';
import { listText, sentences } from '../../ui/joinText';
import { type MessageAction, notifyDone, notifyFailure, offerNext, tellFailure } from '../../ui/notify';
import { withCancellableProgress } from '../../ui/progress';
import type { ProjectParts } from '../commands/projectCommand';
import { byReason, type Changed, changeEach, type EachOutcome } from './changeEach';
import type { ProjectChange } from './projectChange';
import { undoAction } from './undoAction';

/**
 * Makes a change of one project or of several and tells what came of it in one message, with Undo where there is a way back
 * and Retry for those that were not changed.
 *
 * @param before What was changed already by the attempt that is being retried.
 */
export async function changeProjects(
	parts: ProjectParts,
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
	{ calls, sessions }: ProjectParts,
	session: AgoraSession,
	projects: readonly Project[],
	{ what, several, expected, call }: ProjectChange,
): Promise<EachOutcome> {
	const make = (project: Project, signal: AbortSignal) =>
		calls.make(
			session,
			{ about: { projectId: project.id, expected }, call: (client, stop) => call(client, project, stop) },
			signal,
		);
	if (projects.length === 1 || !several) {
		return await changeEach(
			projects,
			(project) => calls.showUnderWay(what(project), (signal) => make(project, signal)),
			() => true,
		);
	}
	return await withCancellableProgress(several.title, (signal, report) =>
		changeEach(
			projects,
			(project, index) => {
				report(vscode.l10n.t('{0} of {1}: {2}', index + 1, projects.length, project.name));
				return make(project, signal);
			},
			() => !signal.aborted && sessions.current === session,
		),
	);
}

/** What may be tried again: not what was refused because of what has become of the project or the account. */
function retryable({ failed, untried }: EachOutcome): readonly Project[] {
	const again = failed.filter(
		({ error }) => isAgoraError(error) && !isAgoraError(error, 'notFound', 'notOffered', 'unauthorized'),
	);
	return [...again.map(({ project }) => project), ...untried];
}

function actionsAfter(
	parts: ProjectParts,
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
	outcome: EachOutcome,
	retry: (() => unknown) | undefined,
	actions: readonly MessageAction[],
): Promise<void> {
	const { done, failed, untried } = outcome;
	const [failure] = failed;
	const total = done.length + failed.length + untried.length;
	const refused = done.length === 0 && isAgoraError(failure?.error, 'unauthorized');
	if (change.several && total > 1 && done.length < total && !refused) {
		const text = sentences(change.several.partlyDone(done.length, total), ...whatIsLeft(outcome));
		await tellFailure(text, failure?.error, retry, actions);
	} else if (failure) {
		await notifyFailure(change.what(failure.project), failure.error, retry);
	} else if (change.tellsMore || actions.length > 0) {
		await offerNext(change.done(done), actions);
	} else {
		notifyDone(change.done(done));
	}
}

function whatIsLeft({ failed, untried }: EachOutcome): string[] {
	const refused = byReason(failed, errorText).map(({ reason, names }) =>
		vscode.l10n.t('{0}: {1}', listText(names), reason),
	);
	const names = listText(untried.map(({ name }) => name));
	return untried.length === 0 ? refused : [...refused, vscode.l10n.t('Not tried: {0}.', names)];
}
