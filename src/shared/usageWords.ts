/** The businesses whose usage Agora counts separately (Console REST API, Get project usage), in tab order. */
export const businesses = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type Business = (typeof businesses)[number];

/** The ranges offered; all end yesterday unless today is included, but for `lastMonth`, which is a whole month. */
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
