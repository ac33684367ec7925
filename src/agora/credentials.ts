import { Emitter, type Event } from '../common/emitter';
import { type OperationName, operationOf } from './operations';

/** Customer ID and secret of the RESTful API page of the Agora Console. The secret must not appear in the log or in errors. */
export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

/** The credentials in the form in which they are sent. */
export interface Signature {
	/** The value of the Authorization header: HTTP Basic (both documents, Authentication). */
	readonly authorization: string;
	/** Values that must not appear in errors and the log. */
	readonly secrets: readonly string[];
}

/** The credentials of a client, and whether Agora accepts them. */
export class CurrentCredentials {
	readonly #changed = new Emitter<void>();
	/** The APIs that refused the credentials in the latest response. */
	readonly #refusedBy = new Set<string>();
	#refusals = 0;
	// A private field, so that printing a client does not print it.
	#signature: Signature;
	#customerId: string;

	constructor(credentials: Credentials) {
		this.#signature = signatureOf(credentials);
		this.#customerId = credentials.customerId;
	}

	get customerId(): string {
		return this.#customerId;
	}

	get signature(): Signature {
		return this.#signature;
	}

	/** Whether an API refused the credentials (401) and has not accepted them since. */
	get isRefused(): boolean {
		return this.#refusedBy.size > 0;
	}

	/** The number of refused calls. */
	get refusals(): number {
		return this.#refusals;
	}

	get onDidChangeRefused(): Event<void> {
		return this.#changed.event;
	}

	/** Whether these are the current credentials. */
	equals(credentials: Credentials): boolean {
		return this.#signature.authorization === signatureOf(credentials).authorization;
	}

	/** Replaces the credentials after a rotation, and resets `isRefused`. */
	replace(credentials: Credentials): void {
		this.#signature = signatureOf(credentials);
		this.#customerId = credentials.customerId;
		this.#change(() => this.#refusedBy.clear());
	}

	/** Applies the status of a response to a request with the current credentials. */
	applyStatus(operation: OperationName, status: number): void {
		const { api } = operationOf(operation);
		if (status === 401) {
			this.#refusals += 1;
			this.#change(() => this.#refusedBy.add(api));
		} else if (status >= 200 && status <= 299) {
			this.#change(() => this.#refusedBy.delete(api));
		}
	}

	#change(apply: () => void): void {
		const before = this.isRefused;
		apply();
		if (this.isRefused !== before) {
			this.#changed.fire();
		}
	}
}

function signatureOf({ customerId, customerSecret }: Credentials): Signature {
	const pair = Buffer.from(`${customerId}:${customerSecret}`).toString('base64');
	return { authorization: `Basic ${pair}`, secrets: [customerSecret, pair] };
}
