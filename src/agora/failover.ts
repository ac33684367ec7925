import type { Clock } from '../common/clock';
import { Emitter } from '../common/emitter';
import type { Failure } from './errorResponse';
import type { HostPlan } from './hosts';

/** The host of the next requests. */
export interface HostInUse {
	readonly url: URL;
	/** `primary`, or why the primary could not be reached. */
	readonly reason: 'primary' | Failure['kind'];
	/** The system's code of the failure, such as ENOTFOUND. */
	readonly code: string | undefined;
}

/**
 * The hosts that one call tries (Console REST API, Ensure service reliability): the primary twice, the primary of the other domain
 * after a failed DNS look-up, then the neighbouring regions under the domain that was reached last. The fallback host of earlier
 * calls comes first, or after the first attempt with the primary if it is time to try that again.
 */
export class HostRoute {
	readonly #plan: HostPlan;
	readonly #fallback: URL | undefined;
	readonly #keep: (host: HostInUse) => void;
	readonly #tried: URL[];
	#host: URL;
	/** Why the primary could not be reached. */
	#primaryFailure: Failure | undefined;

	/** @param keep called with the host that responded. */
	constructor(plan: HostPlan, first: URL, fallback: URL | undefined, keep: (host: HostInUse) => void) {
		this.#plan = plan;
		this.#fallback = fallback;
		this.#keep = keep;
		this.#tried = [first];
		this.#host = first;
	}

	/** The host of the next attempt: one of the plan's objects. */
	get host(): URL {
		return this.#host;
	}

	get isAtPrimary(): boolean {
		return this.host === this.#plan.own.primary;
	}

	/** Moves on to the next host after a failure. Returns false if there is none. */
	moveOn(failure: Failure): boolean {
		if (this.isAtPrimary) {
			this.#primaryFailure = failure;
		}
		const next = this.#next(failure);
		if (next) {
			this.#tried.push(next);
			this.#host = next;
		}
		return next !== undefined;
	}

	/** Uses this host for later calls, because it responded. */
	keepHost(): void {
		if (this.isAtPrimary) {
			this.#keep({ url: this.host, reason: 'primary', code: undefined });
		} else if (this.#primaryFailure) {
			const { kind, code } = this.#primaryFailure;
			this.#keep({ url: this.host, reason: kind, code });
		}
	}

	#next(failure: Failure): URL | undefined {
		const { own, other } = this.#plan;
		const isUntried = (url: URL): boolean => !this.#tried.includes(url);
		if (isUntried(own.primary)) {
			return own.primary;
		}
		if (this.#fallback && isUntried(this.#fallback)) {
			return this.#fallback;
		}
		if (this.isAtPrimary && this.#tried.filter((url) => url === own.primary).length === 1) {
			return own.primary;
		}
		if (failure.kind === 'dns' && other && isUntried(other.primary)) {
			return other.primary;
		}
		const domain = other && !isUntried(other.primary) ? other : own;
		return domain.neighbours.find(isUntried);
	}
}

/** How long a fallback host is used before the primary is tried again. */
const FALLBACK_MS = 5 * 60_000;

/** Stores which host of an account's plan responded last. */
export class HostChoice {
	#plan: HostPlan;
	readonly #clock: Pick<Clock, 'monotonic'>;
	readonly #changed = new Emitter<HostInUse>();
	#current: HostInUse;
	/** When to try the primary again, by the monotonic clock. */
	#fallbackUntil = 0;

	readonly onDidChange = this.#changed.event;

	constructor(plan: HostPlan, clock: Pick<Clock, 'monotonic'>) {
		this.#plan = plan;
		this.#clock = clock;
		this.#current = { url: plan.own.primary, reason: 'primary', code: undefined };
	}

	get primary(): URL {
		return this.#plan.own.primary;
	}

	get current(): HostInUse {
		return this.#current;
	}

	/** Whether the user has chosen the primary. */
	get isChosen(): boolean {
		return this.#plan.isChosen ?? false;
	}

	/** Replaces the plan, unless it has the same primary for the same reason. */
	setPlan(plan: HostPlan): void {
		const isOther = plan.own.primary.href !== this.primary.href;
		if (isOther || (plan.isChosen ?? false) !== this.isChosen) {
			this.#plan = plan;
			this.#fallbackUntil = 0;
			this.#current = { url: plan.own.primary, reason: 'primary', code: undefined };
			this.#changed.fire(this.#current);
		}
	}

	/** Starts the route of one call. */
	route(): HostRoute {
		const plan = this.#plan;
		const { url } = this.#current;
		const fallback = url === this.primary ? undefined : url;
		const isExpired = fallback !== undefined && this.#clock.monotonic() >= this.#fallbackUntil;
		if (isExpired) {
			// Only this call tries the primary; the others use the fallback until it responds.
			this.#fallbackUntil = this.#clock.monotonic() + FALLBACK_MS;
		}
		return new HostRoute(plan, isExpired ? this.primary : url, fallback, (host) => {
			// Ignores calls that started with an earlier plan.
			if (plan === this.#plan) {
				this.#keep(host);
			}
		});
	}

	#keep(host: HostInUse): void {
		const before = this.#current.url;
		this.#current = host;
		this.#fallbackUntil = this.#clock.monotonic() + FALLBACK_MS;
		if (host.url !== before) {
			this.#changed.fire(host);
		}
	}
}
