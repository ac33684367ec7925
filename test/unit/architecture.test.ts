import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
const steps = [...page.matchAll(/^- `([\w./]+): (\w+)`/gm)].map(([, file = '', name = '']) => ({
	file,
	name,
}));

/** Whether a file declares a function, a class or a method of that name. */
function declares(file: string, name: string): boolean {
	const location = path.join(ROOT, file);
	const declaration = new RegExp(
		`(?:function\\*?|class) ${name}\\b|^\\t(?:async |get )?${name}\\(|^export const ${name}\\b`,
		'm',
	);
	return existsSync(location) && declaration.test(readFileSync(location, 'utf8'));
}

describe('the routes in docs/architecture.md', () => {
	it('name functions that exist', () => {
		expect(steps.length).toBeGreaterThan(40);
		expect(steps.filter(({ file, name }) => !declares(file, name))).toEqual([]);
	});
});
