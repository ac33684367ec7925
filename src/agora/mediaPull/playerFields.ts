import { isIPv4 } from 'node:net';
import * as v from 'valibot';
import { REGIONS } from './region';

/** The marks among the characters of channel names and user accounts. */
export const CHANNEL_MARKS = '!#$%&()+-:;<=.>?@[]^_{}|~,';
/**
 * Characters of channel names and user accounts: letters, digits, space and these marks (Create API, channelName; the document
 * prints `" , "` in place of the braces, see api-facts §3).
 */
export const CHANNEL_CHARACTERS = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]*$/;
export const NAME_CHARACTERS = /^[a-zA-Z0-9_-]*$/;

// The messages go on from the field's name, and never hold its value.

export const text = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'));

/** Not empty, and at most so many bytes in UTF-8. */
export function shortText(maxBytes: number) {
	return v.pipe(text, v.maxBytes(maxBytes, `must not be longer than ${maxBytes} bytes`));
}

/** Channel names (64 bytes) and user accounts (255). */
export function channelText(maxBytes: number) {
	return v.pipe(
		shortText(maxBytes),
		v.regex(CHANNEL_CHARACTERS, `may contain only letters, digits, spaces and ${CHANNEL_MARKS}`),
	);
}

/** A whole number within both bounds. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
	const message = `must be a whole number ${bounds}`;
	return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

export const yesOrNo = v.boolean('must be true or false');

export function oneOf<const T extends readonly string[]>(words: T) {
	return v.picklist(words, `must be one of ${words.join(', ')}`);
}

export const region = oneOf(REGIONS);

export const ipv4 = v.pipe(v.string('must be a string'), v.check(isIPv4, 'must be an IPv4 address'));

/** Seconds into an on-demand stream. */
export const position = v.pipe(
	v.number('must be 0 or more seconds'),
	v.minValue(0, 'must be 0 or more seconds'),
	v.maxValue(Number.MAX_SAFE_INTEGER, 'must be 0 or more seconds'),
);

/** A source: http, https or rtmp, at most 1,024 bytes (Create API, streamUrl). */
export const streamUrl = v.pipe(shortText(1024), v.check(isSource, 'must be an http, https or rtmp URL'));

/** How many times as fast as recorded a source can be played (api-facts §3, Update; Chinese mainland). */
export const TEMPOS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export const tempo = v.picklist(TEMPOS, `must be one of ${TEMPOS.join(', ')}`);

/** 0–5 (Create API, audioOptions). */
export const audioProfile = whole(0, 5);
/** 100 by default (api-facts §3). */
export const audioVolume = whole(0, 200);

function isSource(address: string): boolean {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	return Boolean(url?.host) && ['http:', 'https:', 'rtmp:'].includes(url?.protocol ?? '');
}
