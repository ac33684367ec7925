import * as v from 'valibot';
import { oneOf, shortText, whole } from '../fields';
import { REGIONS } from './player';

// The messages follow the field's name, and never contain its value.

export const region = oneOf(REGIONS);

/** Seconds into an on-demand stream. */
export const position = v.pipe(
	v.number('must be 0 or more seconds'),
	v.minValue(0, 'must be 0 or more seconds'),
	v.maxValue(Number.MAX_SAFE_INTEGER, 'must be 0 or more seconds'),
);

/** A source: http, https or rtmp, at most 1,024 bytes (Create API, streamUrl). */
export const streamUrl = v.pipe(shortText(1024), v.check(isSource, 'must be an http, https or rtmp URL'));

/** Playback speeds (docs/agora-api.md, Media Pull: Update; Chinese mainland). */
export const TEMPOS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export const tempo = v.picklist(TEMPOS, `must be one of ${TEMPOS.join(', ')}`);

/** 0–5 (Create API, audioOptions). */
export const audioProfile = whole(0, 5);
/** 100 by default (docs/agora-api.md, Media Pull: Create). */
export const audioVolume = whole(0, 200);

function isSource(address: string): boolean {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	return Boolean(url?.host) && ['http:', 'https:', 'rtmp:'].includes(url?.protocol ?? '');
}
