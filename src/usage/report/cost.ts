import { covers, type Day, type Span, startOfMonth } from './days';
import type { Business, Figures } from './figures';
import { type SummaryColumn, sum, summarise } from './summary';

/** List prices by business and column key: what 1,000 minutes cost, in the currency's units. */
export interface Prices {
	/** ISO 4217, such as `USD`. */
	readonly currency: string;
	readonly per1000Minutes: Readonly<Partial<Record<Business, Readonly<Record<string, number>>>>>;
}

export interface TierCost {
	readonly key: string;
	/** Millionths of the currency's unit; undefined for a tier without a price or without figures. */
	readonly micros: number | undefined;
	/** What 1,000 minutes cost. */
	readonly price: number | undefined;
}

export interface CostEstimate {
	readonly currency: string;
	/** One per column that is not hidden, in their order. */
	readonly tiers: readonly TierCost[];
	/** Millionths of the currency's unit, of the tiers that have a price and figures; undefined if there are none. */
	readonly micros: number | undefined;
	/** The tiers that were used and have no price. The estimate does not include them. */
	readonly unpriced: readonly SummaryColumn[];
}

/**
 * Estimates the cost of usage at list prices, before free minutes and contracts. Amounts are whole millionths, each
 * tier rounded half up, and add up exactly.
 */
export function estimateCost(
	columns: readonly SummaryColumn[],
	business: Business,
	prices: Prices,
): CostEstimate {
	const shown = columns.filter(({ hidden }) => !hidden);
	const tiers = shown.map((column): TierCost => {
		const { key, total } = column;
		const price = priceOf(prices, business, column);
		const micros = price === undefined || total === undefined ? undefined : costMicros(total, price);
		return { key, price, micros };
	});
	return {
		currency: prices.currency,
		tiers,
		micros: sum(tiers.map(({ micros }) => micros)),
		unpriced: shown.filter(({ total }, index) => total && tiers[index]?.price === undefined),
	};
}

/** What 1,000 minutes of a column cost; undefined if it has no price or is not a duration. */
export function priceOf(
	{ per1000Minutes }: Prices,
	business: Business,
	{ key, unit }: Pick<SummaryColumn, 'key' | 'unit'>,
): number | undefined {
	const table = per1000Minutes[business] ?? {};
	return unit === 'time' && Object.hasOwn(table, key) ? table[key] : undefined;
}

export interface TotalCost extends Pick<CostEstimate, 'currency' | 'micros'> {
	/** What the estimate does not include: a tier without a price, or all usage of a business that has no price or was not read. */
	readonly lacking: readonly { readonly business: Business; readonly column: SummaryColumn | undefined }[];
}

export interface BusinessCost {
	readonly business: Business;
	readonly cost: CostEstimate;
	/** Whether all figures of the range were read. */
	readonly complete: boolean;
}

/** Adds up the estimates of several businesses, which have the same currency. */
export function totalCost(parts: readonly BusinessCost[]): TotalCost {
	return {
		currency: parts[0]?.cost.currency ?? 'USD',
		micros: sum(parts.map(({ cost }) => cost.micros)),
		lacking: parts.flatMap(({ business, cost, complete }) => {
			const isAll = !complete || (cost.micros === undefined && cost.unpriced.length > 0);
			return (isAll ? [undefined] : cost.unpriced).map((column) => ({ business, column }));
		}),
	};
}

/** Millionths of the currency's unit for so many seconds, rounded to the nearest; computed in integers, so without drift. */
export function costMicros(seconds: number, per1000Minutes: number): number {
	const milliseconds = BigInt(Math.round(seconds * 1000));
	const priceMicros = BigInt(Math.round(per1000Minutes * 1_000_000));
	const thousandMinutes = 60_000_000n;
	return Number((milliseconds * priceMicros + thousandMinutes / 2n) / thousandMinutes);
}

/**
 * The free minutes of each account in each calendar month, shared by all its projects
 * (docs.agora.io, free-of-charge policy for the first 10,000 minutes).
 */
export const FREE_MINUTES_PER_MONTH = 10_000;

export interface FreeMinutes {
	/** From the first of the month to today, both UTC. */
	readonly month: Span;
	/** Audio and video minutes used so far, of the projects given. */
	readonly used: number;
	/** 0 when all are used. */
	readonly left: number;
	/** Whether all days of `month` were read for every project; otherwise more may be used. */
	readonly complete: boolean;
}

/** @param parts the figures of the business `default` of each project; undefined for one that was not read. */
export function freeMinutes(parts: readonly (Figures | undefined)[], today: Day): FreeMinutes {
	const month = monthSoFar(today);
	const available = parts.filter((figures) => figures !== undefined);
	const { total, unit } = summarise(available, { range: month, bucket: 'month' });
	const used = unit === 'time' ? (total ?? 0) / 60 : 0;
	return {
		month,
		used,
		left: Math.max(0, FREE_MINUTES_PER_MONTH - used),
		complete: available.length === parts.length && available.every(({ covered }) => covers(covered, month)),
	};
}

export function monthSoFar(today: Day): Span {
	return { from: startOfMonth(today), to: today };
}
