import { isJsonObject, type JsonObject } from '../http/json';

export type Rule = (value: unknown) => boolean;

export const isBoolean: Rule = (value) => typeof value === 'boolean';
export const isFiniteNumber: Rule = (value) => typeof value === 'number' && Number.isFinite(value);
export const isText: Rule = (value) => typeof value === 'string' && value !== '';

export function numberIn(low: number, high: number): Rule {
	return (value) => typeof value === 'number' && value >= low && value <= high;
}

export function integerIn(low: number, high: number): Rule {
	return (value) => Number.isInteger(value) && numberIn(low, high)(value);
}

export function oneOf(...values: readonly unknown[]): Rule {
	return (value) => values.includes(value);
}

/** A text of 1 to `maxBytes` bytes that matches as a whole. */
export function textOf(pattern: RegExp, maxBytes: number): Rule {
	return (value) => typeof value === 'string' && Buffer.byteLength(value) <= maxBytes && pattern.test(value);
}

/** The first property that is set and breaks its rule; null counts as not set. Unknown properties are ignored. */
export function firstBroken(object: JsonObject, rules: Readonly<Record<string, Rule>>): string | undefined {
	return Object.entries(rules).find(([name, rule]) => isSet(object[name]) && !rule(object[name]))?.[0];
}

export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null;
}

/** The object's own rules, as a rule for a property that holds an object. */
export function objectOf(rules: Readonly<Record<string, Rule>>): Rule {
	return (value) => isJsonObject(value) && firstBroken(value, rules) === undefined;
}
