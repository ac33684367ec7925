/** The longest name or label that is shown, in characters. */
export const longestText = 200;

/** Control characters, and the marks that change the direction of the text around them. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name or label from outside as it may stand on a screen: one line, without tricks, and not endless. It is never markup. */
export function shownText(text: string): string {
	const line = text
		.slice(0, 4 * longestText)
		.replace(invisible, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const characters = [...line];
	return characters.length > longestText ? `${characters.slice(0, longestText - 1).join('')}…` : line;
}

/**
 * A sign that begins a formula, at the start of a text, or inside it where a spreadsheet may begin a new cell: after a semicolon,
 * a tab or a line break. Blanks and quotation marks before it do not count.
 */
const formulaSign = /(?<=(?:^|[;\t\r\n])[\s"]*)[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/**
 * A text that no spreadsheet takes for a formula (OWASP, CSV injection), whatever its list separator is: with an apostrophe
 * before each sign that could begin one.
 */
export function withoutFormulas(text: string): string {
	return text.replace(formulaSign, "'$&");
}
