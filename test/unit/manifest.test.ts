import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/ui/commandIds';

const ROOT = path.resolve(import.meta.dirname, '../..');
const manifestText = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText);
const nls: Record<string, string> = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8'));

describe('package.json', () => {
	it('contributes exactly the commands the extension registers', () => {
		const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
		expect([...contributed].sort()).toEqual([...COMMANDS].sort());
	});

	it('puts only contributed commands into menus and welcome texts', () => {
		const inMenus = Object.values<{ command: string }[]>(manifest.contributes.menus)
			.flat()
			.map(({ command }) => command);
		const inTexts = Object.values(nls).flatMap((text) =>
			[...text.matchAll(/command:([\w.]+)/g)].map(([, command]) => command),
		);
		const unknown = [...inMenus, ...inTexts].filter((id) => !COMMANDS.some((command) => command === id));
		expect(unknown).toEqual([]);
	});

	it('has a text for every key it names, and no text that nothing names', () => {
		const named = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
		expect([...new Set(named)].sort()).toEqual(Object.keys(nls).sort());
	});

	it('keeps every setting out of the reach of a workspace', () => {
		const settings = Object.entries<{ scope?: string }>(manifest.contributes.configuration.properties);
		const reachable = settings.filter(([, { scope }]) => scope !== 'application' && scope !== 'machine');
		expect(reachable).toEqual([]);
	});

	it('tells the Marketplace what it takes', () => {
		expect(manifest).toMatchObject({ pricing: 'Free', qna: 'marketplace', license: 'MIT' });
		expect(manifest.keywords.length).toBeLessThanOrEqual(30);
		expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
		expect(existsSync(path.join(ROOT, manifest.icon))).toBe(true);
	});

	it('asks in its when clauses only for context keys that the extension sets', () => {
		const setter = readFileSync(path.join(ROOT, 'src/ui/contextKeys.ts'), 'utf8');
		const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]+)"/g)].map(
			([, clause]) => clause,
		);
		const keys = clauses.join(' ').match(/(?<!== )agora\.[\w.]+/g) ?? [];
		expect(keys.length).toBeGreaterThan(0);
		expect([...new Set(keys)].filter((key) => !setter.includes(`'${key}'`))).toEqual([]);
	});
});
