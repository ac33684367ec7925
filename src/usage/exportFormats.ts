import { costMicros, estimateCost, type Prices, priceOf, totalCost } from './report/cost';
import { type Bucket, dayOf } from './report/days';
import {
	BUSINESSES,
	type Business,
	columnLabel,
	columnName,
	type Figures,
	inUnit,
	type TierNames,
	type TimeUnit,
} from './report/figures';
import type { FigureState } from './report/messages';
import { type Summary, summarise } from './report/summary';
import { toCsvField } from './report/table';
import { countedProjects, type Subject, spansOf, type View } from './report/view';

/** What a panel shows, for an export. */
export interface ExportSource {
	readonly subject: Subject;
	readonly view: View;
	/** The projects of the panel by name, including those switched off. */
	readonly projects: readonly { readonly id: string; readonly name: string }[];
	readonly figures: (project: string, business: Business) => Figures | undefined;
	readonly state: (project: string, business: Business) => FigureState;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Gets the chart as PNG; undefined while the chart is not shown. */
	readonly chartImage: (() => Promise<Uint8Array | undefined>) | undefined;
}

/** The user's prices, and names of tiers in the display language, a BCP 47 tag. */
export interface ExportOptions {
	readonly prices: Prices;
	readonly tierNames: TierNames;
	readonly language: string;
}

/** Which figures of the counted projects were not read, so that an export does not contain them. */
export function unreadSeries(source: ExportSource, businesses: readonly Business[]) {
	return countedProjects(source.projects, source.view, source.subject).flatMap(({ id, name }) =>
		businesses
			.filter((business) => source.state(id, business).state !== 'ready')
			.map((business) => ({ project: id, name, business })),
	);
}

/** Marks the text as UTF-8; Excel would read Chinese incorrectly without it. */
const BYTE_ORDER_MARK = '\ufeff';

const HEADERS: Readonly<Record<TimeUnit, string>> = { second: 'seconds', minute: 'minutes', hour: 'hours' };

/**
 * The view as CSV (RFC 4180, UTF-8 with a byte order mark): one row per UTC day, business, tier and, with all
 * projects, project. A tier has its name, and its key and label in Agora's response. Durations are in the unit of the view, which is
 * the header of their column; figures of other units have their own columns. A missing figure or price is empty, not zero;
 * `complete` is `no` for a day that was not over.
 */
