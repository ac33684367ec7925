import * as v from 'valibot';
import { businesses, rangePresets, timeUnits } from './usageWords';

/**
 * Every text of the usage panel, in the user's language: the webview has none of its own. `{0}`, `{1}` are
 * places for values.
 */
export const usageStringsSchema = v.object({
	/** {0} project */
	title: v.string(),
	businesses: v.object(v.entriesFromList(businesses, v.string())),
	presets: v.object(v.entriesFromList(rangePresets, v.string())),
	units: v.object(v.entriesFromList(timeUnits, v.string())),
	range: v.string(),
	unit: v.string(),
	includeToday: v.string(),
	refresh: v.string(),
	retry: v.string(),
	loading: v.string(),
	/** {0} a range of days */
	utcDays: v.string(),
	/** {0} an age */
	updated: v.string(),
	/** In a tab without figures whose reading failed; one word. */
	failed: v.string(),
	failedFirst: v.string(),
	/** {0} the moment of the last good reading */
	failedAgain: v.string(),
	empty: v.string(),
	/** {0} days without figures, {1} days of the range */
	missing: v.string(),
	total: v.string(),
	day: v.string(),
	noFigure: v.string(),
	/** Behind a day that is not over. */
	soFar: v.string(),
	/** {0} business, {1} unit, {2} a range of days */
	chart: v.string(),
	/** {0} business, {1} unit */
	table: v.string(),
});

export type UsageStrings = v.InferOutput<typeof usageStringsSchema>;
