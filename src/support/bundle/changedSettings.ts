import { HIDDEN } from '../../agora/http/redact';
import { isObject } from '../../agora/lenient';

/** Plain words, and the tiers of Agora's prices, such as `durationVideo1080P`. */
const KEY = /^(?:[a-z]{1,20}|duration[a-z\d]{1,30})$/i;

/** What the manifest says of a setting, as far as it matters here. */
export interface SettingSchema {
	readonly enum?: readonly unknown[];
}

/** A setting as the manifest declares it and as it is. */
export interface Setting {
	readonly key: string;
	readonly schema: SettingSchema;
	readonly default: unknown;
	readonly value: unknown;
}

/**
 * The settings that differ from their defaults. Of the values only what cannot hold a secret is told: numbers, booleans, words
 * that the manifest names, and codes of currencies; in objects, as of prices, likewise.
 */
export function changedSettings(settings: readonly Setting[]): Record<string, unknown> {
	const changed = settings.filter((each) => JSON.stringify(each.value) !== JSON.stringify(each.default));
	return Object.fromEntries(changed.map(({ key, value, schema }) => [key, tellable(value, schema)]));
}

function tellable(value: unknown, schema: SettingSchema): unknown {
	const cannotHide = value === null || typeof value === 'number' || typeof value === 'boolean';
	if (cannotHide || schema.enum?.includes(value)) {
		return value;
	}
	if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) {
		return value;
	}
	if (isObject(value) && Object.keys(value).every((key) => KEY.test(key))) {
		return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, tellable(each, {})]));
	}
	return HIDDEN;
}
