import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { isDigitsAccount } from '../agora/session';

/**
 * A list of names with the comma of the user's language.
 *
 * @param most the maximum number of names; the others are counted
 */
export function listText(names: readonly string[], most = names.length): string {
	const others = names.length - most;
	const items = others > 0 ? [...names.slice(0, most), vscode.l10n.t('and {0} more', others)] : names;
	return joined(items, (list, item) => vscode.l10n.t('{0}, {1}', list, item));
}

/** Sentences separated as in the user's language. */
export function sentences(...texts: readonly string[]): string {
	return joined(texts, (text, next) => vscode.l10n.t('{0} {1}', text, next));
}

function joined(texts: readonly string[], join: (text: string, next: string) => string): string {
	const [first = '', ...others] = texts;
	return others.reduce(join, first);
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
	['year', 31_557_600],
	['month', 2_629_800],
	['day', 86_400],
	['hour', 3600],
	['minute', 60],
	['second', 1],
];

/** "3 minutes ago" in the language of VS Code. Both arguments are milliseconds of the same clock. */
export function relativeTime(then: number, now: number): string {
	const seconds = Math.round((then - now) / 1000);
	for (const [unit, length] of UNITS) {
		if (Math.abs(seconds) >= length) {
			return relativeTimeFormat().format(Math.trunc(seconds / length), unit);
		}
	}
	return relativeTimeFormat().format(0, 'second');
}

function relativeTimeFormat(): Intl.RelativeTimeFormat {
	const { language } = vscode.env;
	return getOrCreate(
		relativeTimeFormats,
		language,
		() => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' }),
	);
}

/** "1 minute", "3 minutes" in the language of VS Code; fractions are rounded. */
export function durationText(amount: number, unit: 'minute' | 'hour' | 'day'): string {
	return numberFormat({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(amount);
}

/** "1 minute", "5 hours", "3 days", rounded down; empty for less than a minute. */
export function elapsedText(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 60) {
		return minutes < 1 ? '' : durationText(minutes, 'minute');
	}
	const hours = Math.floor(minutes / 60);
	return hours < 24 ? durationText(hours, 'hour') : durationText(Math.floor(hours / 24), 'day');
}

/** Like `relativeTime`, but never in the future, because two clocks may differ slightly. */
export function ageText(since: number, now: number): string {
	return relativeTime(Math.min(since, now), now);
}

/** The full date and time with its zone, for tooltips. `time` is in milliseconds since 1970. */
export function absoluteTime(time: number): string {
	// The time zone of the machine may change while VS Code runs.
	const format = getOrCreate(
		dateTimeFormats,
		new Date().getTimezoneOffset(),
		() => new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'long', timeStyle: 'long' }),
	);
	return format.format(time);
}

/** How the active project was determined: chosen by the user, or found in a file of the workspace. */
export type HowActive = { readonly chosen: true } | { readonly foundIn: string };

export function howActiveText(how: HowActive): string {
	return 'foundIn' in how ? vscode.l10n.t('found in {0}', how.foundIn) : vscode.l10n.t('chosen by hand');
}

/** Explains how typed text is interpreted where that may be unexpected; undefined otherwise. */
export function userHint(typed: string): string | undefined {
	return isDigitsAccount(typed)
		? vscode.l10n.t('“{0}” is an account: a uid does not begin with 0.', typed.trim())
		: undefined;
}

/** Whether a project is enabled, as one word. */
export function projectStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('unknown');
	}
	return enabled ? vscode.l10n.t('enabled') : vscode.l10n.t('disabled');
}

/** The status of a project in a list: empty for an enabled project, which is the usual case. */
export function unusualStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('status unknown');
	}
	return enabled ? '' : vscode.l10n.t('disabled');
}

// Formatters of `Intl` in the language of VS Code are cached: creating one takes a hundred times as long as using it, and a view with
// a thousand rows uses several for each row.
const numberFormats = new Map<string, Intl.NumberFormat>();
const relativeTimeFormats = new Map<string, Intl.RelativeTimeFormat>();
const dateTimeFormats = new Map<number, Intl.DateTimeFormat>();

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
	return getOrCreate(
		numberFormats,
		JSON.stringify(options),
		() => new Intl.NumberFormat(vscode.env.language, options),
	);
}

function getOrCreate<K, V>(formats: Map<K, V>, key: K, create: () => V): V {
	const format = formats.get(key) ?? create();
	formats.set(key, format);
	return format;
}

/** A whole number in the format of VS Code's language. */
export function countText(count: number): string {
	return numberFormat().format(count);
}

/** How many players need attention, for each reason: "1 failed", "2 gone". */
export function attentionTexts(counts: {
	readonly failed: number;
	readonly gone: number;
	readonly stuck: number;
}): string[] {
	const { failed, gone, stuck } = counts;
	return [
		failed > 0 ? vscode.l10n.t('{0} failed', countText(failed)) : '',
		gone > 0 ? vscode.l10n.t('{0} gone', countText(gone)) : '',
		stuck > 0 ? vscode.l10n.t('{0} stuck connecting', countText(stuck)) : '',
	].filter((text) => text !== '');
}

/** A text that begins with a capital letter, where the language has them. */
export function capitalized(text: string): string {
	return text.charAt(0).toLocaleUpperCase(vscode.env.language) + text.slice(1);
}
