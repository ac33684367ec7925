export type Priority = 'interactive' | 'polling';

/** What every call takes besides what it is about. */
export interface CallOptions {
	/** Ends the call, waiting or under way, with `AgoraError` `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** `polling` gives way to `interactive`, which is the default: somebody waits for it. */
	readonly priority?: Priority | undefined;
	/** Told before every wait of more than a second, whatever it waits for, with its length in milliseconds. */
	readonly onWait?: ((ms: number) => void) | undefined;
}

/** A call's last parameter: most have nothing to say but when to stop. */
export type CallControl = AbortSignal | CallOptions | undefined;

export function callOptionsOf(control: CallControl): CallOptions {
	return control instanceof AbortSignal ? { signal: control } : (control ?? {});
}
