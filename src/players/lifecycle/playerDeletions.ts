import { isAgoraError } from '../../agora/errors';
import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import type { Region } from '../../agora/mediaPull/player';
import { type Player, unknownPlayer } from '../../agora/mediaPull/player';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { RegionCache } from '../control/regionCache';
import type { PlayerKey } from '../definitions/definitionMemory';
import type { PlayerReader } from '../polling/playerReader';
import { FAILOVER_MS, LIST_LAG_MS } from '../store/playerConditions';
import type { PlayerStore, ProjectReading } from '../store/playerStore';
import type { EndedPlayers } from './endedPlayers';
import { judgeDeletion, nextLook, type PendingDeletion, type PendingDeletionMemory } from './pendingDeletion';

export interface DeletionDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<PlayerStore, 'players' | 'known' | 'applyDeleting' | 'applyDeleted' | 'onDidRead'>;
	readonly reader: Pick<PlayerReader, 'readProject'>;
	readonly regions: RegionCache;
	readonly pending: PendingDeletionMemory;
	readonly ended: EndedPlayers;
	/** Forgets what the player was created from, unless somebody still needs it. */
	readonly forget: (player: PlayerKey) => Promise<void>;
	readonly clock: Clock;
}

/**
 * How a deletion ended: the player is `gone`, or `alive` though it was deleted again and again; `abandoned` where the account was
 * left first.
 */
export type DeletionEnd = 'gone' | 'alive' | 'abandoned';

export interface DeleteOptions {
	readonly signal?: AbortSignal | undefined;
	/** Whether the player's absence was proven before, so that Delete is sent for safety only. */
	readonly knownGone?: boolean;
	/** When the user asked for it: players that are deleted together need not be read anew one by one. Now by default. */
	readonly asOf?: number | undefined;
}

/** How long a reading counts as what List shows now, where several players are deleted one after the other. */
const FRESH_MS = 20_000;

/** A player that counts as deleted, until Agora can no longer bring it back. */
interface Finished {
	readonly deletion: PendingDeletion;
	readonly at: number;
}

/**
 * Deletes players, and goes on until each is proven to be gone. Only a 2xx in the region where a player certainly is proves that
 * at once; everything else is proven by List. A player that List shows again within 240 s is deleted again.
 */
