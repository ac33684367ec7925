import { isAgoraError } from '../agora/errors';

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

/** Whether the other targets would fail for the same reason, such as refused credentials or an unreachable server. */
export function concernsAll(error: unknown): boolean {
	return isAgoraError(error, 'unauthorized', 'dns', 'network', 'timeout', 'cancelled', 'unknownOutcome');
}

/** The reasons of the failures, each once, with the names of the targets. */
export function byReason(
	failures: readonly Failure<{ readonly name: string }>[],
	reasonOf: (error: unknown) => string,
): readonly { readonly reason: string; readonly names: readonly string[] }[] {
	const reasons = new Map<string, string[]>();
	for (const { target, error } of failures) {
		const reason = reasonOf(error);
		reasons.set(reason, [...(reasons.get(reason) ?? []), target.name]);
	}
	return [...reasons].map(([reason, names]) => ({ reason, names }));
}
