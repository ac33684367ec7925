import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageReport } from '../../../../src/agora/console/usage';
import { UsageCache } from '../../../../src/usage/cache/usageCache';
import { addDays, dayOf, daysOf, type Span } from '../../../../src/usage/report/days';

const now = Date.parse('2026-11-22T10:00:00Z');
const minute = 60_000;
const all = { from: '2026-10-01', to: '2026-11-22' };

function report(days: readonly string[], value = 1): UsageReport {
	return {
		columns: [{ key: 'audio', labels: { en: 'Audio', cn: '音频' }, unit: 'second' }],
		days: days.map((date) => ({ date, values: { audio: value } })),
	};
}

function cacheOf(span: Span, readAt = now): UsageCache {
	const cache = new UsageCache();
	cache.add(report(daysOf(span)), span, readAt);
	return cache;
}

describe('UsageCache', () => {
	it('never reads final days again', () => {
		const cache = cacheOf(all);
		const nextMonth = now + 30 * 86_400_000;
		expect(cache.missing([all], nextMonth, 0)).toEqual([{ from: '2026-11-20', to: '2026-11-22' }]);
		expect(cache.missing([{ from: '2026-10-01', to: '2026-11-19' }], nextMonth, nextMonth)).toEqual([]);
	});

	it('reads the days of a partial report again', () => {
		const cache = cacheOf({ from: '2026-10-01', to: '2026-10-09' });
		const read = { from: '2026-10-10', to: '2026-10-20' };
		cache.add({ ...report(['2026-10-10', '2026-10-20']), partial: true }, read, now);
		expect(cache.missing([all], now + 4 * minute, 0)).toEqual([{ from: '2026-10-21', to: all.to }]);
		expect(cache.missing([all], now + 6 * minute, 0)).toEqual([{ from: '2026-10-10', to: all.to }]);
		cache.add(report(daysOf(read)), read, now + 6 * minute);
		expect(cache.missing([all], now + 30 * minute, 0)).toEqual([{ from: '2026-10-21', to: all.to }]);
	});

	it('treats provisional days as current for five minutes, unless it is refreshed', () => {
		const cache = cacheOf(all);
		expect(cache.missing([all], now + 4 * minute, 0)).toEqual([]);
		expect(cache.missing([all], now + 6 * minute, 0)).toEqual([{ from: '2026-11-20', to: '2026-11-22' }]);
		expect(cache.missing([all], now + minute, now + minute)).toEqual([
			{ from: '2026-11-20', to: '2026-11-22' },
		]);
	});

	it('reads every day of a request that was sent before midnight UTC and answered before or after it', () => {
		const midnight = Date.parse('2026-11-23T00:00:00Z');
		const needed = { from: all.from, to: '2026-11-23' };
		for (const answeredAt of [midnight - 1000, midnight + 1000]) {
			const cache = cacheOf(all, answeredAt);
			expect(cache.missing([needed], midnight + 2000, 0)).toEqual([{ from: '2026-11-23', to: '2026-11-23' }]);
			cache.add(report(['2026-11-23']), { from: '2026-11-23', to: '2026-11-23' }, midnight + 3000);
			expect(cache.missing([needed], midnight + 4000, 0)).toEqual([]);
			// Yesterday was not over when it was read.
			expect(cache.missing([needed], midnight + 10 * minute, 0)).toMatchObject([{ to: '2026-11-23' }]);
			expect(
				cache.missing([{ from: '2026-11-22', to: '2026-11-22' }], midnight + 10 * minute, 0),
			).toHaveLength(1);
		}
	});

	it('reads the days before and after those in the cache', () => {
		const cache = cacheOf({ from: '2026-10-10', to: '2026-10-20' });
		expect(cache.missing([{ from: '2026-10-01', to: '2026-10-31' }], now, 0)).toEqual([
			{ from: '2026-10-01', to: '2026-10-09' },
			{ from: '2026-10-21', to: '2026-10-31' },
		]);
	});

	it('replaces the figures of days that are read again, including gaps', () => {
		const cache = cacheOf({ from: '2026-11-18', to: '2026-11-22' });
		cache.add(report(['2026-11-22'], 5), { from: '2026-11-21', to: '2026-11-22' }, now + minute);
		expect(cache.figures()?.columns[0]?.values).toEqual([1, 1, 1, null, 5]);
		expect(cache.readAt).toBe(now + minute);
	});

	it('counts no day twice when reports overlap', () => {
		const anyAnswer = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, more]) => {
			const from = addDays(all.from, start);
			return { from, to: addDays(from, more) };
		});
		fc.assert(
			fc.property(fc.array(anyAnswer, { minLength: 1, maxLength: 8 }), (spans) => {
				const cache = new UsageCache();
				for (const span of spans) {
					cache.add(report(daysOf(span)), span, now);
				}
				const days = new Set(spans.flatMap(daysOf));
				const values = cache.figures()?.columns[0]?.values ?? [];
				expect(values.filter((value) => value !== null)).toEqual(Array.from(days, () => 1));
				expect(new Set(cache.covered.flatMap(daysOf))).toEqual(new Set([...days].sort()));
			}),
		);
	});

	it('ignores days outside the requested span', () => {
		const cache = new UsageCache();
		cache.add(
			report(['2026-09-30', '2026-10-01', '2030-01-01']),
			{ from: '2026-10-01', to: '2026-10-02' },
			now,
		);
		expect(cache.figures()).toMatchObject({ from: '2026-10-01', columns: [{ values: [1, null] }] });
	});

	it('keeps columns that only an earlier report had, and takes labels from the newest', () => {
		const cache = cacheOf({ from: '2026-10-01', to: '2026-10-01' });
		const newer = { key: 'hd', labels: { en: 'HD', cn: undefined }, unit: 'second' };
		cache.add({ columns: [newer], days: [] }, { from: '2026-10-02', to: '2026-10-02' }, now);
		expect(cache.figures()?.columns.map(({ key, values }) => [key, values])).toEqual([
			['hd', [null, null]],
			['audio', [1, null]],
		]);
	});

	it('keeps the value of a final day that a report lacks', () => {
		const cache = cacheOf(all);
		cache.add({ ...report(['2026-10-02'], 5), partial: true }, { from: '2026-10-01', to: '2026-10-03' }, now);
		expect(cache.figures({ from: '2026-10-01', to: '2026-10-03' })?.columns[0]?.values).toEqual([1, 5, 1]);
		cache.add(report(['2026-10-03'], 7), { from: '2026-10-01', to: '2026-10-03' }, now);
		expect(cache.figures({ from: '2026-10-01', to: '2026-10-03' })?.columns[0]?.values).toEqual([1, 5, 7]);
		expect(cache.missing([{ from: '2026-10-01', to: '2026-11-19' }], now + 60 * minute, 0)).toEqual([]);
	});

	it('keeps the columns of a day that a partial report lacks', () => {
		const cache = cacheOf({ from: '2026-10-01', to: '2026-10-01' });
		const columns = [{ key: 'hd', labels: { en: 'HD', cn: undefined }, unit: 'second' }];
		const days = [{ date: '2026-10-01', values: { hd: 3 } }];
		cache.add({ columns, days, partial: true }, { from: '2026-10-01', to: '2026-10-01' }, now);
		expect(cache.figures()?.columns.map(({ key, values }) => [key, values])).toEqual([
			['hd', [3]],
			['audio', [1]],
		]);
	});

	it('keeps unit and labels when a report has no meta', () => {
		const cache = cacheOf({ from: '2026-10-01', to: '2026-10-01' });
		const bare = { key: 'audio', labels: { en: 'audio', cn: undefined }, unit: '' };
		const days = [{ date: '2026-10-02', values: { audio: 2 } }];
		cache.add({ columns: [bare], days }, { from: '2026-10-02', to: '2026-10-02' }, now);
		const stored = JSON.parse(JSON.stringify(cache.toStored('2026-01-01')));
		for (const each of [cache, UsageCache.fromStored(stored)]) {
			expect(each.figures()?.columns).toEqual([
				{ key: 'audio', labels: { en: 'Audio', cn: '音频' }, unit: 'second', values: [1, 2] },
			]);
		}
		const renamed = { key: 'audio', labels: { en: 'Sound', cn: undefined }, unit: 'minute' };
		cache.add({ columns: [renamed], days: [] }, { from: '2026-10-03', to: '2026-10-03' }, now);
		expect(cache.figures()?.columns[0]).toMatchObject({
			labels: { en: 'Sound', cn: '音频' },
			unit: 'minute',
		});
	});

	it('keeps final days, units and labels for any sequence of reports and restores', () => {
		const anyReport = fc.record({
			start: fc.nat(40),
			more: fc.nat(12),
			values: fc.array(fc.option(fc.nat(9), { nil: undefined }), { minLength: 13, maxLength: 13 }),
			partial: fc.boolean(),
			meta: fc.boolean(),
			keep: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(anyReport, { minLength: 1, maxLength: 10 }), (reports) => {
				let cache = new UsageCache();
				const final = new Set<string>();
				const expected = new Map<string, number>();
				let described = false;
				for (const { start, more, values, partial, meta, keep } of reports) {
					const span = { from: addDays(all.from, start), to: addDays(all.from, start + more) };
					const days = daysOf(span).flatMap((date, index) => {
						const value = values[index];
						return value === undefined ? [] : [{ date, values: { audio: value } }];
					});
					const columns = meta
						? report([]).columns
						: days.length > 0
							? [{ key: 'audio', labels: { en: 'audio', cn: undefined }, unit: '' }]
							: [];
					cache.add({ columns, days, partial }, span, now);
					described ||= meta;
					for (const day of daysOf(span)) {
						const value = days.find(({ date }) => date === day)?.values.audio;
						if (value !== undefined) {
							expected.set(day, value);
						} else if (!partial && !final.has(day)) {
							expected.delete(day);
						}
						if (!partial && day <= '2026-11-19') {
							final.add(day);
						}
					}
					if (keep) {
						const stored = cache.toStored('2026-01-01');
						cache = stored ? UsageCache.fromStored(JSON.parse(JSON.stringify(stored))) : cache;
					}
				}
				const { from = all.from, columns = [] } = cache.figures() ?? {};
				const [audio] = columns;
				const known = (audio?.values ?? []).flatMap((value, index) =>
					value === null ? [] : [[addDays(from, index), value] as const],
				);
				expect(new Map(known)).toEqual(new Map([...expected].sort()));
				expect(audio?.unit ?? 'second').toBe(described || !audio ? 'second' : '');
				expect(audio?.labels.cn).toBe(described ? '音频' : undefined);
				const asked = [...final].flatMap((day) =>
					cache.missing([{ from: day, to: day }], now + 60 * minute, 0),
				);
				expect(asked).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it('shortens hostile labels to one line', () => {
		const cache = new UsageCache();
		const en = `\u202E<img onerror>${'a'.repeat(10_000)}`;
		const key = 'k'.repeat(10_000);
		cache.add(
			{ columns: [{ key, labels: { en, cn: undefined }, unit: 'u'.repeat(999) }], days: [] },
			{ from: '2026-10-01', to: '2026-10-01' },
			now,
		);
		const [column] = cache.figures()?.columns ?? [];
		expect(column?.labels.en).toHaveLength(200);
		expect(column?.labels.en.startsWith('<img onerror>aaa')).toBe(true);
		expect(column?.unit).toHaveLength(200);
		expect(column?.key).toHaveLength(200);
	});

	it('is the same after it is restored, and reports that it was', () => {
		const cache = cacheOf(all);
		cache.add(report(['2026-08-01'], 7), { from: '2026-08-01', to: '2026-08-03' }, now);
		const stored = cache.toStored('2024-01-01');
		const restored = stored && UsageCache.fromStored(JSON.parse(JSON.stringify(stored)));
		expect(restored?.figures()).toEqual(cache.figures());
		expect(restored?.missing([all], now + minute, 0)).toEqual([]);
		expect(restored?.missing([all], now + 6 * minute, 0)).toEqual([{ from: '2026-11-20', to: '2026-11-22' }]);
		expect([cache.isFromStorage, restored?.isFromStorage, restored?.readAt]).toEqual([false, true, now]);
	});

	it('stores no days before the given one, and nothing when it is empty', () => {
		const cache = cacheOf(all);
		expect(cache.toStored('2026-11-01')?.figures.from).toBe('2026-11-01');
		expect(cache.toStored('2026-12-01')).toBeUndefined();
		expect(new UsageCache().toStored(dayOf(0))).toBeUndefined();
	});
});
