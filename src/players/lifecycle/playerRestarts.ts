import { AgoraError, isAgoraError } from '../../agora/errors';
import { findCreated } from '../../agora/mediaPull/createPlayer';
import { listAllPlayers } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/player';
import type { LookupResult } from '../../agora/reconcile';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import { type Creation, type RememberDeps, rememberCreated, sendCreation } from '../create/sendCreation';
import type { DefinitionMemory, PlayerKey } from '../definitions/definitionMemory';
import { literalRequest } from '../definitions/rememberedRequest';
import { playerLabel } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import type { EndedPlayer, EndedPlayers } from './endedPlayers';
import type { DeletionEnd, PlayerDeletions } from './playerDeletions';
import { LEASE_MS, type RestartNote, type RestartNotes } from './restartNotes';

export interface RestartDeps extends RememberDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<PlayerStore, 'players' | 'known' | 'applyCreated'>;
	readonly deletions: PlayerDeletions;
	readonly definitionMemory: Pick<DefinitionMemory, 'read' | 'remember' | 'forget'>;
	readonly notes: RestartNotes;
	readonly ended: EndedPlayers;
	readonly clock: Clock;
}

/** What a player is at the moment it is to be restarted, whatever a row or message showed earlier. */
export type ResolvedPlayer =
	| { readonly state: 'replaced'; readonly successor: NonNullable<EndedPlayer['successor']> }
	/** It was deleted from here and not replaced. */
	| { readonly state: 'deleted' }
	/** It is being restarted already. */
	| { readonly state: 'restarting' }
	| {
			readonly state: 'restartable';
			readonly shown: ShownPlayer;
			/** Whether its absence is proven. It is deleted first all the same. */
			readonly knownGone: boolean;
	  };

/** Why a player is not restarted. */
export type RestartRefusal = Exclude<ResolvedPlayer, { readonly state: 'restartable' }>;

/** Everything that a restart needs, found out before anything is deleted. */
export interface RestartPlan {
	readonly appId: string;
	/** The player to replace. */
	readonly player: Player;
	readonly knownGone: boolean;
	/** When the user asked for it, by the monotonic clock, where several players are restarted. */
	readonly asOf?: number | undefined;
	/** Its `origin` is what is remembered of the successor, with its secrets in it. */
	readonly creation: Creation;
	/** Where in a file the new player is to begin, in seconds. Agora may refuse it: then from the start. */
	readonly position?: number | undefined;
}

export type RestartOutcome =
	| {
			readonly state: 'created';
			readonly player: Player;
			/** Why what it was created from could not be remembered. */
			readonly notRemembered?: Error | undefined;
	  }
	/** Another restart of the player was faster, while this one was prepared. Nothing was sent. */
	| { readonly state: 'refused'; readonly why: RestartRefusal }
	/** The old player is not proven to be gone; the restart goes on by itself. */
	| { readonly state: 'waiting'; readonly ended: Promise<RestartOutcome> }
	/** The old player lives although it was deleted again and again, or the deletion was refused. Nothing was created. */
	| { readonly state: 'notDeleted'; readonly error: unknown }
	/** The old player is gone and the new one could not be created. The definition is kept. */
	| { readonly state: 'notCreated'; readonly error: unknown }
	/** Nothing was created, since what an interrupted restart was to create may exist. */
	| { readonly state: 'unclear' }
	/** The account was left while the deletion was not proven. The restart is offered again when it is back. */
	| { readonly state: 'abandoned' };

interface Work {
	readonly session: AgoraSession;
	readonly plan: RestartPlan;
	readonly key: PlayerKey;
}

/** How long a restart waits for the proof of a deletion before it says so: as long as List needs, and a little longer. */
const PROOF_MS = 15_000;

/** Replaces players: deletes first, creates only once the old player is gone, and forgets only what is stored anew. */
export class PlayerRestarts implements Disposable {
	readonly #deps: RestartDeps;
	readonly #running = new Set<string>();
	readonly #leases = new Map<string, Disposable>();
	readonly #subscriptions = new DisposableStore();
	readonly #interruptions = this.#subscriptions.add(new Emitter<RestartNote>());
	readonly #offered = new Set<string>();
	#session: AgoraSession | undefined;
	#looking: Disposable | undefined;

