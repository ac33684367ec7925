import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	FAILOVER_MS,
	GONE_SHOWN_MS,
	LIST_LAG_MS,
	type PlayerReading,
	STUCK_MS,
	stateHistory,
} from '../../../../src/players/store/playerConditions';
import {
	afterCreate,
	afterDelete,
	afterPart,
	afterPause,
	afterReading,
	NO_PLAYERS,
	type ProjectPlayers,
} from '../../../../src/players/store/projectPlayers';
import { player } from '../polling/listedPlayers';

const T = Date.UTC(2026, 0, 1);
const nobody = () => false;

/** Lets List tell of players, `id` or `id:status`, some milliseconds after `T`. */
function read(before: ProjectPlayers, after: number, ...told: string[]) {
	return afterReading(before, reading(after, ...told), nobody);
}

function reading(after: number, ...told: string[]): PlayerReading {
	const players = told.map((text) => {
		const [id = '', status = 'running'] = text.split(':');
		return player(id, status);
	});
	return { players, startedAt: T + after, readAt: T + after, complete: true };
}

function conditions({ shown }: ProjectPlayers): Record<string, string> {
	return Object.fromEntries([...shown].map(([id, { condition }]) => [id, condition]));
}

describe('afterReading', () => {
	it('tells of no change at the first reading, of which nobody knows what was before', () => {
		const { players, transitions } = read(NO_PLAYERS, 0, 'a', 'b:failed');
		expect(conditions(players)).toEqual({ a: 'running', b: 'failed' });
		expect(transitions).toEqual([]);
	});

	it('keeps everything by identity while nothing changes', () => {
		const first = read(NO_PLAYERS, 0, 'a', 'b:failed').players;
		const { players, transitions } = read(first, 10_000, 'a', 'b:failed');
		expect(players.shown.get('a')).toBe(first.shown.get('a'));
		expect(transitions).toEqual([]);
	});

	it('sees a player run, fail and run again, and keeps when', () => {
		let { players } = read(NO_PLAYERS, 0, 'a:connecting');
		({ players } = read(players, 5000, 'a'));
		const failed = read(players, 9000, 'a:failed');
		expect(failed.transitions.map(({ condition }) => condition)).toEqual(['failed']);
		({ players } = read(failed.players, 12_000, 'a'));
		const shown = players.shown.get('a');
		expect(shown && stateHistory(shown).map(({ condition, at }) => [condition, at - T])).toEqual([
			['connecting', 0],
			['running', 5000],
			['failed', 9000],
			['running', 12_000],
		]);
	});

	it('tells of a player that has failed by the time it is seen first', () => {
		const first = read(NO_PLAYERS, 0, 'a').players;
		expect(read(first, 10_000, 'a', 'b:failed').transitions.map(({ player: { id } }) => id)).toEqual(['b']);
	});

	it('calls a player stuck that connects for more than half a minute', () => {
		let { players } = read(NO_PLAYERS, 0, 'a:connecting');
		({ players } = read(players, STUCK_MS, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'connecting' });
		({ players } = read(players, STUCK_MS + 1, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'stuck' });
		({ players } = read(players, STUCK_MS * 3, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'stuck' });
		expect(conditions(read(players, STUCK_MS * 4, 'a').players)).toEqual({ a: 'running' });
	});

	it('takes a missing player for moving until Agora has had the time, then for gone, then shows it no more', () => {
		let { players } = read(NO_PLAYERS, 0, 'a', 'b', 'c');
		({ players } = read(players, 10_000, 'a', 'c'));
		expect(conditions(players)).toEqual({ a: 'running', b: 'moving', c: 'running' });
		expect(players.shown.get('b')?.lastListedAt).toBe(T);
		({ players } = read(players, 10_000 + FAILOVER_MS - 1, 'a', 'c'));
		expect(conditions(players).b).toBe('moving');
		const gone = read(players, 10_000 + FAILOVER_MS, 'a', 'c');
		expect(gone.transitions.map(({ condition }) => condition)).toEqual(['gone']);
		({ players } = read(gone.players, 10_000 + FAILOVER_MS + GONE_SHOWN_MS - 1, 'a', 'c'));
		expect(conditions(players).b).toBe('gone');
		({ players } = read(players, 10_000 + FAILOVER_MS + GONE_SHOWN_MS, 'a', 'c'));
		expect(conditions(players)).toEqual({ a: 'running', c: 'running' });
	});

	it('takes a player back that was moving', () => {
		let { players } = read(NO_PLAYERS, 0, 'a');
		({ players } = read(players, 10_000));
		({ players } = read(players, 100_000, 'a'));
		expect(conditions(players)).toEqual({ a: 'running' });
		expect(players.shown.get('a')?.lastListedAt).toBeUndefined();
	});

	it('draws no conclusion from a reading in which items made no sense', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const torn = { ...reading(10_000), complete: false };
		expect(conditions(afterReading(players, torn, nobody).players)).toEqual({ a: 'running' });
	});

	it('draws none from one that began before a player was first seen', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const ofChannel = afterPart(players, reading(12_000, 'new'), nobody).players;
		const slow = { ...reading(10_000, 'a'), readAt: T + 15_000 };
		const after = afterReading(ofChannel, slow, nobody);
		expect(conditions(after.players)).toEqual({ a: 'running', new: 'running' });
		expect(after.transitions).toEqual([]);
		expect(conditions(read(after.players, 20_000, 'a').players)).toEqual({ a: 'running', new: 'moving' });
	});

	it('keeps what was known of a player where List tells less of it', () => {
		const full = { ...player('a'), channelName: 'class32', uid: 101 };
		const { players } = afterReading(NO_PLAYERS, { ...reading(0), players: [full] }, nobody);
		const partial = { ...player('a'), name: undefined, status: undefined };
		const next = afterReading(players, { ...reading(10_000), players: [partial] }, nobody).players;
		expect(next.shown.get('a')?.player).toEqual({ ...full, status: undefined });
		expect(conditions(next)).toEqual({ a: 'other' });
	});
});

