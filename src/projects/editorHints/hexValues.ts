import type { Project } from '../../agora/console/projects';

/** The values of an account's projects that editors look for, in lower case. In memory only. */
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

/** App IDs and App Certificates are this many hexadecimal digits (docs/agora-api.md, Credentials and IDs). */
export const HEX_WORD_LENGTH = 32;

export interface Found<T> {
	/** Offset of the first digit. */
	readonly start: number;
	readonly value: T;
}

/**
 * Finds the known values of 32 hexadecimal digits in a text, in one pass for all of them.
 *
 * A value counts where no further hexadecimal digit touches it, so that a part of a longer hash is none, while `0x…` and
 * `KEY_…` are. Upper and lower case are the same digits: a certificate in capitals is given away all the same.
 *
 * @param known by their values in lower case.
 */
export function findValues<T>(text: string, known: ReadonlyMap<string, T>): Found<T>[] {
	const found: Found<T>[] = [];
	// A run of 32 digits covers exactly one of the places 31, 63, 95…: all others need not be looked at.
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
			const value = known.get(text.slice(start, end).toLowerCase());
			if (value !== undefined) {
				found.push({ start, value });
			}
		}
		// What this run covers is settled; the next look is at the place after its last one.
		while (at + HEX_WORD_LENGTH < end) {
			at += HEX_WORD_LENGTH;
		}
	}
	return found;
}

/** The known value that `column` of a line lies in. Reads no more of the line than could belong to it. */
export function valueAt<T>(
	line: string,
	column: number,
	known: ReadonlyMap<string, T>,
): Found<T> | undefined {
	const from = Math.max(0, column - HEX_WORD_LENGTH - 1);
	const near = line.slice(from, column + HEX_WORD_LENGTH + 1);
	return findValues(near, known)
		.map(({ start, value }) => ({ start: from + start, value }))
		.find(({ start }) => start <= column && column <= start + HEX_WORD_LENGTH);
}

function isHexDigit(code: number): boolean {
	return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}
