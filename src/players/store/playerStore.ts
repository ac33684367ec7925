import type { Player } from '../../agora/mediaPull/player';
import type { Disposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import type { Paused, PausedPlayers, PauseWrite } from '../control/sentUpdates';
import type { PlayerReading, ShownPlayer } from './playerConditions';
import {
	type AfterReading,
	afterCreate,
	afterDelete,
	afterPart,
	afterPause,
	afterReading,
	afterUnprovenDelete,
	NO_PLAYERS,
	type ProjectPlayers,
} from './projectPlayers';

/** Which players changed. */
export interface PlayersChange {
	/** The project; undefined for all projects, such as after a sign-out. */
	readonly appId: string | undefined;
	/**
	 * The ids of the players whose rows changed; `all` if players were added, removed or reordered. Empty if the project was read
	 * for the first time, or its error changed.
	 */
	readonly players: ReadonlySet<string> | 'all';
}

/** A player that one reading found in another condition than the one before, or for the first time. */
export interface PlayerTransition {
	readonly appId: string;
	readonly shown: ShownPlayer;
	/** A notification said so, not a reading. */
	readonly byEvent?: true;
}

/** A change that was made from here, which List shows later. */
export interface PlayerAct {
	readonly appId: string;
	readonly id: string;
	readonly act: 'created' | 'deleting' | 'deleted' | 'paused' | 'changed';
}

/** A complete reading of a project. */
export interface ProjectReading {
	readonly appId: string;
	readonly reading: PlayerReading;
}

interface Project {
	readonly players: ProjectPlayers;
	readonly error: unknown;
	/** `players.shown` as an array. The same array until one of the players changes. */
	readonly list: readonly ShownPlayer[];
}

const NOT_READ: Project = { players: NO_PLAYERS, error: undefined, list: [] };

/** Stores the players of all projects, by the App ID of the project. */
export class PlayerStore implements Disposable {
	readonly #changed = new Emitter<PlayersChange>();
	readonly #transitioned = new Emitter<readonly PlayerTransition[]>();
	readonly #acted = new Emitter<PlayerAct>();
	readonly #wasRead = new Emitter<ProjectReading>();
	readonly #projects = new Map<string, Project>();
	readonly #withPlayers = new Set<string>();
	readonly #failing = new Set<string>();
	readonly #paused: Pick<PausedPlayers, 'of' | 'begin' | 'end'>;

	readonly onDidChange = this.#changed.event;
	/** What changed between two readings of a project, or by a notification, without changes made from here. */
	readonly onDidTransition = this.#transitioned.event;
	readonly onDidAct = this.#acted.event;
	/** A complete reading of a project was applied. */
	readonly onDidRead = this.#wasRead.event;

	constructor(paused: Pick<PausedPlayers, 'of' | 'begin' | 'end'>) {
		this.#paused = paused;
	}

	/** The App IDs of the projects that have players to show. */
	get appIdsWithPlayers(): ReadonlySet<string> {
		return this.#withPlayers;
	}

	/** The App IDs of the projects whose last reading failed. */
	get failingAppIds(): ReadonlySet<string> {
		return this.#failing;
	}

	/** The last reading of a project, and the error of the last attempt. */
	loadable(appId: string): Loadable<readonly ShownPlayer[]> {
		const { players, error, list } = this.#project(appId);
		const value = players.read && list;
		return { value, loadedAt: players.read?.readAt, error, loading: false };
	}

	/** The players of a project to show, in the order of List: ascending by creation. */
	players(appId: string): readonly ShownPlayer[] {
		return this.#project(appId).list;
	}

	/** Undefined if the player is not shown. */
	player(appId: string, id: string): ShownPlayer | undefined {
		return this.#project(appId).players.shown.get(id);
	}

	/** Ignores a reading that started before the stored one. */
	applyReading(appId: string, reading: PlayerReading): void {
		const before = this.#project(appId).players;
		if (before.read && before.read.startedAt > reading.startedAt) {
			return;
		}
		const { players, transitions } = afterReading(before, reading, (id) => this.#paused.of(id));
		this.#replace(appId, players, undefined);
		if (transitions.length > 0) {
			this.#transitioned.fire(transitions.map((shown) => ({ appId, shown })));
		}
		this.#wasRead.fire({ appId, reading });
	}

	/** Applies a reading of some players of a project. The others stay as they are. */
	applyPart(appId: string, reading: PlayerReading): void {
		const { players: before, error } = this.#project(appId);
		if (before.read && before.read.startedAt > reading.startedAt) {
			return;
		}
		const { players, transitions } = afterPart(before, reading, (id) => this.#paused.of(id));
		this.#replace(appId, players, error);
		if (transitions.length > 0) {
			this.#transitioned.fire(transitions.map((shown) => ({ appId, shown })));
		}
	}

	/** Applies what a notification says about a player of a project. */
	applyEvent<After extends AfterReading>(
		appId: string,
		change: (players: ProjectPlayers, isPaused: (id: string) => Paused) => After,
	): After {
		const { players: before, error } = this.#project(appId);
		const after = change(before, (id) => this.#paused.of(id));
		if (after.players !== before) {
			this.#replace(appId, after.players, error);
		}
		if (after.transitions.length > 0) {
			this.#transitioned.fire(after.transitions.map((shown) => ({ appId, shown, byEvent: true })));
		}
		return after;
	}

	/** Keeps the players, and stores why the reading failed. */
	applyFailure(appId: string, error: unknown): void {
		this.#replace(appId, this.#project(appId).players, error);
	}

	/** Shows a player at once, since List shows it only after about ten seconds. `now` is by the monotonic clock. */
	applyCreated(appId: string, player: Player, now: number): void {
		this.#act({ appId, id: player.id, act: 'created' }, (players) => afterCreate(players, player, now));
	}

	/** Hides a player at once, although List may still show it. */
	applyDeleted(appId: string, { id }: Pick<Player, 'id'>, now: number): void {
		this.#act({ appId, id, act: 'deleted' }, (players) => afterDelete(players, id, now));
	}

	/** Shows a player as perhaps moving: its deletion is not proven. */
	applyDeleting(appId: string, player: Player, now: number): void {
		this.#act({ appId, id: player.id, act: 'deleting' }, (players) =>
			afterUnprovenDelete(players, player, now),
		);
	}

	/** Await this before a player is paused or resumed, so that it is shown as perhaps paused if the response is lost. */
	async beginPause(id: string, paused: boolean): Promise<PauseWrite> {
		return await this.#paused.begin(id, paused);
	}

	/** Shows the result of a pause or a resume at once. Resolves when it is stored. */
	async endPause(
		appId: string,
		write: PauseWrite,
		outcome: 'done' | 'notDone' | 'unknown',
		now: number,
	): Promise<void> {
		const { id } = write;
		const stored = this.#paused.end(write, outcome);
		// Not after a sign-out.
		if (this.#projects.has(appId)) {
			this.#act({ appId, id, act: 'paused' }, (players) => afterPause(players, id, this.#paused.of(id), now));
		}
		await stored;
	}

	/** Reports a change that no row shows, so that the project is read soon. */
	applyChanged(appId: string, id: string): void {
		this.#acted.fire({ appId, id, act: 'changed' });
	}

	clear(): void {
		this.#projects.clear();
		this.#withPlayers.clear();
		this.#failing.clear();
		this.#changed.fire({ appId: undefined, players: 'all' });
	}

	dispose(): void {
		this.#changed.dispose();
		this.#transitioned.dispose();
		this.#acted.dispose();
		this.#wasRead.dispose();
	}

	#project(appId: string): Project {
		return this.#projects.get(appId) ?? NOT_READ;
	}

	#act(act: PlayerAct, change: (players: ProjectPlayers) => ProjectPlayers): void {
		const { players, error } = this.#project(act.appId);
		this.#replace(act.appId, change(players), error);
		this.#acted.fire(act);
	}

	#replace(appId: string, players: ProjectPlayers, error: unknown): void {
		const before = this.#project(appId);
		const shown = [...players.shown.values()];
		const differing = differences(before.list, shown);
		const list = differing !== 'all' && differing.size === 0 ? before.list : shown;
		this.#projects.set(appId, { players, error, list });
		setMembership(this.#withPlayers, appId, list.length > 0);
		setMembership(this.#failing, appId, error !== undefined);
		const isFirst = before.players.read === undefined && players.read !== undefined;
		// A reading without changes fires nothing: the view updates ages by a timer.
		if (list !== before.list || isFirst || error !== before.error) {
			this.#changed.fire({ appId, players: differing });
		}
	}
}

function setMembership(ids: Set<string>, id: string, isMember: boolean): void {
	if (isMember) {
		ids.add(id);
	} else {
		ids.delete(id);
	}
}

function differences(
	before: readonly ShownPlayer[],
	after: readonly ShownPlayer[],
): ReadonlySet<string> | 'all' {
	if (before.length !== after.length) {
		return 'all';
	}
	const ids = new Set<string>();
	for (const [at, shown] of after.entries()) {
		const { id } = shown.player;
		if (before[at]?.player.id !== id) {
			return 'all';
		}
		if (before[at] !== shown) {
			ids.add(id);
		}
	}
	return ids;
}
