import { estimateCost, type Prices } from './report/cost';
import { type Bucket, dayOf } from './report/days';
import {
	BUSINESSES,
	type Business,
	columnLabel,
	type Figures,
	inUnit,
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
	/** Gets the chart as PNG; undefined while the panel is hidden. */
	readonly chartImage: (() => Promise<Uint8Array | undefined>) | undefined;
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
 * projects, project. Durations are in the unit of the view, which is the header of their column; figures of other
 * units have their own columns. A missing figure is empty, not zero; `complete` is `no` for a day that was not over.
 *
 * @param language of the labels, as a BCP 47 tag.
 */
export function usageCsv(source: ExportSource, language: string): string {
	const { view, subject, now } = source;
	const today = dayOf(now);
	const { range } = spansOf(view, today);
	const projectCells = subject.project === null ? ['project', 'project_id'] : [];
	const header = ['date', ...projectCells, 'business', 'tier', 'label', HEADERS[view.unit]];
	const rows: (string | number)[][] = [[...header, 'other_amount', 'other_unit', 'complete']];
	for (const { id, name } of countedProjects(source.projects, view, subject)) {
		for (const business of BUSINESSES) {
			const figures = source.figures(id, business);
			const { columns, rows: days } = summarise(figures ? [figures] : [], { range, bucket: 'day' });
			columns.forEach((column, index) => {
				if (view.hiddenColumns.includes(column.key)) {
					return;
				}
				for (const { bucket, values } of days) {
					const value = values[index];
					const time = column.unit === 'time';
					rows.push([
						bucket.from,
						...(subject.project === null ? [name, id] : []),
						business,
						column.key,
						columnLabel(column.labels, language),
						time && value !== undefined ? inUnit(value, view.unit) : '',
						time || value === undefined ? '' : value,
						time ? '' : column.unit,
						bucket.from === today ? 'no' : 'yes',
					]);
				}
			});
		}
	}
	return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCsvField).join(',')}\r\n`).join('');
}

/**
 * The view as JSON: per business the tiers with their totals and estimated cost, and a row per day, week or month, as in
 * the view; with all projects also per project. Durations are in the unit of the view, a missing figure is null, and
 * `notRead` lists what could not be read.
 */
export function usageJson(source: ExportSource, prices: Prices): string {
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
				return [business, { ...reportOf(summary, view.unit, business, prices, today), ...beforeTotal }];
			}),
		);
	const ids = counted.map(({ id }) => id);
	const json = {
		account: subject.accountLabel,
		exportedAt: new Date(now).toISOString(),
		range,
		...(before && { before }),
		incompleteDay: range.to >= today ? today : null,
		unit: view.unit,
		bucket: view.bucket,
		notRead: unreadSeries(source, BUSINESSES).map(({ project, business }) => ({ project, business })),
		projects: counted,
		usage: report(ids, view.bucket),
		...(subject.project === null && {
			usageByProject: Object.fromEntries(ids.map((id) => [id, report([id], view.bucket)])),
		}),
	};
	return `${JSON.stringify(json, undefined, '\t')}\n`;
}

function reportOf(summary: Summary, unit: TimeUnit, business: Business, prices: Prices, today: string) {
	const shown = summary.columns.flatMap((column, index) => (column.hidden ? [] : [{ ...column, index }]));
	const cost = estimateCost(summary.columns, business, prices);
	return {
		tiers: shown.map(({ key, labels, unit: sent, total }) => {
			const micros = cost.tiers.find((tier) => tier.key === key)?.micros;
			return {
				key,
				labels,
				unit: sent === 'time' ? unit : sent,
				total: amount(total, sent, unit),
				estimatedCost: micros === undefined ? null : micros / 1_000_000,
			};
		}),
		total: amount(summary.total, summary.unit, unit),
		totalUnit: summary.unit === 'time' ? unit : summary.unit,
		missingDays: summary.missingDays,
		estimatedCost: cost.micros === undefined ? null : cost.micros / 1_000_000,
		currency: cost.currency,
		withoutPrice: cost.unpriced,
		rows: summary.rows.map(({ bucket, values, total }) => ({
			...bucketOf(bucket, today),
			values: Object.fromEntries(
				shown.map(({ key, unit: sent, index }) => [key, amount(values[index], sent, unit)]),
			),
			total: amount(total, summary.unit, unit),
		})),
	};
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
