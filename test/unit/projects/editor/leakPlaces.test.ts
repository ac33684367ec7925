import { expect, test } from 'vitest';
import { isEnvFile } from '../../../../src/projects/editor/leakPlaces';

test.each([
	'/app/.env',
	'/app/.env.local',
	'/app/.env.production.local',
	'.env',
	'/app/.envrc',
	'/app/server.env',
])('%s is where secrets belong', (path) => {
	expect(isEnvFile(path)).toBe(true);
});

test.each([
	'/app/.env.example',
	'/app/.env.local.sample',
	'/app/.env.template',
	'/app/.env.default',
	'/app/server.env.dist',
	'/app/env.ts',
	'/.env/a.ts',
])('%s is not', (path) => {
	expect(isEnvFile(path)).toBe(false);
});