export class PlayerDeletions implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #failed = this.#subscriptions.add(new Emitter<PendingDeletion>());
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #deps: DeletionDeps;
	readonly #open = new Map<string, PendingDeletion>();
	readonly #finished = new Map<string, Finished>();
	readonly #waiting = new Map<string, ((end: DeletionEnd) => void)[]>();
	readonly #askedAt = new Map<string, number>();
	/** When the newest reading of each project began. */
	readonly #readFrom = new Map<string, number>();
	readonly #busy = new Set<string>();
	#session: AgoraSession | undefined;
	#timer: Disposable | undefined;

	/** A player still lives although it was deleted for as long as Agora may need to move it. */
	readonly onDidFail = this.#failed.event;
	/** Which deletions are pending has changed. */
	readonly onDidChange = this.#changed.event;

	constructor(deps: DeletionDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#follow()));
		this.#subscriptions.add(deps.store.onDidRead((read) => this.#takeIn(read)));
		this.#follow();
	}

	/** The deletions that are not proven yet. */
	get pending(): readonly PendingDeletion[] {
		return [...this.#open.values()];
	}

	/**
	 * Deletes a player in the region where it is known to be, else in one after the other.
	 *
	 * @returns `pending` where that proves nothing yet: the deletion goes on by itself, and `whenEnded` tells how it ends.
	 * @throws AgoraError as `deletePlayer`, but nothing where only the answer was lost.
	 */
	async delete(
		session: AgoraSession,
		{ appId, player }: { readonly appId: string; readonly player: Player },
		{ signal, knownGone = false, asOf }: DeleteOptions = {},
	): Promise<'deleted' | 'pending'> {
		const { id } = player;
		const { regions, ended, clock } = this.#deps;
		const certain = regions.ofPlayer(id);
		if (certain === undefined && !knownGone) {
			// What List shows just before tells what its absence afterwards is worth.
			await this.ensureRead(appId, asOf);
		}
		const listedAt = this.#listedAt(appId, id);
		const attemptedAt = clock.monotonic();
		const accepted = await this.#attempt(session, appId, id, this.#likely(appId, id), signal);
		const deletion: PendingDeletion = {
			...{ accountId: session.accountId, appId, playerId: id },
			...{ name: player.name, channelName: player.channelName },
			...{ since: attemptedAt, attemptedAt, listedAt, accepted, disproven: [] },
		};
		// It was deleted from here before, and nothing has shown it since.
		const wasGone = accepted === undefined && listedAt === undefined && ended.of(id) !== undefined;
		if (knownGone || wasGone || (accepted !== undefined && accepted === certain)) {
			await this.#finish(deletion);
			return 'deleted';
		}
		await this.#keep(deletion);
		if (this.#deps.sessions.current === session) {
			this.#deps.store.applyDeleting(appId, player, attemptedAt);
			this.#plan();
		}
		return 'pending';
	}

	/**
	 * Reads a project unless that was begun after a moment, and not long ago.
	 *
	 * @returns whether it is read.
	 */
	async ensureRead(appId: string, asOf = this.#deps.clock.monotonic()): Promise<boolean> {
		const { reader, clock } = this.#deps;
		const from = this.#readFrom.get(appId);
		const isFresh = from !== undefined && from > asOf && from > clock.monotonic() - FRESH_MS;
		return isFresh || (await reader.readProject(appId)) === 'read';
	}

	/** How a pending deletion ends; `abandoned` where nothing here follows it up, as after its account was left. */
	async whenEnded(playerId: string): Promise<DeletionEnd> {
		if (!this.#open.has(playerId)) {
			return this.#finished.has(playerId) ? 'gone' : 'abandoned';
		}
		return await new Promise((resolve) => {
			this.#waiting.set(playerId, [...(this.#waiting.get(playerId) ?? []), resolve]);
		});
	}

	/** How a deletion ends, or `pending` where that takes longer than `ms` milliseconds. */
	async whenEndedWithin(playerId: string, ms: number): Promise<DeletionEnd | 'pending'> {
		let alarm: Disposable | undefined;
		const tooLong = new Promise<'pending'>((resolve) => {
			alarm = this.#deps.clock.setTimeout(() => resolve('pending'), ms);
		});
		try {
			return await Promise.race([this.whenEnded(playerId), tooLong]);
		} finally {
			alarm?.dispose();
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#timer?.dispose();
		this.#abandonAll();
	}

	/** Keeps in step with who is signed in: what another window or an earlier session left open goes on here. */
	#follow(): void {
		const { sessions, pending, store, clock } = this.#deps;
		if (sessions.current === this.#session) {
			return;
		}
		this.#session = sessions.current;
		this.#abandonAll();
		for (const stored of this.#session ? pending.of(this.#session.accountId) : []) {
			// As if no time had passed: this machine's clock may have been set since, and a player that is taken for gone too
			// early costs twice. It takes four minutes more at most.
			const deletion = shifted(stored, clock.monotonic() - stored.attemptedAt);
			this.#open.set(deletion.playerId, deletion);
			store.applyDeleting(deletion.appId, playerOf(deletion), deletion.attemptedAt);
		}
		this.#plan();
		this.#changed.fire();
	}

	#abandonAll(): void {
		for (const id of [...this.#open.keys()]) {
			this.#end(id, 'abandoned');
		}
		this.#finished.clear();
		this.#askedAt.clear();
		this.#readFrom.clear();
		this.#timer?.dispose();
		this.#timer = undefined;
	}

	/** Where to look for a player. Where its region is unknown, first where other deletions of its project were just accepted. */
	#likely(appId: string, id: string): readonly Region[] {
		const accepted = [...this.#open.values()]
			.filter((deletion) => deletion.appId === appId)
			.map((deletion) => deletion.accepted);
		const { regions } = this.#deps;
		return regions
			.candidates(appId, id)
			.toSorted((a, b) => Number(accepted.includes(b)) - Number(accepted.includes(a)));
	}

	/** The region that answered with 2xx; undefined where none did. A lost answer is like none: List is asked in any case. */
	async #attempt(
		{ client }: AgoraSession,
		appId: string,
		id: string,
		regions: readonly Region[],
		signal?: AbortSignal,
	): Promise<Region | undefined> {
		for (const region of regions) {
			try {
				if ((await deletePlayer(client, { region, appId, id }, signal)) === 'deleted') {
					return region;
				}
			} catch (error) {
				if (!isAgoraError(error, 'unknownOutcome')) {
					throw error;
				}
			}
		}
		return undefined;
	}

	/** When the newest reading was made, if it showed the player. */
	#listedAt(appId: string, id: string): number | undefined {
		const { store } = this.#deps;
		const shown = store.players(appId).find(({ player }) => player.id === id);
		const isListed = shown && !['justCreated', 'moving', 'gone'].includes(shown.condition);
		return isListed ? store.known(appId).loadedAt : undefined;
	}

	#takeIn({ appId, reading }: ProjectReading): void {
		const { clock } = this.#deps;
		this.#askedAt.set(appId, reading.startedAt);
		this.#readFrom.set(appId, reading.startedAt);
		for (const deletion of this.#open.values()) {
			if (deletion.appId === appId && !this.#busy.has(deletion.playerId)) {
				this.#inBackground(this.#judge(deletion, reading));
			}
		}
		for (const [id, { deletion, at }] of this.#finished) {
			const isListed = deletion.appId === appId && reading.players.some((player) => player.id === id);
			if (clock.monotonic() >= at + FAILOVER_MS) {
				this.#finished.delete(id);
			} else if (isListed && reading.startedAt >= at + LIST_LAG_MS) {
				this.#finished.delete(id);
				this.#inBackground(this.#deleteAgain({ ...deletion, listedAt: reading.readAt }));
			}
		}
		this.#plan();
	}

	/** What cannot be stored stays in memory, and is judged again with the next reading. */
	#inBackground(task: Promise<void>): void {
		task.catch(() => this.#plan());
	}

	async #judge(deletion: PendingDeletion, reading: ProjectReading['reading']): Promise<void> {
		const { playerId } = deletion;
		const isListed = reading.players.some(({ id }) => id === playerId);
		const known = isListed ? { ...deletion, listedAt: reading.readAt } : deletion;
		switch (judgeDeletion(deletion, reading)) {
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

	/** List shows the player though it was deleted: in another region where one said yes, else wherever it may be. */
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
			const answered = await this.#attempt(
				session,
				appId,
				playerId,
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
				store.applyDeleting(appId, playerOf(again), attemptedAt);
			}
		} catch {
			// The reason is in the log; the next reading brings the next attempt.
			if (this.#session === session) {
				await this.#keep(deletion);
			}
		} finally {
			this.#busy.delete(playerId);
			this.#plan();
		}
	}

	async #keep(deletion: PendingDeletion): Promise<void> {
		if (this.#session?.accountId === deletion.accountId) {
			this.#finished.delete(deletion.playerId);
			this.#open.set(deletion.playerId, deletion);
			this.#changed.fire();
		}
		const { pending, clock } = this.#deps;
		await pending.set(shifted(deletion, clock.now() - clock.monotonic()));
	}

	/** The player is gone. Where a region was tried out for that, it was the right one. */
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
			// What cannot be forgotten now is dropped once newer definitions take its place.
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

	/** Reads the projects of pending deletions by itself: a hidden view or a window without the focus reads nothing. */
	#plan(): void {
		const { clock } = this.#deps;
		this.#timer?.dispose();
		this.#timer = undefined;
		let next: { readonly appId: string; readonly at: number } | undefined;
		for (const deletion of this.#open.values()) {
			const { appId, attemptedAt } = deletion;
			const at = nextLook(deletion, this.#askedAt.get(appId) ?? attemptedAt);
			if (!next || at < next.at) {
				next = { appId, at };
			}
		}
		if (next) {
			const { appId, at } = next;
			this.#timer = clock.setTimeout(() => void this.#look(appId), Math.max(0, at - clock.monotonic()));
		}
	}

	async #look(appId: string): Promise<void> {
		// Whatever becomes of it: the next look is a later one.
		this.#askedAt.set(appId, this.#deps.clock.monotonic());
		await this.#deps.reader.readProject(appId, 'polling');
		this.#plan();
	}
}

function playerOf({ playerId, name, channelName }: PendingDeletion): Player {
	return unknownPlayer(playerId, { name, channelName });
}

/** The same moments by another clock. */
function shifted(deletion: PendingDeletion, ms: number): PendingDeletion {
	const { since, attemptedAt, listedAt } = deletion;
	return {
		...deletion,
		since: since + ms,
		attemptedAt: attemptedAt + ms,
		listedAt: listedAt === undefined ? undefined : listedAt + ms,
	};
}
