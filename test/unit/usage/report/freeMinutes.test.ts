import { describe, expect, it } from 'vitest';
import { freeMinutes } from '../../../../src/usage/report/cost';
import type { Figures } from '../../../../src/usage/report/figures';

function audio(from: string, to: string, values: (number | null)[]): Figures {
	return {
		from,
		covered: [{ from, to }],
		columns: [{ key: 'a', labels: { en: 'A' }, unit: 'second', values }],
	};
}

describe('freeMinutes', () => {
	it('counts this calendar month of all projects', () => {
		const one = audio('2026-02-28', '2026-03-02', [600_000, 60_000, 30_000]);
		const other = audio('2026-03-01', '2026-03-02', [null, 30_000]);
		expect(freeMinutes([one, other], '2026-03-02')).toEqual({
			month: { from: '2026-03-01', to: '2026-03-02' },
			used: 2000,
			left: 8000,
			complete: true,
		});
	});

	it('is never below none', () => {
		expect(freeMinutes([audio('2026-03-01', '2026-03-01', [6_000_000])], '2026-03-01').left).toBe(0);
	});

	it('says when a project or a day of it is not known', () => {
		const known = audio('2026-03-01', '2026-03-02', [60, 60]);
		expect(freeMinutes([known, undefined], '2026-03-02').complete).toBe(false);
		expect(freeMinutes([known], '2026-03-03').complete).toBe(false);
		expect(freeMinutes([known], '2026-03-02').complete).toBe(true);
	});
});