describe('what is done here', () => {
	it('shows a player made here until List knows it, once', () => {
		const created = afterCreate(NO_PLAYERS, player('a'), T);
		expect(conditions(created)).toEqual({ a: 'justCreated' });
		expect(conditions(read(created, LIST_LAG_MS - 1).players)).toEqual({ a: 'justCreated' });
		expect(conditions(read(created, 3000, 'a:connecting').players)).toEqual({ a: 'connecting' });
	});

	it('takes a player made here for gone only once Agora has had the time to move it, however slow List is', () => {
		const created = read(afterCreate(NO_PLAYERS, player('a'), T), 25_000);
		expect(conditions(created.players)).toEqual({ a: 'moving' });
		// It may have begun to move just before the reading that missed it.
		const longest = 25_000 + FAILOVER_MS;
		expect(conditions(read(created.players, longest - 1).players)).toEqual({ a: 'moving' });
		expect(conditions(read(created.players, longest - 1, 'a').players)).toEqual({ a: 'running' });
		const { players, transitions } = read(created.players, longest);
		expect(conditions(players)).toEqual({ a: 'gone' });
		expect(transitions).toHaveLength(1);
	});

	it('hides a player deleted here while List may still tell of it, and no longer', () => {
		const { players } = read(NO_PLAYERS, 0, 'a', 'b');
		const deleted = afterDelete(players, 'a', T + 1000);
		expect(conditions(deleted)).toEqual({ b: 'running' });
		expect(conditions(read(deleted, LIST_LAG_MS, 'a', 'b').players)).toEqual({ b: 'running' });
		const still = read(deleted, 1000 + LIST_LAG_MS, 'a', 'b');
		expect(conditions(still.players)).toEqual({ a: 'running', b: 'running' });
		expect(still.transitions).toEqual([]);
	});

	it('keeps hiding a deleted player that a long reading found before', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const deleted = afterDelete(players, 'a', T + 11_000);
		const long = { ...reading(10_000, 'a'), readAt: T + 120_000 };
		expect(conditions(afterReading(deleted, long, nobody).players)).toEqual({});
	});

	it('shows a player as paused at once, and for as long as it is', () => {
		const { players } = read(NO_PLAYERS, 0, 'a', 'b:failed');
		expect(conditions(afterPause(players, 'a', true, T + 1))).toEqual({ a: 'paused', b: 'failed' });
		const again = afterReading(players, reading(9000, 'a', 'b:failed'), () => true);
		expect(conditions(again.players)).toEqual({ a: 'paused', b: 'failed' });
		expect(conditions(afterPause(again.players, 'a', false, T + 1))).toEqual({ a: 'running', b: 'failed' });
	});

	it('leaves a player that List does not tell of what it is when it is paused', () => {
		const created = afterCreate(NO_PLAYERS, player('a'), T);
		expect(afterPause(created, 'a', true, T)).toBe(created);
		expect(afterPause(created, 'unknown', true, T)).toBe(created);
	});
});

