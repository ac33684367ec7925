import type { BanRule } from '../agora/channels/banRules';
import { isGone, type Missed, missedAgain, type ReadingTimes } from './channelMerge';

/** For this time after a change from here, a list that does not contain the change is taken as outdated. */
export const BAN_LAG_MS = 5 * 60_000;

interface KeptRule {
	readonly rule: BanRule;
	/** When it was created or changed from here, by the monotonic clock. */
	readonly changedAt: number | undefined;
	readonly missed: Missed | undefined;
}

/** The ban rules of one project. Immutable. */
export interface ProjectBans {
	readonly kept: ReadonlyMap<number, KeptRule>;
	/** When rules were lifted from here that lists may still contain, by the monotonic clock. */
	readonly lifted: ReadonlyMap<number, number>;
	/** The rules as an array: the one that ends first is the first. The same array until a rule changes. */
	readonly rules: readonly BanRule[];
	readonly read: ReadingTimes | undefined;
}

export const NO_BANS: ProjectBans = { kept: new Map(), lifted: new Map(), rules: [], read: undefined };

/** Applies a list. A rule that it misses stays until it is gone, and changes from here stay until lists contain them. */
export function afterBanList(
	before: ProjectBans,
	listed: readonly BanRule[],
	read: ReadingTimes,
): ProjectBans {
	const { startedAt, readAt } = read;
	const isRecent = (at: number | undefined) => at !== undefined && startedAt < at + BAN_LAG_MS;
	const lifted = new Map([...before.lifted].filter(([, at]) => isRecent(at)));
	const kept = new Map<number, KeptRule>();
	for (const rule of listed) {
		if (!lifted.has(rule.id)) {
			const was = before.kept.get(rule.id);
			kept.set(rule.id, was ? listedAgain(was, rule, isRecent(was.changedAt)) : keptRule(rule));
		}
	}
	for (const [id, was] of before.kept) {
		if (!kept.has(id)) {
			const missed = missedAgain(was.missed, readAt);
			if (isRecent(was.changedAt) || !isGone(missed, readAt)) {
				kept.set(id, { ...was, missed });
			}
		}
	}
	return { kept, lifted, rules: inOrder(before.rules, kept), read };
}

/** Adds a rule that was created from here. */
export function afterBan(before: ProjectBans, rule: BanRule, at: number): ProjectBans {
	const kept = new Map(before.kept).set(rule.id, keptRule(rule, at));
	const lifted = new Map(before.lifted);
	lifted.delete(rule.id);
	return { ...before, kept, lifted, rules: inOrder(before.rules, kept) };
}

/** Changes when a rule ends, as it was changed from here. */
export function afterBanChange(before: ProjectBans, id: number, expiresAt: Date, at: number): ProjectBans {
	const was = before.kept.get(id);
	if (!was) {
		return before;
	}
	const kept = new Map(before.kept).set(id, keptRule({ ...was.rule, expiresAt }, at));
	return { ...before, kept, rules: inOrder(before.rules, kept) };
}

/** Removes a rule that was lifted from here. */
export function afterLift(before: ProjectBans, id: number, at: number): ProjectBans {
	const kept = new Map(before.kept);
	kept.delete(id);
	const lifted = new Map(before.lifted).set(id, at);
	return { ...before, kept, lifted, rules: inOrder(before.rules, kept) };
}

/** Removes the rules that have ended. `now` is Agora's time, in milliseconds since 1970. */
export function withoutEnded(before: ProjectBans, now: number): ProjectBans {
	const kept = new Map([...before.kept].filter(([, { rule }]) => endOf(rule) > now));
	return kept.size === before.kept.size ? before : { ...before, kept, rules: inOrder(before.rules, kept) };
}

/** When the first rule ends, in milliseconds since 1970 by Agora's clock; `Infinity` if none does. */
export function firstEnd({ rules: [first] }: ProjectBans): number {
	return first ? endOf(first) : Number.POSITIVE_INFINITY;
}

function keptRule(rule: BanRule, changedAt?: number): KeptRule {
	return { rule, changedAt, missed: undefined };
}

function listedAgain(was: KeptRule, listed: BanRule, isRecent: boolean): KeptRule {
	const isOutdated = isRecent && endOf(listed) !== endOf(was.rule);
	const rule = isOutdated ? { ...listed, expiresAt: was.rule.expiresAt } : listed;
	return {
		rule: isSame(was.rule, rule) ? was.rule : rule,
		changedAt: isRecent ? was.changedAt : undefined,
		missed: undefined,
	};
}

function isSame(a: BanRule, b: BanRule): boolean {
	return (
		a.uid === b.uid &&
		a.channelName === b.channelName &&
		a.ip === b.ip &&
		endOf(a) === endOf(b) &&
		a.createdAt?.getTime() === b.createdAt?.getTime() &&
		a.privileges.length === b.privileges.length &&
		a.privileges.every((privilege, at) => privilege === b.privileges[at])
	);
}

function endOf({ expiresAt }: BanRule): number {
	return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function inOrder(before: readonly BanRule[], kept: ReadonlyMap<number, KeptRule>): readonly BanRule[] {
	const rules = [...kept.values()]
		.map(({ rule }) => rule)
		.sort((a, b) => (endOf(a) === endOf(b) ? a.id - b.id : endOf(a) - endOf(b)));
	const isUnchanged = rules.length === before.length && rules.every((rule, at) => rule === before[at]);
	return isUnchanged ? before : rules;
}
