/**
 * What is known of something that is read over the network: the last good answer with its age, and what the
 * newest attempt came to. A failure never takes the answer away.
 */
export interface Loadable<T> {
	readonly value: T | undefined;
	/** When `value` was read, by the monotonic clock. */
	readonly loadedAt: number | undefined;
	/** Why the newest attempt failed; undefined when it succeeded or none was made. */
	readonly error: unknown;
	readonly loading: boolean;
}

export function initial<T>(): Loadable<T> {
	return { value: undefined, loadedAt: undefined, error: undefined, loading: false };
}

export function loading<T>(known: Loadable<T>): Loadable<T> {
	return { ...known, loading: true };
}

export function succeeded<T>(value: T, loadedAt: number): Loadable<T> {
	return { value, loadedAt, error: undefined, loading: false };
}

export function failed<T>(known: Loadable<T>, error: unknown): Loadable<T> {
	return { ...known, error, loading: false };
}

/** The same knowledge when an attempt was given up: neither an answer nor a failure. */
export function cancelled<T>(known: Loadable<T>): Loadable<T> {
	return { ...known, loading: false };
}
