import type { Project } from '../agora/console/projects';
import { isAgoraError } from '../agora/errors';
import type { Failure } from '../ui/runForEach';

/** Whether the other projects would fail for the same reason, each after a wait: refused credentials, a server that is away. */
export function concernsAll(error: unknown): boolean {
	return isAgoraError(error, 'unauthorized', 'dns', 'network', 'timeout', 'cancelled', 'unknownOutcome');
}

/** The names of the projects that failed for the same reason, each reason once. */
export function byReason(
	failures: readonly Failure<Project>[],
	reasonOf: (error: unknown) => string,
): readonly { readonly reason: string; readonly names: readonly string[] }[] {
	const reasons = new Map<string, string[]>();
	for (const { target, error } of failures) {
		const reason = reasonOf(error);
		reasons.set(reason, [...(reasons.get(reason) ?? []), target.name]);
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
