import type { RequestTarget } from './requestUrl';
import type { WriteSubject } from './writeReport';

/** One request, as the calls in `console/` and `mediaPull/` hand it to the client. */
export interface AgoraRequest extends RequestTarget {
	/** For every write: what it is about. */
	readonly subject?: WriteSubject;
	/** What only one attempt may carry: asked for before each, and added to the query. */
	readonly queryOfAttempt?: () => Promise<Readonly<Record<string, string>>>;
	/** For Update, whose rate limit depends on it: `''` where the player has no name, undefined where that is not known. */
	readonly playerName?: string | undefined;
	/** Sent as JSON, its keys in their order; what is undefined is left out. */
	readonly body?: object;
	/** What of the request must never be repeated in an error, should the server quote it. */
	readonly secrets?: readonly string[];
}
