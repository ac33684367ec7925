import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { invalidRequestError, isAgoraError } from '../errors';
import type { CallControl } from '../operations';
import { anyItems, anyObject, isObject, readInteger, readLabel, readText, readTime } from '../parsing';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import { logUnreadableItems } from '../requestLog';
import { parseResponse } from '../response';
import {
	banIssues,
	banSubject,
	durationFields,
	durationIssues,
	type NewBan,
	ruleIdIssues,
	type TargetFields,
	targetFields,
} from './banTarget';

export {
	type BanTarget,
	MAX_BAN_SECONDS,
	MIN_BAN_SECONDS,
	type NewBan,
	PRIVILEGES,
	type Privilege,
} from './banTarget';

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
	/** Each id once. */
	readonly rules: BanRule[];
	/** The number of items without an id, which are left out. */
	readonly rejected: number;
}

/**
 * Reads the ban rules of a project (docs/agora-api.md, Bans). Agora may leave rules out, so a missing rule is no proof that it ended.
 *
 * @throws AgoraError `invalid` without an App ID.
 */
export async function listBanRules(
	client: AgoraClient,
	appId: string,
	control?: CallControl,
): Promise<BanRuleList> {
	if (appId === '') {
		const detail = 'appid must not be empty';
		throw invalidRequestError('listBanRules', [{ field: 'appid', rule: 'required', detail }]);
	}
	return await client.send(
		{ operation: 'listBanRules', params: { appId }, query: { appid: appId } },
		(response) => {
			const { rules: given } = parseResponse(response, listSchema);
			const items = (given ?? []).filter((item) => isOfProject(item, appId));
			const read = items.map(readRule).filter((rule) => rule !== undefined);
			const rejected = items.length - read.length;
			logUnreadableItems(client.log, ['listBanRules', 'ban rules'], { rejected, partial: 0 });
			return { rules: [...new Map(read.map((rule) => [rule.id, rule])).values()], rejected };
		},
		control,
	);
}

/** The list may leave a rule out at first, so it is read several times. */
const CREATED_WAITS_MS = [0, 5_000, 15_000];

/**
 * Bans users, or puts them offline once with `seconds: 0` (docs/agora-api.md, Bans). Sent once; if the response is lost, the rule is
 * looked up. Putting users offline leaves no rule that could be found.
 *
 * @returns the id of the rule; undefined with `seconds: 0`.
 * @throws AgoraError `invalid` with every broken rule, such as uid 0; `unknownOutcome` if the response was lost and the rule was
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
	const { appId, target, seconds } = ban;
	const privileges = [...new Set(ban.privileges)];
	const parts = targetFields(target);
	const { uid, channelName: cname, ip } = parts;
	const request = {
		operation: 'createBan',
		params: { appId },
		body: { appid: appId, cname, uid, ip, privileges, ...durationFields(seconds) },
		subject: banSubject({ ...parts, privileges, seconds }),
	} as const;
	const isOnce = seconds === 0;
	return reconcile<number | undefined>(
		client,
		(send) =>
			send(
				request,
				(response) => {
					if (isOnce) {
						parseResponse(response, doneSchema);
						return undefined;
					}
					return parseResponse(response, createdSchema).id;
				},
				control,
			),
		{
			waitsMs: isOnce ? [] : CREATED_WAITS_MS,
			lookUp: async (lost, signal) =>
				findCreatedBan(await listBanRules(client, appId, signal), { ...parts, privileges, seconds }, lost),
		},
		control,
	);
}

/** A ban that may have been created. */
export interface WantedBan extends TargetFields {
	readonly privileges: readonly string[];
	readonly seconds: number;
}

/**
 * Finds the rule that a creation with a lost response may have created: same user, channel, address and privileges, created since.
 * The time of creation follows from the end of a rule that does not contain it.
 *
 * @returns never `notDone`, because the list may leave rules out.
 */
