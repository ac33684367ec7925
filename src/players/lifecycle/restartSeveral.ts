import type { Player } from '../../agora/mediaPull/player';
import type { Failure, Outcome } from '../../ui/runForEach';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerRestarts, ResolvedPlayer, RestartOutcome, RestartRefusal } from './playerRestarts';
import type { RestartPlan } from './restartCalls';

/** A player that is to be restarted, as a row or message showed it. */
export interface RestartTarget {
	readonly appId: string;
	readonly shown: ShownPlayer;
}

/** One restart that is prepared. */
export interface RestartTask<Target> {
	readonly target: Target;
	readonly plan: RestartPlan;
	/** Sends it. */
	readonly run: (signal?: AbortSignal) => Promise<RestartOutcome>;
}

/** What became of several restarts. */
export interface SeveralRestarts<Target> extends Outcome<Target> {
	/** The old player is not proven to be gone; these go on by themselves. */
	readonly waiting: readonly (RestartTask<Target> & { readonly ended: Promise<RestartOutcome> })[];
	/** Those whose old player is gone while there is no new one: their definitions can be saved, and they created again. */
	readonly orphans: readonly RestartTask<Target>[];
	readonly notRemembered: readonly {
		readonly target: Target;
		readonly player: Player;
		readonly error: Error;
	}[];
}

export type Restartable = Extract<ResolvedPlayer, { readonly state: 'restartable' }>;
export type RestartFailure = Exclude<RestartOutcome, { readonly state: 'created' | 'waiting' }>;

export interface SeveralDeps<Target> {
	readonly restarts: Pick<PlayerRestarts, 'resolve'>;
	/** Whether the account that the players belong to is still signed in to. */
	readonly isCurrent: () => boolean;
	/**
	 * Asks what has to be asked before a player is deleted.
	 *
	 * @returns undefined where the user left.
	 * @throws where not enough is known to create the player again.
	 */
	readonly plan: (target: Target, player: Restartable) => Promise<RestartPlan | undefined>;
	readonly restart: (plan: RestartPlan, signal?: AbortSignal) => Promise<RestartOutcome>;
	/** One after the other, with progress. */
	readonly runForEach: (
		targets: readonly Target[],
		task: (target: Target, signal?: AbortSignal) => Promise<void>,
	) => Promise<Outcome<Target>>;
	/** The reason in the user's language. */
	readonly errorOf: (reason: RestartRefusal | RestartFailure) => unknown;
	/** Says once what became of all. May last until its messages are closed. */
	readonly notify: (several: SeveralRestarts<Target>) => Promise<void>;
}

/**
 * Restarts players one after the other: reads them again and asks everything before anything is deleted, and says what became of
 * them only at the end, so that no message keeps a player waiting.
 *
 * @param asOf when the user asked for it, by the monotonic clock.
 */
export async function restartSeveral<Target extends RestartTarget>(
	deps: SeveralDeps<Target>,
	targets: readonly Target[],
	asOf: number,
): Promise<void> {
	const tasks: RestartTask<Target>[] = [];
	const refused: Failure<Target>[] = [];
	for (const target of targets) {
		if (!deps.isCurrent()) {
			return;
		}
		try {
			const resolved = await deps.restarts.resolve({ appId: target.appId, seen: target.shown }, asOf);
			if (resolved.state !== 'restartable') {
				throw deps.errorOf(resolved);
			}
			const planned = await deps.plan(target, resolved);
			if (!planned) {
				return;
			}
			const plan = { ...planned, asOf };
			tasks.push({ target, plan, run: (signal) => deps.restart(plan, signal) });
		} catch (error) {
			refused.push({ target, error });
		}
	}
	await runRestarts(deps, tasks, refused);
}

/** @param refused those of the same command that could not be prepared. */
export async function runRestarts<Target>(
	{ runForEach, errorOf, notify }: Pick<SeveralDeps<Target>, 'runForEach' | 'errorOf' | 'notify'>,
	tasks: readonly RestartTask<Target>[],
	refused: readonly Failure<Target>[] = [],
): Promise<void> {
	const waiting: (RestartTask<Target> & { readonly ended: Promise<RestartOutcome> })[] = [];
	const orphans: RestartTask<Target>[] = [];
	const notRemembered: SeveralRestarts<Target>['notRemembered'][number][] = [];
	const run = async (task: RestartTask<Target>, signal?: AbortSignal): Promise<void> => {
		const outcome = await task.run(signal);
		switch (outcome.state) {
			case 'created':
				if (outcome.notRemembered) {
					const { player, notRemembered: error } = outcome;
					notRemembered.push({ target: task.target, player, error });
				}
				return;
			case 'waiting':
				waiting.push({ ...task, ended: outcome.ended });
				return;
			case 'notCreated':
			case 'unclear':
				orphans.push(task);
				throw errorOf(outcome);
			default:
				throw errorOf(outcome);
		}
	};
	const byTarget = new Map(tasks.map((task) => [task.target, task]));
	const { done, failures, left } =
		tasks.length === 0
			? { done: [], failures: [], left: [] }
			: await runForEach([...byTarget.keys()], async (target, signal) => {
					const task = byTarget.get(target);
					if (task) {
						await run(task, signal);
					}
				});
	const goesOn = new Set(waiting.map(({ target }) => target));
	await notify({
		done: done.filter((target) => !goesOn.has(target)),
		failures: [...refused, ...failures],
		...{ left, waiting, orphans, notRemembered },
	});
}
