import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { Failure } from '../../ui/runForEach';

/** Whether the other projects would fail for the same reason, such as refused credentials or an unreachable server. */
export function concernsAll(error: unknown): boolean {
	return isAgoraError(error, 'unauthorized', 'dns', 'network', 'timeout', 'cancelled', 'unknownOutcome');
}

/** The reasons of the failures, each once, with the names of the projects. */
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
 * How long a change can be undone from its message, in milliseconds. VS Code hides the message after some seconds and keeps it in the
 * notification center; hours later the button would be pressed by mistake.
 */
export const UNDO_MS = 5 * 60_000;

/**
 * Why a change cannot be undone any more; undefined where it can, as far as that is decided without the server.
 *
 * @param made the session of the change and its time on the monotonic clock, as in `now`.
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
