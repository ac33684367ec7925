import { AgoraError, isAgoraError } from '../../agora/errors';
import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { type RememberDeps, rememberCreated } from '../create/sendCreation';
import type { PlayerKey, StoredRequests } from '../definitions/storedRequests';
import { literalRequest } from '../definitions/storedRequests';
import { playerLabel } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import type { EndedPlayer, EndedPlayers, RestartNote, RestartNotes } from './lifecycleMemory';
import type { DeletionEnd } from './pendingDeletion';
import type { PlayerDeletions } from './playerDeletions';
import { createReplacement, lookUpReplacement, type Replacement, type RestartPlan } from './restartCalls';
import { RestartLeases } from './restartLeases';

export interface RestartDeps extends RememberDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<PlayerStore, 'player' | 'players' | 'loadable' | 'applyCreated'>;
	readonly deletions: PlayerDeletions;
	readonly requests: Pick<StoredRequests, 'read' | 'remember' | 'forget'>;
	readonly notes: RestartNotes;
	readonly ended: EndedPlayers;
	readonly clock: Clock;
}

/** The state of a player when it is about to be restarted, by a new reading. */
export type ResolvedPlayer =
	| { readonly state: 'replaced'; readonly successor: NonNullable<EndedPlayer['successor']> }
	/** It was deleted from here and not replaced. */
	| { readonly state: 'deleted' }
	/** It is already being restarted. */
	| { readonly state: 'restarting' }
	| {
			readonly state: 'restartable';
			readonly shown: ShownPlayer;
			/** Whether it is proven to be gone. It is deleted first in any case. */
			readonly knownGone: boolean;
	  };

/** Why a player is not restarted. */
export type RestartRefusal = Exclude<ResolvedPlayer, { readonly state: 'restartable' }>;

export type RestartOutcome =
	| {
			readonly state: 'created';
			readonly player: Player;
			/** Why what it was created from could not be remembered. */
			readonly notRemembered?: Error | undefined;
	  }
	/** Another restart or a deletion started while this one was prepared. Nothing was sent. */
	| { readonly state: 'refused'; readonly why: RestartRefusal }
	/** The old player is not proven to be gone yet. The restart continues in the background. */
	| { readonly state: 'waiting'; readonly ended: Promise<RestartOutcome> }
	/** The old player exists although it was deleted repeatedly, or the deletion was refused. Nothing was created. */
	| { readonly state: 'notDeleted'; readonly error: unknown }
	/** The old player is gone and the new one could not be created. The definition stays stored. */
	| { readonly state: 'notCreated'; readonly error: unknown }
	/** Nothing was created, since an interrupted restart may have created the player. */
	| { readonly state: 'unclear' }
	/** The user left the account before the deletion was proven. The restart is offered again after the next sign-in. */
	| { readonly state: 'cancelled' };

interface Work {
	readonly session: AgoraSession;
	readonly plan: RestartPlan;
	readonly key: PlayerKey;
}

/** How long a restart waits for the proof of a deletion before it reports `waiting`: a little longer than List needs. */
const PROOF_MS = 15_000;

/** Replaces players: deletes the old player, creates the new one once the old one is gone, and stores the definition until then. */
export class PlayerRestarts implements Disposable {
	readonly #deps: RestartDeps;
	readonly leases: RestartLeases;

	constructor(deps: RestartDeps) {
		this.#deps = deps;
		this.leases = new RestartLeases(deps);
	}

	/**
	 * Reads the project again and returns the state of a player.
	 *
	 * @param seen the player as the row or message showed it.
	 * @param asOf when the user started the command, where it restarts several players; now by default.
	 * @throws the reason why the project could not be read.
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
			// There is no error if the user left the account.
			const error = { kind: 'cancelled', operation: 'listPlayers', message: 'the account was left' } as const;
			throw store.loadable(appId).error ?? new AgoraError(error);
		}
		const shown = store.player(appId, id);
		const after = this.#refusal(id);
		if (after) {
			return after;
		}
		// A row that List does not confirm is outdated, or another deletion of the same player.
		const isListed = shown && shown.condition !== 'moving' && shown.condition !== 'gone';
		if (ended.of(id) && !isListed) {
			return { state: 'deleted' };
		}
		const knownGone = (shown ?? seen).condition === 'gone';
		return { state: 'restartable', shown: shown ?? seen, knownGone };
	}

	/** Deletes the old player, and creates the new one as soon as the deletion is proven. */
	async restart(session: AgoraSession, plan: RestartPlan, signal?: AbortSignal): Promise<RestartOutcome> {
		const { deletions } = this.#deps;
		const { appId, player, knownGone, asOf } = plan;
		// Another restart may have started since `resolve`, while questions were open.
		const why = this.#refusal(player.id);
		if (why) {
			return { state: 'refused', why };
		}
		const work = await this.#begin(session, plan, 'deleting');
		let isStored = false;
		try {
			isStored = await this.#storeDefinition(work);
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
			await this.#abort(work, isStored);
			return { state: 'notDeleted', error };
		}
	}

