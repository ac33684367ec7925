import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Format, formatTemplate } from '../../../media/usage/format';
import { bucketsOf } from '../../../src/usage/report/days';

const column = { key: 'durationHd', labels: { en: 'HD', cn: '高清' } };

describe('texts of the panel', () => {
	it('fill their placeholders, and keep those without a value', () => {
		expect(formatTemplate('{1} of {0} {2}', 'b', 'a')).toBe('a of b {2}');
	});

	it('take the Chinese label in Chinese and the key where there is none', () => {
		expect(new Format('zh-cn', 'minute').label(column)).toBe('高清');
		expect(new Format('en', 'minute').label(column)).toBe('HD');
		expect(new Format('en', 'minute').label({ key: 'durationNew', labels: { en: '' } })).toBe('durationNew');
	});

	it('show hostile labels as one line of text', () => {
		const label = new Format('en', 'minute').label({
			key: 'k',
			labels: { en: `<img onerror=alert(1)>\u202egnp.exe\n${'x'.repeat(10_000)}` },
		});
		expect(label).toMatch(/^<img onerror=alert\(1\)> gnp\.exe x+…$/);
		expect([...label]).toHaveLength(200);
	});

	it('scale only durations', () => {
		const format = new Format('en', 'hour');
		expect(format.figure(5400, 'time')).toBe('1.50');
		expect(format.withUnit(5400, 'time')).toBe('1.50 hr');
		expect(format.withUnit(5400, 'minutes of x')).toBe('5,400 minutes of x');
	});

	it('have distinct ticks on an axis, with the digits of their step', () => {
		const ticks = (step: number, count: number, locale = 'en') =>
			Array.from({ length: count }, (_, index) => new Format(locale, 'hour').tick(index * step, step));
		expect(ticks(0.05, 5)).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20']);
		expect(ticks(0.5, 3)).toEqual(['0.0', '0.5', '1.0']);
		expect(ticks(500, 4)).toEqual(['0', '500', '1K', '1.5K']);
		expect(ticks(250, 6).at(-1)).toBe('1.25K');
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
		const format = new Format('en', 'minute');
		const changes = [0.1254, -0.5, 0, 2.4239].map((part) => format.change(part));
		expect(changes).toEqual(['+12.5%', '-50%', '0%', '+242%']);
	});

	it('show the days of weeks and of partial months', () => {
		const format = new Format('en', 'minute');
		const [week] = bucketsOf({ from: '2026-03-02', to: '2026-03-08' }, 'week');
		const [cut, whole] = bucketsOf({ from: '2026-01-20', to: '2026-02-28' }, 'month');
		expect(week && format.bucket(week, 'week')).toMatch(/Mar 2.+8, 2026/);
		expect(cut && format.bucket(cut, 'month')).toMatch(/^January 2026, Jan 20.+31$/);
		expect(whole && format.bucket(whole, 'month')).toBe('February 2026');
	});

	it('show an age in whole minutes, and never one in the future', () => {
		const format = new Format('en', 'minute');
		expect(format.age(0, 30_000)).toBe('now');
		expect(format.age(0, 7_200_000)).toBe('2 hours ago');
		expect(format.age(60_000, 0)).toBe('now');
	});
});
