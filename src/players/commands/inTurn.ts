/** What became of a task for several targets. Those it was cancelled before, or in the middle of, are `left`. */
export interface Outcome<Target> {
	readonly done: readonly Target[];
	readonly failures: readonly Failure<Target>[];
	readonly left: readonly Target[];
}

export interface Failure<Target> {
	readonly target: Target;
	readonly error: unknown;
}

/** Runs a task for one target after the other. A failure does not keep the others from their turn. */
export async function inTurn<Target>(
	targets: readonly Target[],
	task: (target: Target) => Promise<void>,
	signal?: AbortSignal,
): Promise<Outcome<Target>> {
	const done: Target[] = [];
	const failures: Failure<Target>[] = [];
	for (const target of targets) {
		if (signal?.aborted) {
			break;
		}
		try {
			await task(target);
			done.push(target);
		} catch (error) {
			if (!signal?.aborted) {
				failures.push({ target, error });
			}
		}
	}
	const settled = new Set([...done, ...failures.map(({ target }) => target)]);
	return { done, failures, left: targets.filter((target) => !settled.has(target)) };
}
