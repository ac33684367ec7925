import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { type FieldIssue, invalidRequestError, isAgoraError } from '../errors';
import * as fields from '../fields';
import { schemaIssues } from '../fields';
import type { CallControl } from '../operations';
import { anyItems, anyObject, isObject, readInteger, readText, readTime } from '../parsing';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import { logUnreadableItems } from '../requestLog';
import { parseResponse, readEmptyResponse } from '../response';
import { isUid } from '../session';

/** What a rule forbids. */
export const PRIVILEGES = ['join_channel', 'publish_audio', 'publish_video'] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** Whom a rule concerns. Agora describes no other combinations. */
export type BanTarget =
	/** This user in this channel. */
	| { readonly uid: number; readonly channelName: string }
	/** This user in every channel of the project. */
	| { readonly uid: number }
	/** Everybody in this channel. */
	| { readonly channelName: string }
	/** Everybody behind this IPv4 address, in every channel of the project. */
	| { readonly ip: string };

export interface BanRule {
	readonly id: number;
	readonly uid: number | undefined;
	readonly channelName: string | undefined;
	readonly ip: string | undefined;
	/** May contain words that are not documented. */
	readonly privileges: readonly string[];
	readonly expiresAt: Date | undefined;
	readonly createdAt: Date | undefined;
}

export interface BanRuleList {
	readonly rules: BanRule[];
	/** The number of items without an id, which are left out. */
	readonly rejected: number;
}

export interface NewBan {
	readonly appId: string;
	readonly target: BanTarget;
	/** At least one. */
	readonly privileges: readonly Privilege[];
	/** 10–86,400; 0 only puts the users offline, who may join again at once. */
	readonly seconds: number;
}

/** The shortest and the longest ban that Agora accepts without changing its length, in seconds. */
export const MIN_BAN_SECONDS = 10;
export const MAX_BAN_SECONDS = 86_400;

/** Reads the ban rules of a project (docs/agora-api.md, Bans). Agora may leave rules out, so a missing rule is no proof. */
export function listBanRules(
	client: AgoraClient,
	appId: string,
	control?: CallControl,
): Promise<BanRuleList> {
	return client.send(
		{ operation: 'listBanRules', params: { appId }, query: { appid: appId } },
		(response) => {
			const { rules: items } = parseResponse(response, listSchema);
			const rules = (items ?? []).map(readRule).filter((rule) => rule !== undefined);
			const rejected = (items ?? []).length - rules.length;
			logUnreadableItems(client.log, ['listBanRules', 'ban rules'], { rejected, partial: 0 });
			return { rules, rejected };
		},
		control,
	);
}

/**
 * The list may leave a rule out, so that only a rule that is found is certain. The last look waits longer than the list usually
 * lags.
 */
const LOOKUP_WAITS_MS = [0, 5_000, 15_000];

/**
 * Bans users, or puts them offline once with `seconds: 0` (docs/agora-api.md, Bans). Sent once; if the response is lost, the rule is
 * looked up. Putting users offline leaves no rule that could be found.
 *
 * @returns the id of the rule; undefined with `seconds: 0`.
 * @throws AgoraError `invalid` for uid 0 and every other broken rule; `unknownOutcome` if the response was lost and the rule was
 * not found, which is no proof that there is none.
 */
export async function createBan(
	client: AgoraClient,
	ban: NewBan,
	control?: CallControl,
): Promise<number | undefined> {
	const issues = banIssues(ban);
	if (issues.length > 0) {
		throw invalidRequestError('createBan', issues);
	}
	const { appId, target, privileges, seconds } = ban;
	const { uid, channelName, ip } = partsOf(target);
	// `time` 0 is documented to put users offline; whether `time_in_seconds` 0 does is not.
	const duration = seconds === 0 ? { time: 0 } : { time_in_seconds: seconds };
	const body = { appid: appId, cname: channelName, uid, ip, privileges, ...duration };
	return reconcile<number | undefined>(
		client,
		(send) =>
			send(
				{
					operation: 'createBan',
					params: { appId },
					body,
					subject: { name: channelName ?? ip ?? String(uid) },
				},
				(response) => {
					const { id } = parseResponse(response, createdSchema);
					return seconds === 0 ? undefined : id;
				},
				control,
			),
		{
			waitsMs: seconds === 0 ? [] : LOOKUP_WAITS_MS,
			lookUp: async (lost, signal) => findCreatedBan(await listBanRules(client, appId, signal), ban, lost),
		},
		control,
	);
}

/**
 * Finds the rule that a lost creation may have created: same users, channel, address and privileges, created since.
 *
 * @returns never `notDone`, because the list may leave rules out.
 */
