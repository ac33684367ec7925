import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { RegionCache } from '../control/regionCache';
import type { PlayerKey } from '../definitions/storedRequests';
import type { PlayerReader } from '../polling/playerReader';
import { FAILOVER_MS, LIST_LAG_MS } from '../store/playerConditions';
import type { PlayerAct, PlayerStore, ProjectReading } from '../store/playerStore';
import type { EndedPlayers } from './lifecycleMemory';
import {
	type DeletionEnd,
	deletedPlayer,
	deleteInFirstRegion,
	evaluateDeletion,
	likelyRegions,
	listedAt,
	orPending,
	type PendingDeletion,
	type PendingDeletions,
	shiftTimes,
} from './pendingDeletion';
import { ProofReadings } from './proofReadings';

export interface DeletionDeps {
	readonly sessions: SessionSource;
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'readProject'>;
	readonly regions: RegionCache;
	readonly pending: PendingDeletions;
	readonly ended: EndedPlayers;
	/** Deletes the stored definition of the player, unless a restart needs it. */
	readonly forget: (player: PlayerKey) => Promise<void>;
	readonly clock: Clock;
}

export interface DeleteOptions {
	readonly signal?: AbortSignal | undefined;
	/** Whether the player is proven to be gone, so that Delete is sent for safety only. */
	readonly knownGone?: boolean;
	/** When the user started the command: players deleted together share one reading. Now by default. */
	readonly asOf?: number | undefined;
}

/**
 * Deletes players, and continues until each is proven to be gone. Only a 2xx from the region where a player certainly is proves that
 * at once; otherwise List proves it, or a notification. A player that List shows again within 240 s is deleted again.
 */
