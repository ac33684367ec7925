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
