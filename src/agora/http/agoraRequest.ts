import type { RequestTarget } from './requestUrl';
import type { WriteSubject } from './writeReport';

/** One request, as the calls in `console/` and `mediaPull/` hand it to the client. */
export interface AgoraRequest extends RequestTarget {
	/** For every write: what it is about. */
	readonly subject?: WriteSubject;
	/** Sent as JSON, its keys in their order; what is undefined is left out. */
	readonly body?: object;
	/** What of the request must never be repeated in an error, should the server quote it. */
	readonly secrets?: readonly string[];
}
