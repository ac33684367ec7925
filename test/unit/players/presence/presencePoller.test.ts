import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Presence } from '../../../../src/agora/channels/presence';
import { AgoraError } from '../../../../src/agora/errors';
import type { Player } from '../../../../src/agora/mediaPull/player';
import { Emitter } from '../../../../src/common/emitter';
import { failed, initial, type Loadable, succeeded } from '../../../../src/common/loadable';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import type { PlayerUser } from '../../../../src/players/playerNames';
import { PlayerPresences } from '../../../../src/players/presence/playerPresences';
import type { PresenceChange, PresenceSource } from '../../../../src/players/presence/presence';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { manyMicrotasks, SimulatedClock } from '../../../fixtures/simulatedClock';
import { mostWithin } from '../polling/calls';

const SERVER = { url: 'http://127.0.0.1:9', customerId: 'id', customerSecret: 'secret' };
const MINUTE = 60_000;

/** Answers at once what a test set; `in` by default. */
class TestSource implements PresenceSource {
	readonly changed = new Emitter<PresenceChange>();
	readonly onDidChange = this.changed.event;
	readonly calls: { readonly at: number; readonly appId: string; readonly users: readonly PlayerUser[] }[] =
		[];
	/** By uid. */
	readonly states = new Map<number | undefined, 'in' | 'out'>();
	error: unknown;
	private readonly values = new Map<string, Loadable<Presence>>();

	private readonly clock: SimulatedClock;

	constructor(clock: SimulatedClock) {
		this.clock = clock;
	}

	presenceOf(appId: string, { uid }: PlayerUser): Loadable<Presence> {
		return this.values.get(`${appId} ${uid}`) ?? initial();
	}

	banOf(): undefined {}

	async read(appId: string, users: readonly PlayerUser[]): Promise<void> {
		const now = this.clock.monotonic();
		this.calls.push({ at: now, appId, users });
		for (const user of users) {
			this.set(appId, user);
		}
		this.changed.fire({ appId, channelName: users[0]?.channelName });
	}

	set(appId: string, user: PlayerUser): void {
		const now = this.clock.monotonic();
		const before = this.presenceOf(appId, user);
		const { state } = before.value ?? {};
		const wanted = this.states.get(user.uid) ?? 'in';
		const since = before.value && 'since' in before.value && state === wanted ? before.value.since : now;
		const value: Presence =
			wanted === 'out'
				? { state: 'out', since, lastSeenAt: undefined }
				: { state: 'in', since, joinedAt: undefined, role: 'host' };
		const loadable = this.error === undefined ? succeeded(value, now) : failed(before, this.error);
		this.values.set(`${appId} ${user.uid}`, loadable);
	}
}

function playerOf(at: number, channelName = `channel-${at}`, status = 'running'): Player {
	return {
		...{ id: `p${at}`, name: undefined, channelName, uid: 100 + at, account: undefined },
		...{ streamUrl: undefined, createdAt: new Date(Date.UTC(2025, 11, 31)), status },
	};
}

function failure(kind: 'forbidden' | 'network' | 'unauthorized'): AgoraError {
	return new AgoraError({ kind, operation: 'getChannelUser', message: kind });
}

