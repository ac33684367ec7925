import { type AnyObject, isObject, readInteger, readText, readTime } from '../parsing';
import { isUid } from '../session';

/** What a field should contain. `milliseconds` and `seconds` are Unix times. */
export type FieldKind = 'utf8' | 'json' | 'object' | 'text' | 'integer' | 'milliseconds' | 'seconds' | 'uid';

/** What it contains instead. `unreadable` bytes are not the text or JSON that was expected. */
export type FieldContent =
	| 'missing'
	| 'null'
	| 'empty'
	| 'text'
	| 'number'
	| 'boolean'
	| 'list'
	| 'object'
	| 'unreadable';

/** A malformed or missing field. It contains no value, because a value may be secret. */
export interface FieldProblem {
	/** The path from the body, such as `payload.player.id`; empty for the body itself. */
	readonly field: string;
	readonly expected: FieldKind;
	readonly found: FieldContent;
}

/**
 * - `required`: the notification cannot be read without the field;
 * - `documented`: it can, but Agora always sends the field;
 * - `optional`: Agora may leave the field out, or send null, 0 or `""`.
 */
export type FieldNeed = 'required' | 'documented' | 'optional';

/** Reads the fields of a body with functions that return undefined for what they cannot read, and collects what is wrong. */
export class FieldReader {
	readonly #problems: FieldProblem[] = [];
	#canBeUsed = true;

	get problems(): readonly FieldProblem[] {
		return this.#problems;
	}

	/** False if a required field is missing or malformed. */
	get canBeUsed(): boolean {
		return this.#canBeUsed;
	}

	read<T>(from: Fields, name: string, need: FieldNeed, type: FieldType<T>): T | undefined {
		const value = type.read(from.object?.[name]);
		this.check(from, name, need, type.kind, value);
		return value;
	}

	/** Reports a field if its value could not be read. */
	check(from: Fields, name: string, need: FieldNeed, expected: FieldKind, value: unknown): void {
		if (value === undefined && from.object) {
			this.#report({ field: `${from.path}${name}`, expected, found: contentOf(from.object[name]) }, need);
		}
	}

	/** The fields of an object in a required field. */
	readObject(from: Fields, name: string): Fields {
		const object = this.read(from, name, 'required', { kind: 'object', read: readPlainObject });
		return { object, path: `${from.path}${name}.` };
	}

	#report(problem: FieldProblem, need: FieldNeed): void {
		if (need === 'required') {
			this.#canBeUsed = false;
		} else if (need === 'optional' && isAbsent(problem.found)) {
			return;
		}
		this.#problems.push(problem);
	}
}

/** An object of the body. */
export interface Fields {
	/** Undefined if there is none, which is reported already; its fields are not. */
	readonly object: AnyObject | undefined;
	/** From the body, with a dot at its end; empty for the body itself. */
	readonly path: string;
}

interface FieldType<T> {
	readonly kind: FieldKind;
	/** Returns undefined for what it cannot read. */
	readonly read: (raw: unknown) => T | undefined;
}

export const TEXT: FieldType<string> = { kind: 'text', read: readText };
export const INTEGER: FieldType<number> = { kind: 'integer', read: readInteger };
export const UID: FieldType<number> = { kind: 'uid', read: readUid };
export const MILLISECONDS: FieldType<Date> = { kind: 'milliseconds', read: readTime };
export const SECONDS: FieldType<Date> = { kind: 'seconds', read: readTime };

function readUid(value: unknown): number | undefined {
	const uid = readInteger(value);
	return uid !== undefined && isUid(uid) ? uid : undefined;
}

export function readPlainObject(value: unknown): AnyObject | undefined {
	return isObject(value) && !Array.isArray(value) ? value : undefined;
}

export function contentOf(value: unknown): FieldContent {
	switch (typeof value) {
		case 'undefined':
			return 'missing';
		case 'string':
			return value === '' ? 'empty' : 'text';
		case 'number':
		case 'boolean':
			return typeof value === 'number' ? 'number' : 'boolean';
		default:
			return value === null ? 'null' : Array.isArray(value) ? 'list' : 'object';
	}
}

function isAbsent(found: FieldContent): boolean {
	return found === 'missing' || found === 'null' || found === 'empty';
}