export class PlayerDeletions implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #failed = this.#subscriptions.add(new Emitter<PendingDeletion>());
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #deps: DeletionDeps;
	readonly #open = new Map<string, PendingDeletion>();
	/** Proven deletions, until Agora can no longer bring the player back. */
	readonly #finished = new Map<string, { readonly deletion: PendingDeletion; readonly at: number }>();
	readonly #waiting = new Map<string, ((end: DeletionEnd) => void)[]>();
	readonly #readings: ProofReadings;
	readonly #busy = new Set<string>();
	#session: AgoraSession | undefined;

	/** A player still exists although it was deleted for as long as Agora may need to move it. */
	readonly onDidFail = this.#failed.event;
	/** The list of pending deletions has changed. */
	readonly onDidChange = this.#changed.event;

	constructor(deps: DeletionDeps) {
		this.#deps = deps;
		this.#readings = this.#subscriptions.add(
			new ProofReadings({ ...deps, pending: () => this.#open.values() }),
		);
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#followSession()));
		this.#subscriptions.add(deps.store.onDidRead((read) => this.#applyReading(read)));
		this.#subscriptions.add(deps.store.onDidAct((act) => this.#applyAct(act)));
		this.#followSession();
	}

	/** The deletions that are not proven yet. */
	get pending(): readonly PendingDeletion[] {
		return [...this.#open.values()];
	}

	/**
	 * Deletes a player in its region, or in one region after the other where that is not known.
	 *
	 * @returns `pending` where that does not prove the deletion yet: it continues in the background until `whenEnded` resolves.
	 * @throws AgoraError as `deletePlayer`, except where only the response was lost.
	 */
	async delete(
		session: AgoraSession,
		{ appId, player }: { readonly appId: string; readonly player: Player },
		{ signal, knownGone = false, asOf }: DeleteOptions = {},
	): Promise<'deleted' | 'pending'> {
		const { id } = player;
		const { regions, store, ended, clock } = this.#deps;
		const certain = regions.ofPlayer(id);
		if (certain === undefined && !knownGone) {
			// The absence of the player afterwards proves something only if List showed it before.
			await this.ensureRead(appId, asOf);
		}
		const seenAt = listedAt(store, appId, id);
		const attemptedAt = clock.monotonic();
		const likely = likelyRegions(regions, { appId, id }, this.#open.values());
		const accepted = await deleteInFirstRegion(session, { appId, id }, likely, signal);
		const deletion: PendingDeletion = {
			...{ accountId: session.accountId, appId, playerId: id },
			...{ name: player.name, channelName: player.channelName },
			...{ since: attemptedAt, attemptedAt, listedAt: seenAt, accepted, disproven: [] },
		};
		// It was deleted from here before, and nothing has shown it since.
		const wasGone = accepted === undefined && seenAt === undefined && ended.of(id) !== undefined;
		if (knownGone || wasGone || (accepted !== undefined && accepted === certain)) {
			await this.#finish(deletion);
			return 'deleted';
		}
		await this.#keep(deletion);
		if (this.#deps.sessions.current === session) {
			this.#deps.store.applyDeleting(appId, player, attemptedAt);
			this.#readings.schedule();
		}
		return 'pending';
	}

	/** Reads a project unless its last reading started after `asOf` and is still current. Returns whether the reading succeeded. */
	async ensureRead(appId: string, asOf?: number): Promise<boolean> {
		return await this.#readings.ensureRead(appId, asOf);
	}

	/** Resolves when a pending deletion ends; with `cancelled` where it is not pending, such as after its account was left. */
	async whenEnded(playerId: string): Promise<DeletionEnd> {
		if (!this.#open.has(playerId)) {
			return this.#finished.has(playerId) ? 'gone' : 'cancelled';
		}
		return await new Promise((resolve) => {
			this.#waiting.set(playerId, [...(this.#waiting.get(playerId) ?? []), resolve]);
		});
	}

	/** How a deletion ends, or `pending` where that takes longer than `ms` milliseconds. */
	async whenEndedWithin(playerId: string, ms: number): Promise<DeletionEnd | 'pending'> {
		return await orPending(this.#deps.clock, this.whenEnded(playerId), ms);
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#cancelAll();
	}

	/** Continues the deletions that another window or an earlier session of the account left pending. */
	#followSession(): void {
		const { sessions, pending, store, clock } = this.#deps;
		if (sessions.current === this.#session) {
			return;
		}
		this.#session = sessions.current;
		this.#cancelAll();
		for (const stored of this.#session ? pending.of(this.#session.accountId) : []) {
			// Assumes that no time has passed: the machine's clock may have been set since, and a player that counts as gone too
			// early is billed twice. This takes at most four minutes longer.
			const deletion = shiftTimes(stored, clock.monotonic() - stored.attemptedAt);
			this.#open.set(deletion.playerId, deletion);
			store.applyDeleting(deletion.appId, deletedPlayer(deletion), deletion.attemptedAt);
		}
		this.#readings.schedule();
		this.#changed.fire();
	}

	#cancelAll(): void {
		for (const id of [...this.#open.keys()]) {
			this.#end(id, 'cancelled');
		}
		this.#finished.clear();
		this.#readings.clear();
	}

	#applyReading({ appId, reading }: ProjectReading): void {
		const { clock } = this.#deps;
		this.#readings.add(appId, reading.startedAt);
		for (const deletion of this.#open.values()) {
			if (deletion.appId === appId && !this.#busy.has(deletion.playerId)) {
				this.#runInBackground(this.#evaluate(deletion, reading));
			}
		}
		for (const [id, { deletion, at }] of this.#finished) {
			const isListed = deletion.appId === appId && reading.players.some((player) => player.id === id);
			if (clock.monotonic() >= at + FAILOVER_MS) {
				this.#finished.delete(id);
			} else if (isListed && reading.startedAt >= at + LIST_LAG_MS) {
				this.#finished.delete(id);
				this.#runInBackground(this.#deleteAgain({ ...deletion, listedAt: reading.readAt }));
			}
		}
		this.#readings.schedule();
	}

	/** A notification says that the player was destroyed. It does not say which region accepted the deletion. */
	#applyAct({ id, act }: PlayerAct): void {
		const deletion = this.#open.get(id);
		if (act === 'deleted' && deletion && !this.#busy.has(id)) {
			this.#runInBackground(this.#finish({ ...deletion, accepted: undefined }));
		}
	}

	/** A deletion that cannot be stored stays in memory. The next reading tries again. */
	#runInBackground(task: Promise<void>): void {
		task.catch(() => this.#readings.schedule());
	}

	async #evaluate(deletion: PendingDeletion, reading: ProjectReading['reading']): Promise<void> {
		const { playerId } = deletion;
		const isListed = reading.players.some(({ id }) => id === playerId);
		const known = isListed ? { ...deletion, listedAt: reading.readAt } : deletion;
		switch (evaluateDeletion(deletion, reading)) {
			case 'gone':
				await this.#finish(deletion);
				break;
			case 'listed':
				await this.#deleteAgain(known);
				break;
			case 'alive':
				await this.#deps.pending.delete(playerId);
				this.#end(playerId, 'alive');
				this.#failed.fire(deletion);
				break;
			case 'unclear':
				if (isListed) {
					this.#open.set(playerId, known);
				}
		}
	}

	/** List shows the player although it was deleted. Tries the regions that have not answered with 2xx first. */
	async #deleteAgain(deletion: PendingDeletion): Promise<void> {
		const session = this.#session;
		const { regions, store, clock } = this.#deps;
		const { accountId, appId, playerId, accepted } = deletion;
		if (session?.accountId !== accountId || this.#busy.has(playerId)) {
			return;
		}
		this.#busy.add(playerId);
		this.#open.set(playerId, deletion);
		try {
			if (accepted !== undefined) {
				await regions.forget(playerId);
			}
			const wrong = accepted === undefined ? [] : [...deletion.disproven, accepted];
			const left = regions.candidates(appId, playerId).filter((region) => !wrong.includes(region));
			const attemptedAt = clock.monotonic();
			const answered = await deleteInFirstRegion(
				session,
				{ appId, id: playerId },
				left.length > 0 ? left : regions.candidates(appId, playerId),
			);
			const again = {
				...deletion,
				attemptedAt,
				accepted: answered,
				disproven: left.length > 0 ? wrong : [],
			};
			if (this.#session === session) {
				await this.#keep(again);
				store.applyDeleting(appId, deletedPlayer(again), attemptedAt);
			}
		} catch {
			// The log has the reason. The next reading tries again.
			if (this.#session === session) {
				await this.#keep(deletion);
			}
		} finally {
			this.#busy.delete(playerId);
			this.#readings.schedule();
		}
	}

	async #keep(deletion: PendingDeletion): Promise<void> {
		if (this.#session?.accountId === deletion.accountId) {
			this.#finished.delete(deletion.playerId);
			this.#open.set(deletion.playerId, deletion);
			this.#changed.fire();
		}
		const { pending, clock } = this.#deps;
		await pending.set(shiftTimes(deletion, clock.now() - clock.monotonic()));
	}

	/** The player is gone, so the region that accepted the deletion was its region. */
	async #finish(deletion: PendingDeletion): Promise<void> {
		const { regions, store, pending, ended, forget, clock } = this.#deps;
		const { accountId, appId, playerId, accepted } = deletion;
		this.#busy.add(playerId);
		try {
			const at = clock.monotonic();
			if (this.#session?.accountId === accountId) {
				this.#finished.set(playerId, { deletion, at });
				store.applyDeleted(appId, { id: playerId }, at);
			}
			if (accepted !== undefined && regions.ofPlayer(playerId) === undefined) {
				await regions.remember(appId, playerId, accepted);
			}
			await pending.delete(playerId);
			await ended.deleted(playerId);
			// A definition that cannot be deleted now is dropped when newer ones exceed the limit.
			await forget(deletion).catch(() => undefined);
		} finally {
			this.#busy.delete(playerId);
			this.#end(playerId, 'gone');
		}
	}

	#end(playerId: string, end: DeletionEnd): void {
		const waiting = this.#waiting.get(playerId) ?? [];
		this.#waiting.delete(playerId);
		if (this.#open.delete(playerId)) {
			this.#changed.fire();
		}
		for (const resolve of waiting) {
			resolve(end);
		}
	}
}
