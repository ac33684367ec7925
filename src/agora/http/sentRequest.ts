import type { AgoraRequest } from './client';
import { curlOf } from './curl';

/** What a failed request was, fit to be shown. */
export interface SentRequest {
	/** Host and port it was sent to. */
	readonly host: string;
	readonly at: Date;
	/** A command line that sends it again, without secrets. */
	readonly curl: string;
}

/** @param requestId the id it was sent under. */
export function sentRequest(server: URL, request: AgoraRequest, requestId: string): SentRequest {
	return { host: server.host, at: new Date(), curl: curlOf(server, request, requestId) };
}
