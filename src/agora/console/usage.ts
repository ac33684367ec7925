import type { FieldIssue } from '../fieldIssue';
import type { CallControl } from '../http/callOptions';
import type { AgoraClient } from '../http/client';
import { invalidRequest } from '../http/invalidRequest';
import { type AgoraReply, parseReply, unreadableReply } from '../http/reply';
import { logLosses } from '../logLosses';
import { columnsOf, readDays, type UsageColumn, type UsageDay, usageReplySchema } from './usageSchema';

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
	/** In the order of the reply's `meta`, then those found in days only. */
	readonly columns: readonly UsageColumn[];
	/** Ascending; a day without usage may be absent. */
	readonly days: readonly UsageDay[];
	/** Whether days or amounts made no sense and were left out: then what is missing may not be zero. */
	readonly partial?: boolean;
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
	const { days, ...losses } = readDays(usages ?? []);
	logLosses(client.log, ['getUsage', 'days'], losses);
	const { rejected, partial } = losses;
	if (rejected > 0 && days.length === 0) {
		throw unreadableReply(reply, 'the answer holds no day that makes sense');
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

/** As a bound for texts: after 29 February it is no day, and still lies between the last of February and the first of March. */
function yearAfter(day: string): string {
	return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
}
