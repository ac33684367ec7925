import * as vscode from 'vscode';

/**
 * Formatters of `Intl` in the language of VS Code, each made once: making one takes a hundred times as long as using it, and a view
 * with a thousand rows uses several for each.
 */
const made = new Map<string, Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.DateTimeFormat>();

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
	const key = `number ${JSON.stringify(options)}`;
	const known = made.get(key);
	const format =
		known instanceof Intl.NumberFormat ? known : new Intl.NumberFormat(vscode.env.language, options);
	made.set(key, format);
	return format;
}

export function relativeTimeFormat(style: 'long' | 'short'): Intl.RelativeTimeFormat {
	const known = made.get(style);
	const format =
		known instanceof Intl.RelativeTimeFormat
			? known
			: new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto', style });
	made.set(style, format);
	return format;
}

/** With the zone of the machine, which may change while VS Code runs. */
export function dateTimeFormat(): Intl.DateTimeFormat {
	const key = `date ${new Date().getTimezoneOffset()}`;
	const known = made.get(key);
	const format =
		known instanceof Intl.DateTimeFormat
			? known
			: new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'long', timeStyle: 'long' });
	made.set(key, format);
	return format;
}

/** A whole number as it is written in the language of VS Code. */
export function countText(count: number): string {
	return numberFormat().format(count);
}