	/**
	 * Creates the new player after the old one was deleted and the creation failed. Looks up first whether an earlier attempt
	 * created it.
	 */
	async createAgain(session: AgoraSession, plan: RestartPlan): Promise<RestartOutcome> {
		const { id } = plan.player;
		const why = this.#refusal(id);
		if (why) {
			return { state: 'refused', why };
		}
		const sentAt = this.#deps.notes.get(id)?.sentAt;
		const work = await this.#begin(session, plan, 'deleted', sentAt);
		const found =
			sentAt === undefined ? 'notDone' : await lookUpReplacement(this.#deps, session, plan, sentAt);
		if (found === 'notDone') {
			return await this.#afterDeletion('gone', work);
		}
		if (found === 'unknown') {
			this.leases.end(id);
			await this.#deps.notes.release(id);
			return { state: 'unclear' };
		}
		return await this.#afterCreation(work, found.done, plan.position);
	}

	/**
	 * Continues a restart that a reload of the window interrupted: deletes the old player again unless that was proven, or looks up
	 * first whether the new player was created.
	 */
	async resume(session: AgoraSession, note: RestartNote, plan: RestartPlan): Promise<RestartOutcome> {
		return note.phase === 'deleting'
			? await this.restart(session, plan)
			: await this.createAgain(session, plan);
	}

	/** Stops offering the restart of a player, and keeps its definition. */
	async stopOffering(playerId: string): Promise<void> {
		await this.#deps.notes.delete(playerId);
	}

	/** Stops offering the restart of a player, and deletes its definition. */
	async discard(key: PlayerKey): Promise<void> {
		await this.#deps.notes.delete(key.playerId);
		await this.#deps.requests.forget(key);
	}

	dispose(): void {
		this.leases.dispose();
	}

	#refusal(playerId: string): RestartRefusal | undefined {
		if (this.leases.isRunning(playerId)) {
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
		const { appId, player } = plan;
		const key = { accountId: session.accountId, appId, playerId: player.id };
		await this.leases.start({
			...{ ...key, label: playerLabel(player), name: player.name, channelName: player.channelName, phase },
			...{ sentAt, position: plan.position },
		});
		return { session, plan, key };
	}

	/**
	 * Stores the whole definition under the old player's id, also for one that was created elsewhere, so that it can be saved or used
	 * later in any case.
	 *
	 * @returns whether nothing was stored before.
	 */
	async #storeDefinition({ key, plan: { creation } }: Work): Promise<boolean> {
		const remembered = await this.#deps.requests.read(key);
		if (remembered && !remembered.fromList) {
			return false;
		}
		const request = creation.origin ?? literalRequest(creation.project.appId, creation);
		await this.#deps.requests.remember(key, { ...request, fromList: true });
		return remembered === undefined;
	}

	/** Nothing was deleted, or the player still exists. */
	async #abort({ key }: Work, isStored: boolean): Promise<void> {
		this.leases.end(key.playerId);
		await this.#deps.notes.delete(key.playerId);
		if (isStored) {
			await this.#deps.requests.forget(key);
		}
	}

	async #afterDeletion(end: DeletionEnd, work: Work): Promise<RestartOutcome> {
		const { notes } = this.#deps;
		const { session, plan, key } = work;
		if (end === 'cancelled') {
			this.leases.end(key.playerId);
			await notes.release(key.playerId);
			return { state: 'cancelled' };
		}
		if (end === 'alive') {
			await this.#abort(work, false);
			return { state: 'notDeleted', error: undefined };
		}
		const sentAt = session.client.serverNow();
		await notes.change(key.playerId, { phase: 'deleted', sentAt });
		let created: Replacement;
		try {
			created = await createReplacement(session, plan);
		} catch (error) {
			this.leases.end(key.playerId);
			const isOpen = isAgoraError(error) && error.outcome === 'unknown';
			await notes.change(key.playerId, { sentAt: isOpen ? sentAt : undefined, leasedUntil: 0 });
			return { state: 'notCreated', error };
		}
		return await this.#afterCreation(work, created.player, created.position);
	}

	/** Deletes what is stored for the old player, after it has stored the new one. */
	async #afterCreation(
		{ session, key, plan: { creation } }: Work,
		player: Player,
		position: number | undefined,
	): Promise<RestartOutcome> {
		const { sessions, store, ended, notes, requests, clock } = this.#deps;
		try {
			await ended.replaced(key.playerId, { id: player.id, label: playerLabel(player) });
			await notes.delete(key.playerId);
			// After a sign-out, the secrets of the account are removed.
			if (sessions.current) {
				await rememberCreated(this.#deps, session, creation, player, position);
				await requests.forget(key);
			}
			return { state: 'created', player };
		} catch (error) {
			const notRemembered = error instanceof Error ? error : new Error(String(error));
			return { state: 'created', player, notRemembered };
		} finally {
			this.leases.end(key.playerId);
			if (sessions.current === session) {
				store.applyCreated(key.appId, player, clock.monotonic());
			}
		}
	}
}
