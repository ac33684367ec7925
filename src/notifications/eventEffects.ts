import { isHealthCheck, isNotification } from '../agora/notifications/event';
import { type AgoraSession, type SessionSource, serverTime } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ReceivedNotification, ReceivedNotifications } from './receivedNotifications';

/** What a notification says about a cloud player. */
export interface PlayerEvent {
	readonly appId: string;
	readonly playerId: string;
	readonly change:
		| { readonly kind: 'created' }
		| { readonly kind: 'status'; readonly status: string | undefined }
		| { readonly kind: 'destroyed'; readonly reason: string | undefined };
	/** By Agora's clock, in milliseconds since 1970. */
	readonly happenedAt: number;
	/** The same moment by the monotonic clock. */
	readonly at: number;
}

/** A channel in which something happened. */
export interface ChangedChannel {
	readonly appId: string;
	readonly channelName: string;
}

interface EventEffectsDeps {
	readonly received: Pick<ReceivedNotifications, 'onDidArrive'>;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	/** Called with events in any order, and repeated ones. */
	readonly applyPlayerEvents: (events: readonly PlayerEvent[]) => void;
	/** Called with each channel once. */
	readonly readChannelsSoon: (channels: readonly ChangedChannel[]) => void;
}

/** Notifications that arrive within this time are passed on together, since thousands may arrive in a second. */
const BATCH_MS = 100;

/**
 * Passes on what notifications say, so that other views show it before they read it. Only those with a valid signature count, and none
 * of a health check.
 */
export class EventEffects implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: EventEffectsDeps;
	#pending: ReceivedNotification[] = [];
	#session: AgoraSession | undefined;
	#timer: Disposable | undefined;

	constructor(deps: EventEffectsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.received.onDidArrive((notification) => this.#add(notification)));
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#timer?.dispose();
	}

	#add(notification: ReceivedNotification): void {
		const { sessions, clock } = this.#deps;
		const { state, content } = notification;
		if (state !== 'valid' || !isNotification(content) || isHealthCheck(content)) {
			return;
		}
		// The secrets, which say what is valid, are those of the account of the session.
		if (this.#session !== sessions.current) {
			this.#session = sessions.current;
			this.#pending = [];
		}
		this.#pending.push(notification);
		this.#timer ??= clock.setTimeout(() => this.#flush(), BATCH_MS);
	}

	#flush(): void {
		const { sessions, applyPlayerEvents, readChannelsSoon } = this.#deps;
		const pending = this.#pending;
		this.#pending = [];
		this.#timer = undefined;
		if (sessions.current === undefined || sessions.current !== this.#session) {
			return;
		}
		const events = pending.flatMap((each) => this.#playerEvent(each) ?? []);
		if (events.length > 0) {
			applyPlayerEvents(events);
		}
		const channels = changedChannels(pending);
		if (channels.length > 0) {
			readChannelsSoon(channels);
		}
	}

	/** Undefined for events that are not about a player, or do not say when they happened. */
	#playerEvent({ content, appId }: ReceivedNotification): PlayerEvent | undefined {
		if (!isNotification(content) || !('player' in content.event) || !content.happenedAt || !appId) {
			return undefined;
		}
		const { sessions, clock } = this.#deps;
		const { event } = content;
		const happenedAt = content.happenedAt.getTime();
		const at = clock.monotonic() - (serverTime(sessions, clock) - happenedAt);
		const common = { appId, playerId: event.player.id, happenedAt, at };
		switch (event.type) {
			case 'playerCreated':
				return { ...common, change: { kind: 'created' } };
			case 'playerDestroyed':
				return { ...common, change: { kind: 'destroyed', reason: event.reason } };
			case 'playerStatusChanged':
				return { ...common, change: { kind: 'status', status: event.player.status } };
		}
	}
}

function changedChannels(notifications: readonly ReceivedNotification[]): readonly ChangedChannel[] {
	const channels = new Map<string, ChangedChannel>();
	for (const { content, appId } of notifications) {
		if (isNotification(content) && 'channelName' in content.event && appId) {
			const { channelName } = content.event;
			channels.set(`${appId}:${channelName}`, { appId, channelName });
		}
	}
	return [...channels.values()];
}
