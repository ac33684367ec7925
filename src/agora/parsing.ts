import * as v from 'valibot';

/**
 * An object whose fields are read separately with the functions below, which return undefined for an absent or invalid value. An
 * invalid field does not affect the others.
 */
export type AnyObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is AnyObject {
	return typeof value === 'object' && value !== null;
}

export const anyObject = v.custom<AnyObject>(isObject);

/** The items of a list, not yet validated, so that an invalid item does not affect the others. */
export const anyItems = v.custom<readonly unknown[]>(Array.isArray);

/** A field that is read with one of the functions below. */
export function lenient<T>(read: (value: unknown) => T | undefined) {
	return v.optional(v.pipe(v.unknown(), v.transform(read)));
}

/** Whether a field has a value that could not be read. null, 0 and `""` do not count as values. */
export function isUnreadable(raw: unknown, read: unknown): boolean {
	return read === undefined && Boolean(raw);
}

/** A string that is not empty: responses use `""` and null for absent values (docs/agora-api.md, Credentials and IDs). */
export function readText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id or a name: a string or a number. */
export function readLabel(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : readText(value);
}

/** An integer of 0 or more, also in a string. */
export function readInteger(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** A number of 0 or more, also in a string. */
export function readAmount(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** From here on a number counts milliseconds: as seconds it would be after the year 5000. Smaller ones would be before 1974. */
const FIRST_MILLISECONDS = 100_000_000_000;
/** 1 January 2000. Responses contain no earlier times. */
const FIRST_SECONDS = 946_684_800;
const LAST_MILLISECONDS = Date.UTC(9999, 11, 31);

/**
 * Reads a time in every format of Agora's responses (docs/agora-api.md, Console API): Unix seconds or milliseconds, or a day such as
 * 20211012, as a number or a string; or ISO 8601, in UTC unless it contains a zone. Undefined for everything else, and for Unix times
 * before 2000.
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
