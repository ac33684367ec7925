import { systemClock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import type { Behaviour, SandboxClock } from '../behaviour';
import { Deliveries, type Receiver, type SentNotification } from './deliveries';
import { type ProductEvents, type SandboxEvent, testEvents } from './events';
import { NotificationFaults } from './notificationFaults';
import { loopbackUrl } from './post';

/** Products whose events the sandbox sends: `productId` of the notifications. */
const PRODUCT_IDS = { channels: 1, mediaPull: 4 } as const;

/** A receiver of notifications, as it is set up in the Agora Console. */
export interface NewReceiver {
	/** An http address of this machine. */
	readonly url: string;
	readonly product: keyof typeof PRODUCT_IDS;
	/** Signs the notifications. */
	readonly secret: string;
	/** All projects by default. */
	readonly appId?: string | undefined;
}

/** A receiver that is registered until it is disposed of. */
export interface RegisteredReceiver extends Disposable {
	/**
	 * Sends one test event of each type, as the health check of the Agora Console does. Resolves with its error: 590 if one of them is
	 * not answered with 200 and JSON within ten seconds; undefined if all are.
	 */
	checkHealth(): Promise<590 | undefined>;
}

interface NotificationsDeps {
	readonly clock: SandboxClock;
	readonly behaviour: Behaviour;
	/** One for each product. */
	readonly sources: readonly ProductEvents[];
}

interface Registration extends Receiver {
	readonly productId: number;
	readonly appId: string | undefined;
}

/**
 * Sends notifications of what happens to players and channels to receivers on this machine. Nothing is sent, and no timer is set, unless
 * a receiver is registered.
 */
export class SandboxNotifications {
	readonly faults = new NotificationFaults();
	readonly #deps: NotificationsDeps;
	readonly #deliveries: Deliveries;
	#receivers: readonly Registration[] = [];
	/** Those that have a receiver. */
	readonly #active = new Set<ProductEvents>();
	#isStopped = false;
	#timer: Disposable | undefined;

	constructor(deps: NotificationsDeps) {
		this.#deps = deps;
		this.#deliveries = new Deliveries({ ...deps, onAnswer: () => this.#deliver() });
	}

	/** The latest 1000 notifications, oldest first. For tests only. */
	get sent(): readonly SentNotification[] {
		return this.#deliveries.sent;
	}

	/** Whether an answer is still awaited. For tests only. */
	get isSending(): boolean {
		return this.#deliveries.isSending;
	}

	/**
	 * Sends the events that happen from now on.
	 *
	 * @throws RangeError if the address is not of this machine, or the secret is empty.
	 */
	register({ url, product, secret, appId }: NewReceiver): RegisteredReceiver {
		if (secret === '') {
			throw new RangeError('a receiver of notifications needs a secret');
		}
		const productId = PRODUCT_IDS[product];
		const receiver: Registration = { url: loopbackUrl(url), secret, productId, appId, isRemoved: false };
		this.#receivers = [...this.#receivers, receiver];
		this.#updateSources();
		this.catchUp();
		return {
			checkHealth: () => this.#checkHealth(receiver),
			dispose: () => {
				receiver.isRemoved = true;
				this.#receivers = this.#receivers.filter((each) => each !== receiver);
				this.#updateSources();
				this.catchUp();
			},
		};
	}

	/** Sends what has happened and what is due, and sets the timer for the next time. Must be called after each change. */
	catchUp(): void {
		if (this.#isStopped) {
			return;
		}
		const now = this.#deps.clock.now();
		for (const source of this.#active) {
			for (const event of source.catchUp(now)) {
				this.#announce(event);
			}
		}
		this.#deliver();
	}

	#deliver(): void {
		const now = this.#deps.clock.now();
		this.#deliveries.run(now);
		this.#setTimer(now);
	}

	/** Sends nothing until `start`, and forgets what was to be sent. */
	stop(): void {
		this.#isStopped = true;
		this.#timer?.dispose();
		this.#timer = undefined;
		this.#deliveries.stop();
	}

	/** Sends the events that happen from now on. */
	start(): void {
		this.#isStopped = false;
		this.#active.clear();
		this.#updateSources();
		this.catchUp();
	}

	#announce(event: SandboxEvent): void {
		for (const receiver of this.#receivers) {
			if (receiver.productId === event.productId && (receiver.appId ?? event.appId) === event.appId) {
				this.#deliveries.add({ receiver, event, fault: this.faults.take() });
			}
		}
	}

	#updateSources(): void {
		for (const source of this.#deps.sources) {
			const isNeeded = this.#receivers.some(({ productId }) => productId === source.productId);
			if (!isNeeded) {
				this.#active.delete(source);
			} else if (!this.#active.has(source)) {
				source.start(this.#deps.clock.now());
				this.#active.add(source);
			}
		}
	}

	#setTimer(now: number): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		const sources = [...this.#active].map((source) => source.nextAt(now));
		const next = Math.min(this.#deliveries.nextAt, ...sources);
		if (next < Infinity) {
			const timers = this.#deps.clock.setTimeout ? this.#deps.clock : systemClock;
			this.#timer = timers.setTimeout?.(() => this.catchUp(), Math.max(0, Math.ceil(next - now)));
		}
	}

	async #checkHealth(receiver: Registration): Promise<590 | undefined> {
		const { productId, appId = '' } = receiver;
		const events = testEvents(productId, appId, this.#deps.clock.now());
		const answers = events.map(
			(event) =>
				new Promise<boolean>((resolve) => {
					this.#deliveries.add({ receiver, event, onAnswer: resolve });
				}),
		);
		this.catchUp();
		return (await Promise.all(answers)).every((isAccepted) => isAccepted) ? undefined : 590;
	}
}
