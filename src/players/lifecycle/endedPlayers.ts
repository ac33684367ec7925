import type { Memento } from 'vscode';
import { isObject } from '../../agora/parsing';
import { BoundedMemento } from '../../ui/boundedMemento';

/** What became of a player that was deleted from here. */
export interface EndedPlayer {
	/** The player that was created in its place; undefined where it was only deleted. */
	readonly successor: { readonly id: string; readonly label: string } | undefined;
}

/**
 * Remembers over reloads which players were deleted or replaced from here, so that a row or message that is still open does not act
 * on one of them as if it lived.
 */
export class EndedPlayers {
	readonly #ended: BoundedMemento<EndedPlayer>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#ended = new BoundedMemento(memento, 'agora.endedPlayers', 500, readEnded);
	}

	/** What became of a player, and of those that took its place: the last one of them. */
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
