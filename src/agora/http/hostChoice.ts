import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/emitter';
import { type HostInUse, HostRoute } from './hostRoute';
import type { HostPlan } from './hosts';

/** How long a host that took the primary's place is kept before the primary is tried again. */
const COOL_DOWN_MS = 5 * 60_000;

/** Remembers for all calls of one account which host of its plan worked last. */
export class HostChoice {
	#plan: HostPlan;
	readonly #clock: Clock;
	readonly #changed = new Emitter<HostInUse>();
	#current: HostInUse;
	/** When a host in the primary's place makes room for another try, by the monotonic clock. */
	#keptUntil = 0;

	readonly onDidChange = this.#changed.event;

	constructor(plan: HostPlan, clock: Clock) {
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
	use(plan: HostPlan): void {
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
