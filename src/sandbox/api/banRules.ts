import { isIP } from 'node:net';
import { type BanTarget, PRIVILEGES, type Privilege, type SandboxBanRule } from '../banRules';
import type { Behaviour } from '../behaviour';
import {
	isJsonContentType,
	type JsonObject,
	parseJsonObject,
	type Route,
	type SandboxContext,
} from '../http/route';
import { admit, invalid, isUserId, openProject } from './channels';
import { CONSOLE_MESSAGES, refusal } from './refusals';

const PATH = '/dev/v1/kicking-rule';
/** For each call of an account (docs/agora-api.md, Bans). */
const RATE = { calls: 10, seconds: 1 };
const DEFAULT_SECONDS = 3600;
/** The number of the operator in the example of the document. */
const OPERATOR_ID = 1406;

/** The ban rules of channel management (docs/agora-api.md, Bans). */
export const BAN_RULE_ROUTES: readonly Route[] = [
	{
		method: 'GET',
		path: PATH,
		operation: ({ query }, context) => {
			admit(`GET ${PATH}`, RATE, context);
			const { state } = context;
			const { appId } = openProject(query.get('appid'), context);
			const rules = state.banRules.listed(appId);
			return {
				status: 200,
				body: {
					status: 'success',
					rules: rules.map((rule) => listed(rule, state.behaviour.absentBanFields)),
				},
			};
		},
	},

	write('POST', (body, { state }, appId) => {
		const privileges = readPrivileges(body.privileges);
		const target = readTarget(body);
		const seconds = readSeconds(body) ?? DEFAULT_SECONDS;
		// Only putting users offline is described.
		if (seconds === 0 && !privileges.includes('join_channel')) {
			throw invalid('privileges');
		}
		const { id } = state.banRules.add({ appId, privileges, ...target, seconds });
		return { status: 'success', id };
	}),

	write('PUT', (body, context, appId) => {
		const rule = findRule(body, context, appId);
		const seconds = readSeconds(body);
		// 0 is described for new rules only.
		if (seconds === undefined || seconds === 0) {
			throw invalid('time');
		}
		context.state.banRules.change(rule, seconds);
		return { status: 'success', result: { id: rule.id, ts: new Date(rule.expiresAt).toISOString() } };
	}),

	write('DELETE', (body, context, appId) => {
		const rule = findRule(body, context, appId);
		context.state.banRules.lift(rule);
		return { status: 'success', id: rule.id };
	}),
];

/** A route with a body: rate limit first, then 415 for anything but JSON, then 400 for what is no object, then `handler`. */
function write(
	method: 'POST' | 'PUT' | 'DELETE',
	handler: (body: JsonObject, context: SandboxContext, appId: string) => object,
): Route {
	return {
		method,
		path: PATH,
		operation: (request, context) => {
			admit(`${method} ${PATH}`, RATE, context);
			if (!isJsonContentType(request.headers['content-type'])) {
				throw refusal(415, CONSOLE_MESSAGES[415]);
			}
			const body = parseJsonObject(request.body);
			if (body === undefined) {
				throw refusal(400, CONSOLE_MESSAGES[400]);
			}
			const { appId } = openProject(body.appid, context);
			return { status: 200, body: handler(body, context, appId) };
		},
	};
}

function findRule({ id }: JsonObject, { state }: SandboxContext, appId: string): SandboxBanRule {
	if (!Number.isSafeInteger(id)) {
		throw invalid('id');
	}
	const rule = state.banRules.active(appId).find((each) => each.id === id);
	if (rule === undefined) {
		throw refusal(404, 'rule not found');
	}
	return rule;
}

function readPrivileges(value: unknown): Privilege[] {
	const privileges: unknown[] = Array.isArray(value) ? value : [];
	const known = PRIVILEGES.filter((privilege) => privileges.includes(privilege));
	if (known.length === 0 || known.length !== privileges.length) {
		throw invalid('privileges');
	}
	return known;
}

/** One of the four described combinations: an address, a channel, a user, or a user in a channel. */
function readTarget({ ip, cname, uid }: JsonObject): BanTarget {
	if (uid !== undefined && !isUserId(uid)) {
		throw invalid('uid');
	}
	if (cname !== undefined && (typeof cname !== 'string' || cname === '')) {
		throw invalid('cname');
	}
	if (ip !== undefined && (typeof ip !== 'string' || isIP(ip) === 0)) {
		throw invalid('ip');
	}
	const isAlone = uid === undefined && cname === undefined;
	if ((ip === undefined) === isAlone) {
		throw invalid('rule');
	}
	return { uid, channelName: cname, ip };
}

/**
 * `time_in_seconds`, else `time` in minutes, limited to what is allowed; undefined where both are missing. `time` may be 0, which
 * is not described for `time_in_seconds`.
 */
function readSeconds({ time, time_in_seconds: seconds }: JsonObject): number | undefined {
	if (seconds === undefined) {
		return time === 0 || time === undefined ? time : limited('time', time, 1, 1440) * 60;
	}
	return limited('time_in_seconds', seconds, 10, 86_430);
}

function limited(name: string, value: unknown, min: number, max: number): number {
	if (typeof value !== 'number' || value === 0) {
		throw invalid(name);
	}
	return Math.min(max, Math.max(min, value));
}

/** A rule in the list, whose times are in whole seconds. */
function listed(rule: SandboxBanRule, absent: Behaviour['absentBanFields']) {
	const fallback = { null: [null, null], empty: [0, ''], omitted: [undefined, undefined] }[absent];
	const [noNumber, noText] = fallback;
	return {
		id: rule.id,
		appid: rule.appId,
		uid: rule.uid ?? noNumber,
		opid: OPERATOR_ID,
		cname: rule.channelName ?? noText,
		ip: rule.ip ?? noText,
		ts: wholeSeconds(rule.expiresAt),
		privileges: rule.privileges,
		createAt: wholeSeconds(rule.createdAt),
		updateAt: wholeSeconds(rule.updatedAt),
	};
}

function wholeSeconds(time: number): string {
	return new Date(Math.floor(time / 1000) * 1000).toISOString();
}
