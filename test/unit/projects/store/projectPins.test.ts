import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import type { AgoraSession } from '../../../../src/agora/session';
import { ProjectPins } from '../../../../src/projects/store/projectPins';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';

const SERVER = { url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' };

let memory: TestMemento;
let sessions: TestSessions;
let pins: ProjectPins;
let work: AgoraSession;

beforeEach(() => {
	memory = new TestMemento();
	sessions = new TestSessions();
	pins = new ProjectPins(memory, sessions);
	work = sessionOn(SERVER, 'work');
	sessions.replace(work);
});

function project(id: string): Project {
	return {
		id,
		name: id,
		appId: '',
		appCertificate: 'a certificate',
		enabled: true,
		createdAt: undefined,
		recordingServer: undefined,
	};
}

describe('ProjectPins', () => {
	it('keeps what was pinned for the next window, and nothing of a project but its id', async () => {
		await pins.set(work, [project('a'), project('b')], true);
		await pins.set(work, [project('a')], true);
		expect([...new ProjectPins(memory, sessions).ids].sort()).toEqual(['a', 'b']);
		expect(JSON.stringify(memory.keys().map((key) => memory.get(key)))).not.toContain('certificate');
	});

	it('unpins some of several, and leaves nothing behind when all are unpinned', async () => {
		await pins.set(work, [project('a'), project('b'), project('c')], true);
		await pins.set(work, [project('a'), project('gone')], false);
		expect([...pins.ids]).toEqual(['b', 'c']);
		await pins.set(work, [project('b'), project('c')], false);
		expect(memory.keys().filter((key) => memory.get(key) !== undefined)).toEqual([]);
	});

	it('has pins of its own for every account, and none while nobody is signed in', async () => {
		await pins.set(work, [project('a')], true);
		sessions.replace(sessionOn(SERVER, 'home'));
		expect(pins.ids.size).toBe(0);
		sessions.replace(undefined);
		expect(pins.ids.size).toBe(0);
		sessions.replace(work);
		expect([...pins.ids]).toEqual(['a']);
	});

	it('pins nothing in an account that was switched to while the command was at work', async () => {
		sessions.replace(sessionOn(SERVER, 'home'));
		await pins.set(work, [project('a')], true);
		expect(memory.keys()).toEqual([]);
	});

	it('takes what other code may have stored for no pins', async () => {
		for (const stored of ['a', { a: true }, [1, null], 7]) {
			await memory.update('agora.pinnedProjects.work', stored);
			expect(pins.ids.size).toBe(0);
		}
	});

	it('tells the tree', async () => {
		let changes = 0;
		pins.onDidChange(() => {
			changes += 1;
		});
		await pins.set(work, [project('a')], true);
		await pins.set(work, [project('a')], false);
		expect(changes).toBe(2);
	});
});
