import type { Memento } from 'vscode';
import { isObject } from '../../agora/parsing';
import { BoundedMemento } from '../../ui/boundedMemento';
import type { PlayerKey } from '../definitions/storedRequests';

/** How long a window holds the restart of a player unless it renews the lease. */
export const LEASE_MS = 30_000;

/**
 * A restart in progress: without it, a reload between deletion and creation would lose the player. The definition is stored under the
 * old player's id, and its secrets in the secret storage.
 */
export interface RestartNote extends PlayerKey {
	/** The name of the player in messages. */
	readonly label: string;
	readonly name: string | undefined;
	readonly channelName: string | undefined;
	/** `deleting` until the deletion is proven. */
	readonly phase: 'deleting' | 'deleted';
	/** When the request that creates the new player was sent, by Agora's clock; undefined if it was not sent, or was refused. */
	readonly sentAt: number | undefined;
	/** Where in a file the new player starts, in seconds. */
	readonly position: number | undefined;
	/** When the lease of a window ends, in milliseconds since 1970. */
	readonly leasedUntil: number;
}

/** Stores restarts in progress over reloads, for all windows. Contains no secrets. */
export class RestartNotes {
	readonly #notes: BoundedMemento<RestartNote>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#notes = new BoundedMemento(memento, 'agora.pendingRestarts', 100, readNote);
	}

	get(playerId: string): RestartNote | undefined {
		return this.#notes.get(playerId);
	}

	of(accountId: string): readonly RestartNote[] {
		return [...this.#notes.entries.values()].filter((note) => note.accountId === accountId);
	}

	async set(note: RestartNote): Promise<void> {
		await this.#notes.set(note.playerId, note);
	}

	/** Does nothing if the note no longer exists. */
	async change(
		playerId: string,
		change: Partial<Pick<RestartNote, 'phase' | 'sentAt' | 'leasedUntil'>>,
	): Promise<void> {
		if (this.#notes.get(playerId)) {
			await this.#notes.update(playerId, (note) => note && { ...note, ...change });
		}
	}

	/** Prevents other windows from offering a restart that runs here. */
	async lease(playerId: string, now: number): Promise<void> {
		await this.change(playerId, { leasedUntil: now + LEASE_MS });
	}

	/** Lets every window offer the restart. */
	async release(playerId: string): Promise<void> {
		await this.change(playerId, { leasedUntil: 0 });
	}

	async delete(playerId: string): Promise<void> {
		await this.#notes.delete(playerId);
	}
}

function readNote(value: unknown): RestartNote | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { accountId, appId, playerId, label, name, channelName, phase, sentAt, position, leasedUntil } =
		value;
	const isWhole =
		typeof accountId === 'string' &&
		typeof appId === 'string' &&
		typeof playerId === 'string' &&
		typeof label === 'string' &&
		typeof leasedUntil === 'number';
	return isWhole
		? {
				...{ accountId, appId, playerId, label, leasedUntil },
				name: typeof name === 'string' ? name : undefined,
				channelName: typeof channelName === 'string' ? channelName : undefined,
				phase: phase === 'deleted' ? 'deleted' : 'deleting',
				sentAt: typeof sentAt === 'number' ? sentAt : undefined,
				position: typeof position === 'number' ? position : undefined,
			}
		: undefined;
}

/** A player that was deleted from here. */
export interface EndedPlayer {
	/** The player that replaced it; undefined if it was only deleted. */
	readonly successor: { readonly id: string; readonly label: string } | undefined;
}

/**
 * Stores over reloads which players were deleted or replaced from here, so that a row or message that is still open does not act on
 * them.
 */
export class EndedPlayers {
	readonly #ended: BoundedMemento<EndedPlayer>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#ended = new BoundedMemento(memento, 'agora.endedPlayers', 500, readEnded);
	}

	/** How a player ended, with the last player of the chain that replaced it. */
	of(playerId: string): EndedPlayer | undefined {
		let ended = this.#ended.get(playerId);
		const seen = new Set([playerId]);
		while (ended?.successor && !seen.has(ended.successor.id)) {
			seen.add(ended.successor.id);
			const next = this.#ended.get(ended.successor.id);
			if (!next?.successor) {
				break;
			}
			ended = next;
		}
		return ended;
	}

	async deleted(playerId: string): Promise<void> {
		await this.#ended.update(playerId, (stored) => stored ?? { successor: undefined });
	}

	async replaced(playerId: string, successor: EndedPlayer['successor']): Promise<void> {
		await this.#ended.set(playerId, { successor });
	}
}

function readEnded(value: unknown): EndedPlayer | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { successor } = value;
	return isObject(successor) && typeof successor.id === 'string' && typeof successor.label === 'string'
		? { successor: { id: successor.id, label: successor.label } }
		: { successor: undefined };
}
