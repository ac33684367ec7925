import {
	type AgoraNotification,
	isNotification,
	type NotificationProblem,
	readNotification,
} from '../agora/notifications/event';
import type { NotificationSignatures } from '../agora/notifications/signature';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { ReceivedRequest } from './requestReader';

/** What was read in a body. */
export type NotificationContent = AgoraNotification | NotificationProblem;

/**
 * Whether a notification comes from Agora:
 * - `valid`: a stored secret fits its signature;
 * - `invalid`: none of those that could fit does, or there is no signature;
 * - `unchecked`: no secret is stored that could fit.
 */
export type SignatureState = 'valid' | 'invalid' | 'unchecked';

export interface Verification {
	readonly state: SignatureState;
	/** The project of the secret that fits, or the one that the body names; undefined if neither is known. */
	readonly appId: string | undefined;
}

/** One arrival of a notification. Agora may send a notification several times. */
export interface Delivery {
	/** Milliseconds since 1970. */
	readonly receivedAt: number;
	/** When Agora sent it, if the body says so. */
	readonly notifiedAt: Date | undefined;
}

/** A notification with all its deliveries. Every change replaces the object. */
export interface ReceivedNotification extends Verification {
	/** Unique in this window. */
	readonly id: string;
	readonly content: NotificationContent;
	/** The body and the signatures of the first delivery. Later ones differ in the time of sending. */
	readonly body: Uint8Array;
	readonly signatures: NotificationSignatures;
	/** Oldest first; the first one and the latest of the others. At least one. */
	readonly deliveries: readonly Delivery[];
	/** How many deliveries there were. */
	readonly count: number;
}

interface ReceivedNotificationsDeps {
	/** Checks a signature with the secrets that are stored now. */
	readonly verify: (request: Omit<ReceivedRequest, 'at'>, content: NotificationContent) => Verification;
}

export const MAX_NOTIFICATIONS = 1000;
/** The bodies of all kept notifications together. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DELIVERIES = 20;

/**
 * The notifications that this window received: at most 1,000, and 16 MiB of bodies, in memory only. The oldest are dropped. Repeated
 * deliveries of a notification are one entry.
 */
export class ReceivedNotifications implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #arrived = new Emitter<ReceivedNotification>();
	readonly #deps: ReceivedNotificationsDeps;
	/** By what identifies a notification; oldest first. */
	#entries = new Map<string, ReceivedNotification>();
	#newestFirst: readonly ReceivedNotification[] | undefined;
	/** By player, of the newest players: the event of the end of a player does not contain it. */
	readonly #idleTimeouts = new Map<string, number>();
	#bytes = 0;
	#total = 0;

	/** Anything changed. Fires for each request: redraw in batches. */
	readonly onDidChange = this.#changed.event;
	/** A notification arrived for the first time, or for the first time with a valid signature. */
	readonly onDidArrive = this.#arrived.event;

	constructor(deps: ReceivedNotificationsDeps) {
		this.#deps = deps;
	}

	/** Newest first, by first arrival. */
	get all(): readonly ReceivedNotification[] {
		this.#newestFirst ??= [...this.#entries.values()].reverse();
		return this.#newestFirst;
	}

	get(id: string): ReceivedNotification | undefined {
		return this.all.find((each) => each.id === id);
	}

	/** The number of requests so far, also of notifications that were dropped. */
	get total(): number {
		return this.#total;
	}

	/** How long a player stays without a playing source, in seconds, if the notification of its creation arrived. */
	idleTimeoutOf(playerId: string): number | undefined {
		return this.#idleTimeouts.get(playerId);
	}

	add({ body, signatures, at }: ReceivedRequest): void {
		this.#total += 1;
		const content = readNotification(body);
		const id = String(this.#total);
		const received: ReceivedNotification = {
			...{ id, content, body, signatures, count: 1 },
			...this.#deps.verify({ body, signatures }, content),
			deliveries: [{ receivedAt: at, notifiedAt: notifiedAtOf(content) }],
		};
		this.#rememberIdleTimeout(received);
		const isNews = this.#put(received);
		this.#dropOldest();
		this.#newestFirst = undefined;
		this.#changed.fire();
		if (isNews) {
			this.#arrived.fire(received);
		}
	}

	/** Checks all signatures again, because the stored secrets changed. */
	verifyAgain(): void {
		const before = [...this.#entries.values()];
		this.#entries = new Map();
		this.#bytes = 0;
		for (const entry of before) {
			this.#put({ ...entry, ...this.#deps.verify(entry, entry.content) });
		}
		this.#newestFirst = undefined;
		this.#changed.fire();
	}

	clear(): void {
		this.#entries.clear();
		this.#bytes = 0;
		this.#newestFirst = undefined;
		this.#changed.fire();
	}

	dispose(): void {
		this.#changed.dispose();
		this.#arrived.dispose();
	}

	/** Returns whether there was no such notification, or none with a valid signature. */
	#put(received: ReceivedNotification): boolean {
		const key = keyOf(received);
		const stored = this.#entries.get(key);
		const merged = stored ? withDeliveries(stored, received) : received;
		this.#entries.set(key, merged);
		this.#bytes += merged.body.length - (stored?.body.length ?? 0);
		return stored?.state !== merged.state;
	}

	#dropOldest(): void {
		for (const [key, { body }] of this.#entries) {
			if (this.#entries.size <= MAX_NOTIFICATIONS && this.#bytes <= MAX_BYTES) {
				return;
			}
			this.#entries.delete(key);
			this.#bytes -= body.length;
		}
	}

	#rememberIdleTimeout({ state, content }: ReceivedNotification): void {
		const event = isNotification(content) ? content.event : undefined;
		if (event?.type === 'playerCreated' && event.idleTimeout !== undefined && state !== 'invalid') {
			this.#idleTimeouts.set(event.player.id, event.idleTimeout);
			const [oldest] = this.#idleTimeouts.keys();
			if (this.#idleTimeouts.size > MAX_NOTIFICATIONS && oldest !== undefined) {
				this.#idleTimeouts.delete(oldest);
			}
		}
	}
}

/**
 * The same for all deliveries of a notification (docs/agora-api.md, Notifications). One with an invalid signature may be forged, so
 * it is never taken for a repeated delivery of another.
 */
function keyOf({ id, content, state }: ReceivedNotification): string {
	if (!isNotification(content)) {
		return `unreadable ${id}`;
	}
	const { productId, eventType, noticeId } = content;
	return `${state === 'invalid' ? 'invalid' : 'other'} ${productId} ${eventType} ${noticeId}`;
}

/** The content is that of the first delivery with a valid signature, if there is one. */
function withDeliveries(first: ReceivedNotification, repeated: ReceivedNotification): ReceivedNotification {
	const isFirstValid = first.state !== 'valid' && repeated.state === 'valid';
	const [earliest, ...others] = [...first.deliveries, ...repeated.deliveries];
	const latest = others.slice(Math.max(0, others.length - MAX_DELIVERIES + 1));
	return {
		...(isFirstValid ? repeated : first),
		id: first.id,
		deliveries: earliest ? [earliest, ...latest] : latest,
		count: first.count + repeated.count,
	};
}

function notifiedAtOf(content: NotificationContent): Date | undefined {
	return isNotification(content) ? content.notifiedAt : undefined;
}
