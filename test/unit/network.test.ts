import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const sources = ['src', path.join('media', 'usage')].flatMap((folder) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file))
		.map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') })),
);

/**
 * The files that contain the pattern. A lint rule (`noRestrictedImports` in biome.json) restricts imports; it cannot see members of
 * `globalThis` or `navigator`, nor the addresses in strings, so these are searched for in the source.
 */
function holding(pattern: RegExp): string[] {
	return sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
}

describe('the network', () => {
	it('is accessed through no global of Node or the browser', () => {
		const globals = /\bfetch\(|\b(?:WebSocket|XMLHttpRequest|EventSource|sendBeacon)\b/;
		expect(holding(globals)).toEqual([]);
	});

	it('receives no telemetry', () => {
		expect(holding(/telemetry/i)).toEqual([]);
	});

	it('has no addresses in the code except those of Agora, this machine, formats and examples', () => {
		const named = sources.flatMap(({ text }) =>
			[...text.matchAll(/\bhttps?:\/\/(?:[^\s'"`/@]+@)?(\w[\w.-]*)/g)].map(([, host = '']) => host),
		);
		expect(named).toContain('console.agora.io');
		const known =
			/^(?:(?:\w+\.)?agora\.io|console\.shengwang\.cn|127\.0\.0\.1|(?:\w+\.)?example\.(?:com|net|org))$/;
		const formats = ['www.w3.org', 'json-schema.org'];
		// The table of hosts writes these before a domain, which `hosts.test.ts` holds.
		const beginnings = ['api.', 'api-'];
		const strange = named.filter((host) => !known.test(host) && ![...formats, ...beginnings].includes(host));
		expect(strange).toEqual([]);
	});
});
