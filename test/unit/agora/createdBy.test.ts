import { expect, test } from 'vitest';
import { AgoraError } from '../../../src/agora/errors';
import { matchesRequest } from '../../../src/agora/reconcile';

const START = Date.UTC(2026, 2, 14, 12);
const DAY_S = 24 * 3600;
const lost = {
	error: new AgoraError({ kind: 'timeout', operation: 'createPlayer', message: 'lost' }),
	startedAt: START,
	lostAt: START + 30_000,
};

test.each<[string, number, string]>([
	['in the middle of the write', 10, 'yes'],
	['just before, by a clock that is behind', -5, 'yes'],
	['just after, by a clock that is ahead', 35, 'yes'],
	['before, by more than clocks usually differ', -6, 'unclear'],
	['after the write was over', 36, 'unclear'],
	['a day ahead', DAY_S, 'unclear'],
	['half a day ago, as by a clock of another zone', -DAY_S / 2, 'unclear'],
	['more than a day ago', -DAY_S - 1, 'no'],
])('%s, %i s from its start', (_, seconds, answer) => {
	expect(matchesRequest(lost, new Date(START + seconds * 1000))).toBe(answer);
});

test('at a time that is not told', () => {
	expect(matchesRequest(lost, undefined)).toBe('unclear');
});
