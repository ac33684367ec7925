import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { isDigitsAccount } from '../agora/session';

/**
 * Names one after the other, with the comma of the user's language.
 *
 * @param most how many are named; the others are counted.
 */
export function listText(names: readonly string[], most = names.length): string {
	const others = names.length - most;
	const items = others > 0 ? [...names.slice(0, most), vscode.l10n.t('and {0} more', others)] : names;
	return joined(items, (list, item) => vscode.l10n.t('{0}, {1}', list, item));
}

/** Sentences one after the other, with a space between them where the user's language has one. */
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
	return agoText(then, now, 'long');
}

/** "1 minute", "3 minutes" in the language of VS Code; fractions are rounded. */
export function durationText(amount: number, unit: 'minute' | 'hour' | 'day'): string {
	return numberFormat({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(amount);
}

function agoText(then: number, now: number, style: 'long' | 'short'): string {
	const seconds = Math.round((then - now) / 1000);
	const format = relativeTimeFormat(style);
	for (const [unit, length] of UNITS) {
		if (Math.abs(seconds) >= length) {
			return format.format(Math.trunc(seconds / length), unit);
		}
	}
	return format.format(0, 'second');
}

/** How long ago `since` was, which is never in the future: two clocks may differ by a little. Otherwise as `relativeTime`. */
export function ageText(since: number, now: number): string {
	return relativeTime(Math.min(since, now), now);
}

/** As `ageText`, but "3 min. ago": for rows that hold more than this. */
export function shortAgeText(since: number, now: number): string {
	return agoText(Math.min(since, now), now, 'short');
}

/** The full date and time with its zone, for tooltips. `time` is in milliseconds since 1970. */
export function absoluteTime(time: number): string {
	return dateTimeFormat().format(time);
}

/** How the active project came to be it: chosen by hand, or named by a file of the workspace. */
export type HowActive = { readonly chosen: true } | { readonly foundIn: string };

export function howActiveText(how: HowActive): string {
	return 'foundIn' in how ? vscode.l10n.t('found in {0}', how.foundIn) : vscode.l10n.t('chosen by hand');
}

/** Says how a user is read where that may surprise; undefined otherwise. */
export function userHint(typed: string): string | undefined {
	return isDigitsAccount(typed)
		? vscode.l10n.t('“{0}” is an account: a uid does not begin with 0.', typed.trim())
		: undefined;
}

/** Whether a project is enabled, in a word. */
export function projectStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('unknown');
	}
	return enabled ? vscode.l10n.t('enabled') : vscode.l10n.t('disabled');
}

/** What a list of projects says of their status: nothing where a project is enabled, as projects usually are. */
export function unusualStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('status unknown');
	}
	return enabled ? '' : vscode.l10n.t('disabled');
}

/**
 * Formatters of `Intl` in the language of VS Code, each made once: making one takes a hundred times as long as using it, and a view
 * with a thousand rows uses several for each.
 */
const MADE = new Map<string, Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.DateTimeFormat>();

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
	const key = `number ${JSON.stringify(options)}`;
	const known = MADE.get(key);
	const format =
		known instanceof Intl.NumberFormat ? known : new Intl.NumberFormat(vscode.env.language, options);
	MADE.set(key, format);
	return format;
}

export function relativeTimeFormat(style: 'long' | 'short'): Intl.RelativeTimeFormat {
	const known = MADE.get(style);
	const format =
		known instanceof Intl.RelativeTimeFormat
			? known
			: new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto', style });
	MADE.set(style, format);
	return format;
}

/** With the zone of the machine, which may change while VS Code runs. */
export function dateTimeFormat(): Intl.DateTimeFormat {
	const key = `date ${new Date().getTimezoneOffset()}`;
	const known = MADE.get(key);
	const format =
		known instanceof Intl.DateTimeFormat
			? known
			: new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'long', timeStyle: 'long' });
	MADE.set(key, format);
	return format;
}

/** A whole number as it is written in the language of VS Code. */
export function countText(count: number): string {
	return numberFormat().format(count);
}
