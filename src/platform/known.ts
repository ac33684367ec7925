/**
 * What is known of something that is read over the network: the last good answer with its age, and what the
 * newest attempt came to. A failure never takes the answer away.
 */
export interface Known<T> {
	readonly value: T | undefined;
	/** When `value` was read, by the monotonic clock. */
	readonly readAt: number | undefined;
	/** Why the newest attempt failed; undefined when it succeeded or none was made. */
	readonly error: unknown;
	readonly loading: boolean;
}

export function nothingKnown<T>(): Known<T> {
	return { value: undefined, readAt: undefined, error: undefined, loading: false };
}

export function loading<T>(known: Known<T>): Known<T> {
	return { ...known, loading: true };
}

export function succeeded<T>(value: T, readAt: number): Known<T> {
	return { value, readAt, error: undefined, loading: false };
}

export function failed<T>(known: Known<T>, error: unknown): Known<T> {
	return { ...known, error, loading: false };
}

/** The same knowledge when an attempt was given up: neither an answer nor a failure. */
export function abandoned<T>(known: Known<T>): Known<T> {
	return { ...known, loading: false };
}
