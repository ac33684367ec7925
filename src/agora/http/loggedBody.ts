import { HIDDEN, redactStreamUrl, redactText, SECRET_FIELDS } from './redact';

/** The fields of both documents whose texts are no secrets. Any other text is hidden, since a field not known yet may hold one. */
const OPEN_FIELDS = new Set([
	...['id', 'project_id', 'name', 'vendor_key', 'recording_server', 'created', 'status'],
	...['channelName', 'account', 'profile', 'codec', 'fillMode', 'encryptMode', 'createTs', 'CreateTs'],
	...['fields', 'nextPageToken', 'date', 'en', 'cn', 'unit'],
	...['message', 'error_msg', 'reason'],
]);

/** Characters after which a body is cut off. */
const LONGEST = 4000;

/**
 * A body of a request or an answer as the log may hold it, on one line: JSON with its numbers and the texts of an allow-list of
 * fields. Certificates, tokens and keys are hidden whatever they are, stream URLs are redacted, and `secrets` are hidden wherever
 * they stand. Nothing is told of what is not readable JSON, such as a proxy's page.
 *
 * @returns undefined for an empty body.
 */
export function loggedBody(text: string, secrets: readonly string[]): string | undefined {
	if (text.trim() === '') {
		return undefined;
	}
	let line: string;
	try {
		line = JSON.stringify(opened('', JSON.parse(text), secrets));
	} catch {
		// Or JSON so deep that nobody can go through it: a log must not fail its request.
		return 'not readable';
	}
	return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** @param field the name that `value` goes by; the items of a list go by that of the list. */
function opened(field: string, value: unknown, secrets: readonly string[]): unknown {
	// Whether a project has a certificate at all is no secret.
	if (value === null || value === '') {
		return value;
	}
	if (SECRET_FIELDS.has(field)) {
		return HIDDEN;
	}
	if (typeof value === 'string') {
		return openedText(field, value, secrets);
	}
	if (Array.isArray(value)) {
		return value.map((item) => opened(field, item, secrets));
	}
	if (typeof value === 'object') {
		// A broken server may put anything into a name, too.
		const entries = Object.entries(value);
		return Object.fromEntries(
			entries.map(([name, inner]) => [redactText(name, secrets), opened(name, inner, secrets)]),
		);
	}
	return value;
}

function openedText(field: string, text: string, secrets: readonly string[]): string {
	if (field === 'streamUrl') {
		return redactText(redactStreamUrl(text), secrets);
	}
	return OPEN_FIELDS.has(field) ? redactText(text, secrets) : HIDDEN;
}