export function usageCsv(source: ExportSource, { prices, tierNames, language }: ExportOptions): string {
	const { view, subject, now } = source;
	const today = dayOf(now);
	const { range } = spansOf(view, today);
	const projectCells = subject.project === null ? ['project', 'project_id'] : [];
	const header = ['date', ...projectCells, 'business', 'tier', 'key', 'label', HEADERS[view.unit]];
	const cost = `estimated_cost_${prices.currency}`;
	const rows: (string | number)[][] = [[...header, 'other_amount', 'other_unit', cost, 'complete']];
	for (const { id, name } of countedProjects(source.projects, view, subject)) {
		for (const business of BUSINESSES) {
			const figures = source.figures(id, business);
			const { columns, rows: days } = summarise(figures ? [figures] : [], { range, bucket: 'day' });
			columns.forEach((column, index) => {
				if (view.hiddenColumns.includes(column.key)) {
					return;
				}
				const price = priceOf(prices, business, column);
				for (const { bucket, values } of days) {
					const value = values[index];
					const time = column.unit === 'time';
					rows.push([
						bucket.from,
						...(subject.project === null ? [name, id] : []),
						business,
						columnName(column, language, tierNames),
						column.key,
						columnLabel(column.labels, language),
						time && value !== undefined ? inUnit(value, view.unit) : '',
						time || value === undefined ? '' : value,
						time ? '' : column.unit,
						price === undefined || value === undefined ? '' : costMicros(value, price) / 1_000_000,
						bucket.from === today ? 'no' : 'yes',
					]);
				}
			});
		}
	}
	return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCsvField).join(',')}\r\n`).join('');
}

/**
 * The view as JSON: the estimated cost of all businesses with what it does not include; per business the tiers with their totals and estimated cost, and a row per day, week or month, as in
 * the view; with all projects also per project. Durations are in the unit of the view, a missing figure is null, and
 * `notRead` lists what could not be read.
 */
export function usageJson(source: ExportSource, options: ExportOptions): string {
	const { prices } = options;
	const { view, subject, now } = source;
	const today = dayOf(now);
	const { range, before } = spansOf(view, today);
	const counted = countedProjects(source.projects, view, subject);
	const report = (projects: readonly string[], bucket: typeof view.bucket) =>
		Object.fromEntries(
			BUSINESSES.map((business) => {
				const parts = projects.flatMap((id) => source.figures(id, business) ?? []);
				const summary = summarise(parts, { range, bucket, hidden: view.hiddenColumns });
				const earlier = before && summarise(parts, { range: before, bucket, hidden: view.hiddenColumns });
				const beforeTotal = earlier && { totalBefore: amount(earlier.total, earlier.unit, view.unit) };
				return [business, { ...reportOf(summary, view.unit, business, options, today), ...beforeTotal }];
			}),
		);
	const ids = counted.map(({ id }) => id);
	const unread = unreadSeries(source, BUSINESSES);
	const total = totalCost(
		BUSINESSES.map((business) => {
			const parts = ids.flatMap((id) => source.figures(id, business) ?? []);
			const { columns } = summarise(parts, { range, bucket: 'month', hidden: view.hiddenColumns });
			const complete = unread.every((series) => series.business !== business);
			return { business, cost: estimateCost(columns, business, prices), complete };
		}),
	);
	const json = {
		account: subject.accountLabel,
		exportedAt: new Date(now).toISOString(),
		range,
		...(before && { before }),
		incompleteDay: range.to >= today ? today : null,
		unit: view.unit,
		bucket: view.bucket,
		notRead: unread.map(({ project, business }) => ({ project, business })),
		projects: counted,
		estimatedCost: {
			amount: inCurrency(total.micros),
			currency: total.currency,
			without: total.lacking.map(({ business, column }) => ({ business, tier: column?.key ?? null })),
		},
		usage: report(ids, view.bucket),
		...(subject.project === null && {
			usageByProject: Object.fromEntries(ids.map((id) => [id, report([id], view.bucket)])),
		}),
	};
	return `${JSON.stringify(json, undefined, '\t')}\n`;
}

function reportOf(
	summary: Summary,
	unit: TimeUnit,
	business: Business,
	{ prices, tierNames, language }: ExportOptions,
	today: string,
) {
	const shown = summary.columns.flatMap((column, index) => (column.hidden ? [] : [{ ...column, index }]));
	const cost = estimateCost(summary.columns, business, prices);
	return {
		tiers: shown.map(({ key, labels, unit: sent, total }) => {
			return {
				name: columnName({ key, labels }, language, tierNames),
				key,
				labels,
				unit: sent === 'time' ? unit : sent,
				total: amount(total, sent, unit),
				estimatedCost: inCurrency(cost.tiers.find((tier) => tier.key === key)?.micros),
			};
		}),
		total: amount(summary.total, summary.unit, unit),
		totalUnit: summary.unit === 'time' ? unit : summary.unit,
		missingDays: summary.missingDays,
		estimatedCost: inCurrency(cost.micros),
		currency: cost.currency,
		withoutPrice: cost.unpriced.map(({ key }) => key),
		rows: summary.rows.map(({ bucket, values, total }) => ({
			...bucketOf(bucket, today),
			values: Object.fromEntries(
				shown.map(({ key, unit: sent, index }) => [key, amount(values[index], sent, unit)]),
			),
			total: amount(total, summary.unit, unit),
		})),
	};
}

function inCurrency(micros: number | undefined): number | null {
	return micros === undefined ? null : micros / 1_000_000;
}

function bucketOf({ id, from, to, partial }: Bucket, today: string) {
	return { id, from, to, partial, complete: to < today };
}

function amount(value: number | undefined, sent: string, unit: TimeUnit): number | null {
	if (value === undefined) {
		return null;
	}
	return sent === 'time' ? inUnit(value, unit) : value;
}

/** `usage-class-2026-10-23-2026-11-21.csv`: only characters that every file system accepts. */
export function fileNameOf(
	source: Pick<ExportSource, 'subject' | 'view' | 'now'>,
	format: ExportFormat,
): string {
	const { subject, view, now } = source;
	const { range } = spansOf(view, dayOf(now));
	const name = (subject.project?.name ?? 'all-projects')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60);
	return `${['usage', name, range.from, range.to].filter((part) => part !== '').join('-')}.${format}`;
}

export type ExportFormat = 'csv' | 'json' | 'png';
