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
	it('stores only the ids of pinned projects, for all windows', async () => {
		await pins.set(work, [project('a'), project('b')], true);
		await pins.set(work, [project('a')], true);
		expect([...new ProjectPins(memory, sessions).ids].sort()).toEqual(['a', 'b']);
		expect(JSON.stringify(memory.keys().map((key) => memory.get(key)))).not.toContain('certificate');
	});

	it('unpins some of several projects, and stores nothing when none is pinned', async () => {
		await pins.set(work, [project('a'), project('b'), project('c')], true);
		await pins.set(work, [project('a'), project('gone')], false);
		expect([...pins.ids]).toEqual(['b', 'c']);
		await pins.set(work, [project('b'), project('c')], false);
		expect(memory.keys().filter((key) => memory.get(key) !== undefined)).toEqual([]);
	});

	it('has separate pins for each account, and none when signed out', async () => {
		await pins.set(work, [project('a')], true);
		sessions.replace(sessionOn(SERVER, 'home'));
		expect(pins.ids.size).toBe(0);
		sessions.replace(undefined);
		expect(pins.ids.size).toBe(0);
		sessions.replace(work);
		expect([...pins.ids]).toEqual(['a']);
	});

	it('pins nothing when the account was switched while the command ran', async () => {
		sessions.replace(sessionOn(SERVER, 'home'));
		await pins.set(work, [project('a')], true);
		expect(memory.keys()).toEqual([]);
	});

	it('ignores stored values that are not a list of ids', async () => {
		for (const stored of ['a', { a: true }, [1, null], 7]) {
			await memory.update('agora.pinnedProjects.work', stored);
			expect(pins.ids.size).toBe(0);
		}
	});

	it('fires an event for every change', async () => {
		let changes = 0;
		pins.onDidChange(() => {
			changes += 1;
		});
		await pins.set(work, [project('a')], true);
		await pins.set(work, [project('a')], false);
		expect(changes).toBe(2);
	});
});
