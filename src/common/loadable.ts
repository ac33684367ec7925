/**
 * A value that is read over the network: the last value with its age, and the result of the latest attempt. A failure does not remove
 * the value.
 */
export interface Loadable<T> {
	readonly value: T | undefined;
	/** When `value` was read, by the monotonic clock. */
	readonly loadedAt: number | undefined;
	/** Why the latest attempt failed; undefined if it succeeded or none was made. */
	readonly error: unknown;
	readonly loading: boolean;
}

export function initial<T>(): Loadable<T> {
	return { value: undefined, loadedAt: undefined, error: undefined, loading: false };
}

export function loading<T>(previous: Loadable<T>): Loadable<T> {
	return { ...previous, loading: true };
}

export function succeeded<T>(value: T, loadedAt: number): Loadable<T> {
	return { value, loadedAt, error: undefined, loading: false };
}

export function failed<T>(previous: Loadable<T>, error: unknown): Loadable<T> {
	return { ...previous, error, loading: false };
}

/** After an attempt that was cancelled: the same value and error. */
export function cancelled<T>(previous: Loadable<T>): Loadable<T> {
	return { ...previous, loading: false };
}