export function findCreatedBan(
	{ rules }: BanRuleList,
	{ target, privileges }: Pick<NewBan, 'target' | 'privileges'>,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<number> {
	const wanted = partsOf(target);
	const created = rules.findLast(
		(rule) =>
			rule.uid === wanted.uid &&
			rule.channelName === wanted.channelName &&
			rule.ip === wanted.ip &&
			privileges.length === rule.privileges.length &&
			privileges.every((privilege) => rule.privileges.includes(privilege)) &&
			matchesRequest(lost, rule.createdAt) === 'yes',
	);
	return created ? { done: created.id } : 'unknown';
}

/**
 * Lets a rule end `seconds` from now (docs/agora-api.md, Bans). May be repeated.
 *
 * @param ban `seconds` from 10 to 86,400.
 * @returns when the rule ends, if the response contains it.
 */
export async function changeBan(
	client: AgoraClient,
	{ appId, id, seconds }: { readonly appId: string; readonly id: number; readonly seconds: number },
	control?: CallControl,
): Promise<Date | undefined> {
	const issues = durationIssues(seconds, MIN_BAN_SECONDS);
	if (issues.length > 0) {
		throw invalidRequestError('changeBan', issues);
	}
	const body = { appid: appId, id, time_in_seconds: seconds };
	return reconcile<Date | undefined>(
		client,
		(send) =>
			send(
				{ operation: 'changeBan', params: { appId }, body, subject: { name: String(id) } },
				(response) => readTime(parseResponse(response, changedSchema).result?.ts),
				control,
			),
		{ waitsMs: [0], lookUp: async () => 'unknown' },
		control,
	);
}

/** Lifts a ban (docs/agora-api.md, Bans). May be repeated; a rule that does not exist counts as lifted. */
export async function liftBan(
	client: AgoraClient,
	{ appId, id }: { readonly appId: string; readonly id: number },
	control?: CallControl,
): Promise<'lifted' | 'alreadyGone'> {
	return reconcile<'lifted' | 'alreadyGone'>(
		client,
		async (send) => {
			try {
				const body = { appid: appId, id };
				await send(
					{ operation: 'liftBan', params: { appId }, body, subject: { name: String(id) } },
					readEmptyResponse,
					control,
				);
				return 'lifted';
			} catch (error) {
				if (isAgoraError(error, 'notFound')) {
					return 'alreadyGone';
				}
				throw error;
			}
		},
		{
			waitsMs: [0],
			lookUp: async (_, signal) => {
				const { rules } = await listBanRules(client, appId, signal);
				return rules.some((rule) => rule.id === id) ? 'notDone' : 'unknown';
			},
		},
		control,
	);
}

const listSchema = v.object({ status: v.literal('success'), rules: v.nullable(anyItems) });
const createdSchema = v.object({ status: v.literal('success'), id: v.pipe(v.number(), v.safeInteger()) });
const changedSchema = v.object({ status: v.literal('success'), result: v.optional(anyObject) });

function readRule(item: unknown): BanRule | undefined {
	const id = isObject(item) ? readInteger(item.id) : undefined;
	if (!isObject(item) || id === undefined) {
		return undefined;
	}
	const privileges = v.is(anyItems, item.privileges) ? item.privileges : [];
	return {
		id,
		// 0 and empty texts stand for absent values.
		uid: readInteger(item.uid) || undefined,
		channelName: readText(item.cname),
		ip: readText(item.ip),
		privileges: privileges.filter((privilege) => typeof privilege === 'string'),
		expiresAt: readTime(item.ts),
		createdAt: readTime(item.createAt),
	};
}

interface TargetParts {
	readonly uid: number | undefined;
	readonly channelName: string | undefined;
	readonly ip: string | undefined;
}

function partsOf(target: BanTarget): TargetParts {
	return {
		uid: 'uid' in target ? target.uid : undefined,
		channelName: 'channelName' in target ? target.channelName : undefined,
		ip: 'ip' in target ? target.ip : undefined,
	};
}

function banIssues({ target, privileges, seconds }: NewBan): FieldIssue[] {
	const { uid, channelName, ip } = partsOf(target);
	return [
		...(uid !== undefined && (uid === 0 || !isUid(uid))
			? [{ field: 'uid', rule: 'range' as const, detail: 'uid must be from 1 to 4294967295' }]
			: []),
		...(channelName === undefined ? [] : schemaIssues(fields.channelText(64), channelName, 'cname')),
		...(ip === undefined ? [] : schemaIssues(fields.ipv4, ip, 'ip')),
		...(privileges.length === 0
			? [{ field: 'privileges', rule: 'required' as const, detail: 'privileges must not be empty' }]
			: []),
		...durationIssues(seconds, 0),
	];
}

function durationIssues(seconds: number, min: 0 | typeof MIN_BAN_SECONDS): FieldIssue[] {
	const isOnce = min === 0 && seconds === 0;
	return isOnce
		? []
		: schemaIssues(fields.whole(MIN_BAN_SECONDS, MAX_BAN_SECONDS), seconds, 'time_in_seconds');
}
