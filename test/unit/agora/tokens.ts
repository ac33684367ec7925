import { deflateSync } from 'node:zlib';
import { buildRtcToken } from '../../../src/agora/token/buildToken';
import { readToken, type TokenContent } from '../../../src/agora/token/readToken';

export const APP_ID = 'eb00cd2b222a4eeaa24fc6046d90b227';
export const CERTIFICATE = '2c01da6d6f6741df88ec47005f08572b';

export function mint(
	user: { uid: number } | { account: string } = { uid: 101 },
	channelName = 'class32',
): string {
	return buildRtcToken({
		appId: APP_ID,
		appCertificate: CERTIFICATE,
		channelName,
		user,
		lifetimeSeconds: 3600,
	});
}

export function read(token: string): TokenContent {
	const content = readToken(token);
	if (!content) {
		throw new Error('the token must be readable');
	}
	return content;
}

/** Writes the part of a token that stands after its signature. */
export function signedPart(
	services: [type: number, privileges: [number, number][], texts: string[]][],
): Buffer {
	const text = (value: string) => Buffer.concat([uint16(Buffer.byteLength(value)), Buffer.from(value)]);
	const uint16 = (value: number) => Buffer.from(Uint16Array.of(value).buffer);
	const uint32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
	const packed = services.flatMap(([type, privileges, texts]) => [
		...[uint16(type), uint16(privileges.length)],
		...privileges.flatMap(([privilege, seconds]) => [uint16(privilege), uint32(seconds)]),
		...texts.map(text),
	]);
	const head = [text(APP_ID), uint32(1_700_000_000), uint32(600), uint32(1), uint16(services.length)];
	return Buffer.concat([...head, ...packed]);
}

export function tokenOf(signed: Buffer): string {
	return `007${deflateSync(Buffer.concat([Buffer.from([2, 0, 1, 2]), signed])).toString('base64')}`;
}
