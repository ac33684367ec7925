import type { FieldIssue } from '../fieldIssue';
import type { CallControl } from '../http/callOptions';
import type { AgoraClient } from '../http/client';
import { invalidRequest } from '../http/invalidRequest';
import { type AgoraReply, parseReply, unreadableReply } from '../http/reply';
import { columnsOf, readDays, usageReplySchema } from './usageSchema';

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

export interface UsageReport {
	/** In the order of the reply's `meta`, then those found in days only. */
	readonly columns: readonly UsageColumn[];
	/** Ascending; a day without usage may be absent. */
	readonly days: readonly UsageDay[];
}

/**
 * A project's usage by day (Console REST API, Get project usage; api-facts §2, Usage). Today's figures still change.
 *
 * @throws AgoraError `invalid` for a range that is none or exceeds one year; `forbidden` also for accounts that may see their
 * projects; `notFound` when an App ID was passed for the project's id.
 */
export async function getUsage(
	client: AgoraClient,
	query: UsageQuery,
	control?: CallControl,
): Promise<UsageReport> {
	const issues = checkUsageQuery(query);
	if (issues.length > 0) {
		throw invalidRequest('getUsage', issues);
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
	return client.send(request, (reply) => readReport(client, reply), control);
}

function readReport(client: AgoraClient, reply: AgoraReply): UsageReport {
	const { meta, usages } = parseReply(reply, usageReplySchema);
	const { days, rejected } = readDays(usages);
	if (rejected > 0) {
		client.log.warn(`getUsage: ${rejected} of ${usages.length} days made no sense and were left out`);
	}
	if (rejected > 0 && days.length === 0) {
		throw unreadableReply(reply, 'the answer holds no day that makes sense');
	}
	return { columns: columnsOf(meta, days), days };
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

function yearAfter(day: string): string {
	const date = new Date(day);
	date.setUTCFullYear(date.getUTCFullYear() + 1);
	return date.toISOString().slice(0, 10);
}
