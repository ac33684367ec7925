import { daysBetween, type Span } from './days';

export interface FiguresColumn {
	/** As Agora names it: `durationAudioAll`. */
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
	/** The days that were asked for, ascending and apart; on any other day nothing is known yet. */
	readonly covered: readonly Span[];
	readonly columns: readonly FiguresColumn[];
}

/** The values of a column on the days of `span`, in order; null where there is none. */
export function valuesIn(figures: Figures, column: FiguresColumn, span: Span): (number | null)[] {
	const start = daysBetween(figures.from, span.from);
	const length = daysBetween(span.from, span.to) + 1;
	return Array.from({ length }, (_, index) => column.values[start + index] ?? null);
}

/** The label for a BCP 47 language: Chinese where the language is and Agora sent one, else English. */
export function columnLabel(labels: FiguresColumn['labels'], language: string): string {
	return (language.toLowerCase().startsWith('zh') ? labels.cn : undefined) ?? labels.en;
}

const SECONDS_IN: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3600 };

/** A unit as this code reckons: durations in seconds, anything else as Agora names and sends it. */
export interface KnownUnit {
	/** `time` for a duration; else the unit as sent, which may be empty. */
	readonly name: string;
	/** What to multiply a figure by; 1 unless it is a duration sent in minutes or hours. */
	readonly factor: number;
}

/** Makes sense of the unit that `meta` names. */
export function readUnit(sent: string): KnownUnit {
	switch (sent.trim().toLowerCase()) {
		case 'second':
		case 'seconds':
			return { name: 'time', factor: SECONDS_IN.second };
		case 'minute':
		case 'minutes':
			return { name: 'time', factor: SECONDS_IN.minute };
		case 'hour':
		case 'hours':
			return { name: 'time', factor: SECONDS_IN.hour };
		default:
			return { name: sent, factor: 1 };
	}
}

/** A duration in seconds as a number of `unit`s, unrounded. */
export function inUnit(seconds: number, unit: TimeUnit): number {
	return seconds / SECONDS_IN[unit];
}

/** The businesses whose usage Agora counts separately (Console REST API, Get project usage), in tab order. */
export const BUSINESSES = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;

export type Business = (typeof BUSINESSES)[number];

/** The units durations can be read in. */
export const TIME_UNITS = ['second', 'minute', 'hour'] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

export interface SeriesId {
	readonly project: string;
	readonly business: Business;
}
