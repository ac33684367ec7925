import * as v from 'valibot';
import { readInstant } from '../instant';
import { anyItems, anyObject, isLost, lenient, readAmount, readText } from '../lenient';
import type { Losses } from '../logLosses';

export interface UsageColumn {
	/** As in `UsageDay.values`: `durationAudioAll`. */
	readonly key: string;
	readonly labels: { readonly en: string; readonly cn: string | undefined };
	/** As sent: `second`; empty where Agora names none. */
	readonly unit: string;
}

export interface UsageDay {
	/** UTC day `YYYY-MM-DD`. */
	readonly date: string;
	/** Amounts by column key, in the column's unit. */
	readonly values: Readonly<Record<string, number>>;
}

const columnSchema = v.fallback(
	v.object({ en: lenient(readText), cn: lenient(readText), unit: lenient(readText) }),
	{},
);

const daySchema = v.pipe(
	v.object({
		date: v.pipe(v.unknown(), v.transform(readInstant), v.date()),
		usage: v.record(v.string(), v.unknown()),
	}),
	v.transform(({ date, usage }): { day: UsageDay; partial: boolean } => {
		const amounts = Object.entries(usage).map(([key, value]) => [key, readAmount(value)] as const);
		const known = amounts.filter((entry): entry is [string, number] => entry[1] !== undefined);
		return {
			day: { date: date.toISOString().slice(0, 10), values: Object.fromEntries(known) },
			partial: amounts.some(([key, amount]) => isLost(usage[key], amount)),
		};
	}),
);

/**
 * A usage reply in every spelling seen (Console REST API, Get project usage; api-facts §2, Usage). Its days may be null or
 * absent where there is no usage, but not in a reply of another shape.
 */
export const usageReplySchema = v.pipe(
	anyObject,
	v.check(
		(body) =>
			!Array.isArray(body) && ('usages' in body || Object.keys(body).every((field) => field === 'meta')),
	),
	v.object({
		meta: v.fallback(v.optional(v.record(v.string(), columnSchema), {}), {}),
		usages: v.nullish(anyItems, null),
	}),
);
export type UsageReply = v.InferOutput<typeof usageReplySchema>;

/** The columns that `meta` describes, in its order, then those only the days know. A missing label is the key. */
export function columnsOf(meta: UsageReply['meta'], days: readonly UsageDay[]): UsageColumn[] {
	const keys = new Set([...Object.keys(meta), ...days.flatMap((day) => Object.keys(day.values))]);
	return [...keys].map((key) => {
		const { en, cn, unit } = meta[key] ?? {};
		return { key, labels: { en: en ?? key, cn }, unit: unit ?? '' };
	});
}

/** The days that make sense, ascending; of a day told twice, the later item counts. */
export function readDays(usages: readonly unknown[]): Losses & { days: UsageDay[] } {
	const parsed = usages.map((item) => v.safeParse(daySchema, item)).filter((result) => result.success);
	const byDate = new Map(parsed.map(({ output: { day } }) => [day.date, day]));
	return {
		days: [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
		partial: parsed.filter(({ output }) => output.partial).length,
		rejected: usages.length - parsed.length,
	};
}
