import type { Failure } from './failure';
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

	get atPrimary(): boolean {
		return this.host === this.#plan.own.primary;
	}

	/** The host could not be reached. Answers whether there is another one to try, and moves on to it. */
	failed(failure: Failure): boolean {
		if (this.atPrimary) {
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
	answered(): void {
		if (this.atPrimary) {
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
		if (this.atPrimary && this.#tried.filter((url) => url === own.primary).length === 1) {
			return own.primary;
		}
		if (failure.kind === 'dns' && other && untried(other.primary)) {
			return other.primary;
		}
		const line = other && !untried(other.primary) ? other : own;
		return line.neighbours.find(untried);
	}
}