export function findCreatedBan(
	{ rules }: BanRuleList,
	wanted: WantedBan,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<number> {
	const created = rules.findLast(
		(rule) =>
			rule.uid === wanted.uid &&
			rule.channelName === wanted.channelName &&
			rule.ip === wanted.ip &&
			isSameSet(rule.privileges, wanted.privileges) &&
			matchesRequest(lost, rule.createdAt ?? startOf(rule, wanted.seconds)) === 'yes',
	);
	return created ? { done: created.id } : 'unknown';
}

/** The second look-up is for a server that was still processing the write when its response was lost. */
const CHANGED_WAITS_MS = [0, 5_000];

/** An existing rule. Its target is only used for the history. */
export interface BanRef extends TargetFields {
	readonly appId: string;
	readonly id: number;
}

/**
 * Lets a rule end `seconds` from now (docs/agora-api.md, Bans). May be repeated.
 *
 * @param ban `seconds` from 10 to 86,400.
 * @returns when the rule ends, if the response contains it.
 * @throws AgoraError `unknownOutcome` if the response was lost and the rules do not show the new end.
 */
export async function changeBan(
	client: AgoraClient,
	ban: BanRef & { readonly seconds: number },
	control?: CallControl,
): Promise<Date | undefined> {
	const { appId, id, uid, channelName, ip, seconds } = ban;
	const issues = [...ruleIdIssues(ban), ...durationIssues(seconds)];
	if (issues.length > 0) {
		throw invalidRequestError('changeBan', issues);
	}
	const request = {
		operation: 'changeBan',
		params: { appId },
		body: { appid: appId, id, ...durationFields(seconds) },
		subject: banSubject({ id, uid, channelName, ip, seconds }),
	} as const;
	return reconcile<Date | undefined>(
		client,
		(send) =>
			send(request, (response) => readTime(parseResponse(response, changedSchema).result?.ts), control),
		{
			waitsMs: CHANGED_WAITS_MS,
			lookUp: async (lost, signal) => {
				const end = findNewEnd(await listBanRules(client, appId, signal), { id, seconds }, lost);
				return end ? { done: end } : 'unknown';
			},
		},
		control,
	);
}

/** The end of a rule that a change with a lost response set; undefined if the rules do not show it, which is no proof. */
export function findNewEnd(
	{ rules }: BanRuleList,
	{ id, seconds }: { readonly id: number; readonly seconds: number },
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): Date | undefined {
	const rule = rules.find((each) => each.id === id);
	return rule && matchesRequest(lost, startOf(rule, seconds)) === 'yes' ? rule.expiresAt : undefined;
}

/** A server that was still lifting the ban when its response was lost has finished by then. */
const LIFTED_WAITS_MS = [3_000];

/**
 * Lifts a ban (docs/agora-api.md, Bans). A rule that does not exist counts as lifted. If the response is lost and the rules do not
 * contain this one, which is no proof, the request is sent once more.
 *
 * @throws AgoraError `unknownOutcome` if the second response was lost too.
 */
export async function liftBan(
	client: AgoraClient,
	ban: BanRef,
	control?: CallControl,
): Promise<'lifted' | 'alreadyGone'> {
	const { appId, id, uid, channelName, ip } = ban;
	const issues = ruleIdIssues(ban);
	if (issues.length > 0) {
		throw invalidRequestError('liftBan', issues);
	}
	const request = {
		operation: 'liftBan',
		params: { appId },
		body: { appid: appId, id },
		subject: banSubject({ id, uid, channelName, ip }),
	} as const;
	const lift = async (send: AgoraClient['send'], signal: CallControl) => {
		try {
			await send(request, (response) => parseResponse(response, doneSchema), signal);
			return 'lifted';
		} catch (error) {
			if (isMissingRule(error)) {
				return 'alreadyGone';
			}
			throw error;
		}
	};
	return reconcile<'lifted' | 'alreadyGone'>(
		client,
		(send) => lift(send, control),
		{
			waitsMs: LIFTED_WAITS_MS,
			lookUp: async (_, signal) => {
				const { rules } = await listBanRules(client, appId, signal);
				const isListed = rules.some((rule) => rule.id === id);
				return isListed ? 'notDone' : { done: await lift(client.send.bind(client), signal) };
			},
		},
		control,
	);
}

/** Whether Agora has no such rule. Other 404s come from a gateway or a proxy, whose message may contain the path `kicking-rule`. */
function isMissingRule(error: unknown): boolean {
	return isAgoraError(error, 'notFound') && /(?<![\w/-])rule\b/i.test(error.agoraMessage ?? '');
}

const success = v.literal('success');
const listSchema = v.object({ status: success, rules: v.nullable(anyItems) });
const doneSchema = v.object({ status: success });
const createdSchema = v.object({
	status: success,
	id: v.pipe(v.unknown(), v.transform(readInteger), v.number(), v.minValue(1)),
});
const changedSchema = v.object({ status: success, result: v.optional(anyObject) });

/** Whether a rule belongs to the project; one without an App ID does. */
function isOfProject(item: unknown, appId: string): boolean {
	const owner = isObject(item) ? readText(item.appid) : undefined;
	return owner === undefined || owner.toLowerCase() === appId.toLowerCase();
}

function readRule(item: unknown): BanRule | undefined {
	const id = isObject(item) ? readInteger(item.id) : undefined;
	// Ids begin at 1.
	if (!isObject(item) || !id) {
		return undefined;
	}
	const privileges = v.is(anyItems, item.privileges) ? item.privileges : [];
	return {
		id,
		// 0 and empty texts stand for absent values.
		uid: readInteger(item.uid) || undefined,
		channelName: readLabel(item.cname),
		ip: readText(item.ip),
		privileges: privileges.filter((privilege) => typeof privilege === 'string'),
		expiresAt: readTime(item.ts),
		createdAt: readTime(item.createAt),
	};
}

/** When a rule of this length must have begun to end when it does. */
function startOf({ expiresAt }: BanRule, seconds: number): Date | undefined {
	return expiresAt && new Date(expiresAt.getTime() - seconds * 1000);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
	const [first, second] = [new Set(a), new Set(b)];
	return first.size === second.size && a.every((each) => second.has(each));
}
