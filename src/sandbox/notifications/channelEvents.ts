import type { PresentUser, UserRole } from '../channelMembers';
import type { SandboxState } from '../state';
import type { ProductEvents, SandboxEvent } from './events';

const PRODUCT_ID = 1;
const [CHANNEL_CREATED, CHANNEL_DESTROYED] = [101, 102];
const JOINED: Readonly<Record<UserRole, number>> = { host: 103, audience: 105, user: 107 };
const LEFT: Readonly<Record<UserRole, number>> = { host: 104, audience: 106, user: 108 };
const ROLE_CHANGED: Readonly<Record<UserRole, number>> = { host: 111, audience: 112, user: 112 };

/** How often the channels are compared with what they were, in milliseconds. The time of an event is in seconds. */
const PERIOD_MS = 1000;
/** The shortest time between two comparisons, in milliseconds: many changes at a time cost no more than one. */
const PAUSE_MS = 50;

/** The users of each channel of a project that has users. */
type Project = ReadonlyMap<string, readonly PresentUser[]>;

type ChannelState = Pick<SandboxState, 'projects' | 'channels' | 'players'>;

const EMPTY: Project = new Map();

/** A channel at two moments. */
interface Comparison {
	readonly appId: string;
	readonly channelName: string;
	readonly before: readonly PresentUser[];
	readonly after: readonly PresentUser[];
	/** Milliseconds since 1970. */
	readonly now: number;
}

/**
 * The events of channels (docs/agora-api.md, Notifications). Who is in a channel follows from the time, so the channels are compared
 * with what they were: somebody who joins and leaves between two comparisons is not noticed.
 */
export class ChannelEvents implements ProductEvents {
	readonly productId = PRODUCT_ID;
	readonly #state: ChannelState;
	#projects: ReadonlyMap<string, Project> = new Map();
	/** Milliseconds since 1970. */
	#readAt = 0;
	#isOutdated = false;

	constructor(state: ChannelState) {
		this.#state = state;
	}

	start(): void {
		this.#projects = this.#read();
		this.#readAt = 0;
	}

	catchUp(now: number): SandboxEvent[] {
		this.#isOutdated = this.#readAt <= now && now < this.#readAt + PAUSE_MS;
		if (this.#isOutdated) {
			return [];
		}
		this.#readAt = now;
		const before = this.#projects;
		this.#projects = this.#read();
		const events: SandboxEvent[] = [];
		for (const [appId, project] of this.#projects) {
			const earlier = before.get(appId) ?? EMPTY;
			for (const channelName of new Set([...earlier.keys(), ...project.keys()])) {
				const [users, others] = [earlier.get(channelName) ?? [], project.get(channelName) ?? []];
				if (!isUnchanged(users, others)) {
					events.push(...this.#compare({ appId, channelName, before: users, after: others, now }));
				}
			}
		}
		return events;
	}

	nextAt(now: number): number {
		const { channels, players } = this.#state;
		if (this.#isOutdated) {
			return this.#readAt + PAUSE_MS;
		}
		return channels.size + players.length > 0 ? now + PERIOD_MS : Infinity;
	}

	#read(): ReadonlyMap<string, Project> {
		const channels = this.#state.channels.undelayed;
		return new Map(
			this.#state.projects.map(({ appId }) => [
				appId,
				new Map(channels.listed(appId).map(({ name }) => [name, channels.users(appId, name)?.users ?? []])),
			]),
		);
	}

	#compare(comparison: Comparison): SandboxEvent[] {
		const { appId, channelName, before, after, now } = comparison;
		const event = (eventType: number, at: number, payload: object): SandboxEvent => ({
			...{ productId: PRODUCT_ID, eventType, appId, at },
			payload: { channelName, ...payload, ts: Math.floor(at / 1000) },
		});
		const reasonOf = this.#state.channels.leaveReasons(appId, channelName);
		const left = (user: PresentUser, at: number): SandboxEvent => {
			const reason = reasonOf(user);
			const duration = Math.max(0, Math.round((at - user.joinedAt) / 1000));
			return event(LEFT[user.role], at, { ...commonFields(user, at), reason, duration });
		};
		const joined = (user: PresentUser): SandboxEvent =>
			event(JOINED[user.role], user.joinedAt, commonFields(user, user.joinedAt));
		const users = new Map(before.map((user) => [keyOf(user), user]));
		const events: SandboxEvent[] = [];
		for (const user of after) {
			const earlier = users.get(keyOf(user));
			users.delete(keyOf(user));
			if (!earlier) {
				events.push(joined(user));
			} else if (earlier.joinedAt !== user.joinedAt) {
				events.push(left(earlier, user.joinedAt - 1), joined(user));
			} else if (earlier.role !== user.role) {
				events.push(event(ROLE_CHANGED[user.role], now, commonFields(user, now)));
			}
		}
		const gone = [...users.values()];
		events.push(...gone.map((user) => left(user, now)));
		events.sort((a, b) => a.at - b.at);
		if (before.length === 0) {
			events.unshift(event(CHANNEL_CREATED, Math.min(...after.map(({ joinedAt }) => joinedAt)), {}));
		}
		if (after.length === 0) {
			events.push(event(CHANNEL_DESTROYED, now, { lastUid: gone.at(-1)?.uid }));
		}
		return events;
	}
}

/** Whether the same users are in a channel as before. They are listed in the order in which they joined. */
function isUnchanged(before: readonly PresentUser[], after: readonly PresentUser[]): boolean {
	return (
		before.length === after.length &&
		before.every((user, index) => {
			const other = after[index];
			return (
				user === other ||
				(other !== undefined &&
					keyOf(user) === keyOf(other) &&
					user.joinedAt === other.joinedAt &&
					user.role === other.role)
			);
		})
	);
}

function keyOf({ uid, account }: PresentUser): number | string | undefined {
	return uid ?? account;
}

function commonFields({ uid, account, platform }: PresentUser, at: number): object {
	const user = account === undefined ? { uid } : { account };
	return { ...user, platform, clientSeq: Math.round(at) };
}
