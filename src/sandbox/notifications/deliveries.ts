import { createHmac } from 'node:crypto';
import { Agent } from 'node:http';
import { DueQueue } from '../../common/dueQueue';
import type { Behaviour, SandboxClock } from '../behaviour';
import type { SandboxEvent } from './events';
import type { NotificationFault } from './notificationFaults';
import { type OpenPost, post } from './post';

/** Where notifications are sent. */
export interface Receiver {
	readonly url: URL;
	readonly secret: string;
	/** Nothing more is sent to it. */
	isRemoved: boolean;
}

/** A notification as it was sent, for tests. */
export interface SentNotification {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Of the answer; undefined until it arrives, and where none arrives in time. */
	status: number | undefined;
}

export interface NewDelivery {
	readonly receiver: Receiver;
	readonly event: SandboxEvent;
	readonly fault?: NotificationFault | undefined;
	/** Called with whether the first attempt was accepted; then there is no other. Also called if it is given up. */
	readonly onAnswer?: ((isAccepted: boolean) => void) | undefined;
}

interface Delivery extends NewDelivery {
	/** In the order in which they were added. */
	readonly number: number;
	readonly noticeId: string;
	/** How often it was sent. */
	attempts: number;
}

interface DeliveriesDeps {
	readonly clock: SandboxClock;
	readonly behaviour: Behaviour;
	/** Called after an answer, when something may be due. */
	readonly onAnswer: () => void;
}

const MAX_SENT = 1000;
/** More are lost. */
const MAX_WAITING = 20_000;
/** Requests at a time. Agora sends many, too, so that the order is not kept. */
const MAX_OPEN = 50;
/** How long a notification that is sent out of order waits for the next one, in milliseconds. */
const HELD_MS = 10_000;

/** Signs and sends notifications, and sends those again that are not answered with 200 and JSON (docs/agora-api.md, Notifications). */
export class Deliveries {
	/** The latest 1000, oldest first. */
	readonly sent: SentNotification[] = [];
	readonly #deps: DeliveriesDeps;
	readonly #waiting = new DueQueue<Delivery>();
	/** Those of `#waiting` that wait for another one to the same receiver. */
	readonly #held = new Set<Delivery>();
	/** By when they must be answered. */
	readonly #open = new DueQueue<OpenPost>();
	readonly #agent = new Agent({ keepAlive: true });
	/** Of the latest delivery; begins as in the example of the document. */
	#number = 4330;
	#stops = 0;

	constructor(deps: DeliveriesDeps) {
		this.#deps = deps;
	}

	/** When `run` has something to do; Infinity if it has nothing to do before an answer. */
	get nextAt(): number {
		const waiting = this.#open.size < MAX_OPEN ? this.#waiting.first?.due : undefined;
		return Math.min(waiting ?? Infinity, this.#open.first?.due ?? Infinity);
	}

	get isSending(): boolean {
		return this.#open.size > 0;
	}

	add(added: NewDelivery): void {
		const { event, fault } = added;
		if (fault === 'lost' || this.#waiting.size >= MAX_WAITING) {
			added.onAnswer?.(false);
			return;
		}
		this.#number += 1;
		const number = this.#number;
		const noticeId = `2000001428:${number}:${event.eventType}`;
		const delivery = { ...added, number, noticeId, attempts: 0 };
		if (fault === 'outOfOrder') {
			this.#held.add(delivery);
		}
		this.#waiting.set(delivery, this.#deps.clock.now() + delayOf(fault));
	}

	/** Sends what is due, and gives up what was not answered in time. */
	run(now: number): void {
		for (let late = this.#open.first; late && late.due <= now; late = this.#open.first) {
			this.#open.delete(late.item);
			late.item.cancel();
		}
		for (let next = this.#waiting.first; next && next.due <= now; next = this.#waiting.first) {
			if (this.#open.size >= MAX_OPEN) {
				return;
			}
			this.#waiting.delete(next.item);
			this.#held.delete(next.item);
			if (next.item.receiver.isRemoved) {
				next.item.onAnswer?.(false);
			} else {
				void this.#send(next.item, now);
			}
		}
	}

	/** Gives up everything and closes the connections. */
	stop(): void {
		this.#stops += 1;
		for (let next = this.#waiting.first; next; next = this.#waiting.first) {
			this.#waiting.delete(next.item);
			next.item.onAnswer?.(false);
		}
		this.#held.clear();
		for (let open = this.#open.first; open; open = this.#open.first) {
			this.#open.delete(open.item);
			open.item.cancel();
		}
		this.#agent.destroy();
	}

	async #send(delivery: Delivery, now: number): Promise<void> {
		const { receiver, event, noticeId, fault } = delivery;
		const { productId, eventType, payload } = event;
		const body = JSON.stringify({ noticeId, productId, eventType, notifyMs: now, payload });
		const headers = signatures(body, fault === 'wrongSignature' ? `not ${receiver.secret}` : receiver.secret);
		const sent: SentNotification = { url: receiver.url.href, headers, body, at: now, status: undefined };
		this.sent.push(sent);
		this.sent.splice(0, this.sent.length - MAX_SENT);
		delivery.attempts += 1;
		const open = post(receiver.url, { body, headers, agent: this.#agent });
		this.#open.set(open, now + this.#deps.behaviour.answerSeconds * 1000);
		const stops = this.#stops;
		const answer = await open.answer;
		this.#open.delete(open);
		sent.status = answer?.status;
		const isAccepted = answer?.status === 200 && answer.isJson;
		delivery.onAnswer?.(isAccepted);
		if (stops === this.#stops) {
			this.#afterAnswer(delivery, isAccepted);
			this.#deps.onAnswer();
		}
	}

	#afterAnswer(delivery: Delivery, isAccepted: boolean): void {
		const { receiver, fault, attempts, onAnswer } = delivery;
		const now = this.#deps.clock.now();
		for (const held of this.#held) {
			if (held.receiver === receiver && held.number < delivery.number) {
				this.#held.delete(held);
				this.#waiting.set(held, now);
			}
		}
		const resendSeconds = onAnswer ? undefined : this.#deps.behaviour.resendSeconds[attempts - 1];
		if (resendSeconds !== undefined && (!isAccepted || attempts <= lostAnswers(fault))) {
			this.#waiting.set(delivery, now + resendSeconds * 1000);
		}
	}
}

/** Milliseconds until the first attempt. */
function delayOf(fault: NotificationFault | undefined): number {
	if (fault === 'outOfOrder') {
		return HELD_MS;
	}
	return typeof fault === 'object' && 'delaySeconds' in fault ? fault.delaySeconds * 1000 : 0;
}

function lostAnswers(fault: NotificationFault | undefined): number {
	if (fault === 'duplicate') {
		return 1;
	}
	return typeof fault === 'object' && 'lostAnswers' in fault ? fault.lostAnswers : 0;
}

/** The headers with the signatures of a body. */
function signatures(body: string, secret: string): Record<string, string> {
	const sign = (algorithm: string) => createHmac(algorithm, secret).update(body).digest('hex');
	return { 'Agora-Signature': sign('sha1'), 'Agora-Signature-V2': sign('sha256') };
}
