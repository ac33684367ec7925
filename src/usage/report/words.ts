/** The businesses whose usage Agora counts separately (Console REST API, Get project usage), in tab order. */
export const BUSINESSES = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type Business = (typeof BUSINESSES)[number];

/** The ranges offered by name; what they stand for is `rangeOf`'s to say. */
export const RANGE_PRESETS = [
	'last7Days',
	'last30Days',
	'last90Days',
	'thisMonth',
	'lastMonth',
	'last12Months',
] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** The units durations can be read in. */
export const TIME_UNITS = ['second', 'minute', 'hour'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** What one bar or row stands for. Weeks are those of ISO 8601, from Monday to Sunday. */
export const BUCKET_SIZES = ['day', 'week', 'month'] as const;
export type BucketSize = (typeof BUCKET_SIZES)[number];

/** What usage can be written to. */
const EXPORT_FORMATS = ['csv', 'json', 'png'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
