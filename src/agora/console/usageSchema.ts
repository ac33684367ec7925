import * as v from 'valibot';
import { readInstant } from '../instant';
import { lenient, readAmount, readText } from '../lenient';
import type { UsageColumn, UsageDay } from './usage';

const columnSchema = v.fallback(
	v.object({ en: lenient(readText), cn: lenient(readText), unit: lenient(readText) }),
	{},
);

const daySchema = v.pipe(
	v.object({
		date: v.pipe(v.unknown(), v.transform(readInstant), v.date()),
		usage: v.record(v.string(), v.unknown()),
	}),
	v.transform(({ date, usage }): UsageDay => {
		const amounts = Object.entries(usage).map(([key, value]) => [key, readAmount(value)] as const);
		const known = amounts.filter((entry): entry is [string, number] => entry[1] !== undefined);
		return { date: date.toISOString().slice(0, 10), values: Object.fromEntries(known) };
	}),
);

/** A usage reply in every spelling seen (Console REST API, Get project usage; api-facts §2, Usage). */
export const usageReplySchema = v.object({
	meta: v.fallback(v.optional(v.record(v.string(), columnSchema), {}), {}),
	usages: v.array(v.unknown()),
});
export type UsageReply = v.InferOutput<typeof usageReplySchema>;

/** The columns that `meta` describes, in its order, then those only the days know. A missing label is the key. */
export function columnsOf(meta: UsageReply['meta'], days: readonly UsageDay[]): UsageColumn[] {
	const keys = new Set([...Object.keys(meta), ...days.flatMap((day) => Object.keys(day.values))]);
	return [...keys].map((key) => {
		const { en, cn, unit } = meta[key] ?? {};
		return { key, labels: { en: en ?? key, cn }, unit: unit ?? '' };
	});
}

/** The days that make sense, ascending, and how many did not; of a day told twice, the later item counts. */
export function readDays(usages: readonly unknown[]): { days: UsageDay[]; rejected: number } {
	const parsed = usages.map((item) => v.safeParse(daySchema, item)).filter((result) => result.success);
	const byDate = new Map(parsed.map(({ output }) => [output.date, output]));
	const days = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
	return { days, rejected: usages.length - parsed.length };
}
