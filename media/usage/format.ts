import type { TotalCost } from '../../src/usage/report/cost';
import { type Bucket, type BucketSize, type Span, startOf } from '../../src/usage/report/days';
import {
	columnLabel,
	columnName,
	inUnit,
	TIME_UNITS,
	type TierNames,
	type TimeUnit,
} from '../../src/usage/report/figures';
import type { UsageStrings } from '../../src/usage/report/messages';
import { shownText } from '../../src/usage/report/messages';
import { PROJECT_KEY, type Report } from '../../src/usage/report/panelReport';
import { type SummaryColumn, type SummaryRow, shareOf } from '../../src/usage/report/summary';

const FRACTION_DIGITS: Readonly<Record<TimeUnit, number>> = { second: 0, minute: 1, hour: 2 };
/** From here on, and for 0, figures have no fraction digits; rounded, this is 1,000. */
const WHOLE_FROM = 999.95;
/** From here on figures are shortened where there is room for few digits, such as to 2.34M. */
const SHORT_FROM = 1_000_000;
/** Smaller values on an axis are written in full. */
const SHORT_TICK_FROM = 10_000;
const AGE_UNITS = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

/** Replaces the placeholders `{0}`, `{1}` of a text. */
export function formatTemplate(text: string, ...values: string[]): string {
	return text.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
}

/** Formats figures, days and ages for one locale, durations in one unit. */
export class Format {
	readonly unit: TimeUnit;
	readonly #locale: string;
	readonly #tierNames: TierNames;
	/** For axes in another unit; an axis asks for its format in every frame. */
	readonly #others = new Map<TimeUnit, Format>();
	readonly #numbers;
	readonly #dates;
	readonly #relative: Intl.RelativeTimeFormat;

