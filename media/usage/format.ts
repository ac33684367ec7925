import type { TimeUnit } from '../../src/shared/usageWords';
import { startOf } from '../../src/usage/day';
import type { SummaryColumn } from '../../src/usage/report';
import { inUnit } from '../../src/usage/report';

const fractionDigits: Readonly<Record<TimeUnit, number>> = { second: 0, minute: 1, hour: 2 };
const ageUnits = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

/** Puts values into a text's places: `{0}` is the first. */
export function fill(text: string, ...values: string[]): string {
	return text.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
}

/** Figures, days and ages as people of one locale write them, durations in one unit. */
export class Format {
	readonly locale: string;
	private readonly unit: TimeUnit;
	private readonly figures: Intl.NumberFormat;
	private readonly figuresWithUnit: Intl.NumberFormat;
	private readonly others: Intl.NumberFormat;
	private readonly ticks: Intl.NumberFormat;
	private readonly longDay: Intl.DateTimeFormat;
	private readonly shortDay: Intl.DateTimeFormat;
	private readonly rangeDay: Intl.DateTimeFormat;
	private readonly shortMoment: Intl.DateTimeFormat;
	private readonly longMoment: Intl.DateTimeFormat;
	private readonly relative: Intl.RelativeTimeFormat;

	constructor(locale: string, unit: TimeUnit) {
		this.locale = locale;
		this.unit = unit;
		const digits = {
			minimumFractionDigits: fractionDigits[unit],
			maximumFractionDigits: fractionDigits[unit],
		};
		this.figures = new Intl.NumberFormat(locale, digits);
		this.figuresWithUnit = new Intl.NumberFormat(locale, { ...digits, style: 'unit', unit });
		this.others = new Intl.NumberFormat(locale);
		this.ticks = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
		const day = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
		this.shortDay = new Intl.DateTimeFormat(locale, day);
		this.rangeDay = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' });
		this.longDay = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', weekday: 'short' });
		this.shortMoment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
		this.longMoment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
		this.relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	}

	/** A figure of a column, without its unit where that is a unit of time. */
	figure(value: number, unit: string): string {
		return unit === 'time' ? this.figures.format(this.scaled(value, unit)) : this.withUnit(value, unit);
	}

	withUnit(value: number, unit: string): string {
		return unit === 'time'
			? this.figuresWithUnit.format(this.scaled(value, unit))
			: `${this.others.format(value)} ${unit}`.trim();
	}

	/** The number to draw for a figure. */
	scaled(value: number, unit: string): number {
		return unit === 'time' ? inUnit(value, this.unit) : value;
	}

	count(value: number): string {
		return this.others.format(value);
	}

	tick(value: number): string {
		return this.ticks.format(value);
	}

	day(day: string): string {
		return this.longDay.format(startOf(day));
	}

	shortDayOf(day: string): string {
		return this.shortDay.format(startOf(day));
	}

	days(range: { readonly from: string; readonly to: string }): string {
		return this.rangeDay.formatRange(startOf(range.from), startOf(range.to));
	}

	/** How long ago, to the minute. Both are milliseconds since 1970. */
	age(then: number, now: number): string {
		const [unit, length] = ageUnits.find(([, each]) => now - then >= each) ?? (['minute', 60_000] as const);
		return this.relative.format(-Math.floor((now - then) / length), unit);
	}

	moment(then: number): string {
		return this.shortMoment.format(then);
	}

	/** Date and time with the zone. */
	exactMoment(then: number): string {
		return this.longMoment.format(then);
	}

	/** The column's name: Chinese where VS Code is and Agora sent one, else English, else its key. */
	label({ key, labels }: SummaryColumn): string {
		return (this.locale.toLowerCase().startsWith('zh') && labels.cn) || labels.en || key;
	}
}
