import { describe, expect, it } from 'vitest';
import { fileNameOf, usageJson } from '../../../src/usage/exportFormats';
import type { Prices } from '../../../src/usage/report/cost';
import { column, sourceOf } from './source';

const prices: Prices = { currency: 'USD', per1000Minutes: { default: { audio: 0.99 } } };

describe('usageJson', () => {
	it('has totals, cost and the rows of the table, no figure being null, and names what was not read', () => {
		const source = sourceOf(
			{ p1: { default: [column('audio', [60_000, null, 0, null, 60]), column('hd', [60])] } },
			{ bucket: 'month', compare: false },
		);
		const json = JSON.parse(usageJson(source, prices));
		expect(json).toMatchObject({
			account: 'Work',
			exportedAt: '2026-03-03T12:00:00.000Z',
			range: { from: '2026-02-27', to: '2026-03-03' },
			incompleteDay: '2026-03-03',
			unit: 'minute',
			bucket: 'month',
			projects: [{ id: 'p1', name: 'p1' }],
		});
		expect(json.notRead.map(({ business }: { business: string }) => business)).toEqual([
			'transcodeDuration',
			'recording',
			'cloudRecording',
			'miniapp',
		]);
		expect(json.usage.default).toMatchObject({
			total: 1002,
			totalUnit: 'minute',
			missingDays: 2,
			estimatedCost: 0.99099,
			currency: 'USD',
			withoutPrice: ['hd'],
			tiers: [
				{ key: 'audio', total: 1001, unit: 'minute', estimatedCost: 0.99099 },
				{ key: 'hd', total: 1, unit: 'minute', estimatedCost: null },
			],
		});
		expect(json.usage.default.rows).toEqual([
			{
				id: '2026-02',
				from: '2026-02-27',
				to: '2026-02-28',
				partial: true,
				complete: true,
				values: { audio: 1000, hd: 1 },
				total: 1001,
			},
			{
				id: '2026-03',
				from: '2026-03-01',
				to: '2026-03-03',
				partial: true,
				complete: false,
				values: { audio: 1, hd: null },
				total: 1,
			},
		]);
		expect(json.usage.miniapp).toMatchObject({ total: null, tiers: [], estimatedCost: null });
	});

	it('has all projects added up and each by itself, without those switched off', () => {
		const source = sourceOf(
			{
				p1: { default: [column('audio', [60])] },
				p2: { default: [column('audio', [120])] },
				p3: { default: [column('audio', [600])] },
			},
			{ hiddenProjects: ['p3'] },
		);
		const json = JSON.parse(usageJson(source, prices));
		expect(json.usage.default.total).toBe(3);
		expect(Object.keys(json.usageByProject)).toEqual(['p1', 'p2']);
		expect(json.usageByProject.p2.default.total).toBe(2);
	});
});

describe('fileNameOf', () => {
	it('says what is in the file, in characters that every file system takes', () => {
		const name = (project: string) => fileNameOf(sourceOf({ p1: {} }, {}, { p1: project }), 'csv');
		expect(name('Classroom Live')).toBe('usage-Classroom-Live-2026-02-27-2026-03-03.csv');
		expect(name('../../etc/passwd')).toBe('usage-etc-passwd-2026-02-27-2026-03-03.csv');
		expect(name('课堂:直播')).toBe('usage-课堂-直播-2026-02-27-2026-03-03.csv');
		expect(name('***')).toBe('usage-2026-02-27-2026-03-03.csv');
		expect(fileNameOf(sourceOf({ p1: {}, p2: {} }), 'png')).toBe(
			'usage-all-projects-2026-02-27-2026-03-03.png',
		);
	});
});
