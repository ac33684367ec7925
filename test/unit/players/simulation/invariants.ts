import type { Condition } from '../../../../src/players/store/playerConditions';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import { isMoving, statusAt } from '../../../../src/sandbox/player';
import type { Row, SimulatedUser } from './simulatedUser';
import type { Simulation } from './simulation';

/** The period of one refresh with its jitter. */
const REFRESH_MS = 12_000;
const FAILOVER_MS = 240_000;
const GONE_SHOWN_MS = 60_000;
const HIDDEN_MS = 20_000;
/** The maximum time of a request and its response. */
const LONGEST_READING_MS = 1000;

/** Checks at any time that no existing player is shown as gone. */
export function checkAlways(simulation: Simulation, user: SimulatedUser): void {
	const alive = aliveById(simulation);
	const { rows } = user;
	for (const id of alive.keys()) {
		simulation.aliveAt.set(id, simulation.time.now());
	}
	user.see(rows);
	for (const { shown } of rows) {
		const player = alive.get(shown.player.id);
		if (shown.condition === 'gone' && player && !mayBeCalledGone(simulation, player)) {
			simulation.violate(`${nameOf(player)} is shown as gone although it exists`);
		}
	}
}

/** Whether Agora took longer to move the player than documented. The next reading shows it again. */
function mayBeCalledGone(
	{ movedTooLong, window }: Simulation,
	{ id, appId, movesUntil }: SandboxPlayer,
): boolean {
	const { loadedAt = 0 } = window.store.loadable(appId);
	return movedTooLong.has(id) && loadedAt <= movesUntil + LONGEST_READING_MS;
}

/**
 * Whether Agora took longer to move the player than documented, so that it may have counted as gone. A deleted player is hidden for
 * a while, since List may still show it, and is then deleted again.
 */
function cameBackLate({ movedTooLong, time }: Simulation, player: SandboxPlayer): boolean {
	return movedTooLong.has(player.id) && isMoving(player, time.now() - REFRESH_MS - HIDDEN_MS);
}

/** Checks the state after all actions have ended, List is up to date, and the players were read. */
export function checkSettled(simulation: Simulation, user: SimulatedUser): void {
	const { window } = simulation;
	const session = window.sessions.current;
	if (!session || window.projects.loadable.error !== undefined) {
		return;
	}
	const alive = aliveById(simulation);
	checkLifecycle(simulation, session.accountId, alive);
	checkPresence(simulation, user, alive);
	checkStates(simulation, user, alive);
}

/** Deleted players do not exist, no restart loses a player without a message, and no player exists twice. */
function checkLifecycle(
	simulation: Simulation,
	accountId: string,
	alive: ReadonlyMap<string, SandboxPlayer>,
): void {
	const { lifecycle, store } = simulation.window;
	for (const { playerId, appId } of lifecycle.deletions.pending) {
		if (store.loadable(appId).error === undefined && alive.has(playerId)) {
			simulation.violate(`${playerId.slice(0, 4)} was to be deleted and still exists`);
		}
	}
	// The user accepted the offers to continue interrupted restarts.
	for (const [id, { account, channelName }] of simulation.beingReplaced) {
		if (account === accountId) {
			simulation.violate(`${channelName} ${id.slice(0, 4)} was deleted by a restart and not created again`);
		}
	}
	for (const id of simulation.unannounced) {
		simulation.violate(`${id.slice(0, 4)} was to be restarted, but was not, and no message gives a reason`);
	}
	for (const all of byChannel(alive.values())) {
		const twins = all.filter((player) => !cameBackLate(simulation, player));
		if (twins.length > 1) {
			simulation.violate(`${twins.map(nameOf).join(' and ')} exist in one channel`);
		}
	}
}

/** Every player that exists has one row, or its project is shown as not read. */
function checkPresence(
	simulation: Simulation,
	{ rows, seen }: SimulatedUser,
	alive: ReadonlyMap<string, SandboxPlayer>,
): void {
	const { time, setting } = simulation;
	const shown = new Set(rows.map(({ shown: { player } }) => player.id));
	if (shown.size < rows.length) {
		simulation.violate('a player has two rows');
	}
	for (const player of alive.values()) {
		const { id, appId, createdAt } = player;
		const wasMoving = isMoving(player, time.now() - REFRESH_MS);
		const isUnseen = cameBackLate(simulation, player) || (wasMoving && !seen.has(id));
		// The view shows the age of a reading, which may be high if there are many projects.
		const { loadedAt = 0 } = simulation.window.store.loadable(appId);
		const isNewer = loadedAt < createdAt + setting.listLagSeconds * 1000 + REFRESH_MS;
		if (!shown.has(id) && !isUnread(simulation, appId) && !isUnseen && !isNewer) {
			simulation.violate(
				`${nameOf(player)} lives, and is neither on screen nor in a project named as unread`,
			);
		}
	}
}

