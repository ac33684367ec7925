import { describe, expect, it } from 'vitest';
import {
	type Condition,
	conditionBegin,
	conditionOf,
	countConditions,
	needsAttention,
	type ShownPlayer,
} from '../../../../src/players/store/playerConditions';
import { player } from '../polling/listedPlayers';

/** A player that was in these conditions one after the other, each for a second. */
function seenAs(...conditions: readonly [Condition, ...Condition[]]): ShownPlayer {
	const states = conditions.map((condition, at) => ({ condition, status: undefined, at: at * 1000 }));
	const last = states.length - 1;
	return {
		player: player('a'),
		condition: conditions[last] ?? conditions[0],
		since: last * 1000,
		past: states.slice(0, last),
		lastListedAt: undefined,
	};
}

describe('conditionBegin', () => {
	it.each([
		{ conditions: ['failed'], at: 0, wasSeen: false },
		{ conditions: ['running', 'failed'], at: 1000, wasSeen: true },
		{ conditions: ['running', 'connecting', 'stuck'], at: 1000, wasSeen: true },
		{ conditions: ['connecting', 'stuck'], at: 0, wasSeen: false },
		{ conditions: ['running', 'moving', 'gone'], at: 1000, wasSeen: true },
		{ conditions: ['moving', 'running'], at: 1000, wasSeen: true },
	] as const)('of $conditions is $at, seen: $wasSeen', ({ conditions, at, wasSeen }) => {
		const [first, ...others] = conditions;
		expect(conditionBegin(seenAs(first, ...others))).toEqual({ at, wasSeen });
	});
});

describe('conditions', () => {
	it('are counted, and those that need attention are failed, gone and stuck', () => {
		const players = [seenAs('failed'), seenAs('failed'), seenAs('gone'), seenAs('stuck'), seenAs('running')];
		expect(countConditions(players)).toMatchObject({ failed: 2, gone: 1, stuck: 1, running: 1, paused: 0 });
		expect(players.map(needsAttention)).toEqual([true, true, true, true, false]);
	});

	it('distinguish a player that recovers from an unknown status, and a pause from both', () => {
		expect(conditionOf(player('a', 'recovering'), false)).toBe('recovering');
		expect(conditionOf(player('a', 'pondering'), false)).toBe('other');
		expect(conditionOf(player('a', 'recovering'), true)).toBe('paused');
	});
});
