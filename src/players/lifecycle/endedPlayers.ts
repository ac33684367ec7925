import type { Memento } from 'vscode';
import { isObject } from '../../agora/parsing';
import { BoundedMemento } from '../../ui/boundedMemento';

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
