/** The longest wait, in milliseconds, that a server may ask for: nobody looks at a progress bar for longer. */
export const LONGEST_WAIT_MS = 60_000;

/** Agora's advice in seconds, from and to, for one try after the other (api-facts §3). */
const ADVISED_SECONDS = [
	[5, 6],
	[10, 11],
	[15, 16],
] as const;

export interface TooManyCalls {
	/** How many times in a row the call was refused, this time included; 1 or more. */
	readonly refusals: number;
	/** The answer's Retry-After, if it has one. */
	readonly retryAfter: string | undefined;
	/** Milliseconds since 1970 by the server's clock, against which a date in Retry-After is taken. */
	readonly now: number;
	/** From 0 to below 1. */
	readonly random: () => number;
}

export type NextTry =
	| { readonly waitMs: number }
	/** `refusals`: it was tried again three times; `tooLong`: the server asks for more than the longest wait. */
	| { readonly giveUp: 'refusals' }
	| { readonly giveUp: 'tooLong'; readonly askedMs: number };

/**
 * What to do after a 429 that means too many calls: wait as long as the server asks, else as long as Agora advises, and try
 * again, three times at most. Not for the other two meanings of 429, for which waiting does not help (api-facts §3).
 */
export function nextTry({ refusals, retryAfter, now, random }: TooManyCalls): NextTry {
	const advised = ADVISED_SECONDS[refusals - 1];
	if (!advised) {
		return { giveUp: 'refusals' };
	}
	const askedMs = retryAfterMs(retryAfter ?? '', now);
	if (askedMs === undefined) {
		const [from, to] = advised;
		return { waitMs: (from + random() * (to - from)) * 1000 };
	}
	return askedMs > LONGEST_WAIT_MS ? { giveUp: 'tooLong', askedMs } : { waitMs: askedMs };
}

/**
 * Reads a Retry-After: whole seconds or an HTTP date in any of its three forms (RFC 9110, 5.6.7 and 10.2.3).
 *
 * @returns milliseconds from `now`, or undefined where it makes no sense. A date in the past is none either: the clocks
 * disagree, and the server wants a wait of some length.
 */
function retryAfterMs(text: string, now: number): number | undefined {
	const value = text.trim();
	if (/^\d+$/.test(value)) {
		return Number(value) * 1000;
	}
	if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value)) {
		return undefined;
	}
	// One of the forms names no time zone, and all are in GMT.
	const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
	return date > now ? date - now : undefined;
}
