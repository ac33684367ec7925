import * as v from 'valibot';

/**
 * A field of a reply that may be absent, or hold something else than documented, without losing the rest of the reply:
 * `read` answers undefined for what it cannot make sense of.
 */
export function lenient<T>(read: (value: unknown) => T | undefined) {
	return v.optional(v.pipe(v.unknown(), v.transform(read)));
}

/** A text with something in it: `""` and null stand for nothing all over the replies (api-facts §1). */
export function readText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
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