	/** A restart that was interrupted by a reload, once for each. */
	readonly onDidFindInterrupted = this.#interruptions.event;

	constructor(deps: RestartDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#follow()));
		this.#follow();
	}

	/**
	 * Finds out by a fresh reading of its project what a player is now.
	 *
	 * @param seen what the row or message showed that the restart was called on.
	 * @param asOf when the user asked for it, where several players are restarted; now by default.
	 * @throws what kept the project from being read.
	 */
	async resolve(
		{ appId, seen }: { readonly appId: string; readonly seen: ShownPlayer },
		asOf?: number,
	): Promise<ResolvedPlayer> {
		const { deletions, store, ended } = this.#deps;
		const { id } = seen.player;
		const before = this.#refusal(id);
		if (before) {
			return before;
		}
		if (!(await deletions.ensureRead(appId, asOf))) {
			// Nothing failed where the account was left.
			const error = { kind: 'cancelled', operation: 'listPlayers', message: 'the account was left' } as const;
			throw store.known(appId).error ?? new AgoraError(error);
		}
		const shown = store.players(appId).find(({ player }) => player.id === id);
		const after = this.#refusal(id);
		if (after) {
			return after;
		}
		// A row that List does not confirm is an old state of List, or another deletion of the same player.
		const isListed = shown && shown.condition !== 'moving' && shown.condition !== 'gone';
		if (ended.of(id) && !isListed) {
			return { state: 'deleted' };
		}
		const knownGone = (shown ?? seen).condition === 'gone';
		return { state: 'restartable', shown: shown ?? seen, knownGone };
	}

	/** Deletes the old player, and creates the new one as soon as that is proven. */
	async restart(session: AgoraSession, plan: RestartPlan, signal?: AbortSignal): Promise<RestartOutcome> {
		const { deletions } = this.#deps;
		const { appId, player, knownGone, asOf } = plan;
		// Questions may have been asked since `resolve`, and other restarts begun.
		const why = this.#refusal(player.id);
		if (why) {
			return { state: 'refused', why };
		}
		const work = await this.#begin(session, plan, 'deleting');
		let isHeld = false;
		try {
			isHeld = await this.#hold(work);
			const deleted = await deletions.delete(session, { appId, player }, { signal, knownGone, asOf });
			const end = deleted === 'deleted' ? 'gone' : await deletions.whenEndedWithin(player.id, PROOF_MS);
			if (end !== 'pending') {
				return await this.#afterDeletion(end, work);
			}
			return {
				state: 'waiting',
				ended: deletions.whenEnded(player.id).then((late) => this.#afterDeletion(late, work)),
			};
		} catch (error) {
			await this.#giveUp(work, isHeld);
			return { state: 'notDeleted', error };
		}
	}

	/**
	 * Creates the new player of a restart whose old player is gone but could not be replaced. What an earlier attempt may have
	 * created is looked for first.
	 */
	async createAgain(session: AgoraSession, plan: RestartPlan): Promise<RestartOutcome> {
		const { id } = plan.player;
		const why = this.#refusal(id);
		if (why) {
			return { state: 'refused', why };
		}
		const sentAt = this.#deps.notes.get(id)?.sentAt;
		const work = await this.#begin(session, plan, 'deleted', sentAt);
		const found = sentAt === undefined ? 'notDone' : await this.#lookForCreated(work, sentAt);
		if (found === 'notDone') {
			return await this.#afterDeletion('gone', work);
		}
		if (found === 'unknown') {
			this.#over(id);
			await this.#deps.notes.release(id);
			return { state: 'unclear' };
		}
		return await this.#afterCreation(work, found.done, plan.position);
	}

	/**
	 * Goes on with a restart that a reload of the window interrupted. What was deleted is deleted again unless that was proven, and
	 * what may have been created is looked for first.
	 */
	async resume(session: AgoraSession, note: RestartNote, plan: RestartPlan): Promise<RestartOutcome> {
		return note.phase === 'deleting'
			? await this.restart(session, plan)
			: await this.createAgain(session, plan);
	}

	/** The restarts that a reload interrupted, without those that another window is at work on. */
	interrupted(accountId: string): readonly RestartNote[] {
		return this.#notesWithLease(accountId).flatMap(({ note, leftMs }) => (leftMs > 0 ? [] : [note]));
	}

	/** The restart of a player is not to be offered any more; its definition stays. */
	async settle(playerId: string): Promise<void> {
		await this.#deps.notes.delete(playerId);
	}

	/** The restart of a player is not to be finished: its definition is forgotten. */
	async discard(key: PlayerKey): Promise<void> {
		await this.#deps.notes.delete(key.playerId);
		await this.#deps.definitionMemory.forget(key);
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#looking?.dispose();
		for (const alarm of this.#leases.values()) {
			alarm.dispose();
		}
		this.#leases.clear();
	}

	#follow(): void {
		const { sessions, clock } = this.#deps;
		if (sessions.current !== this.#session) {
			this.#session = sessions.current;
			this.#looking?.dispose();
			this.#looking = this.#session && clock.setTimeout(() => this.#lookForInterrupted(), 0);
		}
	}

