/** The businesses whose usage Agora counts separately (Console REST API, Get project usage), in tab order. */
export const businesses = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type Business = (typeof businesses)[number];

/** The ranges offered by name; what they stand for is `rangeOf`'s to say. */
export const rangePresets = [
	'last7Days',
	'last30Days',
	'last90Days',
	'thisMonth',
	'lastMonth',
	'last12Months',
] as const;
export type RangePreset = (typeof rangePresets)[number];

/** The units durations can be read in. */
export const timeUnits = ['second', 'minute', 'hour'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** What one bar or row stands for. Weeks are those of ISO 8601, from Monday to Sunday. */
export const bucketSizes = ['day', 'week', 'month'] as const;
export type BucketSize = (typeof bucketSizes)[number];

/** What usage can be written to. */
const exportFormats = ['csv', 'json', 'png'] as const;
export type ExportFormat = (typeof exportFormats)[number];
