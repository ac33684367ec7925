import type { Project } from '../agora/console/projects';
import { isAgoraError } from '../agora/errors';

/** A project before and after its change. */
export interface Changed {
	readonly before: Project;
	readonly after: Project;
}

export interface NotChanged {
	readonly project: Project;
	readonly error: unknown;
}

/** What became of the same change of several projects, each list in the order they were given. */
export interface EachOutcome {
	readonly done: readonly Changed[];
	readonly failed: readonly NotChanged[];
	/** Not asked for any more: the user stopped it, or what failed would have failed for them too. */
	readonly untried: readonly Project[];
}

/**
 * Makes the same change of several projects, one after the other, since an account has ten calls a second for all who use it.
 * One that is refused does not keep the others from being tried.
 *
 * @param goesOn Asked before each one.
 */
export async function changeEach(
	projects: readonly Project[],
	changeOne: (project: Project, index: number) => Promise<Project>,
	goesOn: () => boolean,
): Promise<EachOutcome> {
	const done: Changed[] = [];
	const failed: NotChanged[] = [];
	for (const [index, before] of projects.entries()) {
		if (!goesOn()) {
			return { done, failed, untried: projects.slice(index) };
		}
		try {
			done.push({ before, after: await changeOne(before, index) });
		} catch (error) {
			failed.push({ project: before, error });
			if (concernsAll(error)) {
				return { done, failed, untried: projects.slice(index + 1) };
			}
		}
	}
	return { done, failed, untried: [] };
}

/** Refused credentials and a server that is away would only be met again, each time after a wait. */
function concernsAll(error: unknown): boolean {
	return isAgoraError(error, 'unauthorized', 'dns', 'network', 'timeout', 'cancelled', 'unknownOutcome');
}

/** The names of the projects that failed for the same reason, each reason once. */
export function byReason(
	failed: readonly NotChanged[],
	reasonOf: (error: unknown) => string,
): readonly { readonly reason: string; readonly names: readonly string[] }[] {
	const reasons = new Map<string, string[]>();
	for (const { project, error } of failed) {
		const reason = reasonOf(error);
		reasons.set(reason, [...(reasons.get(reason) ?? []), project.name]);
	}
	return [...reasons].map(([reason, names]) => ({ reason, names }));
}

/**
 * For how long a change may be undone from its message, in milliseconds. VS Code hides the message after some seconds but
 * keeps it among the notifications, where a person looks for it within minutes; what is pressed hours later is a mistake.
 */
export const UNDO_MS = 5 * 60_000;

/**
 * Why an undo must not be carried out any more; undefined where it may. That the project still is as the change left it has to
 * be asked of the server besides.
 *
 * @param made When the change was made and `now`, both by the monotonic clock, and the sessions of then and of now.
 */
export function undoRefusal(
	made: { readonly at: number; readonly session: unknown },
	now: { readonly at: number; readonly session: unknown },
): 'otherSession' | 'tooLate' | undefined {
	if (now.session !== made.session) {
		return 'otherSession';
	}
	return now.at - made.at > UNDO_MS ? 'tooLate' : undefined;
}
