import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { type FieldIssue, invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { anyItems, anyObject, isUnreadable, lenient, readAmount, readText, readTime } from '../parsing';
import { logUnreadableItems, type UnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';

export const BUSINESSES = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type Business = (typeof BUSINESSES)[number];

export interface UsageQuery {
	/** The project's id of the Console API, not its App ID. */
	readonly projectId: string;
	/** First and last day, both included, as UTC days `YYYY-MM-DD`. */
	readonly from: string;
	/** At most one year after `from`. */
	readonly to: string;
	readonly business: Business;
}

export interface UsageReport {
	/** In the order of the response's `meta`, then those that only occur in days. */
	readonly columns: readonly UsageColumn[];
	/** Ascending; a day without usage may be absent. */
	readonly days: readonly UsageDay[];
	/** Whether days or amounts could not be read and were left out, so that missing amounts may not be zero. */
	readonly partial?: boolean;
}

/**
 * Reads a project's usage by day (Console REST API, Get project usage; docs/agora-api.md, Usage). Today's figures still change.
 *
 * @throws AgoraError `invalid` for an invalid range or one of more than a year; `forbidden` also for accounts that can read their
 * projects; `notFound` if an App ID was passed instead of the project's id.
 */
export async function getUsage(
	client: AgoraClient,
	query: UsageQuery,
	control?: CallControl,
): Promise<UsageReport> {
	const issues = checkUsageQuery(query);
	if (issues.length > 0) {
		throw invalidRequestError('getUsage', issues);
	}
	const request = {
		operation: 'getUsage',
		query: {
			project_id: query.projectId,
			from_date: query.from,
			to_date: query.to,
			business: query.business,
		},
	} as const;
	return client.send(request, (response) => readReport(client, response), control);
}

function readReport(client: AgoraClient, response: AgoraResponse): UsageReport {
	const { meta, usages } = parseResponse(response, usageResponseSchema);
	const { days, ...losses } = readDays(usages ?? []);
	logUnreadableItems(client.log, ['getUsage', 'days'], losses);
	const { rejected, partial } = losses;
	if (rejected > 0 && days.length === 0) {
		throw badResponseError(response, 'the response contains no valid day');
	}
	return { columns: columnsOf(meta, days), days, partial: rejected + partial > 0 };
}

function checkUsageQuery(query: UsageQuery): FieldIssue[] {
	const issues: FieldIssue[] = [];
	for (const field of ['from', 'to'] as const) {
		if (!isDay(query[field])) {
			issues.push({ field, rule: 'format', detail: `${field} must be a day such as 2026-01-31` });
		}
	}
	if (issues.length === 0 && (query.to < query.from || query.to > yearAfter(query.from))) {
		issues.push({
			field: 'to',
			rule: 'range',
			detail: 'the last day must be within one year after the first',
		});
	}
	return issues;
}

function isDay(text: string): boolean {
	const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : new Date(Number.NaN);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A bound for the comparison of strings. The year after 29 February is not a valid day, but sorts correctly. */
function yearAfter(day: string): string {
	return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
}

export interface UsageColumn {
	/** As in `UsageDay.values`: `durationAudioAll`. */
	readonly key: string;
	readonly labels: { readonly en: string; readonly cn: string | undefined };
	/** As Agora sends it, such as `second`; empty if there is none. */
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
		date: v.pipe(v.unknown(), v.transform(readTime), v.date()),
		usage: v.record(v.string(), v.unknown()),
	}),
	v.transform(({ date, usage }): { day: UsageDay; partial: boolean } => {
		const amounts = Object.entries(usage).map(([key, value]) => [key, readAmount(value)] as const);
		const valid = amounts.filter((entry): entry is [string, number] => entry[1] !== undefined);
		return {
			day: { date: date.toISOString().slice(0, 10), values: Object.fromEntries(valid) },
			partial: amounts.some(([key, amount]) => isUnreadable(usage[key], amount)),
		};
	}),
);

/**
 * A usage response in every observed spelling (Console REST API, Get project usage; docs/agora-api.md, Usage). The days may be null
 * or absent if there is no usage, but not in a response of another shape.
 */
export const usageResponseSchema = v.pipe(
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
export type UsageResponse = v.InferOutput<typeof usageResponseSchema>;

/** The columns in `meta`, in its order, then those that only occur in days. A missing label is the key. */
export function columnsOf(meta: UsageResponse['meta'], days: readonly UsageDay[]): UsageColumn[] {
	const keys = new Set([...Object.keys(meta), ...days.flatMap((day) => Object.keys(day.values))]);
	return [...keys].map((key) => {
		const { en, cn, unit } = meta[key] ?? {};
		return { key, labels: { en: en ?? key, cn }, unit: unit ?? '' };
	});
}

/** Reads the valid days, ascending; if a day occurs twice, the later item counts. */
export function readDays(usages: readonly unknown[]): UnreadableItems & { days: UsageDay[] } {
	const parsed = usages.map((item) => v.safeParse(daySchema, item)).filter((result) => result.success);
	const byDate = new Map(parsed.map(({ output: { day } }) => [day.date, day]));
	return {
		days: [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
		partial: parsed.filter(({ output }) => output.partial).length,
		rejected: usages.length - parsed.length,
	};
}
