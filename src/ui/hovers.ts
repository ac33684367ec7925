import * as vscode from 'vscode';
import type { CommandId } from './commandIds';
import { appendInert } from './inertText';

/**
 * A hover that begins with a title in bold.
 *
 * @param commands the commands that its links may run.
 * @param addition follows the title after a dash, unless it is empty.
 */
export function titledHover(
	commands: readonly CommandId[],
	title: string,
	addition: string,
): vscode.MarkdownString {
	const hover = appendInert(new vscode.MarkdownString('**'), title).appendMarkdown('**');
	hover.isTrusted = { enabledCommands: commands };
	return appendInert(hover, addition === '' ? '' : ` — ${addition}`).appendMarkdown('\n\n');
}

/** Appends a paragraph for each line that is not empty. */
export function appendLines(hover: vscode.MarkdownString, lines: readonly string[]): void {
	for (const line of lines) {
		if (line !== '') {
			appendInert(hover, line).appendMarkdown('\n\n');
		}
	}
}

/** Appends a line for each fact that has a text. */
export function appendFacts(
	hover: vscode.MarkdownString,
	facts: readonly (readonly [label: string, text: string | undefined])[],
): void {
	for (const [label, text = ''] of facts) {
		if (text !== '') {
			appendInert(hover, vscode.l10n.t('{0}: {1}', label, text)).appendMarkdown('  \n');
		}
	}
	hover.appendMarkdown('\n');
}

/** Appends a list with a title, unless the list is empty. */
export function appendList(hover: vscode.MarkdownString, title: string, texts: readonly string[]): void {
	if (texts.length > 0) {
		appendInert(hover, title).appendMarkdown('\n\n');
		for (const text of texts) {
			appendInert(hover.appendMarkdown('- '), text).appendMarkdown('\n');
		}
		hover.appendMarkdown('\n');
	}
}

/** Appends a line of links, made by `commandLink`, below a rule. */
export function appendLinks(hover: vscode.MarkdownString, links: readonly string[]): vscode.MarkdownString {
	return links.length === 0 ? hover : hover.appendMarkdown(`\n---\n\n${links.join(' · ')}`);
}
