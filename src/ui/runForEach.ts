/** The results of a task for several targets, each list in the order of the targets. */
export interface Outcome<Target> {
	readonly done: readonly Target[];
	readonly failures: readonly Failure<Target>[];
	/** Not started, or cancelled while running: the user cancelled, or an earlier failure concerns all of them. */
	readonly left: readonly Target[];
}

export interface Failure<Target> {
	readonly target: Target;
	readonly error: unknown;
}

interface RunForEachOptions {
	/** Stops before the next target. A task that fails after that is `left`, unless its error concerns all. */
	readonly signal?: AbortSignal | undefined;
	/** Called before each target; false leaves it and those after it. */
	readonly shouldContinue?: () => boolean;
	/** Whether the targets that are left would fail for the same reason. They are left then. */
	readonly concernsAll?: (error: unknown) => boolean;
}

/** Runs a task for one target after the other. A failure does not stop it, unless it concerns all. */
export async function runForEach<Target>(
	targets: readonly Target[],
	task: (target: Target, index: number) => Promise<void>,
	{ signal, shouldContinue = () => true, concernsAll = () => false }: RunForEachOptions = {},
): Promise<Outcome<Target>> {
	const done: Target[] = [];
	const failures: Failure<Target>[] = [];
	for (const [index, target] of targets.entries()) {
		if (signal?.aborted || !shouldContinue()) {
			break;
		}
		try {
			await task(target, index);
			done.push(target);
		} catch (error) {
			const stop = concernsAll(error);
			if (stop || !signal?.aborted) {
				failures.push({ target, error });
			}
			if (stop) {
				break;
			}
		}
	}
	const finished = new Set([...done, ...failures.map(({ target }) => target)]);
	return { done, failures, left: targets.filter((target) => !finished.has(target)) };
}
