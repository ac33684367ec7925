import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Step {
	readonly id: string;
	readonly media: { readonly svg: string; readonly altText: string };
	readonly completionEvents: readonly string[];
}

const manifest: { contributes: { walkthroughs: { steps: Step[] }[] } } = JSON.parse(
	readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
);
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const pictures = [...new Set(steps.map(({ media }) => media.svg))];

describe('the walkthrough', () => {
	it('has a picture, an alternative text and a completion event for each of its six steps', () => {
		expect(steps).toHaveLength(6);
		expect(pictures).toHaveLength(6);
		expect(steps.filter(({ media }) => media.altText === '')).toEqual([]);
		expect(steps.filter(({ completionEvents }) => completionEvents.length === 0)).toEqual([]);
	});

	it.each(pictures)('has a picture %s below 6000 bytes', (picture) => {
		expect(statSync(path.join(ROOT, picture)).size).toBeLessThan(6000);
	});

	it.each(pictures)('has a picture %s with colours of the theme and without words', (picture) => {
		const svg = readFileSync(path.join(ROOT, picture), 'utf8');
		const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
		expect(colours.filter((colour) => colour !== 'none' && !colour?.startsWith('var(--vscode-'))).toEqual([]);
		expect(svg).not.toMatch(/<style|style=|<image|<script/);
		const words = [...svg.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)].map(([, text]) => text);
		expect(words.filter((word) => !/^(?:\.env|AGORA_\w+|[\da-f]+…)$/.test(word ?? ''))).toEqual([]);
	});

	it('ticks a step by the context key of the step, which the extension sets again when the walkthrough opens', () => {
		expect(steps.map(({ completionEvents }) => completionEvents)).toEqual(
			steps.map(({ id }) => [`onContext:agora.walkthrough.${id}`]),
		);
		const setter = readFileSync(path.join(ROOT, 'src/ui/commands.ts'), 'utf8');
		const keys = steps
			.flatMap(({ completionEvents }) => completionEvents)
			.flatMap((event) => /^onContext:(agora\.[\w.]+)/.exec(event)?.slice(1) ?? []);
		expect(keys.length).toBeGreaterThan(0);
		expect(keys.filter((key) => !setter.includes(`'${key}'`))).toEqual([]);
	});
});
