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
export function isLost(raw: unknown, read: unknown): boolean {
	return read === undefined && Boolean(raw);
}

/** A text with something in it: `""` and null stand for nothing all over the replies (api-facts §1). */
export function readText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id or a name: a text, also where it comes as a number. */
export function readLabel(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : readText(value);
}

/** A whole number of 0 or more, also where it comes as a string. */
export function readWhole(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** An amount of 0 or more, also where it comes as a string. */
export function readAmount(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}