	constructor(locale: string, unit: TimeUnit, tierNames: TierNames) {
		this.#locale = locale;
		this.#tierNames = tierNames;
		this.unit = unit;
		const digits = {
			minimumFractionDigits: FRACTION_DIGITS[unit],
			maximumFractionDigits: FRACTION_DIGITS[unit],
		};
		const whole = { maximumFractionDigits: 0 };
		const withUnit = { style: 'unit', unit } as const;
		const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;
		const percent = { style: 'percent', maximumFractionDigits: 1 } as const;
		this.#numbers = {
			figure: new Intl.NumberFormat(locale, digits),
			wholeFigure: new Intl.NumberFormat(locale, whole),
			figureWithUnit: new Intl.NumberFormat(locale, { ...digits, ...withUnit }),
			wholeFigureWithUnit: new Intl.NumberFormat(locale, { ...whole, ...withUnit }),
			short: new Intl.NumberFormat(locale, short),
			shortWithUnit: new Intl.NumberFormat(locale, { ...short, ...withUnit }),
			other: new Intl.NumberFormat(locale),
			tick: new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 12 }),
			percent: new Intl.NumberFormat(locale, percent),
			change: new Intl.NumberFormat(locale, {
				...percent,
				maximumSignificantDigits: 3,
				roundingPriority: 'lessPrecision',
				signDisplay: 'exceptZero',
			}),
		};
		const month = { month: 'short', timeZone: 'UTC' } as const;
		const day = { ...month, day: 'numeric' } as const;
		this.#dates = {
			shortDay: new Intl.DateTimeFormat(locale, day),
			rangeDay: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
			longDay: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', weekday: 'short' }),
			weekday: new Intl.DateTimeFormat(locale, { ...day, weekday: 'short' }),
			longMonth: new Intl.DateTimeFormat(locale, { ...month, month: 'long', year: 'numeric' }),
			shortMonth: new Intl.DateTimeFormat(locale, { ...month, year: 'numeric' }),
			moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
		};
		this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	}

	/** A figure of a column, without its unit where that is a unit of time. */
	figure(value: number, unit: string): string {
		if (unit !== 'time') {
			return this.withUnit(value, unit);
		}
		const scaled = this.scaled(value, unit);
		return (isWhole(scaled) ? this.#numbers.wholeFigure : this.#numbers.figure).format(scaled);
	}

	withUnit(value: number, unit: string): string {
		const scaled = this.scaled(value, unit);
		return unit === 'time'
			? (isWhole(scaled) ? this.#numbers.wholeFigureWithUnit : this.#numbers.figureWithUnit).format(scaled)
			: `${this.#numbers.other.format(value)} ${shownText(unit)}`.trim();
	}

	/** As `withUnit`, with three digits from a million on: 2.34M min. */
	short(value: number, unit: string): string {
		const scaled = this.scaled(value, unit);
		if (Math.abs(scaled) < SHORT_FROM) {
			return this.withUnit(value, unit);
		}
		return unit === 'time'
			? this.#numbers.shortWithUnit.format(scaled)
			: `${this.#numbers.short.format(value)} ${shownText(unit)}`.trim();
	}

	/**
	 * The format for an axis up to `highest` seconds: in the unit of this format, or in the nearest one in which the highest value has one
	 * to six digits.
	 */
	forAxis(highest: number): Format {
		const fits = (unit: TimeUnit) => inUnit(highest, unit) >= 1 && inUnit(highest, unit) < SHORT_FROM;
		const at = TIME_UNITS.indexOf(this.unit);
		const isTooLow = inUnit(highest, this.unit) < 1;
		const others = isTooLow ? TIME_UNITS.slice(0, at).toReversed() : TIME_UNITS.slice(at + 1);
		const unit =
			highest === 0 || fits(this.unit) ? this.unit : (others.find(fits) ?? others.at(-1) ?? this.unit);
		if (unit === this.unit) {
			return this;
		}
		const other = this.#others.get(unit) ?? new Format(this.#locale, unit, this.#tierNames);
		this.#others.set(unit, other);
		return other;
	}

	/** The number to draw for a figure. */
	scaled(value: number, unit: string): number {
		return unit === 'time' ? inUnit(value, this.unit) : value;
	}

	count(value: number): string {
		return this.#numbers.other.format(value);
	}

	/** A value on an axis up to `highest`, with enough digits to differ from the next value, which is `step` away. */
	tick(value: number, step: number, highest: number): string {
		const exact = withoutDrift(value);
		const digits = fractionDigitsOf(withoutDrift(step));
		if (digits === 0 && highest >= SHORT_TICK_FROM) {
			return this.#numbers.tick.format(exact);
		}
		return digits === 0
			? this.#numbers.wholeFigure.format(exact)
			: exact.toLocaleString(this.#locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
	}

	/** A part of a whole: 0.125 is 12.5 %. */
	percent(part: number): string {
		return this.#numbers.percent.format(part);
	}

	/** A change as a part of what it changes, with its sign and three digits at most: 0.125 is +12.5 %. */
	change(part: number): string {
		return this.#numbers.change.format(part);
	}

	/** A list in words: “a, b and c”. The items are isolated from the direction of the text around them. */
	list(items: readonly string[]): string {
		return new Intl.ListFormat(this.#locale, { type: 'conjunction' }).format(items.map(isolated));
	}

	/** An amount of money in millionths of the currency's unit. */
	money(micros: number, currency: string): string {
		return new Intl.NumberFormat(this.#locale, { style: 'currency', currency }).format(micros / 1_000_000);
	}

	day(day: string): string {
		return this.#dates.longDay.format(startOf(day));
	}

	/** Without the year. */
	weekday(day: string): string {
		return this.#dates.weekday.format(startOf(day));
	}

	month(day: string): string {
		return this.#dates.longMonth.format(startOf(day));
	}

	days(range: Span): string {
		return this.#dates.rangeDay.formatRange(startOf(range.from), startOf(range.to));
	}

	/** The days of a bar or row. */
	bucket(bucket: Bucket, size: BucketSize): string {
		switch (size) {
			case 'day':
				return this.day(bucket.from);
			case 'week':
				return this.days(bucket);
			case 'month':
				return bucket.partial
					? `${this.#dates.longMonth.format(startOf(bucket.from))}, ${this.#dates.shortDay.formatRange(startOf(bucket.from), startOf(bucket.to))}`
					: this.#dates.longMonth.format(startOf(bucket.from));
		}
	}

	/** A short label below a bar. */
	bucketTick({ from }: Bucket, size: BucketSize): string {
		return (size === 'month' ? this.#dates.shortMonth : this.#dates.shortDay).format(startOf(from));
	}

	/** How long ago `then` was, in whole minutes or more. Both are milliseconds since 1970. */
	age(then: number, now: number): string {
		const [unit, length] =
			AGE_UNITS.find(([, each]) => now - then >= each) ?? (['second', Infinity] as const);
		return this.#relative.format(-Math.max(0, Math.floor((now - then) / length)), unit);
	}

	moment(then: number): string {
		return this.#dates.moment.format(then);
	}

	/** The column's name: a word for a documented tier; otherwise as Agora names it, in Chinese where VS Code is, else its key. */
	label({ key, labels }: Pick<SummaryColumn, 'key' | 'labels'>): string {
		return shownText(columnName({ key, labels }, this.#locale, this.#tierNames)) || shownText(key);
	}

	/** What Agora calls a column: its label and its key, or the name and the id of a project. */
	ownLabel({ key, labels }: Pick<SummaryColumn, 'key' | 'labels'>): string {
		const label = shownText(columnLabel(labels, this.#locale));
		const id = shownText(key.startsWith(PROJECT_KEY) ? key.slice(PROJECT_KEY.length) : key);
		return label === '' || label === key ? id : id === '' ? label : `${label} (${id})`;
	}
}

function isWhole(value: number): boolean {
	return value === 0 || Math.abs(value) >= WHOLE_FROM;
}

/** Removes the rounding error of binary fractions: 0.30000000000000004 is 0.3. */
function withoutDrift(value: number): number {
	return Number(value.toPrecision(12));
}

/** How many digits a number has after the point, up to 12. */
function fractionDigitsOf(value: number): number {
	const [, digits = ''] = value.toFixed(12).replace(/0+$/, '').split('.');
	return digits.length;
}

/** The longest label in a line that cannot be wrapped, in characters. */
const LONGEST_LABEL = 40;

export interface RowContent {
	readonly report: Report;
	readonly format: Format;
	readonly strings: UsageStrings;
}

/** The text of one bar: its days, each tier with its share, the total and the previous range. */
interface RowText {
	readonly title: string;
	/** One per column of the summary; empty for one that does not count. */
	readonly tiers: readonly string[];
	readonly footer: readonly string[];
}

export function rowText({ report, format, strings }: RowContent, index: number): RowText {
	const { summary, before } = report;
	const row = summary.rows[index];
	if (!row) {
		return { title: '', tiers: [], footer: [] };
	}
	const say = (value: number | undefined, unit: string) =>
		value === undefined ? strings.noFigure : format.withUnit(value, unit);
	const tiers = summary.columns.map((column, at) => {
		if (!column.summed || column.hidden) {
			return '';
		}
		const share = shareOf(row.values[at], row.total);
		const label = isolated(shortened(format.label(column)));
		const figure = say(row.values[at], column.unit);
		return share === undefined ? `${label}: ${figure}` : `${label}: ${figure} (${format.percent(share)})`;
	});
	const footer = [`${strings.total}: ${say(row.total, summary.unit)}`];
	if (before) {
		footer.push(formatTemplate(strings.before, say(before.rows[index], summary.unit)));
	}
	return { title: rowTitle({ report, format, strings }, row), tiers, footer };
}

/** What an estimate does not include: tiers with their figures, or types of usage. */
export function lackingText(lacking: TotalCost['lacking'], { report, format, strings }: RowContent): string {
	const items = lacking.map(({ business, column }) => {
		if (!column) {
			return strings.businesses[business];
		}
		const figure = format.short(column.total ?? 0, column.unit);
		const tier = formatTemplate(strings.estimateTier, format.label(column), figure);
		return business === report.view.business ? tier : `${strings.businesses[business]} · ${tier}`;
	});
	return format.list(items);
}

/** The days of a row, and whether they are incomplete. */
function rowTitle({ report, format, strings }: RowContent, { bucket }: SummaryRow): string {
	const mark = rowMark(report, strings, bucket);
	const title = format.bucket(bucket, report.view.bucket);
	return mark === '' ? title : `${title} (${mark})`;
}

export function rowMark({ today }: Report, strings: UsageStrings, bucket: SummaryRow['bucket']): string {
	if (bucket.to >= today) {
		return strings.soFar;
	}
	return bucket.partial ? strings.partial : '';
}

/** With marks that isolate the label from the direction of the text around it. */
function isolated(label: string): string {
	return `\u2068${label}\u2069`;
}

function shortened(label: string): string {
	const characters = [...label];
	return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : label;
}
