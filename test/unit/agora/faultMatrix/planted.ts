import { inspect } from 'node:util';
import { AgoraError, formatErrorDetails } from '../../../../src/agora/errors';

const salt = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

/** Secrets that go through every cell; a token is minted in the cells that need one. */
export const PLANTED = {
	customerSecret: 'planted-customer-secret',
	certificate: '5ec4e7ce47f1ca7e5ec4e7ce47f1ca7e',
	encryptKey: 'planted-encryption-key',
	encryptKdfSalt: salt,
	streamUrl: 'rtmp://stream-user:stream-password@example.com/live/x?key=stream-key',
} as const;

const IN_STREAM_URL = ['stream-user', 'stream-password', 'stream-key'];

/** Whichever of the planted secrets, or of `others`, stands in the lines of the log or anywhere in the error. */
export function leaks(error: unknown, lines: readonly string[], others: readonly string[]): string[] {
	const printed = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error) ?? '', ...lines];
	if (error instanceof AgoraError) {
		printed.push(String(error.stack), formatErrorDetails(error));
	}
	const all = printed.join('\n');
	return [...Object.values(PLANTED), ...IN_STREAM_URL, ...others].filter((secret) => all.includes(secret));
}
