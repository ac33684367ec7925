import type { IncomingHttpHeaders } from 'node:http';

/** What arrived, exactly: for tests that compare a request with the documents. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query as they stood in the request line. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	/** The raw body; empty where there was none. */
	readonly body: string;
	/** When it had arrived as a whole, in milliseconds of a clock that never goes back. */
	readonly at: number;
}

/** Keeps the latest requests and forgets older ones, so that a sandbox may run for days. */
export class RecordedRequests {
	readonly all: RecordedRequest[] = [];
	private readonly limit: number;

	constructor(limit = 1000) {
		this.limit = limit;
	}

	add(request: RecordedRequest): void {
		this.all.push(request);
		if (this.all.length > this.limit) {
			this.all.shift();
		}
	}
}
