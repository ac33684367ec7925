import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '../../src');

/** What each room may import besides itself. `extension.ts` and `container.ts` stand above all rooms. */
const ARROWS: Record<string, readonly string[]> = {
	platform: [],
	shared: ['platform'],
	agora: ['platform', 'shared'],
	ui: ['platform', 'agora'],
	sandbox: ['agora'],
	accounts: ['agora', 'ui', 'platform', 'shared'],
	projects: ['agora', 'ui', 'platform', 'shared'],
	players: ['agora', 'ui', 'platform', 'shared'],
	usage: ['agora', 'ui', 'platform', 'shared'],
	status: ['agora', 'ui', 'platform', 'shared'],
	support: ['agora', 'ui', 'platform', 'shared'],
};
const WITHOUT_VSCODE = ['platform', 'shared', 'agora', 'sandbox'];

interface Import {
	readonly file: string;
	readonly room: string;
	readonly target: string;
}

function importsOf(file: string): Import[] {
	const text = readFileSync(path.join(SRC, file), 'utf8');
	const targets = text.matchAll(/(?:^|\s)(?:from|import|require\()\s*\(?'([^']+)'/g);
	return [...targets].map(([, target = '']) => ({ file, room: file.split(path.sep)[0] ?? '', target }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const inRooms = files.filter((file) => file.includes(path.sep)).flatMap(importsOf);

describe('the arrows between the rooms', () => {
	it('knows every room', () => {
		expect([...new Set(inRooms.map(({ room }) => room))].filter((room) => !(room in ARROWS))).toEqual([]);
	});

	it('are those of the design', () => {
		const wrong = inRooms
			.filter(({ target }) => target.startsWith('.'))
			.map(({ file, room, target }) => ({ file, room, target: path.join(path.dirname(file), target) }))
			.filter(({ room, target }) => {
				const targetRoom = target.split(path.sep)[0] ?? '';
				return targetRoom !== room && !ARROWS[room]?.includes(targetRoom);
			})
			.map(({ file, target }) => `${file} → ${target}`);
		expect(wrong).toEqual([]);
	});

	it('leave vscode out of what also runs without it', () => {
		const wrong = inRooms
			.filter(({ room, target }) => WITHOUT_VSCODE.includes(room) && target === 'vscode')
			.map(({ file }) => file);
		expect(wrong).toEqual([]);
	});

	it('sees the imports it judges', () => {
		expect(inRooms).toContainEqual({ file: path.join('ui', 'notify.ts'), room: 'ui', target: 'vscode' });
		expect(inRooms.length).toBeGreaterThan(100);
	});
});
