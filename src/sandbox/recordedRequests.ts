import type { IncomingHttpHeaders } from 'node:http';

/** What arrived, exactly: for tests that compare a request with the documents. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query as they stood in the request line. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	/** The raw body; empty where there was none, or where the gateway refused the request and it was not read. */
	readonly body: string;
	/** When it had arrived, as a whole unless its body was not read, in milliseconds of a clock that never goes back. */
	readonly at: number;
}

/** Keeps the latest requests and forgets older ones, so that a sandbox may run for days. */
export class RecordedRequests {
	readonly all: RecordedRequest[] = [];
	private bytes = 0;
	private readonly maxCount: number;
	private readonly maxBytes: number;

	constructor({ maxCount = 1000, maxBytes = 8_000_000 } = {}) {
		this.maxCount = maxCount;
		this.maxBytes = maxBytes;
	}

	/** The latest request is kept, however large. */
	add(request: RecordedRequest): void {
		this.all.push(request);
		this.bytes += sizeOf(request);
		while (this.all.length > 1 && (this.all.length > this.maxCount || this.bytes > this.maxBytes)) {
			const oldest = this.all.shift();
			this.bytes -= oldest ? sizeOf(oldest) : 0;
		}
	}
}

/** About how many bytes a request takes. */
function sizeOf({ url, headers, body }: RecordedRequest): number {
	const fields = Object.entries(headers).flat(2);
	return [url, body, ...fields].reduce((bytes, text) => bytes + Buffer.byteLength(text ?? ''), 0);
}
