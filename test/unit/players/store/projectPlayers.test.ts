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
const notPaused = () => false;

/** Applies a reading of players, `id` or `id:status`, some milliseconds after `T`. */
function read(before: ProjectPlayers, after: number, ...listed: string[]) {
	return afterReading(before, reading(after, ...listed), notPaused);
}

function reading(after: number, ...listed: string[]): PlayerReading {
	const players = listed.map((text) => {
		const [id = '', status = 'running'] = text.split(':');
		return player(id, status);
	});
	return { players, startedAt: T + after, readAt: T + after, complete: true };
}

function conditions({ shown }: ProjectPlayers): Record<string, string> {
	return Object.fromEntries([...shown].map(([id, { condition }]) => [id, condition]));
}

describe('afterReading', () => {
	it('returns no transitions of the first reading, since there is nothing to compare it with', () => {
		const { players, transitions } = read(NO_PLAYERS, 0, 'a', 'b:failed');
		expect(conditions(players)).toEqual({ a: 'running', b: 'failed' });
		expect(transitions).toEqual([]);
	});

	it('keeps the same objects while nothing changes', () => {
		const first = read(NO_PLAYERS, 0, 'a', 'b:failed').players;
		const { players, transitions } = read(first, 10_000, 'a', 'b:failed');
		expect(players.shown.get('a')).toBe(first.shown.get('a'));
		expect(transitions).toEqual([]);
	});

	it('records when a player runs, fails and runs again', () => {
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

	it('returns a transition of a new player that has failed at its first reading', () => {
		const first = read(NO_PLAYERS, 0, 'a').players;
		expect(read(first, 10_000, 'a', 'b:failed').transitions.map(({ player: { id } }) => id)).toEqual(['b']);
	});

	it('shows a player as stuck after connecting for more than half a minute', () => {
		let { players } = read(NO_PLAYERS, 0, 'a:connecting');
		({ players } = read(players, STUCK_MS, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'connecting' });
		({ players } = read(players, STUCK_MS + 1, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'stuck' });
		({ players } = read(players, STUCK_MS * 3, 'a:connecting'));
		expect(conditions(players)).toEqual({ a: 'stuck' });
		expect(conditions(read(players, STUCK_MS * 4, 'a').players)).toEqual({ a: 'running' });
	});

	it('shows a missing player as moving for the time that Agora may need, then as gone, then not at all', () => {
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

	it('shows a player that was moving as before when List shows it again', () => {
		let { players } = read(NO_PLAYERS, 0, 'a');
		({ players } = read(players, 10_000));
		({ players } = read(players, 100_000, 'a'));
		expect(conditions(players)).toEqual({ a: 'running' });
		expect(players.shown.get('a')?.lastListedAt).toBeUndefined();
	});

	it('keeps missing players when a reading has invalid items', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const torn = { ...reading(10_000), complete: false };
		expect(conditions(afterReading(players, torn, notPaused).players)).toEqual({ a: 'running' });
	});

	it('keeps a player that was first seen after the reading started', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const ofChannel = afterPart(players, reading(12_000, 'new'), notPaused).players;
		const slow = { ...reading(10_000, 'a'), readAt: T + 15_000 };
		const after = afterReading(ofChannel, slow, notPaused);
		expect(conditions(after.players)).toEqual({ a: 'running', new: 'running' });
		expect(after.transitions).toEqual([]);
		expect(conditions(read(after.players, 20_000, 'a').players)).toEqual({ a: 'running', new: 'moving' });
	});

	it('keeps stored fields of a player that List omits', () => {
		const full = { ...player('a'), channelName: 'class32', uid: 101 };
		const { players } = afterReading(NO_PLAYERS, { ...reading(0), players: [full] }, notPaused);
		const partial = { ...player('a'), name: undefined, status: undefined };
		const next = afterReading(players, { ...reading(10_000), players: [partial] }, notPaused).players;
		expect(next.shown.get('a')?.player).toEqual({ ...full, status: undefined });
		expect(conditions(next)).toEqual({ a: 'other' });
	});
});

describe('changes made from here', () => {
	it('shows a created player once, until and after List shows it', () => {
		const created = afterCreate(NO_PLAYERS, player('a'), T);
		expect(conditions(created)).toEqual({ a: 'justCreated' });
		expect(conditions(read(created, LIST_LAG_MS - 1).players)).toEqual({ a: 'justCreated' });
		expect(conditions(read(created, 3000, 'a:connecting').players)).toEqual({ a: 'connecting' });
	});

	it('shows a created player as gone only after the time for a move, however slow List is', () => {
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

	it('hides a deleted player only while List may still show it', () => {
		const { players } = read(NO_PLAYERS, 0, 'a', 'b');
		const deleted = afterDelete(players, 'a', T + 1000);
		expect(conditions(deleted)).toEqual({ b: 'running' });
		expect(conditions(read(deleted, LIST_LAG_MS, 'a', 'b').players)).toEqual({ b: 'running' });
		const still = read(deleted, 1000 + LIST_LAG_MS, 'a', 'b');
		expect(conditions(still.players)).toEqual({ a: 'running', b: 'running' });
		expect(still.transitions).toEqual([]);
	});

	it('hides a deleted player that is in a reading which started before the deletion', () => {
		const { players } = read(NO_PLAYERS, 0, 'a');
		const deleted = afterDelete(players, 'a', T + 11_000);
		const long = { ...reading(10_000, 'a'), readAt: T + 120_000 };
		expect(conditions(afterReading(deleted, long, notPaused).players)).toEqual({});
	});

	it('shows a player as paused at once, until it is resumed', () => {
		const { players } = read(NO_PLAYERS, 0, 'a', 'b:failed');
		expect(conditions(afterPause(players, 'a', true, T + 1))).toEqual({ a: 'paused', b: 'failed' });
		const again = afterReading(players, reading(9000, 'a', 'b:failed'), () => true);
		expect(conditions(again.players)).toEqual({ a: 'paused', b: 'failed' });
		expect(conditions(afterPause(again.players, 'a', false, T + 1))).toEqual({ a: 'running', b: 'failed' });
	});

	it('keeps the condition of a paused player that List does not show', () => {
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

describe('any sequence of readings and changes', () => {
	it('shows each listed player once, shows none as gone too early, and returns each transition once', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
				let now = T;
				let players = NO_PLAYERS;
				const paused = new Set<string>();
				const deletedAt = new Map<string, number>();
				const createdAt = new Map<string, number>();
				const lastListedAt = new Map<string, number>();
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
						lastListedAt.delete(act.deleted);
						createdAt.delete(act.deleted);
						expect(players.shown.has(act.deleted)).toBe(false);
					} else if ('paused' in act) {
						act.to ? paused.add(act.paused) : paused.delete(act.paused);
						players = afterPause(players, act.paused, act.to, now);
					} else {
						const listed = act.read.map(([id, status]) => player(id, status));
						const reading = { players: listed, startedAt: now, readAt: now, complete: act.complete };
						const after = afterReading(players, reading, (id) => paused.has(id));
						players = after.players;
						const hidden = (id: string) => now < (deletedAt.get(id) ?? 0) + LIST_LAG_MS;
						for (const { id } of listed.filter((each) => !hidden(each.id))) {
							lastListedAt.set(id, now);
							expect(players.shown.get(id)?.condition).not.toMatch(/moving|gone|justCreated/);
						}
						for (const [id, { condition }] of players.shown) {
							if (condition === 'gone' && before.shown.get(id)?.condition !== 'gone') {
								// A player that was created here may never have been listed.
								const since = Math.max(lastListedAt.get(id) ?? 0, createdAt.get(id) ?? 0);
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
