/** A refusal with any status, in the documents' words unless `message` or `html` says otherwise. Nothing is done. */
export interface StatusFault {
	readonly status: number;
	/** Value of the Retry-After header: seconds or an HTTP date. */
	readonly retryAfter?: number | string;
	readonly message?: string;
	/** Answers with a proxy's HTML page instead of JSON. */
	readonly html?: boolean;
}

/**
 * - `hang`: no answer at all; nothing is done;
 * - `cut`: the connection is reset before an answer; nothing is done;
 * - `html`: 200 with an HTML page; nothing is done;
 * - `errorBody`: 200 with `{"status":"error","message":…}`; nothing is done;
 * - `halfBody`: done, but the connection ends halfway through the body;
 * - `slowBody`: done, but after half of the body nothing more comes;
 * - `brokenJson`: done, but the JSON lacks its last character;
 * - `otherShape`: done, but the body is wrapped up in an object of another shape;
 * - `emptyBody`: done, but the body is empty;
 * - `hugeBody`: done, but 17 MiB of blanks stand before the body;
 * - `projectArray`: done, but `{project:{…}}` is sent as `{project:[…]}`;
 * - `successOnly`: done, but the body is `{success:true}`;
 * - `doneBut504`, `doneButCut`: done, but the caller hears a gateway timeout or a reset.
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

export interface FaultTarget {
	readonly method?: string;
	/** A text must be the whole path without query; an expression is tried on the path with its query. */
	readonly path?: string | RegExp;
	/** The Host header, as `127.0.0.1:8080`: for a test in which several ports lead here. */
	readonly host?: string;
	/** How many requests are hit; 1 by default, Infinity until `clear`. */
	readonly times?: number;
}

/** Faults that a test has switched on. None by default. */
export class Faults {
	#waiting: { readonly fault: Fault; readonly target: FaultTarget; left: number }[] = [];

	/** Hits the next request, or the next ones that `target` names. Faults set earlier go first. */
	next(fault: Fault, target: FaultTarget = {}): void {
		this.#waiting.push({ fault, target, left: target.times ?? 1 });
	}

	/** Forgets what has not hit yet. Requests that hang already go on hanging. */
	clear(): void {
		this.#waiting = [];
	}

	/** The fault for a request, used up by it; `url` is path and query, `host` the Host header. */
	take(method: string, url: string, host: string): Fault | undefined {
		const hit = this.#waiting.find(({ target }) => isHit(target, method, url, host));
		if (hit === undefined) {
			return undefined;
		}
		hit.left -= 1;
		this.#waiting = this.#waiting.filter(({ left }) => left > 0);
		return hit.fault;
	}
}

function isHit(target: FaultTarget, method: string, url: string, host: string): boolean {
	const { path } = target;
	if ((target.method ?? method) !== method || (target.host ?? host) !== host) {
		return false;
	}
	return path instanceof RegExp ? url.search(path) >= 0 : path === undefined || path === url.split('?')[0];
}
