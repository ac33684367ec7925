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
