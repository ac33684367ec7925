import type * as vscode from 'vscode';

/** Zero-width space: it has no width, and every font and native dialog knows it. */
const BREAK = '\u200B';

/**
 * What VS Code turns into something else where it shows plain text, each split at the place where the break goes:
 * `[text](command:…)` becomes a link that runs the command in notifications, their progress, and the prompts and validation
 * messages of input boxes; `$(icon)` becomes an icon there, in quick picks, in the status bar and in CodeLenses.
 */
const IN_TEXT = /\](?=\()|\$(?=\()|<(?=command:)/gi;

/** What becomes a link in Markdown besides: `https://…`, `www.…` and addresses of e-mail. */
const IN_MARKDOWN = /[a-z](?=:\/\/)|www(?=\.)|@/gi;

/**
 * Text that is data (of a server, a workspace, an account's label) in a form that VS Code shows as it is, without links or icons.
 * It looks the same: what would be taken for a link or an icon is broken by a character without a width. Only for what is shown,
 * never for what is sent, compared, stored or copied. An address without a label is no link in plain text and stays whole.
 */
export function inertText(text: string): string {
	return text.replace(IN_TEXT, `$&${BREAK}`);
}

/** Adds data to a Markdown text, which shows it as it is: `appendText` alone leaves addresses to become links. */
export function appendInert(markdown: vscode.MarkdownString, text: string): vscode.MarkdownString {
	return markdown.appendText(inMarkdown(text));
}

/** Data that becomes part of a Markdown text which VS Code composes, such as the tooltip of a link in an editor. */
export function inertMarkdown(text: string): string {
	return inMarkdown(text).replace(/[\\`*_{}[\]()#+!~>-]/g, '\\$&');
}

/** What `appendText` leaves to be done: addresses, and what would be read as HTML. */
function inMarkdown(text: string): string {
	return inertText(text).replace(IN_MARKDOWN, `$&${BREAK}`).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A text after an icon of ours, for the status bar, a quick pick or a CodeLens. */
export function withIcon(icon: string, text: string): string {
	return `$(${icon}) ${inertText(text)}`;
}
