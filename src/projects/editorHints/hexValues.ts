import type { Project } from '../../agora/console/projects';

/** The values that are searched in editors, in lower case. */
export interface ProjectValues {
	readonly byAppId: ReadonlyMap<string, Project>;
	/** Keys are secrets. */
	readonly byCertificate: ReadonlyMap<string, Project>;
}

export function projectValues(projects: readonly Project[]): ProjectValues {
	const byAppId = new Map<string, Project>();
	const byCertificate = new Map<string, Project>();
	for (const project of projects) {
		if (project.appId !== '') {
			byAppId.set(project.appId.toLowerCase(), project);
		}
		if (project.appCertificate !== undefined) {
			byCertificate.set(project.appCertificate.toLowerCase(), project);
		}
	}
	return { byAppId, byCertificate };
}

/** The number of hexadecimal digits of an App ID and of an App Certificate (docs/agora-api.md, Credentials and IDs). */
export const HEX_WORD_LENGTH = 32;

interface Found<T> {
	/** Offset of the first digit. */
	readonly start: number;
	readonly value: T;
}

/**
 * Finds values of 32 hexadecimal digits in a text, in one pass.
 *
 * Ignores case. A value must not be adjacent to another hexadecimal digit: a part of a longer hash does not count, while a value after
 * `0x` or `KEY_` does.
 *
 * @param values the keys are in lower case.
 */
export function findValues<T>(text: string, values: ReadonlyMap<string, T>): Found<T>[] {
	const found: Found<T>[] = [];
	// A run of 32 digits contains exactly one of the offsets 31, 63, 95…: it is enough to check these.
	for (let at = HEX_WORD_LENGTH - 1; at < text.length; at += HEX_WORD_LENGTH) {
		if (!isHexDigit(text.charCodeAt(at))) {
			continue;
		}
		let start = at;
		while (start > 0 && isHexDigit(text.charCodeAt(start - 1))) {
			start -= 1;
		}
		let end = at + 1;
		while (end < text.length && isHexDigit(text.charCodeAt(end))) {
			end += 1;
		}
		if (end - start === HEX_WORD_LENGTH) {
			const value = values.get(text.slice(start, end).toLowerCase());
			if (value !== undefined) {
				found.push({ start, value });
			}
		}
		// Continues after this run.
		while (at + HEX_WORD_LENGTH < end) {
			at += HEX_WORD_LENGTH;
		}
	}
	return found;
}

/** The value at a column of a line. Reads only the part of the line that can belong to it. */
export function valueAt<T>(
	line: string,
	column: number,
	values: ReadonlyMap<string, T>,
): Found<T> | undefined {
	const from = Math.max(0, column - HEX_WORD_LENGTH - 1);
	const near = line.slice(from, column + HEX_WORD_LENGTH + 1);
	return findValues(near, values)
		.map(({ start, value }) => ({ start: from + start, value }))
		.find(({ start }) => start <= column && column <= start + HEX_WORD_LENGTH);
}

function isHexDigit(code: number): boolean {
	return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}
