import * as v from 'valibot';
import { redactText } from './redact';

const MAX_LENGTH = 300;

const words = v.fallback(v.optional(v.string()), undefined);
const errorBodySchema = v.object({ message: words, error_msg: words, reason: words });
const failedBodySchema = v.object({ status: v.pipe(v.string(), v.toLowerCase(), v.literal('error')) });

/**
 * What an error body says, in every shape seen (api-facts §2): the text under `message`, `error_msg` or `reason`; a
 * proxy's HTML page by its title; plain text as it is. On one line, at most 300 characters, without `secrets`. Undefined
 * when the body says nothing.
 */
export function messageOf(body: string, secrets: readonly string[]): string | undefined {
	const line = redactText(wordsOf(body), secrets)
		.replaceAll(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	if (line === '') {
		return undefined;
	}
	return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/**
 * Whether a body says by itself that the request failed, whatever its HTTP status: `{"status":"error","message":…}`
 * (api-facts §2). A large body is parsed only if it may be one.
 */
export function isErrorBody(body: string | undefined): boolean {
	if (body === undefined || !/"status"\s*:\s*"error"/i.test(body)) {
		return false;
	}
	return v.is(failedBodySchema, parseJson(body));
}

function wordsOf(body: string): string {
	const json = parseJson(body);
	if (json === undefined) {
		return /^\s*</.test(body) ? (/<title[^>]{0,200}>([^<]*)</i.exec(body)?.[1] ?? '') : body;
	}
	const parsed = v.safeParse(errorBodySchema, json);
	if (!parsed.success) {
		return typeof json === 'string' ? json : '';
	}
	return parsed.output.message || parsed.output.error_msg || parsed.output.reason || '';
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
