import { isObject, readText } from '../parsing';
import {
	HIDDEN,
	hideSecrets,
	redactStreamUrl,
	redactText,
	SECRET_FIELDS,
	secretsOfStreamUrl,
} from '../redact';

/** The names of the user's own things, which are often used as the stream key too. */
const OPEN_FIELDS = ['channelName', 'name', 'account', 'id'] as const;

/** An RTC token of version 6 or 7, wherever it is. */
const TOKEN = /00[67][A-Za-z0-9+/]{32,}={0,2}/g;

/** A secret field with its value, in text that is almost JSON: the closing quotation mark may be missing. */
const SECRET_PAIR = new RegExp(
	`((["']?)(?:${[...SECRET_FIELDS].join('|')})\\2\\s*[:=]\\s*)("(?:[^"\\\\\\n]|\\\\.)*"?|'(?:[^'\\\\\\n]|\\\\.)*'?|[^\\s,;}\\]]+)`,
	'g',
);

/**
 * Formats the body of a notification so that it can be shown and exported: tokens and keys are hidden, also where they are repeated, and
 * the URLs of sources are redacted. Everything else stays. A body that is not JSON is returned as text with the same parts hidden.
 *
 * @param indent as in `JSON.stringify`: one line by default.
 */
export function redactNotification(body: Uint8Array, indent?: string): string {
	const text = new TextDecoder().decode(body);
	try {
		const secrets = secretsIn(text);
		return JSON.stringify(
			JSON.parse(text, (field, value: unknown) => redactField(field, value, secrets)),
			undefined,
			indent,
		);
	} catch {
		// No JSON, or JSON that is nested too deeply.
		return hideTokens(redactText(text.replaceAll(SECRET_PAIR, `$1"${HIDDEN}"`), []));
	}
}

function redactField(field: string, value: unknown, secrets: readonly string[]): unknown {
	// Whether a token was given is not secret.
	if (SECRET_FIELDS.has(field) && value !== null && value !== '') {
		return HIDDEN;
	}
	if (typeof value !== 'string') {
		return value;
	}
	return field === 'streamUrl'
		? hideTokens(hideSecrets(redactStreamUrl(value), secrets))
		: hideTokens(redactText(value, secrets));
}

function hideTokens(text: string): string {
	return text.replaceAll(TOKEN, HIDDEN);
}

/** The values of secret fields, and the secret parts of the URLs of sources. */
function secretsIn(text: string): string[] {
	const secrets: string[] = [];
	JSON.parse(text, (field, value: unknown) => {
		if (SECRET_FIELDS.has(field) && typeof value === 'string') {
			secrets.push(value);
		}
		const streamUrl = isObject(value) ? readText(value.streamUrl) : undefined;
		if (isObject(value) && streamUrl !== undefined) {
			const open = OPEN_FIELDS.map((name) => readText(value[name]));
			secrets.push(...secretsOfStreamUrl(streamUrl, open));
		}
		return value;
	});
	return secrets;
}