const ids = ['a', 'b', 'c', 'd'] as const;
const anyId = fc.constantFrom(...ids);
const anyStep = fc.record({
	wait: fc.constantFrom(1, 1000, 10_000, 25_000, 60_000, 240_000, 300_000),
	act: fc.oneof(
		{
			weight: 6,
			arbitrary: fc.record({
				read: fc.array(
					fc.tuple(anyId, fc.constantFrom('connecting', 'running', 'idle', 'failed', 'new word', undefined)),
					{ maxLength: 5 },
				),
				complete: fc.boolean(),
			}),
		},
		{ weight: 1, arbitrary: fc.record({ created: anyId }) },
		{ weight: 1, arbitrary: fc.record({ deleted: anyId }) },
		{ weight: 1, arbitrary: fc.record({ paused: anyId, to: fc.boolean() }) },
	),
});

describe('whatever List tells and whatever is done', () => {
	it('every player told is shown once, none is called gone too early, and every change is told once', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
				let now = T;
				let players = NO_PLAYERS;
				const paused = new Set<string>();
				const deletedAt = new Map<string, number>();
				const createdAt = new Map<string, number>();
				const lastTold = new Map<string, number>();
				for (const { wait, act } of steps) {
					now += wait;
					const before = players;
					if ('created' in act) {
						players = afterCreate(players, player(act.created), now);
						if (players !== before) {
							createdAt.set(act.created, now);
						}
						deletedAt.delete(act.created);
					} else if ('deleted' in act) {
						players = afterDelete(players, act.deleted, now);
						deletedAt.set(act.deleted, now);
						lastTold.delete(act.deleted);
						createdAt.delete(act.deleted);
						expect(players.shown.has(act.deleted)).toBe(false);
					} else if ('paused' in act) {
						act.to ? paused.add(act.paused) : paused.delete(act.paused);
						players = afterPause(players, act.paused, act.to, now);
					} else {
						const told = act.read.map(([id, status]) => player(id, status));
						const reading = { players: told, startedAt: now, readAt: now, complete: act.complete };
						const after = afterReading(players, reading, (id) => paused.has(id));
						players = after.players;
						const hidden = (id: string) => now < (deletedAt.get(id) ?? 0) + LIST_LAG_MS;
						for (const { id } of told.filter((each) => !hidden(each.id))) {
							lastTold.set(id, now);
							expect(players.shown.get(id)?.condition).not.toMatch(/moving|gone|justCreated/);
						}
						for (const [id, { condition }] of players.shown) {
							if (condition === 'gone' && before.shown.get(id)?.condition !== 'gone') {
								// A player that was created here may never have been listed.
								const since = Math.max(lastTold.get(id) ?? 0, createdAt.get(id) ?? 0);
								expect(since).toBeGreaterThan(0);
								expect(now - since).toBeGreaterThanOrEqual(FAILOVER_MS);
							}
						}
						const differing = [...players.shown].filter(([id, { condition }]) => {
							const was = before.shown.get(id);
							return was ? was.condition !== condition : before.read && !before.deleted.has(id);
						});
						expect(new Set(after.transitions)).toEqual(new Set(differing.map(([, shown]) => shown)));
						const again = afterReading(players, reading, (id) => paused.has(id));
						expect(again.transitions).toEqual([]);
						expect([...again.players.shown.values()]).toEqual([...players.shown.values()]);
					}
					for (const shown of players.shown.values()) {
						const times = stateHistory(shown).map(({ at }) => at);
						expect(times).toEqual(times.toSorted((a, b) => a - b));
						expect(times.length).toBeLessThanOrEqual(21);
					}
				}
			}),
		);
	});
});
