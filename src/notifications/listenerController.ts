import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { NotificationListener, type RefusedRequest } from './listener';

/** Requests that the listener refused since it was started, or since they were cleared. */
export interface Refusals {
	readonly count: number;
	/** Undefined if there is none. */
	readonly last: RefusedRequest | undefined;
}

const NO_REFUSALS: Refusals = { count: 0, last: undefined };

/** Starts and stops the listener of this window, and says what it does. */
export class ListenerController implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #refused = this.#subscriptions.add(new Emitter<void>());
	readonly #listener: NotificationListener;
	#refusals = NO_REFUSALS;

	/** `port` changed. */
	readonly onDidChange = this.#changed.event;
	/** `refusals` changed. */
	readonly onDidRefuse = this.#refused.event;
	readonly onDidReceive: NotificationListener['onDidReceive'];

	constructor(listener = new NotificationListener()) {
		this.#listener = this.#subscriptions.add(listener);
		this.onDidReceive = listener.onDidReceive;
		this.#subscriptions.add(
			listener.onDidRefuse((last) => {
				this.#refusals = { count: this.#refusals.count + 1, last };
				this.#refused.fire();
			}),
		);
	}

	/** Undefined while it does not listen. */
	get port(): number | undefined {
		return this.#listener.port;
	}

	/** Where programs of this machine reach it; undefined while it does not listen. */
	get address(): string | undefined {
		return this.port === undefined ? undefined : `http://127.0.0.1:${this.port}/`;
	}

	get refusals(): Refusals {
		return this.#refusals;
	}

	/**
	 * Listens, unless it listens already.
	 *
	 * @param port 0 lets the system choose.
	 * @throws PortError, or the system's error for another reason.
	 */
	async start(port: number): Promise<void> {
		if (this.port === undefined) {
			this.#refusals = NO_REFUSALS;
			await this.#listener.start(port);
			this.#changed.fire();
		}
	}

	async stop(): Promise<void> {
		if (this.port !== undefined) {
			await this.#listener.stop();
			this.#changed.fire();
		}
	}

	clearRefusals(): void {
		this.#refusals = NO_REFUSALS;
		this.#refused.fire();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}
