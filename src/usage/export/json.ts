import type { Bucket } from '../../shared/usage/report/bucket';
import { estimateCost, type Prices } from '../../shared/usage/report/cost';
import { dayOf } from '../../shared/usage/report/day';
import { type Summary, summarise } from '../../shared/usage/report/summary';
import { inUnit } from '../../shared/usage/report/unit';
import { spansOf } from '../../shared/usage/view';
import { type Business, businesses, type TimeUnit } from '../../shared/usage/words';
import { countedProjects, type ExportSource, unreadPairs } from './exportSource';

/**
 * What is shown as JSON: per business the tiers with their totals and estimated cost, and a row per day, week or month
 * as the view has it; with all projects the same per project besides. Durations are in the unit of the view, no figure
 * is null, and what could not be read is named.
 */
export function usageJson(source: ExportSource, prices: Prices): string {
	const { view, subject, now } = source;
	const today = dayOf(now);
	const { range, before } = spansOf(view, today);
	const counted = countedProjects(source);
	const report = (projects: readonly string[], bucket: typeof view.bucket) =>
		Object.fromEntries(
			businesses.map((business) => {
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
		notRead: unreadPairs(source, businesses).map(({ project, business }) => ({ project, business })),
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