	/** Looks again when the lease of another window is over, which may be this one before it was reloaded. */
	#lookForInterrupted(): void {
		const { clock } = this.#deps;
		let next = Number.POSITIVE_INFINITY;
		for (const { note, leftMs } of this.#session ? this.#notesWithLease(this.#session.accountId) : []) {
			if (leftMs > 0) {
				next = Math.min(next, leftMs);
			} else if (!this.#offered.has(note.playerId)) {
				this.#offered.add(note.playerId);
				this.#interruptions.fire(note);
			}
		}
		this.#looking = Number.isFinite(next)
			? clock.setTimeout(() => this.#lookForInterrupted(), next)
			: undefined;
	}

	#notesWithLease(accountId: string): readonly { note: RestartNote; leftMs: number }[] {
		const { notes, clock } = this.#deps;
		return notes
			.of(accountId)
			.filter(({ playerId }) => !this.#running.has(playerId))
			.map((note) => {
				const leftMs = note.leasedUntil - clock.now();
				// The clock may have been set back: no lease is longer.
				return { note, leftMs: leftMs > LEASE_MS ? 0 : leftMs };
			});
	}

	#refusal(playerId: string): RestartRefusal | undefined {
		if (this.#running.has(playerId)) {
			return { state: 'restarting' };
		}
		const successor = this.#deps.ended.of(playerId)?.successor;
		return successor && { state: 'replaced', successor };
	}

	/** @param sentAt when an earlier attempt sent the request that creates the new player, if its outcome is not known. */
	async #begin(
		session: AgoraSession,
		plan: RestartPlan,
		phase: RestartNote['phase'],
		sentAt?: number,
	): Promise<Work> {
		const { notes, clock } = this.#deps;
		const { appId, player } = plan;
		const key = { accountId: session.accountId, appId, playerId: player.id };
		this.#running.add(player.id);
		// What this window fails to do it tells itself.
		this.#offered.add(player.id);
		await notes.set({
			...{ ...key, label: playerLabel(player), name: player.name, channelName: player.channelName, phase },
			...{ sentAt, position: plan.position, leasedUntil: clock.now() + LEASE_MS },
		});
		this.#renew(player.id);
		return { session, plan, key };
	}

	#renew(playerId: string): void {
		const { notes, clock } = this.#deps;
		const alarm = clock.setTimeout(() => {
			void notes.lease(playerId, clock.now());
			this.#renew(playerId);
		}, LEASE_MS / 3);
		this.#leases.set(playerId, alarm);
	}

	#over(playerId: string): void {
		this.#running.delete(playerId);
		this.#leases.get(playerId)?.dispose();
		this.#leases.delete(playerId);
	}

	/**
	 * Keeps the whole definition under the old player's id, also of one that was created elsewhere: from there it can be saved or
	 * created whatever happens.
	 *
	 * @returns whether nothing was kept before.
	 */
	async #hold({ key, plan: { creation } }: Work): Promise<boolean> {
		const remembered = await this.#deps.definitionMemory.read(key);
		if (remembered && !remembered.fromList) {
			return false;
		}
		const request = creation.origin ?? literalRequest(creation.project.appId, creation);
		await this.#deps.definitionMemory.remember(key, { ...request, fromList: true });
		return remembered === undefined;
	}

	/** Nothing was deleted, or it turned out to live. */
	async #giveUp({ key }: Work, isHeld: boolean): Promise<void> {
		this.#over(key.playerId);
		await this.#deps.notes.delete(key.playerId);
		if (isHeld) {
			await this.#deps.definitionMemory.forget(key);
		}
	}

	async #afterDeletion(end: DeletionEnd, work: Work): Promise<RestartOutcome> {
		const { notes } = this.#deps;
		const { session, plan, key } = work;
		if (end === 'abandoned') {
			this.#over(key.playerId);
			await notes.release(key.playerId);
			return { state: 'abandoned' };
		}
		if (end === 'alive') {
			await this.#giveUp(work, false);
			return { state: 'notDeleted', error: undefined };
		}
		const sentAt = session.client.serverNow();
		await notes.change(key.playerId, { phase: 'deleted', sentAt });
		let player: Player;
		let { position } = plan;
		const send = () => sendCreation(session, atPosition(plan.creation, position));
		try {
			player = await send().catch((error: unknown) => {
				// A file that is shorter than that has been played to its end.
				if (position === undefined || !isPositionRefused(error)) {
					throw error;
				}
				position = undefined;
				return send();
			});
		} catch (error) {
			this.#over(key.playerId);
			const isOpen = isAgoraError(error) && error.outcome === 'unknown';
			await notes.change(key.playerId, { sentAt: isOpen ? sentAt : undefined, leasedUntil: 0 });
			return { state: 'notCreated', error };
		}
		return await this.#afterCreation(work, player, position);
	}

	/** What is known of the old player is forgotten once the new one is remembered, and not before. */
	async #afterCreation(
		{ session, key, plan: { creation } }: Work,
		player: Player,
		position: number | undefined,
	): Promise<RestartOutcome> {
		const { sessions, store, ended, notes, definitionMemory, clock } = this.#deps;
		try {
			await ended.replaced(key.playerId, { id: player.id, label: playerLabel(player) });
			await notes.delete(key.playerId);
			// Where nobody is signed in any more the account was removed, and its secrets with it.
			if (sessions.current) {
				await rememberCreated(this.#deps, session, creation, player, position);
				await definitionMemory.forget(key);
			}
			return { state: 'created', player };
		} catch (error) {
			const notRemembered = error instanceof Error ? error : new Error(String(error));
			return { state: 'created', player, notRemembered };
		} finally {
			this.#over(key.playerId);
			if (sessions.current === session) {
				store.applyCreated(key.appId, player, clock.monotonic());
			}
		}
	}

	/** Whether a request to create the new player arrived whose response was lost. */
	async #lookForCreated(
		{ session: { client }, key, plan: { appId, creation } }: Work,
		sentAt: number,
	): Promise<LookupResult<Player>> {
		const { channelName } = creation.player;
		// What it created may have been restarted since, and that restart interrupted as well: then List shows neither.
		const isRestartedToo = this.#deps.notes
			.of(key.accountId)
			.some((note) => note.playerId !== key.playerId && note.channelName === channelName);
		if (isRestartedToo) {
			return 'unknown';
		}
		const lost = { startedAt: sentAt, lostAt: sentAt + LEASE_MS };
		// By then List shows what was created.
		const listIsBehindMs = sentAt + LEASE_MS - client.serverNow();
		if (listIsBehindMs > 0) {
			await client.clock.sleep(Math.min(listIsBehindMs, LEASE_MS));
		}
		try {
			const { players, rejected } = await listAllPlayers(client, { appId, channelName });
			const listed = new Set([...players.map(({ id }) => id), key.playerId]);
			// Agora may be moving it: then List showed it before.
			const missing = this.#deps.store
				.players(appId)
				.filter(({ player, condition }) => condition !== 'gone' && !listed.has(player.id));
			const all = [...players, ...missing.map(({ player }) => player)];
			return findCreated({ players: all, rejected }, creation.player, lost);
		} catch {
			return 'unknown';
		}
	}
}

function atPosition(creation: Creation, seekPosition: number | undefined): Creation {
	return seekPosition === undefined
		? creation
		: { ...creation, player: { ...creation.player, seekPosition } };
}

function isPositionRefused(error: unknown): boolean {
	return isAgoraError(error, 'invalid') && /seekPosition/i.test(error.agoraMessage ?? '');
}
