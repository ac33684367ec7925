import { HIDDEN, redactText } from '../../agora/http/redact';

/** Customer ID, Customer Secret, App ID and App Certificate all look like this, and so does the id of a cloud player. */
const HEX_WORD = /(?<![\da-f])[\da-f]{32}(?![\da-f])/gi;
/** Tokens of Agora of every version (token format, `006…` and `007…`), and Base64 behind the word Basic. */
const TOKEN = /\b00[67][\w+/=-]{30,}|\bBasic\s+[\w+/=-]{4,}/gi;
/** User and password before a host where no protocol tells that it is a URL. */
const PASSWORD = /[^\s"'/:]+:[^\s"'@]+@[^\s"']+/g;

/**
 * A text fit for a support bundle, whoever wrote it: without any of `secrets`, without passwords and queries of URLs, without
 * tokens, and of every word that may be an App Certificate or a Customer Secret only enough to tell it from others.
 */
export function hideInBundle(text: string, secrets: readonly string[]): string {
	return redactText(text, secrets)
		.replaceAll(TOKEN, HIDDEN)
		.replaceAll(PASSWORD, HIDDEN)
		.replaceAll(HEX_WORD, maskedId);
}

/** An id by its first and last two characters; one that is so short that these would give it away is hidden. */
export function maskedId(id: string): string {
	return id.length < 12 ? HIDDEN : `${id.slice(0, 2)}${HIDDEN}${id.slice(-2)}`;
}
