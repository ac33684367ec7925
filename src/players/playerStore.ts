import type { Player } from '../agora/mediaPull/playerSchema';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import { type Known, nothingKnown } from '../platform/known';
import { LIST_LAG_MS, type LocalChange, mergePlayers, type ShownPlayer } from './mergePlayers';

/** The only keeper of what is known of the players, by the App ID of their project. */
export class PlayerStore implements Disposable {
	private readonly changed = new Emitter<void>();
	private readonly listed = new Map<string, Known<readonly Player[]>>();
	private readonly created = new Map<string, LocalChange[]>();
	private readonly deleted = new Map<string, LocalChange[]>();

	readonly onDidChange = this.changed.event;

	/** What List last told of a project, and how the newest attempt went. */
	known(appId: string): Known<readonly Player[]> {
		return this.listed.get(appId) ?? nothingKnown();
	}

	/** The players of a project as they are to be shown: in List's order, ascending by creation. */
	players(appId: string): ShownPlayer[] {
		const { value = [], readAt } = this.known(appId);
		return mergePlayers(value, readAt, this.created.get(appId) ?? [], this.deleted.get(appId) ?? []);
	}

	set(appId: string, known: Known<readonly Player[]>): void {
		this.listed.set(appId, known);
		this.changed.fire();
	}

	/** Shows a player at once, since List tells of it only after about ten seconds. */
	applyCreated(appId: string, player: Player, now: number): void {
		add(this.created, appId, { player, at: now });
		this.changed.fire();
	}

	/** Hides a player at once, since List may still tell of it. */
	applyDeleted(appId: string, player: Player, now: number): void {
		add(this.deleted, appId, { player, at: now });
		this.changed.fire();
	}

	clear(): void {
		this.listed.clear();
		this.created.clear();
		this.deleted.clear();
		this.changed.fire();
	}

	dispose(): void {
		this.changed.dispose();
	}
}

function add(changes: Map<string, LocalChange[]>, appId: string, change: LocalChange): void {
	const recent = (changes.get(appId) ?? []).filter(({ at }) => at + 2 * LIST_LAG_MS > change.at);
	changes.set(appId, [...recent, change]);
}
