import { describe, expect, it } from 'vitest';
import { callsFor, pairsOf, type Wanted } from '../../../../src/usage/cache/cacheFile';

const year = { from: '2025-11-22', to: '2026-11-21' };
const yearBefore = { from: '2024-11-22', to: '2025-11-21' };
const days = [yearBefore, year];
const wanted: Wanted = {
	projects: ['a', 'b'],
	days: { default: days, transcodeDuration: days, recording: days, cloudRecording: days, miniapp: days },
	shown: year,
	first: 'recording',
};

describe('callsFor', () => {
	it('asks first for the days on screen of every project, then of other businesses, and last for what was before', () => {
		const calls = callsFor(wanted, ({ business }) => wanted.days[business]);
		expect(calls).toHaveLength(20);
		const rank = calls.map(({ business, span }) => [business === 'recording', span.from === year.from]);
		expect(rank).toEqual([
			...Array.from({ length: 2 }, () => [true, true]),
			...Array.from({ length: 8 }, () => [false, true]),
			...Array.from({ length: 2 }, () => [true, false]),
			...Array.from({ length: 8 }, () => [false, false]),
		]);
		expect(calls.slice(0, 2).map(({ project }) => project)).toEqual(['a', 'b']);
	});

	it('asks for nothing that is not missing', () => {
		const calls = callsFor(wanted, ({ project, business }) =>
			project === 'b' && business === 'miniapp' ? [year] : [],
		);
		expect(calls).toEqual([{ project: 'b', business: 'miniapp', span: year }]);
	});

	it('has nothing to do before somebody looks', () => {
		expect(callsFor(undefined, () => [year])).toEqual([]);
		expect(pairsOf(undefined)).toEqual([]);
	});
});
