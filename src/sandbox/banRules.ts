import type { Behaviour, SandboxClock } from './behaviour';

export const PRIVILEGES = ['join_channel', 'publish_audio', 'publish_video'] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** Whom a rule concerns; absent parts match everybody. */
export interface BanTarget {
	readonly uid?: number | undefined;
	readonly channelName?: string | undefined;
	readonly ip?: string | undefined;
}

/** A ban rule of the sandbox. Times are in milliseconds since 1970. */
export interface SandboxBanRule extends BanTarget {
	readonly id: number;
	readonly appId: string;
	readonly privileges: readonly Privilege[];
	readonly createdAt: number;
	updatedAt: number;
	expiresAt: number;
}

export interface NewBanRule extends BanTarget {
	readonly id?: number | undefined;
	readonly appId: string;
	/** `join_channel` by default. */
	readonly privileges?: readonly Privilege[] | undefined;
	/** 0 puts the users offline once and leaves no rule; an hour by default. */
	readonly seconds?: number | undefined;
	/** Now by default. */
	readonly createdAt?: number | undefined;
	/** `createdAt` by default. */
	readonly updatedAt?: number | undefined;
}

/** The first id in the example of the document. */
const FIRST_ID = 1953;
const DEFAULT_SECONDS = 3600;
/** Ended rules that are remembered, because the join time of users that returned follows from them. */
const MAX_ENDED = 1000;

interface BanRulesDeps {
	readonly clock: SandboxClock;
	readonly behaviour: Behaviour;
	/** Called after a change that does not follow from the time. */
	readonly onChange?: () => void;
}

/** The ban rules of all projects, and who is put offline by them. */
export class BanRules {
	#rules: SandboxBanRule[] = [];
	#ended: SandboxBanRule[] = [];
	#nextId = FIRST_ID;
	readonly #clock: SandboxClock;
	readonly #behaviour: Behaviour;
	readonly #onChange: (() => void) | undefined;

	constructor({ clock, behaviour, onChange }: BanRulesDeps) {
		this.#clock = clock;
		this.#behaviour = behaviour;
		this.#onChange = onChange;
	}

	/** Adds a rule without validation; with 0 seconds it has ended already. */
	add(rule: NewBanRule): SandboxBanRule {
		const { id = this.#nextId, appId, uid, channelName, ip, privileges = ['join_channel'] } = rule;
		const createdAt = rule.createdAt ?? this.#clock.now();
		const expiresAt = createdAt + (rule.seconds ?? DEFAULT_SECONDS) * 1000;
		const updatedAt = rule.updatedAt ?? createdAt;
		const added = { id, appId, uid, channelName, ip, privileges, createdAt, updatedAt, expiresAt };
		this.#nextId = Math.max(this.#nextId, id) + 1;
		this.#rules.push(added);
		this.#endExpired();
		this.#onChange?.();
		return added;
	}

	/** The rules of a project that have not expired, oldest first. */
	active(appId: string): readonly SandboxBanRule[] {
		this.#endExpired();
		return this.#rules.filter((rule) => rule.appId === appId);
	}

	/** The rules in the list, which may not contain the newest ones. */
	listed(appId: string): readonly SandboxBanRule[] {
		const listedBefore = this.#clock.now() - this.#behaviour.banListLagSeconds * 1000;
		return this.active(appId).filter(({ createdAt }) => createdAt <= listedBefore);
	}

	/** Lets a rule end `seconds` from now. */
	change(rule: SandboxBanRule, seconds: number): void {
		rule.updatedAt = this.#clock.now();
		rule.expiresAt = rule.updatedAt + seconds * 1000;
		this.#onChange?.();
	}

	/** Ends a rule now. */
	lift(rule: SandboxBanRule): void {
		rule.expiresAt = this.#clock.now();
		this.#endExpired();
		this.#onChange?.();
	}

	/** The times in which rules of a project keep users out of channels. */
	absences(appId: string): Absences {
		this.#endExpired();
		const returnMs = this.#behaviour.userReturnSeconds * 1000;
		const rules = [...this.#ended, ...this.#rules].filter(
			(rule) => rule.appId === appId && rule.privileges.includes('join_channel'),
		);
		return new Absences(rules, returnMs);
	}

	#endExpired(): void {
		const now = this.#clock.now();
		const expired = this.#rules.filter(({ expiresAt }) => expiresAt <= now);
		if (expired.length > 0) {
			this.#rules = this.#rules.filter(({ expiresAt }) => expiresAt > now);
			this.#ended = [...this.#ended, ...expired].slice(-MAX_ENDED);
		}
	}
}

/** A time in which a rule keeps users out of channels, in milliseconds since 1970. */
export interface Absence {
	/** Of the users; undefined for every address. */
	readonly ip: string | undefined;
	readonly from: number;
	/** When the users join again, if nothing else keeps them out. */
	readonly until: number;
}

const NONE: readonly Absence[] = [];

/** The absences of a project by channel and uid, where undefined stands for all, so that many rules cost little in many channels. */
export class Absences {
	readonly #byChannel = new Map<string | undefined, Map<number | undefined, Absence[]>>();

	constructor(rules: readonly SandboxBanRule[], returnMs: number) {
		for (const { channelName, uid, ip, createdAt, expiresAt } of rules) {
			const byUid = this.#byChannel.get(channelName) ?? new Map<number | undefined, Absence[]>();
			const absences = byUid.get(uid) ?? [];
			absences.push({ ip, from: createdAt, until: expiresAt + returnMs });
			this.#byChannel.set(channelName, byUid.set(uid, absences));
		}
	}

	/** The absences that may concern a user of a channel. An account has no uid. */
	of(channelName: string, uid: number | undefined): readonly Absence[] {
		const inAll = this.#byChannel.get(undefined);
		const inThis = this.#byChannel.get(channelName);
		if (inAll === undefined && inThis === undefined) {
			return NONE;
		}
		return [inAll, inThis].flatMap((byUid) => [
			...(byUid?.get(undefined) ?? NONE),
			...(uid === undefined ? NONE : (byUid?.get(uid) ?? NONE)),
		]);
	}
}
