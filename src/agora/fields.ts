import { isIPv4 } from 'node:net';
import * as v from 'valibot';
import type { FieldIssue } from './errors';

/** The punctuation that channel names and user accounts may contain. */
export const CHANNEL_MARKS = '!#$%&()+-:;<=.>?@[]^_{}|~,';
/**
 * Letters, digits, space and punctuation of channel names and user accounts (Media Pull REST API, Create API, channelName). The document
 * prints `" , "` instead of the braces (docs/agora-api.md, Media Pull: Create).
 */
export const CHANNEL_CHARACTERS = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]*$/;
export const NAME_CHARACTERS = /^[a-zA-Z0-9_-]*$/;

// The messages follow the field's name, and never contain its value.

export const text = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'));

/** Not empty, and at most `maxBytes` bytes in UTF-8. */
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

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
	const message = `must be a whole number ${bounds}`;
	return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

export const yesOrNo = v.boolean('must be true or false');

export function oneOf<const T extends readonly string[]>(words: T) {
	return v.picklist(words, `must be one of ${words.join(', ')}`);
}

export const ipv4 = v.pipe(v.string('must be a string'), v.check(isIPv4, 'must be an IPv4 address'));

/** A value that does not match a schema. */
export interface SchemaIssue extends FieldIssue {
	/** Valibot's schema or action that refused the value, such as `max_bytes`. */
	readonly refusedBy: string;
	/** The keys that lead to the value. */
	readonly path: readonly (string | number)[];
}

/** The first rule of `schema` that each field of `value` breaks. `under` is the path of the value. */
export function schemaIssues(schema: v.GenericSchema, value: unknown, under = ''): SchemaIssue[] {
	const { issues = [] } = v.safeParse(schema, value, { abortPipeEarly: true });
	return issues.map((issue) => {
		const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
		const field = [under, ...path].filter((part) => part !== '').join('.');
		return { field, path, refusedBy: issue.type, ...ruleOf(field, issue) };
	});
}

function ruleOf(field: string, issue: v.BaseIssue<unknown>): Pick<FieldIssue, 'rule' | 'detail'> {
	const { type, message } = issue;
	if (type === 'strict_object' && issue.expected === 'never') {
		return { rule: 'unknown', detail: `${field} is not a documented field` };
	}
	if (issue.received === 'undefined') {
		return { rule: 'required', detail: `${field} is required` };
	}
	return { rule: RULES[type] ?? textRule(issue), detail: `${field} ${message}` };
}

const RULES: Readonly<Record<string, FieldIssue['rule']>> = {
	non_empty: 'required',
	max_bytes: 'tooLong',
	number: 'range',
	integer: 'range',
	min_value: 'range',
	max_value: 'range',
};

function textRule({ requirement }: v.BaseIssue<unknown>): FieldIssue['rule'] {
	return requirement === CHANNEL_CHARACTERS || requirement === NAME_CHARACTERS ? 'characters' : 'format';
}

/** The rules of a schema that one field breaks. A field that is undefined gets Agora's default. */
export function checkField(field: string, schema: v.GenericSchema, value: unknown): FieldIssue[] {
	const issues = value === undefined ? [] : schemaIssues(schema, value, field);
	return issues.map(({ rule, detail }) => ({ field, rule, detail }));
}