describe('reading whether players are in their channels', () => {
	let clock: SimulatedClock;
	let sessions: TestSessions;
	let store: PlayerStore;
	let source: TestSource;
	let presences: PlayerPresences;
	const window = { focused: true, changed: new Emitter<void>() };

	beforeEach(() => {
		clock = new SimulatedClock();
		sessions = new TestSessions();
		sessions.replace(sessionOn(SERVER, 'account', { clock }));
		store = new PlayerStore(new PausedPlayers(new TestMemento()));
		source = new TestSource(clock);
		window.focused = true;
		presences = new PlayerPresences(
			{
				...{ sessions, store, source, clock },
				window: {
					get focused() {
						return window.focused;
					},
					onDidChange: window.changed.event,
				},
			},
			() => 0.5,
		);
	});

	afterEach(() => presences.dispose());

	function list(players: readonly Player[], appId = 'app'): void {
		const now = clock.monotonic();
		store.applyReading(appId, { players, startedAt: now, readAt: now, complete: true });
	}

	const watched = (at: number, isOpen = false, appId = 'app') => ({ appId, playerId: `p${at}`, isOpen });
	const pass = (ms: number) => clock.pass(ms, manyMicrotasks);
	const uids = () => source.calls.map(({ users }) => users.map(({ uid }) => uid));
	const setFocused = (focused: boolean) => {
		window.focused = focused;
		window.changed.fire();
	};

	it('reads the rows of running players one after the other, and then seldom', async () => {
		const players = Array.from({ length: 20 }, (_, at) => playerOf(at));
		list(players);
		presences.poller.watchRows(players.map((_, at) => watched(at)));
		await pass(20_000);
		expect(uids().flat().sort()).toEqual(players.map(({ uid }) => uid));
		const times = source.calls.map(({ at }) => at);
		expect(mostWithin(times, 1000)).toBe(1);
		await pass(4 * MINUTE);
		expect(source.calls).toHaveLength(20);
		await pass(2 * MINUTE);
		expect(source.calls).toHaveLength(40);
	});

	it('reads the players of a channel with one call, and only those that run', async () => {
		list([playerOf(1, 'class32'), playerOf(2, 'class32'), playerOf(3, 'class32', 'failed'), playerOf(4)]);
		presences.poller.watchRows([1, 2, 3, 4].map((at) => watched(at)));
		await pass(10_000);
		expect(uids()).toEqual([[101, 102], [104]]);
	});

	it('reads an open player alone, before rows, twice a minute and in any state', async () => {
		const players = Array.from({ length: 30 }, (_, at) =>
			playerOf(at, `channel-${at}`, at === 29 ? 'idle' : 'running'),
		);
		list(players);
		presences.poller.watchRows(players.map((_, at) => watched(at, at === 29)));
		await pass(100);
		expect(uids()[0]).toEqual([129]);
		await pass(2 * MINUTE);
		expect(source.calls.filter(({ users }) => users[0]?.uid === 129)).toHaveLength(5);
		// Rows wait a second for each other, but not an open player for rows.
		expect(
			mostWithin(
				source.calls.map(({ at }) => at),
				1000,
			),
		).toBe(2);
	});

	it('asks again soon for a player that just started, until it is there', async () => {
		source.states.set(101, 'out');
		list([playerOf(1, 'class32', 'connecting')]);
		presences.poller.watchRows([watched(1)]);
		await pass(5000);
		expect(source.calls).toHaveLength(0);
		list([playerOf(1, 'class32')]);
		await pass(25_000);
		expect(source.calls).toHaveLength(3);
		source.states.set(101, 'in');
		await pass(10_000);
		expect(source.calls).toHaveLength(4);
		await pass(4 * MINUTE);
		expect(source.calls).toHaveLength(4);
	});

	it('makes no call while the window has no focus, the view is hidden, or nobody is signed in', async () => {
		list([playerOf(1)]);
		setFocused(false);
		presences.poller.watchRows([watched(1, true)]);
		await pass(5 * MINUTE);
		expect(source.calls).toHaveLength(0);
		setFocused(true);
		await pass(1000);
		expect(source.calls).toHaveLength(1);
		presences.poller.watchRows([]);
		await pass(5 * MINUTE);
		expect(source.calls).toHaveLength(1);
		presences.poller.watchRows([watched(1, true)]);
		sessions.replace(undefined);
		await pass(5 * MINUTE);
		expect(source.calls).toHaveLength(1);
	});

	it('keeps visible pages up to date while the rows are hidden', async () => {
		list([playerOf(1), playerOf(2)]);
		presences.poller.watchPages([watched(2, true)]);
		await pass(MINUTE);
		expect(uids()).toEqual([[102], [102], [102]]);
		presences.poller.watchPages([]);
		await pass(MINUTE);
		expect(source.calls).toHaveLength(3);
	});

	it('asks once without permission, and again when the user refreshes', async () => {
		source.error = failure('forbidden');
		list([playerOf(1), playerOf(2)]);
		presences.poller.watchRows([watched(1, true), watched(2)]);
		await pass(60 * MINUTE);
		expect(source.calls).toHaveLength(1);
		await presences.poller.readForHover('app', 'p1');
		expect(source.calls).toHaveLength(1);
		source.error = undefined;
		presences.poller.refresh();
		await pass(2000);
		expect(uids().slice(1)).toEqual([[101], [102]]);
	});

	it('waits longer after each failure, without delaying other projects', async () => {
		list([playerOf(1)]);
		list([playerOf(2)], 'other');
		source.error = failure('network');
		presences.poller.watchRows([watched(1, true)]);
		await pass(5 * MINUTE);
		expect(source.calls.length).toBeLessThanOrEqual(6);
		source.error = undefined;
		presences.poller.watchRows([watched(1, true), watched(2, true, 'other')]);
		await pass(1000);
		expect(source.calls.at(-1)?.appId).toBe('other');
	});

	it('makes no call with refused credentials until players could be read', async () => {
		list([playerOf(1)]);
		source.error = failure('unauthorized');
		presences.poller.watchRows([watched(1, true)]);
		await pass(30 * MINUTE);
		expect(source.calls).toHaveLength(1);
		source.error = undefined;
		list([playerOf(1)]);
		await pass(1000);
		expect(source.calls).toHaveLength(2);
	});

	it('reads a player for its hover unless it was just read, and follows it for a minute', async () => {
		list([playerOf(1, 'class32', 'idle')]);
		presences.poller.watchRows([watched(1)]);
		await pass(1000);
		expect(source.calls).toHaveLength(0);
		await presences.poller.readForHover('app', 'p1');
		expect(source.calls).toHaveLength(1);
		await presences.poller.readForHover('app', 'p1');
		expect(source.calls).toHaveLength(1);
		await pass(30 * MINUTE);
		expect(source.calls.length).toBeLessThanOrEqual(3);
	});

	it('makes no call for what another view has read', async () => {
		list([playerOf(1)]);
		const read = () => {
			source.set('app', { channelName: 'channel-1', uid: 101, account: undefined });
			source.changed.fire({ appId: 'app', channelName: 'channel-1' });
		};
		read();
		presences.poller.watchRows([watched(1, true)]);
		for (let minute = 0; minute < 8; minute += 1) {
			await pass(15_000);
			read();
		}
		expect(source.calls).toHaveLength(0);
		await pass(31_000);
		expect(source.calls).toHaveLength(1);
	});

	it('never makes more than four calls a second, however many players are watched', async () => {
		const players = Array.from({ length: 300 }, (_, at) => playerOf(at, `channel-${at % 250}`));
		list(players);
		for (const { uid } of players) {
			source.states.set(uid, 'out');
		}
		presences.poller.watchRows(players.map((_, at) => watched(at, at % 3 === 0)));
		await pass(5 * MINUTE);
		expect(
			mostWithin(
				source.calls.map(({ at }) => at),
				1000,
			),
		).toBeLessThanOrEqual(4);
	});
});
