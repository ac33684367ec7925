import * as v from 'valibot';
import type { FieldIssue } from '../errors';
import * as fields from '../fields';
import type { BanSubject, WriteSubject } from '../request';
import { isUserUid } from '../session';

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

/** The parts of a target. A rule without any of them would concern everybody. */
export interface TargetFields {
	readonly uid?: number | undefined;
	readonly channelName?: string | undefined;
	readonly ip?: string | undefined;
}

export interface NewBan {
	readonly appId: string;
	readonly target: BanTarget;
	/** At least one. Only `join_channel` with `seconds: 0`. */
	readonly privileges: readonly Privilege[];
	/** 10–86,400; 0 only puts the users offline, who may join again at once. */
	readonly seconds: number;
}

/**
 * The shortest ban and the longest one, a day, in seconds. Agora changes other lengths without an error, so they are refused before
 * sending.
 */
export const MIN_BAN_SECONDS = 10;
export const MAX_BAN_SECONDS = 86_400;

export function targetFields(target: BanTarget): TargetFields {
	return {
		uid: 'uid' in target ? target.uid : undefined,
		channelName: 'channelName' in target ? target.channelName : undefined,
		ip: 'ip' in target ? target.ip : undefined,
	};
}

/** Every broken rule of a new ban, with the field names of the document. */
export function banIssues({ appId, target, privileges, seconds }: NewBan): FieldIssue[] {
	const { uid, channelName, ip } = targetFields(target);
	const issues: FieldIssue[] = fields.checkField('appid', fields.text, appId);
	const add = (field: string, rule: FieldIssue['rule'], what: string) =>
		issues.push({ field, rule, detail: `${field} ${what}` });
	if (uid === undefined && channelName === undefined && ip === undefined) {
		add('uid', 'required', 'or cname or ip is required');
	}
	if (ip !== undefined && (uid !== undefined || channelName !== undefined)) {
		add('ip', 'exclusive', 'cannot be combined with uid or cname');
	}
	if (uid !== undefined && !isUserUid(uid)) {
		add('uid', 'range', 'must be from 1 to 4294967295');
	}
	issues.push(...fields.checkField('cname', fields.channelText(64), channelName));
	issues.push(...fields.checkField('ip', fields.ipv4, ip));
	if (ip === '0.0.0.0') {
		add('ip', 'format', 'must be the address of a user');
	}
	if (privileges.length === 0) {
		add('privileges', 'required', 'must not be empty');
	}
	issues.push(...fields.checkField('privileges', v.array(fields.oneOf(PRIVILEGES)), privileges));
	if (seconds !== 0) {
		issues.push(...durationIssues(seconds));
	} else if (privileges.some((privilege) => privilege !== 'join_channel')) {
		add('privileges', 'exclusive', 'must be join_channel alone to put users offline once');
	}
	return issues;
}

export function durationIssues(seconds: number): FieldIssue[] {
	return fields.checkField('time_in_seconds', fields.whole(MIN_BAN_SECONDS, MAX_BAN_SECONDS), seconds);
}

/** Every broken rule of the identification of a rule. */
export function ruleIdIssues({ appId, id }: { readonly appId: string; readonly id: number }): FieldIssue[] {
	return [...fields.checkField('appid', fields.text, appId), ...fields.checkField('id', fields.whole(1), id)];
}

/** The duration in the fields of the document. `time` 0 is documented to put users offline; whether `time_in_seconds` 0 does is not. */
export function durationFields(seconds: number): { readonly time: 0 } | { readonly time_in_seconds: number } {
	return seconds === 0 ? { time: 0 } : { time_in_seconds: seconds };
}

/** The longest text of a subject, in characters. Texts of a listed rule come from the server. */
const MAX_TEXT_LENGTH = 64;

/** Describes a write of a rule for the history. */
export function banSubject(subject: BanSubject): WriteSubject {
	const { id, uid, privileges, seconds } = subject;
	const [channelName, ip] = [subject.channelName, subject.ip].map((text) => text?.slice(0, MAX_TEXT_LENGTH));
	const name = [channelName, uid ?? ip].filter((part) => part !== undefined).join(' · ');
	const change = seconds === undefined ? undefined : Object.entries(durationFields(seconds)).flat().join(' ');
	return {
		name: name || String(id ?? ''),
		change,
		ban: { id, uid, channelName, ip, privileges, seconds },
	};
}
