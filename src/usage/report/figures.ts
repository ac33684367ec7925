import { daysBetween, type Span } from './days';

/** The businesses whose usage Agora counts separately (Console REST API, Get project usage), in tab order. */
export const BUSINESSES = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type Business = (typeof BUSINESSES)[number];

/** The units that durations can be shown in. */
export const TIME_UNITS = ['second', 'minute', 'hour'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface FiguresColumn {
	/** Agora's name, such as `durationAudioAll`. */
	readonly key: string;
	readonly labels: { readonly en: string; readonly cn?: string | undefined };
	/** As Agora sent it, usually `second`; may be empty. */
	readonly unit: string;
	/** One figure per day from `Figures.from` on; null where Agora sent none, which is not zero. */
	readonly values: readonly (number | null)[];
}

/** The daily figures of one project in one business, as Agora sent them. */
export interface Figures {
	/** The day of every column's first value. */
	readonly from: string;
	/** The days that were read, ascending and apart. */
	readonly covered: readonly Span[];
	readonly columns: readonly FiguresColumn[];
}

/** Identifies one series of figures. */
export interface SeriesId {
	readonly project: string;
	readonly business: Business;
}

/** The key of a series in a map. */
export function seriesKey({ project, business }: SeriesId): string {
	return `${business}\n${project}`;
}

/** The values of a column on the days of `span`, in order; null where there is none. */
export function valuesIn(figures: Figures, column: FiguresColumn, span: Span): (number | null)[] {
	const start = daysBetween(figures.from, span.from);
	const length = daysBetween(span.from, span.to) + 1;
	return Array.from({ length }, (_, index) => column.values[start + index] ?? null);
}

/** The tiers in the order of their resolution. */
export const TIERS = ['audio', 'sd', 'hd', 'hdp', 'fullHd', '2k', '4k'] as const;
export type Tier = (typeof TIERS)[number];
/** Names in the user's language. No documented column is SD. */
export type TierNames = Readonly<Record<Exclude<Tier, 'sd'>, string>>;

/** How the keys of columns end: `durationVideo1080P`. */
const TIER_OF_ENDING: Readonly<Record<string, Tier>> = {
	AudioAll: 'audio',
	Audio: 'audio',
	Sd: 'sd',
	Hd: 'hd',
	Hdp: 'hdp',
	'1080P': 'fullHd',
	'2K': '2k',
	'4K': '4k',
};

/** The tier of a column, by its key, which also gives its place in the order of resolution; undefined for other columns. */
export function tierOf(key: string): Tier | undefined {
	const ending = /^duration\w*(?<=[a-z])(AudioAll|Audio|Sd|Hdp?|1080P|[24]K)$/.exec(key)?.[1];
	return ending === undefined ? undefined : TIER_OF_ENDING[ending];
}

/** Compares columns by resolution, audio first; columns without a tier come last. */
export function compareTiers(a: { readonly key: string }, b: { readonly key: string }): number {
	const rank = ({ key }: { readonly key: string }) => {
		const tier = tierOf(key);
		return tier ? TIERS.indexOf(tier) : TIERS.length;
	};
	return rank(a) - rank(b);
}

/** The columns that the document of the API defines (Console REST API, Get project usage). */
const DOCUMENTED_KEY = /^duration(?:AudioAll|Video(?:Hdp?|1080P|[24]K))$/;

/** The name of a column: in words where the document defines it, otherwise as Agora names it. */
export function columnName(
	{ key, labels }: Pick<FiguresColumn, 'key' | 'labels'>,
	language: string,
	names: TierNames,
): string {
	const tier = DOCUMENTED_KEY.test(key) ? tierOf(key) : undefined;
	return tier && tier !== 'sd' ? names[tier] : columnLabel(labels, language);
}

/** The label for a BCP 47 language: Chinese where the language is and Agora sent one, else English. */
export function columnLabel(labels: FiguresColumn['labels'], language: string): string {
	return (language.toLowerCase().startsWith('zh') ? labels.cn : undefined) ?? labels.en;
}

const SECONDS_IN: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3600 };

/**
 * Durations are named `time`; any other unit keeps its name, which may be empty. `factor` converts a figure to seconds;
 * it is 1 for a unit that is not a duration.
 */
export function parseUnit(sent: string): { readonly name: string; readonly factor: number } {
	const name = sent.trim().toLowerCase();
	const unit = TIME_UNITS.find((each) => name === each || name === `${each}s`);
	return unit ? { name: 'time', factor: SECONDS_IN[unit] } : { name: sent, factor: 1 };
}

/** A duration in seconds as a number of `unit`s, unrounded. */
export function inUnit(seconds: number, unit: TimeUnit): number {
	return seconds / SECONDS_IN[unit];
}
