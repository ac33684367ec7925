import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNotificationCurl } from '../../../../src/agora/notifications/notificationCurl';
import { signNotification } from '../../../../src/agora/notifications/signature';

const SECRET = "it's a $ecret";
const URL_SENT = new URL('http://127.0.0.1:3000/hook');

/** The arguments that a shell with openssl gives to curl. */
function argumentsOf(command: string): string[] {
	const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${command}`;
	const env = { PATH: process.env.PATH, AGORA_NOTIFICATION_SECRET: SECRET };
	return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1);
}

test('the shell sends the body with both signatures, whatever characters it contains', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.constantFrom("'", '"$(id)"', '`id`', '\\', '@/etc/passwd', '!'),
	);
	fc.assert(
		fc.property(text, (userText) => {
			const given = Buffer.from(JSON.stringify({ noticeId: 'a', name: userText, userText }));
			const all = argumentsOf(formatNotificationCurl(URL_SENT, given));
			const body = all.at(-1) ?? '';
			const { sha1, sha256 } = signNotification(Buffer.from(body), SECRET);
			expect(all).toEqual([
				...['-X', 'POST', URL_SENT.href],
				...['-H', 'Content-Type: application/json'],
				...['-H', `Agora-Signature: ${sha1}`],
				...['-H', `Agora-Signature-V2: ${sha256}`],
				...['--data-raw', body],
			]);
			expect(Object.keys(JSON.parse(body))).toEqual(['noticeId', 'name', 'userText']);
		}),
		{ numRuns: 25 },
	);
});

test('contains neither the secret nor a token', () => {
	const body = Buffer.from(JSON.stringify({ payload: { player: { token: '007planted', id: 'a' } } }));
	const command = formatNotificationCurl(URL_SENT, body);
	expect(command).not.toMatch(/planted/);
	expect(command).toContain('"$AGORA_NOTIFICATION_SECRET"');
	expect(JSON.parse(argumentsOf(command).at(-1) ?? '').payload.player.id).toBe('a');
});
