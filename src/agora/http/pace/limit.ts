/** At most `calls` calls in any `ms` milliseconds. */
export interface LimitWindow {
	readonly calls: number;
	readonly ms: number;
}

/** What the server allows for calls of one kind: none of the windows may ever hold more than its calls. */
export interface Limit {
	/** Calls of the same key share the windows, which are the same for all of them. */
	readonly key: string;
	readonly windows: readonly LimitWindow[];
}
