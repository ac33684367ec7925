import * as v from 'valibot';

/**
 * An object whose fields are read one by one with the functions below, each answering undefined for what it cannot make sense
 * of. So a field that is absent, or holds something else than documented, loses nothing but itself.
 */
export type AnyObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is AnyObject {
	return typeof value === 'object' && value !== null;
}

export const anyObject = v.custom<AnyObject>(isObject);

/** The items of a list, not yet looked at: each is read for itself, so that one which makes no sense loses no other. */
export const anyItems = v.custom<readonly unknown[]>(Array.isArray);

/** A field of a reply's outer object that is read likewise. */
export function lenient<T>(read: (value: unknown) => T | undefined) {
	return v.optional(v.pipe(v.unknown(), v.transform(read)));
}

/** Whether a field held something of which nothing could be made. null, 0 and `""` are nothing to begin with. */
export function isUnreadable(raw: unknown, read: unknown): boolean {
	return read === undefined && Boolean(raw);
}

/** A text with something in it: `""` and null stand for nothing all over the replies (docs/agora-api.md, Credentials and IDs). */
export function readText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id or a name: a text, also where it comes as a number. */
export function readLabel(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : readText(value);
}

/** A whole number of 0 or more, also where it comes as a string. */
export function readInteger(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** An amount of 0 or more, also where it comes as a string. */
export function readAmount(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** Above this a number counts milliseconds: as seconds it would lie past the year 5000, as milliseconds before 1974. */
const FIRST_MILLISECONDS = 100_000_000_000;
/** 1 January 2000: an earlier time can be in no reply. */
const FIRST_SECONDS = 946_684_800;
const LAST_MILLISECONDS = Date.UTC(9999, 11, 31);

/**
 * Reads a time in every spelling that Agora's replies use: Unix seconds or milliseconds, as a number or in a string; a day
 * such as 20211012, likewise; or ISO 8601, in UTC unless it names a zone (docs/agora-api.md, Console API). Undefined for everything else, and
 * for Unix times before 2000.
 */
export function readTime(value: unknown): Date | undefined {
	const unix = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	if (typeof unix === 'number') {
		const [, year, month, day] = /^(20\d{2})(\d{2})(\d{2})$/.exec(String(unix)) ?? [];
		return year === undefined ? readUnix(unix) : readIso(`${year}-${month}-${day}`);
	}
	return typeof unix === 'string' ? readIso(unix) : undefined;
}

function readUnix(unix: number): Date | undefined {
	const milliseconds = unix < FIRST_MILLISECONDS ? unix * 1000 : unix;
	return unix >= FIRST_SECONDS && milliseconds <= LAST_MILLISECONDS ? new Date(milliseconds) : undefined;
}

function readIso(text: string): Date | undefined {
	const [, day, time = '00:00', zone = 'Z'] =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:[\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
	const date = new Date(`${day}T${time}${zone}`);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
