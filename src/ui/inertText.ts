import type * as vscode from 'vscode';

/** The zero-width space, which every font and native dialog supports. */
const BREAK = '\u200B';

/**
 * What VS Code interprets in plain text, matched up to the position of the break: `[text](command:…)` becomes a link that runs
 * the command in notifications, progress, and prompts and validation messages of input boxes; `$(icon)` becomes an icon there
 * and in quick picks, the status bar and CodeLenses.
 */
const IN_TEXT = /\](?=\()|\$(?=\()|<(?=command:)/gi;

/** What also becomes a link in Markdown: `https://…`, `www.…` and e-mail addresses. */
const IN_MARKDOWN = /[a-z](?=:\/\/)|www(?=\.)|@/gi;

/**
 * Data (from a server, a workspace, an account's label) in a form that VS Code shows without links or icons. It looks the same:
 * zero-width characters break what would become a link or an icon. Only for texts on screen, never for text that is sent,
 * compared, stored or copied. An address without a label is not a link in plain text and stays unchanged.
 */
export function inertText(text: string): string {
	return text.replace(IN_TEXT, `$&${BREAK}`);
}

/**
 * The spaces between two words. `appendText` writes every space as a no-break space, so that a line would break within words only. Those at
 * the beginning of a line and after the number of a list mean something in Markdown.
 */
const SPACES = /(?<=\S)(?<!^\d{1,9}[.)])(?:&nbsp;)+(?=\S)/gm;

/** Appends data to a Markdown text without links; `appendText` alone would turn addresses into links. */
export function appendInert(markdown: vscode.MarkdownString, text: string): vscode.MarkdownString {
	const { length } = markdown.value;
	const { value } = markdown.appendText(inMarkdown(text));
	markdown.value =
		value.slice(0, length) +
		value.slice(length).replace(SPACES, (spaces) => (spaces === '&nbsp;' ? ' ' : spaces));
	return markdown;
}

/** Data for a Markdown text that VS Code composes, such as the tooltip of a link in an editor. */
export function inertMarkdown(text: string): string {
	return inMarkdown(text).replace(/[\\`*_{}[\]()#+!~>-]/g, '\\$&');
}

/** Breaks what `appendText` does not escape: addresses and HTML. */
function inMarkdown(text: string): string {
	return inertText(text).replace(IN_MARKDOWN, `$&${BREAK}`).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A codicon followed by data, for the status bar, a quick pick or a CodeLens. */
export function withIcon(icon: string, text: string): string {
	return `$(${icon}) ${inertText(text)}`;
}
