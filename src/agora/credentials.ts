import { Emitter, type Event } from '../common/emitter';
import { type OperationName, operationOf } from './operations';

/** A pair from the Agora Console's RESTful API page. The secret is never logged and never part of an error. */
export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

/** The credentials in the form in which a request carries them. */
export interface Signature {
	/** The value of the Authorization header: HTTP Basic (both documents, Authentication). */
	readonly authorization: string;
	/** What must not be repeated should the server quote it. */
	readonly secrets: readonly string[];
}

/** The credentials of a client, and whether Agora takes them. */
export class CurrentCredentials {
	readonly #changed = new Emitter<void>();
	/** The APIs whose newest word was a refusal: they are asked about apart, so that one does not hide the other's. */
	readonly #refusedBy = new Set<string>();
	#refusals = 0;
	// Hard-private, so that printing a client does not print it.
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

	/** Whether an API refused the credentials (401) and has not taken them since. */
	get isRefused(): boolean {
		return this.#refusedBy.size > 0;
	}

	/** How many calls were refused so far. */
	get refusals(): number {
		return this.#refusals;
	}

	get onDidChangeRefused(): Event<void> {
		return this.#changed.event;
	}

	/** Whether these are the ones in use. */
	equals(credentials: Credentials): boolean {
		return this.#signature.authorization === signatureOf(credentials).authorization;
	}

	/** The pair after a rotation; what was refused before does not count any more. */
	replace(credentials: Credentials): void {
		this.#signature = signatureOf(credentials);
		this.#customerId = credentials.customerId;
		this.#change(() => this.#refusedBy.clear());
	}

	/** Takes in the status of an answer to a request that carried the credentials now in use. */
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
