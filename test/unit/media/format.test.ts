import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Format, formatTemplate } from '../../../media/usage/format';
import { bucketsOf } from '../../../src/usage/report/days';
import type { TierNames, TimeUnit } from '../../../src/usage/report/figures';

const tierNames: TierNames = {
	audio: 'Audio',
	hd: 'HD',
	hdp: 'HD+',
	fullHd: 'Full HD',
	'2k': '2K',
	'4k': '4K',
};

function formatIn(unit: TimeUnit, locale = 'en'): Format {
	return new Format(locale, unit, tierNames);
}

const column = { key: 'durationHd', labels: { en: 'HD', cn: '高清' } };

describe('texts of the panel', () => {
	it('fill their placeholders, and keep those without a value', () => {
		expect(formatTemplate('{1} of {0} {2}', 'b', 'a')).toBe('a of b {2}');
	});

	it('take the Chinese label in Chinese and the key where there is none', () => {
		expect(formatIn('minute', 'zh-cn').label(column)).toBe('高清');
		expect(formatIn('minute').label(column)).toBe('HD');
		expect(formatIn('minute').label({ key: 'durationNew', labels: { en: '' } })).toBe('durationNew');
	});

	it('name documented tiers in words, and keep what Agora calls them', () => {
		const label = 'HDP Video Duration(including Recording)';
		const hdp = { key: 'durationVideoHdp', labels: { en: label } };
		expect(formatIn('minute').label(hdp)).toBe('HD+');
		expect(formatIn('minute').ownLabel(hdp)).toBe(`${label} (durationVideoHdp)`);
		const unknown = { key: 'durationCloudHdp', labels: { en: 'Cloud Recording HDP' } };
		expect(formatIn('minute').label(unknown)).toBe('Cloud Recording HDP');
		expect(formatIn('minute').ownLabel({ key: 'new', labels: { en: 'new' } })).toBe('new');
		const project = { key: 'projects/7sdnf3xRH', labels: { en: 'Classroom Live' } };
		expect(formatIn('minute').ownLabel(project)).toBe('Classroom Live (7sdnf3xRH)');
		const others = { key: 'projects/', labels: { en: 'Other projects (3)' } };
		expect(formatIn('minute').ownLabel(others)).toBe('Other projects (3)');
	});

	it('show whole numbers from 1,000 on, and three digits from a million on', () => {
		const format = formatIn('minute');
		const minutes = (count: number) => [
			format.short(count * 60, 'time'),
			format.withUnit(count * 60, 'time'),
		];
		expect(minutes(999.4)).toEqual(['999.4 min', '999.4 min']);
		expect(minutes(999.96)).toEqual(['1,000 min', '1,000 min']);
		expect(minutes(204_211.4)).toEqual(['204,211 min', '204,211 min']);
		expect(minutes(2_341_233.4)).toEqual(['2.34M min', '2,341,233 min']);
		expect(format.figure(1234.5 * 60, 'time')).toBe('1,235');
		expect(format.figure(0, 'time')).toBe('0');
		expect(format.short(2_341_233, 'frames')).toBe('2.34M frames');
		expect(formatIn('minute', 'zh-cn').short(2_341_233 * 60, 'time')).toBe('234万分钟');
	});

	it('have an axis in a unit in which the highest value has one to six digits', () => {
		const unitFor = (unit: TimeUnit, seconds: number) => formatIn(unit).forAxis(seconds).unit;
		expect(unitFor('minute', 3600)).toBe('minute');
		expect(unitFor('minute', 20)).toBe('second');
		expect(unitFor('hour', 1200)).toBe('minute');
		expect(unitFor('hour', 12)).toBe('second');
		expect(unitFor('minute', 70_000_000)).toBe('hour');
		expect(unitFor('second', 70_000_000)).toBe('hour');
		expect(unitFor('minute', 1e12)).toBe('hour');
		expect(unitFor('second', 0.5)).toBe('second');
		expect(unitFor('hour', 0)).toBe('hour');
	});

	it('show hostile labels as one line of text', () => {
		const label = formatIn('minute').label({
			key: 'k',
			labels: { en: `<img onerror=alert(1)>\u202egnp.exe\n${'x'.repeat(10_000)}` },
		});
		expect(label).toMatch(/^<img onerror=alert\(1\)> gnp\.exe x+…$/);
		expect([...label]).toHaveLength(200);
	});

	it('scale only durations', () => {
		const format = formatIn('hour');
		expect(format.figure(5400, 'time')).toBe('1.50');
		expect(format.withUnit(5400, 'time')).toBe('1.50 hr');
		expect(format.withUnit(5400, 'minutes of x')).toBe('5,400 minutes of x');
	});

	it('have distinct ticks on an axis, with the digits of their step', () => {
		const ticks = (step: number, count: number, locale = 'en') =>
			Array.from({ length: count }, (_, index) =>
				formatIn('hour', locale).tick(index * step, step, (count - 1) * step),
			);
		expect(ticks(0.05, 5)).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20']);
		expect(ticks(0.5, 3)).toEqual(['0.0', '0.5', '1.0']);
		expect(ticks(500, 4)).toEqual(['0', '500', '1,000', '1,500']);
		expect(ticks(5000, 4)).toEqual(['0', '5K', '10K', '15K']);
		expect(ticks(2500, 6).at(-1)).toBe('12.5K');
		const steps = fc
			.tuple(fc.constantFrom(1, 2, 2.5, 5), fc.integer({ min: -6, max: 12 }))
			.map(([digit, exponent]) => Number(`${digit}e${exponent}`));
		fc.assert(
			fc.property(steps, fc.integer({ min: 1, max: 8 }), fc.constantFrom('en', 'de', 'zh-cn'), (...axis) => {
				const [step, count, locale] = axis;
				const labels = ticks(step, count, locale);
				expect(new Set(labels).size).toBe(count);
				const digits = labels.map((label) => /[.,](\d+)$/.exec(label)?.[1]?.length ?? 0);
				expect(step < 1 ? new Set(digits).size : 1).toBe(1);
			}),
		);
	});

	it('show a change with its sign', () => {
		const format = formatIn('minute');
		const changes = [0.1254, -0.5, 0, 2.4239].map((part) => format.change(part));
		expect(changes).toEqual(['+12.5%', '-50%', '0%', '+242%']);
	});

	it('show the days of weeks and of partial months', () => {
		const format = formatIn('minute');
		const [week] = bucketsOf({ from: '2026-03-02', to: '2026-03-08' }, 'week');
		const [cut, whole] = bucketsOf({ from: '2026-01-20', to: '2026-02-28' }, 'month');
		expect(week && format.bucket(week, 'week')).toMatch(/Mar 2.+8, 2026/);
		expect(cut && format.bucket(cut, 'month')).toMatch(/^January 2026, Jan 20.+31$/);
		expect(whole && format.bucket(whole, 'month')).toBe('February 2026');
	});

	it('show an age in whole minutes, and never one in the future', () => {
		const format = formatIn('minute');
		expect(format.age(0, 30_000)).toBe('now');
		expect(format.age(0, 7_200_000)).toBe('2 hours ago');
		expect(format.age(60_000, 0)).toBe('now');
	});
});
