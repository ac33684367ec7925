import type { Condition } from '../../../../src/players/store/playerConditions';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import { isMoving, statusAt } from '../../../../src/sandbox/player';
import type { Row, SimulatedUser } from './simulatedUser';
import type { Simulation } from './simulation';

/** One refresh, with its jitter. */
const REFRESH_MS = 12_000;
const FAILOVER_MS = 240_000;
const GONE_SHOWN_MS = 60_000;
const HIDDEN_MS = 20_000;
/** Both ways of a request. */
const LONGEST_READING_MS = 1000;

/** What holds at every moment: a player that lives is never called gone. */
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
			simulation.violate(`${nameOf(player)} is called gone, and lives`);
		}
	}
}

/** Agora took longer to move it than it says; then the next reading shows it again. */
function mayBeCalledGone(
	{ movedTooLong, window }: Simulation,
	{ id, appId, movesUntil }: SandboxPlayer,
): boolean {
	const { loadedAt = 0 } = window.store.loadable(appId);
	return movedTooLong.has(id) && loadedAt <= movesUntil + LONGEST_READING_MS;
}

/**
 * Agora took longer to move it than it says, and it was perhaps taken for gone. What was deleted is hidden for a while, as List may
 * still show it, and then deleted again.
 */
function cameBackLate({ movedTooLong, time }: Simulation, player: SandboxPlayer): boolean {
	return movedTooLong.has(player.id) && isMoving(player, time.now() - REFRESH_MS - HIDDEN_MS);
}

/** What holds once nothing happens any more, List has caught up, and the players were read. */
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

/** What was to be deleted does not live, what was to be replaced is not lost silently, and nothing lives twice. */
function checkLifecycle(
	simulation: Simulation,
	accountId: string,
	alive: ReadonlyMap<string, SandboxPlayer>,
): void {
	const { lifecycle, store } = simulation.window;
	for (const { playerId, appId } of lifecycle.deletions.pending) {
		if (store.loadable(appId).error === undefined && alive.has(playerId)) {
			simulation.violate(`${playerId.slice(0, 4)} was to be deleted, and lives`);
		}
	}
	// What a reload interrupted was offered, and accepted.
	for (const [id, { account, channelName }] of simulation.beingReplaced) {
		if (account === accountId) {
			simulation.violate(`${channelName} ${id.slice(0, 4)} was deleted by a restart, and is lost`);
		}
	}
	for (const id of simulation.unannounced) {
		simulation.violate(`${id.slice(0, 4)} was to be restarted, and nobody did, nor says why`);
	}
	for (const all of byChannel(alive.values())) {
		const twins = all.filter((player) => !cameBackLate(simulation, player));
		if (twins.length > 1) {
			simulation.violate(`${twins.map(nameOf).join(' and ')} live in one channel`);
		}
	}
}

/** Every player that lives has one row, or its project is named as unread. */
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
		// The view says when a project was read, which may be a while ago where there are many.
		const { loadedAt = 0 } = simulation.window.store.loadable(appId);
		const isNewer = loadedAt < createdAt + setting.listLagSeconds * 1000 + REFRESH_MS;
		if (!shown.has(id) && !isUnread(simulation, appId) && !isUnseen && !isNewer) {
			simulation.violate(
				`${nameOf(player)} lives, and is neither on screen nor in a project named as unread`,
			);
		}
	}
}

/** Every row says what is so. */
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

/** What a row says that is not so. */
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
		// List may show no more of it than its id, name and time.
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

/** A player that was just created, and that List has never shown, may be moved like any other. */
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
