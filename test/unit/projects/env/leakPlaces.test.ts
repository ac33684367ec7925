import { expect, test } from 'vitest';
import { isEnvFile } from '../../../../src/projects/env/envKeys';

test.each([
	'/app/.env',
	'/app/.env.local',
	'/app/.env.production.local',
	'.env',
	'/app/.envrc',
	'/app/.env.staging-2',
])('%s is where secrets belong', (path) => {
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
])('%s is not', (path) => {
	expect(isEnvFile(path)).toBe(false);
});
