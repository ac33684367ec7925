/** A refusal with any status. The operation is not performed. */
interface StatusFault {
	readonly status: number;
	/** Value of the Retry-After header: seconds or an HTTP date. */
	readonly retryAfter?: number | string;
	/** The documented message of the status by default. */
	readonly message?: string;
	/** Responds with an HTML page, as a proxy does, instead of JSON. */
	readonly html?: boolean;
}

/**
 * The operation is not performed:
 * - `hang`: no response;
 * - `cut`: the connection is reset before a response;
 * - `html`: 200 with an HTML page;
 * - `errorBody`: 200 with `{"status":"error","message":…}`.
 *
 * The operation is performed:
 * - `halfBody`: the connection closes in the middle of the body;
 * - `slowBody`: the second half of the body never arrives;
 * - `brokenJson`: the last character of the JSON is missing;
 * - `otherShape`: the body is wrapped in an object of another shape;
 * - `emptyBody`: the body is empty;
 * - `hugeBody`: 17 MiB of spaces precede the body;
 * - `projectArray`: `{project:{…}}` becomes `{project:[…]}`;
 * - `successOnly`: the body is `{success:true}`;
 * - `doneBut504`: the response is 504, a gateway timeout;
 * - `doneButCut`: the connection is reset before a response.
 */
export type NamedFault =
	| 'hang'
	| 'cut'
	| 'html'
	| 'errorBody'
	| 'halfBody'
	| 'slowBody'
	| 'brokenJson'
	| 'otherShape'
	| 'emptyBody'
	| 'hugeBody'
	| 'projectArray'
	| 'successOnly'
	| 'doneBut504'
	| 'doneButCut';

export type Fault = NamedFault | StatusFault;

/** The requests that a fault applies to; all requests by default. */
export interface FaultTarget {
	readonly method?: string;
	/** A string is the whole path without query; a regular expression is tested against path and query. */
	readonly path?: string | RegExp;
	/** The Host header, such as `127.0.0.1:8080`: for a test in which several ports lead to one sandbox. */
	readonly host?: string;
	/** The number of requests; 1 by default, Infinity until `clear`. */
	readonly times?: number;
}

/** The faults that are queued for the next requests. */
export class Faults {
	#queue: { readonly fault: Fault; readonly target: FaultTarget; left: number }[] = [];

	/** Applies a fault to the next requests that match `target`. Faults queued earlier apply first. */
	next(fault: Fault, target: FaultTarget = {}): void {
		this.#queue.push({ fault, target, left: target.times ?? 1 });
	}

	/** Drops the queued faults. Requests that already hang stay without a response. */
	clear(): void {
		this.#queue = [];
	}

	/** The fault for a request, counted as used. `url` is path and query, `host` the Host header. */
	take(method: string, url: string, host: string): Fault | undefined {
		const match = this.#queue.find(({ target }) => matches(target, method, url, host));
		if (match) {
			match.left -= 1;
			this.#queue = this.#queue.filter(({ left }) => left > 0);
		}
		return match?.fault;
	}
}

function matches(target: FaultTarget, method: string, url: string, host: string): boolean {
	const { path } = target;
	if ((target.method ?? method) !== method || (target.host ?? host) !== host) {
		return false;
	}
	// `search` ignores the state that a global expression keeps.
	return path instanceof RegExp ? url.search(path) >= 0 : path === undefined || path === url.split('?')[0];
}
