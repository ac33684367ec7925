import { describe, expect, it, test } from 'vitest';
import {
	APP_ID_KEYS,
	certificateKeyFor,
	checkEnvPath,
	isEnvFile,
	isKey,
	isPublicKey,
	proposedStyle,
} from '../../../../src/projects/env/envKeys';

describe('keys', () => {
	it.each([
		['AGORA_APP_ID', 'AGORA_APP_CERTIFICATE'],
		['APP_ID', 'APP_CERTIFICATE'],
		['VITE_AGORA_APP_ID', 'AGORA_APP_CERTIFICATE'],
		['agora_appid', 'agora_APP_CERTIFICATE'],
		['VIDEO', 'VIDEO_CERTIFICATE'],
	])('of the certificate beside %s: %s', (appId, certificate) => {
		expect(certificateKeyFor(appId)).toBe(certificate);
	});

	it('of a certificate are never public and never equal to the key of the App ID', () => {
		for (const appId of [...APP_ID_KEYS, 'PUBLIC_ID', 'X']) {
			const certificate = certificateKeyFor(appId);
			expect([isPublicKey(certificate), isKey(certificate), certificate === appId]).toEqual([
				false,
				true,
				false,
			]);
		}
	});

	it.each(['', '1A', 'A B', 'A-B', 'A.B', 'Ä', 'A=', 'A\n'])('are not %j', (key) => {
		expect(isKey(key)).toBe(false);
	});
});

describe('the proposed style', () => {
	it('is that of the key in the file, otherwise that of the framework', () => {
		expect(proposedStyle(undefined, false)).toBe('plain');
		expect(proposedStyle(undefined, true)).toBe('next');
		expect(proposedStyle('AGORA_APP_ID', true)).toBe('plain');
		expect(proposedStyle('NEXT_PUBLIC_AGORA_APP_ID', false)).toBe('next');
		expect(proposedStyle('VITE_AGORA_APP_ID', true)).toBe('custom');
	});
});

describe('the path of an env file', () => {
	it.each(['.env', 'web/.env.local', 'a-b/c_d/x.env', '..env'])('may be %s', (path) => {
		expect(checkEnvPath(path)).toBe(true);
	});

	it.each([
		'',
		'/',
		'/.env',
		'.env/',
		'a//.env',
		'../.env',
		'a/../.env',
		'./.env',
		'a\\.env',
		'-x',
		'a b',
		'$HOME',
		'.env\n',
		'.git/config',
		'a/.GIT/hooks/x',
	])('is not %j', (path) => {
		expect(checkEnvPath(path)).toBe(false);
	});
});

test.each([
	'/app/.env',
	'/app/.env.local',
	'/app/.env.production.local',
	'.env',
	'/app/.envrc',
	'/app/.env.staging-2',
])('isEnvFile accepts %s', (path) => {
	expect(isEnvFile(path)).toBe(true);
});

test.each([
	'/app/.env.example',
	'/app/.env.local.sample',
	'/app/.env.template',
	'/app/.env.default',
	'/app/server.env.dist',
	'/app/server.env',
	'/app/example.env',
	'/app/.env-example',
	'/app/.env.example.local',
	'/app/.env.local-example',
	'/app/.env.dist.local',
	'/app/.env.tpl',
	'/app/.env.js',
	'/app/.env.d.ts',
	'/app/.env.local.mjs',
	'/app/.env.json',
	'/app/.envrc.example',
	'/app/.environment',
	'/app/env.ts',
	'/.env/a.ts',
])('isEnvFile refuses %s', (path) => {
	expect(isEnvFile(path)).toBe(false);
});
