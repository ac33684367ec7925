import * as vscode from 'vscode';

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