/** Every row shows the actual state. */
function checkStates(
	simulation: Simulation,
	user: SimulatedUser,
	alive: ReadonlyMap<string, SandboxPlayer>,
): void {
	const { window, time, aliveAt, setting } = simulation;
	const now = time.now();
	const deleting = new Set(window.lifecycle.deletions.pending.map(({ playerId }) => playerId));
	for (const row of user.rows) {
		const { player } = row.shown;
		const lateMs = REFRESH_MS + setting.listLagAfterDeleteSeconds * 1000;
		const endedLately = !alive.has(player.id) && now - (aliveAt.get(player.id) ?? 0) <= lateMs;
		const isDeleting = deleting.has(player.id) && row.shown.condition === 'moving';
		if (!endedLately && !isDeleting && !isUnread(simulation, row.appId)) {
			const wrong = wrongState(row, alive.get(player.id), user, now);
			if (wrong !== undefined) {
				simulation.violate(`${nameOf(player)} ${wrong}`);
			}
		}
	}
}

function isUnread({ window }: Simulation, appId: string): boolean {
	const { value, error } = window.store.loadable(appId);
	return value === undefined || error !== undefined;
}

/** What a row shows wrongly; undefined if nothing. */
function wrongState(
	{ shown }: Row,
	player: SandboxPlayer | undefined,
	user: SimulatedUser,
	now: number,
): string | undefined {
	const { condition, since } = shown;
	const wrong = `is shown as ${condition}`;
	if (!player) {
		if (condition === 'gone') {
			return now - since > GONE_SHOWN_MS + REFRESH_MS ? `${wrong} for too long` : undefined;
		}
		return isPerhapsMoving(condition) && now - since <= FAILOVER_MS + REFRESH_MS
			? undefined
			: `${wrong}, and does not exist`;
	}
	if (isMoving(player, now)) {
		return isPerhapsMoving(condition) || condition === 'gone' ? undefined : `${wrong}, and is being moved`;
	}
	// It may have changed since the last reading.
	const lately = now - REFRESH_MS;
	if (isMoving(player, lately) && (isPerhapsMoving(condition) || condition === 'gone')) {
		return undefined;
	}
	const statuses = Array.from({ length: REFRESH_MS / 1000 + 1 }, (_, seconds) =>
		statusAt(player, Math.max(player.createdAt, now - seconds * 1000)),
	);
	const isPaused = player.playback.paused && !statuses.includes('failed');
	const expected = isPaused ? ['paused'] : statuses;
	const isRight =
		expected.includes(condition === 'stuck' ? 'connecting' : condition) ||
		(condition === 'perhapsPaused' && user.pausedHere.has(player.id)) ||
		user.pausedElsewhere.has(player.id) ||
		// List may return no more than its id, name and time.
		shown.player.status === undefined;
	return isRight ? undefined : `${wrong} instead of ${expected[0]}`;
}

function byChannel(players: Iterable<SandboxPlayer>): Iterable<readonly SandboxPlayer[]> {
	const channels = new Map<string, SandboxPlayer[]>();
	for (const player of players) {
		channels.set(player.channelName, [...(channels.get(player.channelName) ?? []), player]);
	}
	return channels.values();
}

/** Agora may also move a player that was just created and that List has never shown. */
function isPerhapsMoving(condition: Condition): boolean {
	return condition === 'moving' || condition === 'justCreated';
}

function aliveById(simulation: Simulation): ReadonlyMap<string, SandboxPlayer> {
	const account = simulation.window.sessions.current?.accountId;
	const players = account === undefined ? [] : simulation.server(account).state.players;
	return new Map(players.map((each) => [each.id, each]));
}

function nameOf({
	channelName,
	id,
}: {
	readonly channelName: string | undefined;
	readonly id: string;
}): string {
	return `${channelName ?? '?'} ${id.slice(0, 4)}`;
}
