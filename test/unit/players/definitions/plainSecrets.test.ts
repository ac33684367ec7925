import { describe, expect, it } from 'vitest';
import {
	likelySecrets,
	plainSecrets,
	secretOwner,
	userInfo,
} from '../../../../src/players/definitions/plainSecrets';

const PLAYER = {
	streamUrl: 'rtmp://user:planted@example.com/live/key',
	name: 'class32_101',
	token: 'planted',
	encryptMode: 'aes-256-gcm2',
	encryptKey: 'planted',
	encryptKdfSalt: 'planted',
};

describe('plainSecrets, likelySecrets and userInfo', () => {
	const kinds = (player: object) => plainSecrets({ player }).map(({ kind }) => kind);

	it('return secrets in plain text, but not variables', () => {
		expect(kinds(PLAYER)).toEqual(['token', 'encryptKey', 'encryptKdfSalt', 'login']);
		expect(kinds({ token: '${secret:T}', streamUrl: 'rtmp://u:${env:P}@e/x', encryptKey: '' })).toEqual([]);
		expect(kinds({ streamUrl: 'rtmp://example.com/live/@me' })).toEqual([]);
		expect(secretOwner({ player: PLAYER })).toBe('class32_101');
		expect(secretOwner({ player: { name: '${env:NAME}' } })).toBe('player');
	});

	it.each([
		['rtmp://user:pw@host/live', 'user:pw'],
		['rtmp://user@host/live', 'user'],
		['rtmp://user:12/3@host/live', 'user:12/3'],
		['https://host:443/live', undefined],
		['https://host/@user/live', undefined],
		['no address', undefined],
	])('return user and password of %s', (streamUrl, expected) => {
		const found = userInfo(streamUrl);
		expect(found && streamUrl.slice(found.start, found.end)).toBe(expected);
	});

	it.each([
		['rtmp://host/live/key', ['key']],
		['rtmps://host/live/deep/key?a=b', ['deep/key', 'a=b']],
		['rtmp://host/key', ['key']],
		['rtmp://host/live/', []],
		['rtmp://host', []],
		['rtmp://u:p@host/live/${secret:key}', ['u:p']],
		['rtmp://user:12/3@host/live', ['user:12/3', 'live']],
		['https://host/hls/list.m3u8?sign=1', ['sign=1']],
		['https://host/hls/list.m3u8?sign=${env:S}', []],
	])('return the likely secrets of %s', (streamUrl, expected) => {
		const found = likelySecrets({ player: { streamUrl } });
		expect(found.map(({ start, end }) => streamUrl.slice(start, end))).toEqual(expected);
	});
});
