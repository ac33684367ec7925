import type { Clock } from '../common/clock';
import { Emitter } from '../common/emitter';
import type { Failure } from './errorResponse';
import type { HostPlan } from './hosts';

/** Where requests go now, and why. */
export interface HostInUse {
	readonly url: URL;
	/** `primary`, or what became of the last request to that. */
	readonly reason: 'primary' | Failure['kind'];
	/** The system's word for it, such as ENOTFOUND. */
	readonly code: string | undefined;
}

/**
 * One call's way from host to host (Console REST API, Ensure service reliability): the primary, the primary again, the other
 * domain where a name could not be looked up, then the neighbouring regions, under the domain that was reached last. A host
 * kept from earlier calls stands before all that; when it is its turn to make room for the primary, after that.
 */
export class HostRoute {
	readonly #plan: HostPlan;
	readonly #kept: URL | undefined;
	readonly #keep: (host: HostInUse) => void;
	readonly #tried: URL[];
	#host: URL;
	/** Why the primary is not in use, once that is known. */
	#primaryFailure: Failure | undefined;

	/** @param keep told which host answered where it is another than `kept`, or was found anew. */
	constructor(plan: HostPlan, first: URL, kept: URL | undefined, keep: (host: HostInUse) => void) {
		this.#plan = plan;
		this.#kept = kept;
		this.#keep = keep;
		this.#tried = [first];
		this.#host = first;
	}

	/** The host whose turn it is: one object of the plan's. */
	get host(): URL {
		return this.#host;
	}

	get isAtPrimary(): boolean {
		return this.host === this.#plan.own.primary;
	}

	/** The host could not be reached. Answers whether there is another one to try, and moves on to it. */
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

	/** The host gave an answer, whichever. */
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
		const untried = (url: URL): boolean => !this.#tried.includes(url);
		if (untried(own.primary)) {
			return own.primary;
		}
		if (this.#kept && untried(this.#kept)) {
			return this.#kept;
		}
		if (this.isAtPrimary && this.#tried.filter((url) => url === own.primary).length === 1) {
			return own.primary;
		}
		if (failure.kind === 'dns' && other && untried(other.primary)) {
			return other.primary;
		}
		const line = other && !untried(other.primary) ? other : own;
		return line.neighbours.find(untried);
	}
}

/** How long a host that took the primary's place is kept before the primary is tried again. */
const COOL_DOWN_MS = 5 * 60_000;

/** Remembers for all calls of one account which host of its plan worked last. */
export class HostChoice {
	#plan: HostPlan;
	readonly #clock: Pick<Clock, 'monotonic'>;
	readonly #changed = new Emitter<HostInUse>();
	#current: HostInUse;
	/** When a host in the primary's place makes room for another try, by the monotonic clock. */
	#keptUntil = 0;

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

	/** Goes over to another plan, unless it has the same primary for the same reason: then the host that worked last is kept. */
	setPlan(plan: HostPlan): void {
		const isOther = plan.own.primary.href !== this.primary.href;
		if (isOther || (plan.isChosen ?? false) !== this.isChosen) {
			this.#plan = plan;
			this.#keptUntil = 0;
			this.#current = { url: plan.own.primary, reason: 'primary', code: undefined };
			this.#changed.fire(this.#current);
		}
	}

	/** One call's way from host to host. */
	route(): HostRoute {
		const plan = this.#plan;
		const { url } = this.#current;
		const kept = url === this.primary ? undefined : url;
		const cooledDown = kept !== undefined && this.#clock.monotonic() >= this.#keptUntil;
		if (cooledDown) {
			// One call finds out how the primary is; the others go on as before until it knows.
			this.#keptUntil = this.#clock.monotonic() + COOL_DOWN_MS;
		}
		return new HostRoute(plan, cooledDown ? this.primary : url, kept, (host) => {
			// What a call learned that was under way when the plan changed is of no use for the new one.
			if (plan === this.#plan) {
				this.#keep(host);
			}
		});
	}

	#keep(host: HostInUse): void {
		const before = this.#current.url;
		this.#current = host;
		this.#keptUntil = this.#clock.monotonic() + COOL_DOWN_MS;
		if (host.url !== before) {
			this.#changed.fire(host);
		}
	}
}
